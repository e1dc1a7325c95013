"""What the matches dst and hbh share: struct ip6t_opts."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.options import (
    U8,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    both,
    flag,
    inverts,
    number,
    put,
    unsigned,
)
from iptblob.spec.layouts.match_dst_0 import MatchDst0
from iptblob.spec.layouts.match_hbh_0 import MatchHbh0

OPTIONS_COUNTED = KernelChange(
    "ipv6-options", "more than 16 options are refused", "netfilter: ip6t_hbh: reject oversized option lists"
)
LEN, OPTS = 0x1, 0x2
ANY_LENGTH = 0xFF


def words_of(name: str, match: MatchDst0 | MatchHbh0) -> str:
    """Length and list of options; the list is printed whether or not the flag says it counts, as iptables does."""
    out = f"{inverted(match.invflags & LEN)} --{name}-len {match.hdrlen}" if match.flags & LEN else ""
    if match.flags & OPTS:
        out += f" --{name}-opts"
    options = ",".join(map(option, match.opts[: match.num_opts]))
    return f"{out} {options}" if options else out


def option(value: int) -> str:
    number, length = value >> 8, value & 0xFF
    return str(number) if length == ANY_LENGTH else f"{number}:{length}"


def check(x: Subject) -> Sequence[Issue]:
    """hbh_mt6_check."""
    row = x.row
    if row.invflags & ~0x01:
        return bad("invflags", f"invflags are {row.invflags:#x}, known bits are 0x1")
    if row.num_opts > 16 and x.made(OPTIONS_COUNTED):
        return bad("num_opts", f"{row.num_opts} options, the most are 16")
    return bad("flags", "NSTRICT was never implemented") if row.flags & 0x04 else FINE


CONSTRAINTS = Constraints(
    check, "invflags within 0x1, at most 16 options, strict", "hbh_mt6_check", changes=(OPTIONS_COUNTED,)
)


MOST_OPTIONS = 16


def set_options(fields: Fields, given: Given) -> None:
    """TYPE[:LENGTH],...; only 8 bits of each count (parse_options)."""
    words = given.value.split(",")
    if len(words) > MOST_OPTIONS or ":" in "".join(words[MOST_OPTIONS - 1 :]):
        raise OptionError(f"at most {MOST_OPTIONS} options are expected, the last one without a length")
    found = []
    for word in words:
        kind, measured, length = word.partition(":")
        value = unsigned(kind) & U8
        if measured and not value:
            raise OptionError("PAD0 has no length")
        found.append(value << 8 | (unsigned(length) & U8 if measured else ANY_LENGTH))
    fields.update(opts=found + [0] * (MOST_OPTIONS - len(found)), num_opts=len(found))


def options_of(name: str) -> Options:
    return Options((
        RuleOption(f"--{name}-len", both(flag("flags", LEN), inverts("invflags", LEN), put(hdrlen=number)),
                   invertible=True),
        RuleOption(f"--{name}-opts", both(flag("flags", OPTS), set_options)),
    ))  # fmt: skip
