"""Match ttl: time to live (libipt_ttl.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.held import holds
from iptblob.extensions.hops import compares, hop_test, match_constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_ttl_0 import MatchTtl0
from iptblob.terms import Condition

MODES = {0: " --ttl-eq", 1: " ! --ttl-eq", 2: " --ttl-lt", 3: " --ttl-gt"}


def words(match: MatchTtl0, _: Context) -> str:
    return f"{MODES.get(match.mode, '')} {match.ttl}"


OPTIONS = Options(
    (
        RuleOption("--ttl-eq", compares("ttl", 0), aliases=("--ttl",), invertible=True),
        RuleOption("--ttl-lt", compares("ttl", 2)),
        RuleOption("--ttl-gt", compares("ttl", 3)),
    ),
    one_of=("--ttl-eq", "--ttl-lt", "--ttl-gt"),
)


def packet(match: MatchTtl0, _: Context) -> Condition:
    """ttl_mt (v6.18)."""
    return hop_test(match.mode, match.ttl)


EXTENSION = Extension(
    "match",
    "ttl",
    "net/netfilter/xt_hl.c",
    {
        0: Revision(
            MatchTtl0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=match_constraints("ttl_mt_check"),
            packet=packet,
        ),
    },
    holds=holds("mode ttl"),
)
