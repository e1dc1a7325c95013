"""Layout of ifaddrmsg, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8061efd8930bcfe1cb5c6b3828d42630002bb951b1050ff1715dab589e4770eb"


class Ifaddrmsg(NamedTuple):
    """What begins a message about an address (struct ifaddrmsg)"""

    family: int
    prefix_len: int
    flags: int
    scope: int
    link: int


LP64 = L('ifaddrmsg', 8, Ifaddrmsg, (
    F('family', 'ifa_family', 0, 1, 'u', 1, doc='AF_INET or AF_INET6.'),
    F('prefix_len', 'ifa_prefixlen', 1, 1, 'u', 1, doc='Bits of the prefix.'),
    F('flags', 'ifa_flags', 2, 1, 'u', 1, doc='IFA_F flags as far as they fit.'),
    F('scope', 'ifa_scope', 3, 1, 'u', 1, doc='RT_SCOPE number.'),
    F('link', 'ifa_index', 4, 4, 'u', 4, doc='Index of the link.'),
))

I386 = LP64

ILP32 = LP64
