"""Target LOG: prefix, level and what is written besides (libxt_LOG.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, quoted
from iptblob.extensions.constraints import Constraints, Issue, Subject, bad, last_byte_zero
from iptblob.extensions.held import TEXT, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import OptionError, Options, RuleOption, cut, flag, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_log_0 import TargetLog0
from iptblob.terms import Carries

DEFAULT_LEVEL = 4
FLAGS = {
    0x01: "--log-tcp-sequence", 0x02: "--log-tcp-options", 0x04: "--log-ip-options", 0x08: "--log-uid",
    0x20: "--log-macdecode",
}  # fmt: skip


def words(target: TargetLog0, _: Context) -> str:
    out = f" --log-prefix {quoted(target.prefix)}" if target.prefix else ""
    if target.level != DEFAULT_LEVEL:
        out += f" --log-level {target.level}"
    return out + "".join(f" {option}" for flag, option in FLAGS.items() if target.logflags & flag)


def check(x: Subject) -> Sequence[Issue]:
    """log_tg_check."""
    if x.row.level > 7:
        return bad("level", f"level is {x.row.level}, the most is 7")
    return last_byte_zero("prefix")(x)


LEVELS = ("emerg", "alert", "crit", "error", "warning", "notice", "info", "debug")
PREFIX = 29  # bytes, and the NUL


def level(text: str) -> int:
    """A number, or a syslog level in full; ``panic`` is ``emerg``."""
    try:
        return number(text, 7)
    except OptionError:
        pass
    if text == "panic":
        return 0
    if text not in LEVELS:
        raise OptionError(f"a number from 0 to 7 or one of {', '.join(LEVELS)} is expected")
    return LEVELS.index(text)


def prefix(text: str) -> bytes:
    if "\n" in text:
        raise OptionError("a prefix has no newline in it")
    if not text:
        raise OptionError("a prefix has at least one character")
    return cut(text, PREFIX)


OPTIONS = Options(
    (
        RuleOption("--log-level", put(level=level)),
        RuleOption("--log-prefix", put(prefix=prefix)),
        *(RuleOption(name, flag("logflags", bit), words=0) for bit, name in FLAGS.items()),
    ),
    start={"level": DEFAULT_LEVEL},
)

EXTENSION = Extension(
    "target",
    "LOG",
    "net/netfilter/xt_LOG.c",
    {
        0: Revision(
            TargetLog0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check, "level at most 7, a terminated prefix", "log_tg_check"),
            effect=Carries("logs the packet"),
        ),
    },
    holds=holds("level logflags", prefix=TEXT),
)
