"""Match hl: hop limit of IPv6 (libip6t_hl.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.held import holds
from iptblob.extensions.hops import compares, hop_test, match_constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_hl_0 import MatchHl0
from iptblob.terms import Condition

MODES = {0: "--hl-eq", 1: "! --hl-eq", 2: "--hl-lt", 3: "--hl-gt"}


def words(match: MatchHl0, _: Context) -> str:
    return f" {MODES.get(match.mode, match.mode)} {match.hop_limit}"


OPTIONS = Options(
    (
        RuleOption("--hl-eq", compares("hop_limit", 0), aliases=("--hl",), invertible=True),
        RuleOption("--hl-lt", compares("hop_limit", 2)),
        RuleOption("--hl-gt", compares("hop_limit", 3)),
    ),
    one_of=("--hl-eq", "--hl-lt", "--hl-gt"),
)


def packet(match: MatchHl0, _: Context) -> Condition:
    """hl_mt6 (v6.18)."""
    return hop_test(match.mode, match.hop_limit)


EXTENSION = Extension(
    "match",
    "hl",
    "net/netfilter/xt_hl.c",
    {
        0: Revision(
            MatchHl0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=match_constraints("hl_mt6_check"),
            packet=packet,
        ),
    },
    holds=holds("mode hop_limit"),
)
