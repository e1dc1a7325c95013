"""Layout of ifinfomsg, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "8ccb097c001400034352899cb1428773800f2d529a9d86950d58e9431033ae1c"


class Ifinfomsg(NamedTuple):
    """What begins a message about a link (struct ifinfomsg)"""

    family: int
    hardware: int
    number: int
    flags: int
    changed: int


LP64 = L('ifinfomsg', 16, Ifinfomsg, (
    F('family', 'ifi_family', 0, 1, 'u', 1, doc='AF_UNSPEC, or the family that the attributes are of.'),
    F('pad', '__ifi_pad', 1, 1, 'u', 1, role='padding', doc='Padding.'),
    F('hardware', 'ifi_type', 2, 2, 'u', 2, doc='ARPHRD number.'),
    F('number', 'ifi_index', 4, 4, 's', 4, doc='Index of the link.'),
    F('flags', 'ifi_flags', 8, 4, 'u', 4, doc='IFF flags.'),
    F('changed', 'ifi_change', 12, 4, 'u', 4, doc='Which flags changed; 0 in a dump.'),
))

I386 = LP64

ILP32 = LP64
