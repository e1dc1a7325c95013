"""Match mh: type of a Mobile IPv6 header (libip6t_mh.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, full_range
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_mh_0 import MatchMh0
from iptblob.terms import pure

INV_TYPE = 0x01


def words(match: MatchMh0, ctx: Context) -> str:
    return full_range("--mh-type", match.types, 0xFF, match.invflags & INV_TYPE, ctx)


EXTENSION = Extension(
    "match",
    "mh",
    "net/ipv6/netfilter/ip6t_mh.c",
    {
        0: Revision(
            MatchMh0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "mh_mt6_check", proto=135),
            packet=pure("extension headers are not told"),
        ),
    },
)
