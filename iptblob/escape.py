"""Bytes from a blob made fit for a terminal or a report: nothing raw, nothing lost."""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


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
    if char.isprintable() and unicodedata.category(char) not in _HIDDEN:
        return char
    return "".join(f"\\x{octet:02x}" for octet in char.encode("utf-8", "surrogateescape"))
