"""Bytes as numbered lines of latin-1 text, one character per byte, whatever an editor or a mail made of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from iptblob.restore.arguments import open_quote

# A value with newlines is written as it is by iptables-save; no name or comment an option takes is longer.
MAX_JOINED = 64

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
# What begins a line of its own and is seldom the rest of a comment.
_BEGINS = re.compile(r"\s*(?:\*[A-Za-z]|:\S+\s+\S|COMMIT\s*$|(?:\[-?\d+:-?\d+\]\s*)?-[ADIRFXPNEZ]\s|#\s)")


class Line(NamedTuple):
    """A logical line: its first number (1-based), its text without the end of the line, and whether a quote that was
    still open at its end was closed by the end of the line."""

    number: int
    text: str
    cut_quote: bool = False


class Text(NamedTuple):
    """A text and what was set aside to read it."""

    lines: list[Line]
    notes: list[str]


def decoded(data: bytes) -> tuple[str, list[str]]:
    """(text, one character per byte; what was done to get at it)."""
    for mark, coding in _MARKS:
        if data.startswith(mark):
            name = coding.upper()
            if coding == "utf-8":
                return data[len(mark) :].decode("latin-1"), ["a byte order mark is left out"]
            return _narrowed(data[len(mark) :], coding), [f"{name} is read as UTF-8"]
    for coding in ("utf-16-le", "utf-16-be"):
        if _looks_wide(data, coding):
            return _narrowed(data, coding), [f"{coding.upper()} without a byte order mark is read as UTF-8"]
    return data.decode("latin-1"), []


def _narrowed(data: bytes, coding: str) -> str:
    return data.decode(coding, "replace").encode("utf-8", "surrogatepass").decode("latin-1")


def _looks_wide(data: bytes, coding: str) -> bool:
    """Every other byte of the beginning is NUL, and none of the rest: text of ASCII letters, two bytes each."""
    head = data[:256]
    if len(head) < 8:
        return False
    zeros, letters = (head[1::2], head[::2]) if coding == "utf-16-le" else (head[::2], head[1::2])
    return not any(zeros) and 0 not in letters


def logical_lines(text: str) -> Text:
    """The lines of a text. A newline inside quotes belongs to the value, as iptables-save writes it, as long as the
    quote closes before a line that begins like a line of its own; else it ends with its line, as for iptables-restore.
    """
    raw = text.split("\n")
    found: list[Line] = []
    notes = ["lines end in CR LF"] if any(line.endswith("\r") for line in raw[:1000]) else []
    at = 0
    while at < len(raw):
        line = raw[at]
        if '"' in line and not line.lstrip().startswith("#") and open_quote(line):
            count = _joined(raw, at)
            whole = "\n".join(raw[at : at + count])
            found.append(Line(at + 1, whole.removesuffix("\r"), cut_quote=count == 1))
            at += count
        else:
            found.append(Line(at + 1, line.removesuffix("\r")))
            at += 1
    return Text(found, notes)


def _joined(raw: list[str], at: int) -> int:
    """How many lines belong to the one at ``at``, whose quote is open: 1 where nothing closes it."""
    for count, following in enumerate(raw[at + 1 : at + MAX_JOINED], 2):
        if _BEGINS.match(following):
            return 1
        if not open_quote(following, True):
            return count
    return 1
