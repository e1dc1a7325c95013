"""Match helper: connection tracking helper (libxt_helper.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, quoted
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, both, cut, inverts, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_helper_0 import MatchHelper0
from iptblob.terms import pure


def words(match: MatchHelper0, _: Context) -> str:
    return f"{inverted(match.invert)} --helper {quoted(match.name)}"


NAME = 29  # bytes, and the NUL
OPTIONS = Options((
    RuleOption("--helper", both(put(name=lambda word: cut(word, NAME)), inverts("invert", 1)), invertible=True,
               required=True),
))  # fmt: skip

EXTENSION = Extension(
    "match",
    "helper",
    "net/netfilter/xt_helper.c",
    {
        0: Revision(
            MatchHelper0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=ANYWHERE,
            unspec=True,
            packet=pure("the helper of the flow that this one belongs to", ("invert", 1), by_hook=True),
            tracks=True,
        ),
    },
    holds=holds("invert name"),
)
