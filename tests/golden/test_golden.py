"""Transcripts: a command and what it prints, in one file.

`pytest tests/golden --update` writes them anew: read the diff.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Done

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.ipt"))


def commands(text: str) -> Iterator[tuple[str, str]]:
    """(line that begins with `$ `, or a comment; expected text below it)."""
    command, expected = "", ""
    for line in text.splitlines(keepends=True):
        if line.startswith("$ iptblob "):
            if command:
                yield command, expected
            command, expected = line, ""
        elif command:
            expected += line
    if command:
        yield command, expected


def transcript(done: Done) -> str:
    out = done.text if not done.text or done.text.endswith("\n") else f"{done.text}(no newline)\n"
    errors = "".join(f"2> {line}\n" for line in done.err.splitlines())
    return f"{out}{errors}[{done.status}]\n\n"


def head_of(text: str) -> str:
    return text[: text.index("$ iptblob ")]


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(
    path: Path, iptblob: Callable[..., Done], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    text = path.read_text()
    found = [(command, transcript(iptblob(*shlex.split(command)[2:]))) for command, _ in commands(text)]
    assert found, "a transcript holds at least one `$ iptblob ...` line"
    if request.config.getoption("--update"):
        path.write_text(head_of(text) + "".join(command + printed for command, printed in found).rstrip("\n") + "\n")
        return
    for (command, expected), (_, printed) in zip(commands(text), found, strict=True):
        assert printed.rstrip("\n") == expected.rstrip("\n"), command
