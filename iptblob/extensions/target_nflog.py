"""Target NFLOG: group, size and prefix of what a daemon gets (libxt_NFLOG.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context, quoted
from iptblob.extensions.constraints import PER_FAMILY, Constraints, Issue, Subject, bad, last_byte_zero
from iptblob.extensions.held import TEXT, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U16, OptionError, Options, RuleOption, both, cut, flag, number, put, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_nflog_0 import TargetNflog0
from iptblob.terms import Carries

COPY_LEN = 0x01


def words(target: TargetNflog0, _: Context) -> str:
    """A length without the flag was given as --nflog-range, which never had an effect."""
    out = f" --nflog-prefix {quoted(target.prefix)}" if target.prefix else ""
    if target.group:
        out += f" --nflog-group {target.group}"
    if target.flags & COPY_LEN:
        out += f" --nflog-size {target.len_copy}"
    elif target.len_copy:
        out += f" --nflog-range {target.len_copy}"
    return out + (f" --nflog-threshold {target.threshold}" if target.threshold else "")


def check(x: Subject) -> Sequence[Issue]:
    """nflog_tg_check."""
    if x.row.flags & ~0x01:
        return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0x1")
    return last_byte_zero("prefix")(x)


PREFIX = 63  # bytes, and the NUL


def prefix(text: str) -> bytes:
    if not text or "\n" in text:
        raise OptionError("a prefix has at least one character, and no newline in it")
    return cut(text, PREFIX)


SIZES = ("--nflog-range", "--nflog-size")
OPTIONS = Options(
    (
        RuleOption("--nflog-group", put(group=up_to(U16))),
        RuleOption("--nflog-prefix", put(prefix=prefix)),
        RuleOption("--nflog-range", put(len_copy=number)),
        RuleOption("--nflog-size", both(put(len_copy=number), flag("flags", COPY_LEN))),
        RuleOption("--nflog-threshold", put(threshold=up_to(U16))),
    ),
    apart=(SIZES,),
)

EXTENSION = Extension(
    "target",
    "NFLOG",
    "net/netfilter/xt_NFLOG.c",
    with_arp(
        {
            0: Revision(
                TargetNflog0,
                words=words,
                options=OPTIONS,
                meaning=FIELDS,
                unspec=PER_FAMILY,
                constraints=Constraints(check, "flags within 0x1, a terminated prefix", "nflog_tg_check"),
                effect=Carries("logs the packet"),
            ),
        }
    ),
    holds=holds("len_copy group threshold flags pad", prefix=TEXT),
)
