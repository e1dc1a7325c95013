"""Bytes from a blob made fit for a terminal or a report: nothing raw, nothing lost."""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Letters and marks that look like nothing, though Unicode's categories have them for visible: joiners, fillers,
# variation selectors (Default_Ignorable_Code_Point of DerivedCoreProperties.txt, 15.0) and the empty braille pattern.
_EMPTY = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0}
_EMPTY_RANGES = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class Untrusted(bytes):
    """Text from a file or another host, which is never printed as it is.

    Being bytes, it cannot get into a text unseen: mypy refuses it in an f-string ([str-bytes-safe]), in a
    concatenation and wherever a str is asked for. ``shown`` is what may be printed.
    """

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Untrusted:
        """From decoded text; bytes that are no UTF-8 come back as they were."""
        try:
            return cls(text.encode("utf-8", "surrogateescape"))
        except UnicodeEncodeError:  # surrogates that no byte stands behind, as JSON may hold them
            return cls(text.encode("utf-8", "backslashreplace"))

    @property
    def shown(self) -> str:
        """Printable, nothing raw, nothing lost."""
        return visible(bytes(self))




def visible(value: str | bytes) -> str:
    """``value`` (bytes, or latin-1 text as renderers build it) as printable UTF-8 text.

    Valid UTF-8 shows as the characters it means; control and format characters and stray bytes show as ``\\xNN``
    per byte, and a backslash stays a backslash.
    """
    raw = value if isinstance(value, bytes) else value.encode("latin-1", "replace")
    if raw.isascii() and raw.decode("ascii").isprintable():
        return raw.decode("ascii")
    return "".join(map(_shown, raw.decode("utf-8", "surrogateescape")))


def _shown(char: str) -> str:
    if char.isprintable() and unicodedata.category(char) not in _HIDDEN and not _is_empty(ord(char)):
        return char
    return "".join(f"\\x{octet:02x}" for octet in char.encode("utf-8", "surrogateescape"))


def _is_empty(code: int) -> bool:
    return code in _EMPTY or any(code in span for span in _EMPTY_RANGES)


def mixes_scripts(value: bytes) -> bool:
    """True where letters of several scripts stand side by side, as in a name that is made to look like another: a
    Cyrillic letter among Latin ones. Scripts that one language writes together (Japanese, Korean) do not count."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    scripts = {_script(char) for char in text if char.isalpha()} - {""}
    return len(scripts) > 1 and not scripts <= _TOGETHER


_TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}


def _script(char: str) -> str:
    """The first word of a letter's name, which is its script for all that have one: LATIN, CYRILLIC, GREEK ..."""
    first = unicodedata.name(char, "").partition(" ")[0]
    return "" if first in ("FEMININE", "MASCULINE", "MODIFIER") else first
