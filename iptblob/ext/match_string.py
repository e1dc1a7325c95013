"""Match string: bytes in a packet (libxt_string.c, iptables 1.8.9)."""

from __future__ import annotations

import re

from iptblob.ext.base import Context, Extension, inverted, text
from iptblob.spec.layouts.match_string_0 import MatchString0
from iptblob.spec.layouts.match_string_1 import MatchString1

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


EXTENSION = Extension("match", "string", {0: words_0, 1: words_1})
