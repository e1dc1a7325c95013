"""Match tcpmss: the MSS option of a TCP packet (libxt_tcpmss.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, TCP, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U16, Fields, Given, OptionError, Options, RuleOption, both, inverts, pair
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_tcpmss_0 import MatchTcpmss0
from iptblob.terms import pure

RANGE_TESTED = KernelChange("tcpmss-range", "a range ascends, and invert is 0 or 1")


def words(match: MatchTcpmss0, _: Context) -> str:
    low, high = match.mss_min, match.mss_max
    return f"{inverted(match.invert)} --mss {low if low == high else f'{low}:{high}'}"


def check(x: Subject) -> Sequence[Issue]:
    """tcpmss_mt_check (v7.3.4)."""
    row = x.row
    if row.mss_min > row.mss_max and x.made(RANGE_TESTED):
        return bad("mss_min", f"a range from {row.mss_min} down to {row.mss_max}")
    return (
        bad("invert", f"invert is {row.invert}, 0 and 1 are taken") if row.invert > 1 and x.made(RANGE_TESTED) else FINE
    )


def set_size(fields: Fields, given: Given) -> None:
    low, high = pair(given.value, U16)
    if high < low:
        raise OptionError("the range ends before it begins")
    fields.update(mss_min=low, mss_max=high)


OPTIONS = Options((RuleOption("--mss", both(set_size, inverts("invert", 1)), invertible=True, required=True),))

EXTENSION = Extension(
    "match",
    "tcpmss",
    "net/netfilter/xt_tcpmss.c",
    {
        0: Revision(
            MatchTcpmss0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check, "an ascending range, invert 0 or 1", "tcpmss_mt_check", proto=TCP, changes=(RANGE_TESTED,)
            ),
            packet=pure("the options of the TCP header are not told", ("invert", 1)),
        ),
    },
    holds=holds("mss_min mss_max invert"),
)
