"""Match comment: text for people (libxt_comment.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from iptblob.extensions import cells
from iptblob.extensions.base import Context, quoted
from iptblob.extensions.cells import Cells, Mask
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import TEXT, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, cut, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_comment_0 import MatchComment0
from iptblob.terms import Condition

PRINTED_LENGTH = 255  # iptables writes a NUL over the last of the 256 bytes before it prints


def words(match: MatchComment0, _: Context) -> str:
    return f" --comment {quoted(match.comment[:PRINTED_LENGTH])}"


def bulk(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    raw = cells.octets(records["comment"])
    comments, usual = cells.quoted(raw if not raw[:, PRINTED_LENGTH:].any() else raw[:, :PRINTED_LENGTH])
    return cells.joined([cells.same(" --comment ", len(records)), comments]), usual


OPTIONS = Options(
    (RuleOption("--comment", put(comment=lambda text: cut(text, PRINTED_LENGTH)), required=True),),
)


def packet(_: MatchComment0, __: Context) -> Condition:
    """comment_mt (v6.18): true of every packet."""
    return ()


EXTENSION = Extension(
    "match",
    "comment",
    "net/netfilter/xt_comment.c",
    {
        0: Revision(
            MatchComment0,
            words=words,
            bulk=bulk,
            meaning=FIELDS,
            options=OPTIONS,
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
        ),
    },
    holds=holds(comment=TEXT),
)
