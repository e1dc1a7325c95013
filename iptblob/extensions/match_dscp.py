"""Match dscp: Differentiated Services Code Point (libxt_dscp.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, at_most
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_dscp_0 import MatchDscp0


def words(match: MatchDscp0, _: Context) -> str:
    return f"{inverted(match.invert)} --dscp 0x{match.dscp:02x}"


EXTENSION = Extension(
    "match",
    "dscp",
    "net/netfilter/xt_dscp.c",
    {
        0: Revision(
            MatchDscp0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(at_most("dscp", 63, "EDOM"), "dscp at most 63", "dscp_mt_check"),
        ),
    },
)
