"""Match nfacct: counts in an accounting object (libxt_nfacct.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context, quoted
from iptblob.extensions.constraints import Constraints, Issue, Subject, need
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import Columns, PayloadContext, c_string
from iptblob.extensions.options import OptionError, Options, RuleOption, cut, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_nfacct_0 import MatchNfacct0
from iptblob.spec.layouts.match_nfacct_1 import MatchNfacct1
from iptblob.terms import stateful


def words(match: MatchNfacct0 | MatchNfacct1, _: Context) -> str:
    return f" --nfacct-name  {quoted(match.name)}"  # two spaces: the option's and the string's


def columns(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return [c_string(records["name"], 32)]


def check(x: Subject) -> Sequence[Issue]:
    """nfacct_mt_checkentry."""
    return (need("nfacct", "name", "an accounting object of that name must exist"),)


CONSTRAINTS = Constraints(check, "an accounting object of that name", "nfacct_mt_checkentry")

NAME = 31  # bytes, and the NUL


def name(text: str) -> bytes:
    if not text or "\n" in text:
        raise OptionError("a name of at least one character, and without a newline, is expected")
    return cut(text, NAME)


OPTIONS = Options((RuleOption("--nfacct-name", put(name=name), required=True),))

EXTENSION = Extension(
    "match",
    "nfacct",
    "net/netfilter/xt_nfacct.c",
    {
        0: Revision(
            MatchNfacct0,
            words=words,
            options=OPTIONS,
            meaning=Columns(columns),
            constraints=CONSTRAINTS,
            unspec=True,
            packet=stateful("how much an accounting object counted before"),
        ),
        1: Revision(
            MatchNfacct1,
            words=words,
            options=OPTIONS,
            meaning=Columns(columns),
            constraints=CONSTRAINTS,
            unspec=True,
            packet=stateful("how much an accounting object counted before"),
        ),
    },
    holds=holds(name=GIVEN_NAME),
)
