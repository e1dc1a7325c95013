"""Match quota: so many bytes and no more (libxt_quota.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U64, Options, RuleOption, both, inverts, put, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_quota_0 import MatchQuota0
from iptblob.terms import stateful

INVERT = 0x1


def words(match: MatchQuota0, _: Context) -> str:
    return f"{inverted(match.flags & INVERT)} --quota {match.quota}"


OPTIONS = Options(
    (RuleOption("--quota", both(put(quota=up_to(U64)), inverts("flags", INVERT)), invertible=True, required=True),)
)

EXTENSION = Extension(
    "match",
    "quota",
    "net/netfilter/xt_quota.c",
    {
        0: Revision(
            MatchQuota0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(within("flags", 0x01), "flags within 0x1", "quota_mt_check"),
            unspec=True,
            packet=stateful("how many bytes came before"),
        ),
    },
    holds=holds("flags reserved quota"),
)
