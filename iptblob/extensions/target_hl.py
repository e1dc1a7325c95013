"""Target HL (libip6t_HL.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.hops import check_target, hop_change, hop_options
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_hl_0 import TargetHl0
from iptblob.terms import Action

MODES = {0: " --hl-set", 1: " --hl-inc", 2: " --hl-dec"}


def words(target: TargetHl0, _: Context) -> str:
    """An unknown mode prints the bare number."""
    return f"{MODES.get(target.mode, '')} {target.hop_limit}"


def change(target: TargetHl0, _: Context) -> Action:
    """hl_tg6 (v6.18)."""
    return hop_change(target.mode, target.hop_limit)


OPTIONS = hop_options("hop_limit", MODES)

EXTENSION = Extension(
    "target",
    "HL",
    "net/netfilter/xt_HL.c",
    {
        0: Revision(
            TargetHl0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check_target, "mode at most 2, no change by 0", "hl_tg6_check", table="mangle"),
            effect=change,
        ),
    },
    holds=holds("mode hop_limit"),
)
