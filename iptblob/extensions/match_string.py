"""Match string: bytes in a packet (libxt_string.c, iptables 1.8.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.bytecode import fsm_fault
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.meaning import Columns, PayloadContext, c_string, octets
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_string_0 import MatchString0
from iptblob.spec.layouts.match_string_1 import MatchString1
from iptblob.terms import pure

INVERT, IGNORE_CASE = 0x1, 0x2
NO_END = 0xFFFF
PRINTABLE = re.compile(rb"[ -~]*")
QUOTED = re.compile(rb'(["\\])')


def pattern(value: bytes) -> str:
    """The option that can carry the bytes: text, or hex where a byte cannot be printed or a backslash comes last."""
    if not PRINTABLE.fullmatch(value) or value.endswith(b"\\"):
        return f' --hex-string "|{value.hex()}|"'
    escaped = QUOTED.sub(rb"\\\1", value)
    return f' --string "{text(escaped)}"'


def words(match: MatchString0 | MatchString1, invert: int) -> str:
    out = f"{inverted(invert)}{pattern(match.pattern[: match.len_pattern])} --algo {text(match.algo)}"
    out += f" --from {match.from_offset}" if match.from_offset else ""
    return out + (f" --to {match.to_offset}" if match.to_offset != NO_END else "")


def words_0(match: MatchString0, _: Context) -> str:
    return words(match, match.invert)


def words_1(match: MatchString1, _: Context) -> str:
    return words(match, match.flags & INVERT) + (" --icase" if match.flags & IGNORE_CASE else "")


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """An inversion other than 0 and 1 is like no flags of revision 1."""
    invert = records["invert"].astype(np.int64)
    return shared(records, np.where(invert > INVERT, invert << 8, invert))


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return shared(records, records["flags"])


def shared(records: NDArray[Any], flags: NDArray[Any]) -> Sequence[NDArray[Any]]:
    """The pattern counts as far as its length says."""
    pattern, length = octets(records["pattern"]), records["len_pattern"]
    used = np.where(np.arange(pattern.shape[1]) < length[:, None], pattern, np.uint8(0))
    return records["from_offset"], records["to_offset"], c_string(records["algo"], 16), used, length, flags


def check(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    """string_mt_check."""
    row = x.row
    if row.from_offset > row.to_offset:
        return bad("from_offset", f"from {row.from_offset} to {row.to_offset}")
    if x.bytes_of("algo")[-1]:
        return bad("algo", "the last byte of the algorithm's name is not 0")
    if row.len_pattern > 128:
        return bad("len_pattern", f"pattern of {row.len_pattern} bytes, the most are 128")
    if row.flags & ~0x03:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0x3")
    if not row.len_pattern:
        return bad("len_pattern", "the pattern is empty")
    if row.algo not in (b"bm", b"kmp", b"fsm"):
        return bad("algo", "the kernel has no text search of that name", "ENOENT")
    if row.algo == b"fsm":
        fault = "it cannot ignore case" if row.flags & 1 else ""
        fault = fault or fsm_fault(x.bytes_of("pattern")[: row.len_pattern], x.state["is_be"])
        return bad("pattern", f"not for the fsm search: {fault}") if fault else FINE
    return FINE


EXTENSION = Extension(
    "match",
    "string",
    "net/netfilter/xt_string.c",
    {
        0: Revision(
            MatchString0,
            words=words_0,
            meaning=Columns(columns_0),
            constraints=OLD_REVISION,
            unspec=True,
            packet=pure("a packet's bytes are searched", ("invert", 1)),
        ),
        1: Revision(
            MatchString1,
            words=words_1,
            meaning=Columns(columns_1),
            constraints=Constraints(
                check, "an ascending range, a known algorithm, a pattern of 1 to 128 bytes", "string_mt_check"
            ),
            unspec=True,
            packet=pure("a packet's bytes are searched", ("flags", INVERT)),
        ),
    },
)
