"""Layout of nlmsghdr, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "3fb71bfd46064c46bc78847964e64a19114fa828dddb0ef53c1eef016de038d2"


class Nlmsghdr(NamedTuple):
    """Head of every netlink message (struct nlmsghdr)"""

    size: int
    kind: int
    flags: int
    sequence: int
    port: int


LP64 = L('nlmsghdr', 16, Nlmsghdr, (
    F('size', 'nlmsg_len', 0, 4, 'u', 4, doc='Bytes of this message, head included.'),
    F('kind', 'nlmsg_type', 4, 2, 'u', 2, doc='What the message is: below 16 of netlink itself, else of the protocol; in nfnetlink the upper byte is the subsystem.'),
    F('flags', 'nlmsg_flags', 6, 2, 'u', 2, doc='NLM_F_MULTI 0x2: one of several. NLM_F_DUMP_INTR 0x10: what is dumped changed meanwhile.'),
    F('sequence', 'nlmsg_seq', 8, 4, 'u', 4, doc='Number of the request, which its answers repeat.'),
    F('port', 'nlmsg_pid', 12, 4, 'u', 4, doc='Port of the socket that asked.'),
))

I386 = LP64

ILP32 = LP64
