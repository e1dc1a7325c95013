"""What is wrong in a text, as a compiler says it: the place, the reason, the line, and a caret under the word."""

from __future__ import annotations

from collections.abc import Iterator

from iptblob.escape import visible
from iptblob.restore.problems import TextProblem

AROUND = 100  # bytes of a line that are shown


def problem_lines(problem: TextProblem) -> Iterator[str]:
    """Three lines."""
    file = visible(problem.file.encode("utf-8", "surrogateescape"))
    yield f"{file}:{problem.line}:{problem.column}: {visible(problem.why.encode('utf-8', 'surrogateescape'))}"
    at = problem.column - 1
    first = 0 if at + problem.width <= AROUND else max(0, at - AROUND // 2)
    shown = problem.source[first : first + AROUND]
    word = shown[at - first : at - first + problem.width]
    before = ("... " if first else "") + visible(shown[: at - first])
    behind = " ..." if first + AROUND < len(problem.source) else ""
    yield f"    {before}{visible(word)}{visible(shown[at - first + problem.width :])}{behind}".rstrip()
    yield f"    {' ' * len(before)}^{'~' * (len(visible(word)) - 1)}"
