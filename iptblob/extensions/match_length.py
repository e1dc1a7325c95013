"""Match length: length of a packet (libxt_length.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U16, Fields, Given, Options, RuleOption, pair
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_length_0 import MatchLength0
from iptblob.terms import Condition, between, inverted_if, steps


def words(match: MatchLength0, _: Context) -> str:
    length = str(match.min) if match.min == match.max else f"{match.min}:{match.max}"
    return f"{inverted(match.invert)} --length {length}"


def set_length(fields: Fields, given: Given) -> None:
    low, high = pair(given.value, U16)
    fields.update(min=low, max=high, invert=int(given.inverted))


OPTIONS = Options((RuleOption("--length", set_length, invertible=True, required=True),))


def packet(match: MatchLength0, _: Context) -> Condition:
    """length_mt, length_mt6 (v6.18): bytes of the whole IP packet."""
    return steps(inverted_if(match.invert, between("length", match.min, match.max)))


EXTENSION = Extension(
    "match",
    "length",
    "net/netfilter/xt_length.c",
    {
        0: Revision(
            MatchLength0,
            words=words,
            meaning=FIELDS,
            options=OPTIONS,
            constraints=ANYWHERE,
            packet=packet,
        ),
    },
    holds=holds("min max invert"),
)
