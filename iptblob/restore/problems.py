"""Where in a text something is wrong: line, column, and the word that is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from iptblob.restore.arguments import ESCAPE, QUOTE, arguments
from iptblob.restore.lines import Line

_BLANKS = " \t\n\r"


class TextProblem(NamedTuple):
    """A place in a text, and what is wrong there.

    ``line`` and ``column`` are 1-based, columns count bytes of the line; ``width`` is that of the word in bytes.
    ``source`` is the line (latin-1). ``table`` is ``ipv4 filter`` of a rule, empty elsewhere. ``unknown`` where
    iptables may well take it, and what it makes of it cannot be known here.
    """

    file: str
    line: int
    column: int
    width: int
    source: str
    why: str
    table: str = ""
    unknown: bool = False

    def __str__(self) -> str:
        """One line, the file first."""
        return f"{self.file}:{self.line}:{self.column}: {self.why}"


class TextSpot(NamedTuple):
    """A word's place: ``line`` and ``column`` 1-based, ``width`` in bytes, ``source`` the physical line."""

    line: int
    column: int
    width: int
    source: str


def word_spans(line: str) -> list[tuple[int, int]]:
    """Where the words of ``arguments(line)`` begin and end."""
    found: list[tuple[int, int]] = []
    start = -1
    inside = escaped = False
    for at, char in enumerate(line):
        if escaped:
            escaped = False
        elif inside and char == ESCAPE:
            escaped = True
        elif char == QUOTE:
            start = at if start < 0 else start
            if inside:
                found.append((start, at + 1))
                start = -1
            inside = not inside
        elif not inside and char in _BLANKS:
            if start >= 0:
                found.append((start, at))
            start = -1
        elif start < 0:
            start = at
    if start >= 0:
        found.append((start, len(line)))
    return found


def spot_of(lines: Sequence[Line], number: int, rule: str = "", word: int = 0) -> TextSpot:
    """The place of a rule's word; ``rule`` is its text behind the chain, ``number`` that of its line.

    A word beyond the last is the end of the line; without a rule it is the line's first word.
    """
    at = bisect_right(lines, number, key=lambda line: line.number) - 1
    text = lines[at].text if at >= 0 else ""
    spans = word_spans(text)
    place = _place(text, rule, word) if rule else 0
    start, end = spans[place] if place < len(spans) else (len(text.rstrip()), len(text.rstrip()) + 1)
    above = text.count("\n", 0, start)
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    source = text[first : last if last >= 0 else len(text)]
    return TextSpot(number + above, start - first + 1, max(1, min(end, first + len(source)) - start), source)


def _place(line: str, rule: str, word: int) -> int:
    """Which of the line's words a rule's word is: those behind the command, or before it, as they stand."""
    own, whole = arguments(rule), arguments(line)
    if word >= len(own):
        return len(whole)
    same = 0
    while same < min(len(own), len(whole)) and own[-1 - same] == whole[-1 - same]:
        same += 1
    if word >= len(own) - same:
        return len(whole) - len(own) + word
    return word + whole[0].startswith("[")
