"""Match mark: the mark of a packet (libxt_mark.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from iptblob.extensions import cells
from iptblob.extensions.base import Context, inverted, value_and_mask
from iptblob.extensions.cells import Cells, Mask
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.marks import COMPARED
from iptblob.extensions.options import Fields, Given, Options, RuleOption
from iptblob.extensions.options import value_and_mask as masked
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_mark_0 import MatchMark0
from iptblob.spec.layouts.match_mark_1 import MatchMark1
from iptblob.terms import Condition, inverted_if, same_bits, steps


def words(match: MatchMark0 | MatchMark1, _: Context) -> str:
    return f"{inverted(match.invert)} --mark {value_and_mask(match.mark, match.mask)}"


def bulk(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    """A mark compared whole and not inverted is printed alone."""
    usual = (records["mask"] == 0xFFFFFFFF) & (records["invert"] == 0)
    return cells.joined([cells.same(" --mark ", len(records)), cells.hexadecimal(records["mark"])]), usual


def set_mark(fields: Fields, given: Given) -> None:
    value, mask = masked(given.value)
    fields.update(mark=value, mask=mask, invert=int(given.inverted))


OPTIONS = Options((RuleOption("--mark", set_mark, invertible=True, required=True),))


def packet(match: MatchMark0 | MatchMark1, _: Context) -> Condition:
    """mark_mt (v6.18); revision 0 holds longs, of which a mark has 32 bits."""
    return steps(inverted_if(match.invert, same_bits("mark", match.mask, match.mark)))


EXTENSION = Extension(
    "match",
    "mark",
    "net/netfilter/xt_mark.c",
    {
        0: Revision(
            MatchMark0,
            words=words,
            meaning=COMPARED,
            constraints=OLD_REVISION,
            unspec=True,
            packet=packet,
        ),
        1: Revision(
            MatchMark1,
            words=words,
            bulk=bulk,
            meaning=COMPARED,
            options=OPTIONS,
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
        ),
    },
    holds=holds("mark mask invert"),
)
