"""Match string: bytes in a packet (libxt_string.c, iptables 1.8.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.abi import Abi
from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.bytecode import fsm_fault
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import OwnField, Replacing, holds
from iptblob.extensions.meaning import Columns, PayloadContext, c_string, octets
from iptblob.extensions.options import (
    U16,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    both,
    cut,
    flag,
    inverts,
    put,
    up_to,
)
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


PATTERN = 128
ALGORITHM = 15  # bytes, and the NUL
HEX = "0123456789abcdefABCDEF"


def set_pattern(fields: Fields, found: bytes) -> None:
    if len(found) > PATTERN:
        raise OptionError(f"at most {PATTERN} bytes are expected")
    fields.update(pattern=found, len_pattern=len(found))


def set_string(fields: Fields, given: Given) -> None:
    set_pattern(fields, given.value.encode("latin-1"))


def set_hex_string(fields: Fields, given: Given) -> None:
    """Text, ``|`` around pairs of hexadecimal digits, and ``\\`` before what is meant literally (parse_hex_string)."""
    if not given.value:
        raise OptionError("at least one character is expected")
    set_pattern(fields, bytes(_hex_bytes(given.value)))


def _hex_bytes(text: str) -> Iterator[int]:
    at, inside = 0, False
    while at < len(text):
        literal = False
        if text[at] == "\\":
            if inside:
                raise OptionError("no backslash is expected among hexadecimal digits")
            literal = True
        elif text[at] == "|":
            inside = not inside
            while inside and text[at + 1 : at + 2] == " ":
                at += 1
            at += 1
            if at >= len(text):
                return
        if inside:
            digits = text[at : at + 2]
            if at + 2 >= len(text) or not all(digit in HEX for digit in digits):
                raise OptionError("pairs of hexadecimal digits and a closing | are expected")
            yield int(digits, 16)
            at += 3 if text[at + 2] == " " else 2
            continue
        at += literal
        if at >= len(text):
            raise OptionError("a character is expected behind the backslash")
        yield ord(text[at])
        at += 1


BOTH = ("--string", "--hex-string")
GIVEN = Options(
    (
        RuleOption("--from", put(from_offset=up_to(U16))),
        RuleOption("--to", put(to_offset=up_to(U16))),
        RuleOption("--algo", put(algo=lambda word: cut(word, ALGORITHM)), required=True),
        RuleOption("--string", both(set_string, inverts("flags", INVERT)), invertible=True),
        RuleOption("--hex-string", both(set_hex_string, inverts("flags", INVERT)), invertible=True),
        RuleOption("--icase", flag("flags", IGNORE_CASE), words=0),
    ),
    start={"to_offset": NO_END},
    one_of=BOTH,
    apart=(BOTH,),
)

def pattern_replaced(
    value: bytes, match: MatchString0 | MatchString1, abi: Abi, replacing: Replacing
) -> bytes:  # fmt: skip
    """The text that is looked for; of the tokens of an fsm the characters, which are their last bytes."""
    if match.algo != b"fsm":
        length = match.len_pattern
        return replacing.text(value[:length]) + replacing.opaque(value[length:])
    tokens = (value[at : at + 4] for at in range(0, len(value), 4))
    return b"".join(token[:3] + replacing.opaque(token[3:]) for token in tokens)


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
            options=GIVEN,
            meaning=Columns(columns_1),
            constraints=Constraints(
                check, "an ascending range, a known algorithm, a pattern of 1 to 128 bytes", "string_mt_check"
            ),
            unspec=True,
            packet=pure("a packet's bytes are searched", ("flags", INVERT)),
        ),
    },
    holds=holds("from_offset to_offset algo len_pattern invert flags", pattern=OwnField(pattern_replaced)),
)
