"""Target CLASSIFY: a traffic class (libxt_CLASSIFY.c, iptables 1.8.9; arpt_CLASSIFY.c, arptables 0.0.5)."""

from __future__ import annotations

import re

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FORWARD, OUTPUT, PER_FAMILY, POSTROUTING, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U16, OptionError, Options, RuleOption, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_classify_0 import TargetClassify0
from iptblob.terms import Carries


def words(target: TargetClassify0, _: Context) -> str:
    return f" --set-class {target.priority >> 16:04x}:{target.priority & 0xFFFF:04x}"


def words_arp(target: TargetClassify0, _: Context) -> str:
    return f"--set-class {target.priority >> 16:x}:{target.priority & 0xFFFF:x} "


_CLASS = re.compile(r"\s*[-+]?(?:0[xX])?([0-9a-fA-F]+):\s*[-+]?(?:0[xX])?([0-9a-fA-F]+)").match


def priority(text: str) -> int:
    """MAJOR:MINOR in hexadecimal, whatever follows (sscanf)."""
    found = _CLASS(text)
    if found is None:
        raise OptionError("MAJOR:MINOR in hexadecimal is expected")
    major, minor = (int(one, 16) for one in found.groups())
    return (major << 16 & 0xFFFF0000) | (minor & U16)


OPTIONS = Options((RuleOption("--set-class", put(priority=priority), required=True),))
OPTIONS_ARP = Options(
    (RuleOption("--set-class", put(priority=priority), invertible=True, required=True),), families=("arp",)
)

EXTENSION = Extension(
    "target",
    "CLASSIFY",
    "net/netfilter/xt_CLASSIFY.c",
    {
        0: Revision(
            TargetClassify0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=PER_FAMILY,
            constraints=Constraints(hooks=FORWARD | OUTPUT | POSTROUTING),
            effect=Carries("sets the class that the queueing of an interface reads"),
        ),
        (0, "arp"): Revision(
            TargetClassify0,
            words=words_arp,
            options=OPTIONS_ARP,
            meaning=FIELDS,
            constraints=Constraints(hooks=0b110),
            effect=Carries("sets the class that the queueing of an interface reads"),
        ),
    },
    holds=holds("priority"),
)
