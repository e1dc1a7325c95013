"""Which bytes of a text may stand for which: those of one class, so that a text stays as long and as odd as it was.

Lower-case letters stand for lower-case letters, capitals for capitals, digits for digits. Other characters of UTF-8
stand for those of their script and category in their block of 256, bytes that are no UTF-8 for bytes that are none in
the same place. Punctuation, white space and control characters stay.
"""

from __future__ import annotations

import unicodedata
from functools import cache

Units = list[tuple[bytes, tuple[bytes, ...]]]  # a character, and all of its class; none where it stays


def _range(first: int, last: int) -> tuple[bytes, ...]:
    return tuple(bytes([value]) for value in range(first, last + 1))


_ASCII = (_range(0x61, 0x7A), _range(0x41, 0x5A), _range(0x30, 0x39))
# Bytes that decide alike whether a sequence is UTF-8 (RFC 3629, section 4).
_STRAY = (
    _range(0x80, 0x8F), _range(0x90, 0x9F), _range(0xA0, 0xBF), _range(0xC0, 0xC1), _range(0xC2, 0xDF),
    _range(0xE1, 0xEC), _range(0xEE, 0xEF), _range(0xF1, 0xF3), _range(0xF5, 0xFF),
)  # fmt: skip
NONZERO = _range(1, 255)
_MEMBER = {one: group for group in _ASCII for one in group}
_MEMBER_STRAY = {one: group for group in _STRAY for one in group}


def units(value: bytes) -> Units:
    """A text cut into characters, each with its class."""
    if value.isascii():
        return [(one, _MEMBER.get(one, ())) for one in map(bytes, zip(value, strict=True))]
    return [_unit(char) for char in value.decode("utf-8", "surrogateescape")]


def _unit(char: str) -> tuple[bytes, tuple[bytes, ...]]:
    raw = char.encode("utf-8", "surrogateescape")
    if 0xDC80 <= ord(char) <= 0xDCFF:
        return raw, _MEMBER_STRAY.get(raw, ())
    return raw, _MEMBER.get(raw, ()) if len(raw) == 1 else _alike(char)


@cache
def _alike(char: str) -> tuple[bytes, ...]:
    """The characters that may stand for one beyond ASCII, itself among them; none for those that show nothing."""
    kind = _kind(char)
    if not char.isprintable() or kind[0][0] in "CZ":
        return ()
    start = ord(char) & ~0xFF
    block = (chr(code) for code in range(start, start + 256) if not 0xD800 <= code < 0xE000)
    return tuple(one.encode() for one in block if one.isprintable() and _kind(one) == kind and ord(one) > 0x7F)


def _kind(char: str) -> tuple[str, str]:
    category = unicodedata.category(char)
    return category, unicodedata.name(char, "").partition(" ")[0] if category[0] == "L" else ""
