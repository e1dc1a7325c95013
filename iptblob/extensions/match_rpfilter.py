"""Match rpfilter: reverse path test (libxt_rpfilter.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, flag_words
from iptblob.extensions.constraints import FINE, PREROUTING, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, flag
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_rpfilter_0 import MatchRpfilter0
from iptblob.terms import pure

OPTIONS = {0x1: " --loose", 0x2: " --validmark", 0x4: " --accept-local", 0x8: " --invert"}


def words(match: MatchRpfilter0, _: Context) -> str:
    return flag_words(match.flags, OPTIONS, "")


def check(x: Subject) -> Sequence[Issue]:
    """rpfilter_check."""
    if x.row.flags & ~0x0F:
        return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0xf")
    return FINE if x.table in (b"raw", b"mangle") else bad("flags", "only valid in tables raw and mangle")


GIVEN = Options(tuple(RuleOption(option.strip(), flag("flags", bit), words=0) for bit, option in OPTIONS.items()))

EXTENSION = Extension(
    "match",
    "rpfilter",
    {"ipv4": "net/ipv4/netfilter/ipt_rpfilter.c", "ipv6": "net/ipv6/netfilter/ip6t_rpfilter.c"},
    {
        0: Revision(
            MatchRpfilter0,
            words=words,
            options=GIVEN,
            meaning=FIELDS,
            constraints=Constraints(check, "flags within 0xf, table raw or mangle", "rpfilter_check", hooks=PREROUTING),
            packet=pure("the route back to a sender"),
        ),
    },
    holds=holds("flags"),
)
