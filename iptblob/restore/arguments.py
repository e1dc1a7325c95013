"""The arguments of a line (add_param_to_argv of iptables-restore, iptables/xshared.c, 1.8.9)."""

from __future__ import annotations

import re

QUOTE, ESCAPE = '"', "\\"
# str.split would cut at more than the C function does: 0x85 and 0xa0 are letters of a name here
_words = re.compile(r"[^ \t\n\r]+").findall


def arguments(line: str) -> list[str]:
    """The words of a line, quotes and escapes resolved.

    A quote may open inside a word; the one that closes it ends the word, even an empty one. A quote that nothing
    closes reaches to the end of the line, the newline included. Backslashes count inside quotes only.
    """
    if QUOTE not in line:
        return _words(line)
    found: list[str] = []
    prefix = ""
    for quoted, piece, closed in _pieces(line):
        if quoted:
            found.append(prefix + piece if closed else f"{prefix}{piece}\n")
            prefix = ""
            continue
        words = _words(piece)
        if not closed or piece[-1:] in ("", " ", "\t", "\n", "\r"):
            found += words
        else:
            prefix = words.pop()
            found += words
    return found


def _pieces(line: str) -> list[tuple[bool, str, bool]]:
    """(inside quotes, text, a quote follows) for the pieces between quotes, escapes resolved."""
    if ESCAPE not in line:
        pieces = line.split(QUOTE)
        return [(at % 2 == 1, piece, at < len(pieces) - 1) for at, piece in enumerate(pieces)]
    found: list[tuple[bool, str, bool]] = []
    piece: list[str] = []
    inside = escaped = False
    for char in line:
        if escaped:
            piece.append(char)
            escaped = False
        elif inside and char == ESCAPE:
            escaped = True
        elif char == QUOTE:
            found.append((inside, "".join(piece), True))
            piece, inside = [], not inside
        else:
            piece.append(char)
    found.append((inside, "".join(piece), False))
    return found


def open_quote(line: str, inside: bool = False) -> bool:
    """True where a quote is open at the end of a line that began inside one or not."""
    if QUOTE not in line:
        return inside
    if ESCAPE not in line:
        return inside ^ (line.count(QUOTE) % 2 == 1)
    escaped = False
    for char in line:
        if escaped:
            escaped = False
        elif inside and char == ESCAPE:
            escaped = True
        elif char == QUOTE:
            inside = not inside
    return inside
