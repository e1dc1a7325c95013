"""Match tcpmss: the MSS option of a TCP packet (libxt_tcpmss.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import TCP, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_tcpmss_0 import MatchTcpmss0


def words(match: MatchTcpmss0, _: Context) -> str:
    low, high = match.mss_min, match.mss_max
    return f"{inverted(match.invert)} --mss {low if low == high else f'{low}:{high}'}"


EXTENSION = Extension(
    "match",
    "tcpmss",
    "net/netfilter/xt_tcpmss.c",
    {
        0: Revision(MatchTcpmss0, words=words, meaning=FIELDS, constraints=Constraints(proto=TCP)),
    },
)
