"""Match icmp6: type and code (libip6t_icmp6.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_icmp6_0 import MatchIcmp60

INVERT = 0x1
ALL_CODES = [0, 0xFF]


def words(match: MatchIcmp60, _: Context) -> str:
    code = "" if match.codes == ALL_CODES else f"/{match.codes[0]}"
    return f"{inverted(match.invflags & INVERT)} --icmpv6-type {match.type}{code}"


EXTENSION = Extension(
    "match",
    "icmp6",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchIcmp60,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "icmp6_checkentry", proto=58),
        ),
    },
)
