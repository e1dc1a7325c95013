"""Two lines of a changed rule, cut where their words differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_WORD = re.compile(r'"(?:\\.|[^"\\])*"|\S+|\s+')
MOST_WORDS = 400  # of longer lines everything counts as changed

Piece = tuple[str, bool]  # a text, and whether the other line lacks it


def differing(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The pieces of both lines."""
    one, other = (_WORD.findall(line) for line in (before, after))
    if max(len(one), len(other)) > MOST_WORDS:
        return [(before, True)], [(after, True)]
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    left = [("".join(one[i:j]), kind != "equal") for kind, i, j, _, _ in steps if i < j]
    right = [("".join(other[k:m]), kind != "equal") for kind, _, _, k, m in steps if k < m]
    return list(_joined(left)), list(_joined(right))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """A blank between two changed words is changed with them."""
    held: list[Piece] = []
    for piece in pieces:
        if len(held) > 1 and piece[1] and held[-2][1] and held[-1][0].isspace():
            held[-2:] = [(held[-2][0] + held[-1][0] + piece[0], True)]
        else:
            held.append(piece)
    yield from held
