"""Match connmark: mark of a connection (libxt_connmark.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, value_and_mask
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.marks import COMPARED
from iptblob.extensions.options import Fields, Given, Options, RuleOption
from iptblob.extensions.options import value_and_mask as masked
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_connmark_0 import MatchConnmark0
from iptblob.spec.layouts.match_connmark_1 import MatchConnmark1
from iptblob.terms import HAS_FLOW, Condition, inverted_if, same_bits, steps


def words(match: MatchConnmark0 | MatchConnmark1, _: Context) -> str:
    return f"{inverted(match.invert)} --mark {value_and_mask(match.mark, match.mask)}"


def set_mark(fields: Fields, given: Given) -> None:
    value, mask = masked(given.value)
    fields.update(mark=value, mask=mask, invert=int(given.inverted))


OPTIONS = Options((RuleOption("--mark", set_mark, invertible=True, required=True),))


def packet(match: MatchConnmark0 | MatchConnmark1, _: Context) -> Condition:
    """connmark_mt (v6.18): false without a flow, inverted or not."""
    return steps(HAS_FLOW, inverted_if(match.invert, same_bits("ctmark", match.mask, match.mark)))


EXTENSION = Extension(
    "match",
    "connmark",
    "net/netfilter/xt_connmark.c",
    {
        0: Revision(
            MatchConnmark0,
            words=words,
            meaning=COMPARED,
            constraints=OLD_REVISION,
            unspec=True,
            packet=packet,
            tracks=True,
        ),
        1: Revision(
            MatchConnmark1,
            words=words,
            meaning=COMPARED,
            options=OPTIONS,
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
            tracks=True,
        ),
    },
    holds=holds("mark mask invert"),
)
