"""Target TTL (libipt_TTL.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.hops import check_target, hop_change, hop_options
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_ttl_0 import TargetTtl0
from iptblob.terms import Action

MODES = {0: " --ttl-set", 1: " --ttl-inc", 2: " --ttl-dec"}


def words(target: TargetTtl0, _: Context) -> str:
    """An unknown mode prints the bare number."""
    return f"{MODES.get(target.mode, '')} {target.ttl}"


def change(target: TargetTtl0, _: Context) -> Action:
    """ttl_tg (v6.18)."""
    return hop_change(target.mode, target.ttl)


OPTIONS = hop_options("ttl", MODES)

EXTENSION = Extension(
    "target",
    "TTL",
    "net/netfilter/xt_HL.c",
    {
        0: Revision(
            TargetTtl0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check_target, "mode at most 2, no change by 0", "ttl_tg_check", table="mangle"),
            effect=change,
        ),
    },
    holds=holds("mode ttl"),
)
