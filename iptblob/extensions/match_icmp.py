"""Match icmp: type and code (libipt_icmp.c, iptables 1.8.9 and 1.8.10)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_icmp_0 import MatchIcmp0

INVERT = 0x1
ANY = 0xFF
ALL_CODES = [0, 0xFF]


def words(match: MatchIcmp0, ctx: Context) -> str:
    """Before 1.8.10 every type 255 was called any, whatever its code."""
    out = f"{inverted(match.invflags & INVERT)} --icmp-type"
    if match.type == ANY and (match.codes == ALL_CODES or ctx.iptables < (1, 8, 10)):
        return f"{out} any"
    return f"{out} {match.type}" + ("" if match.codes == ALL_CODES else f"/{match.codes[0]}")


EXTENSION = Extension(
    "match",
    "icmp",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchIcmp0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "icmp_checkentry", proto=1),
        ),
    },
)
