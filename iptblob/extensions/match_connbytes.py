"""Match connbytes: what a connection has carried (libxt_connbytes.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, all_of, at_most
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, OptionError, Options, RuleOption, chosen, numbers, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_connbytes_0 import MatchConnbytes0
from iptblob.terms import stateful

MODES = {0: "packets", 1: "bytes", 2: "avgpkt"}
DIRECTIONS = {0: "original", 1: "reply", 2: "both"}
NO_LIMIT = 0xFFFFFFFFFFFFFFFF


def words(match: MatchConnbytes0, _: Context) -> str:
    """Numbers the wrong way round mean an inverted test."""
    low, high = sorted((match.count_from, match.count_to))
    out = f"{inverted(match.count_from > match.count_to)} --connbytes {low}"
    out += f":{high}" if 0 < high < NO_LIMIT else ""
    out += f" --connbytes-mode {MODES.get(match.what, 'unknown')}"
    return f"{out} --connbytes-dir {DIRECTIONS.get(match.direction, 'unknown')}"


def set_count(fields: Fields, given: Given) -> None:
    """FROM[:TO], inverted by its ends in the other order."""
    found = numbers(given.value, NO_LIMIT)
    low, high = found[0], found[1] if len(found) > 1 else NO_LIMIT
    if high < low:
        raise OptionError("the range ends before it begins")
    fields.update(count_from=high if given.inverted else low, count_to=low if given.inverted else high)


OPTIONS = Options(
    (
        RuleOption("--connbytes", set_count, invertible=True, required=True),
        RuleOption("--connbytes-dir", put(direction=lambda text: chosen(text, DIRECTIONS)), required=True),
        RuleOption("--connbytes-mode", put(what=lambda text: chosen(text, MODES)), required=True),
    )
)

EXTENSION = Extension(
    "match",
    "connbytes",
    "net/netfilter/xt_connbytes.c",
    {
        0: Revision(
            MatchConnbytes0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                all_of(at_most("what", 2), at_most("direction", 2)),
                "what and direction at most 2",
                "connbytes_mt_check",
            ),
            unspec=True,
            packet=stateful("bytes and packets that a flow carried before"),
            tracks=True,
        ),
    },
    holds=holds("count_from count_to what direction"),
)
