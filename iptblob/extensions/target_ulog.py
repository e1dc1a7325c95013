"""Target ULOG: group, size and prefix of what a daemon gets (libipt_ULOG.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, quoted
from iptblob.extensions.held import TEXT, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U64, OptionError, Options, RuleOption, cut, number, put, up_to
from iptblob.extensions.record import Extension, Missing, Revision
from iptblob.spec.layouts.target_ulog_0 import TargetUlog0
from iptblob.terms import Carries

DEFAULT_GROUP = 1  # as a mask: the first group
DEFAULT_THRESHOLD = 1


def words(target: TargetUlog0, _: Context) -> str:
    """Of several groups the lowest is printed; sizes are cut to 32 bits."""
    out = f" --ulog-prefix {quoted(target.prefix)}" if target.prefix else ""
    if target.nl_group != DEFAULT_GROUP:
        out += f" --ulog-nlgroup {(target.nl_group & -target.nl_group).bit_length()}"
    if target.copy_range:
        out += f" --ulog-cprange {target.copy_range & 0xFFFFFFFF}"
    if target.qthreshold != DEFAULT_THRESHOLD:
        out += f" --ulog-qthreshold {target.qthreshold & 0xFFFFFFFF}"
    return out


PREFIX = 31  # bytes, and the NUL
MOST_QUEUED, GROUPS = 50, 32


def prefix(text: str) -> bytes:
    if not text or "\n" in text:
        raise OptionError("a prefix has at least one character, and no newline in it")
    return cut(text, PREFIX)


OPTIONS = Options(
    (
        RuleOption("--ulog-nlgroup", put(nl_group=lambda text: 1 << number(text, GROUPS, 1) - 1)),
        RuleOption("--ulog-prefix", put(prefix=prefix)),
        RuleOption("--ulog-cprange", put(copy_range=up_to(U64))),
        RuleOption("--ulog-qthreshold", put(qthreshold=up_to(MOST_QUEUED, 1))),
    ),
    start={"nl_group": DEFAULT_GROUP, "qthreshold": DEFAULT_THRESHOLD},
)

EXTENSION = Extension(
    "target",
    "ULOG",
    "net/ipv4/netfilter/ipt_ULOG.c",
    {
        0: Revision(
            TargetUlog0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Missing("taken out of Linux 3.17"),
            effect=Carries("logs the packet"),
        ),
    },
    holds=holds("nl_group copy_range qthreshold", prefix=TEXT),
)
