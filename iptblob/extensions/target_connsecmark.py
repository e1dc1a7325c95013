"""Target CONNSECMARK: which way a security mark is copied (libxt_CONNSECMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import PER_FAMILY, Constraints, Issue, Subject, bad, tracked
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_connsecmark_0 import TargetConnsecmark0
from iptblob.terms import Carries

MODES = {1: " --save", 2: " --restore"}


def words(target: TargetConnsecmark0, _: Context) -> str:
    """iptables-save gives up on an unknown mode; here its number stands in for it."""
    return MODES.get(target.mode, f" [mode {target.mode}]")


def check(x: Subject) -> Sequence[Issue]:
    """connsecmark_tg_check."""
    if x.table not in (b"mangle", b"security"):
        return bad("mode", "only valid in tables mangle and security")
    if x.row.mode not in (1, 2):
        return bad("mode", f"mode is {x.row.mode}, known are 1 and 2")
    return tracked(x, "mode")


NAMES = tuple(option.strip() for option in MODES.values())
OPTIONS = Options(
    tuple(RuleOption(option.strip(), put(mode=mode), words=0) for mode, option in MODES.items()),
    one_of=NAMES,
    apart=(NAMES,),
)

EXTENSION = Extension(
    "target",
    "CONNSECMARK",
    "net/netfilter/xt_CONNSECMARK.c",
    {
        0: Revision(
            TargetConnsecmark0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=PER_FAMILY,
            constraints=Constraints(check, "table mangle or security, mode 1 or 2", "connsecmark_tg_check"),
            effect=Carries("moves a security mark between packet and flow"),
            tracks=True,
        ),
    },
    holds=holds("mode"),
)
