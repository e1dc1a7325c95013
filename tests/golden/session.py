"""Transcripts read and run again: a command, what it printed, and its exit status.

A transcript is text. A line that begins with ``$ `` is a command, what follows is what it printed: lines of standard
error after ``2> ``, and at last ``[STATUS]``. Commands run in a folder of their own in which ``samples`` is the samples
and ``inputs`` is the folder beside this file. `iptblob ...` runs in this process; every other line is a shell's, in
which `iptblob` is a process of its own. ``tty$ `` is the same on a terminal, whose control sequences show as ``\\x1b``.

What differs from run to run and machine to machine is named where it stands, by hand: ``<utc>``, ``<size>``. Each name
has one strict form (``FORMS``), and a name with a number, ``<size 1>``, is the same text wherever it stands again.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from tests.conftest import ROOT, Done

COMMAND = re.compile(r"(tty)?\$ (.*)\n")
PLAIN = re.compile(r"((?:[A-Z_]+=\S+ )*)iptblob(?: (.*))?")
PLACE = re.compile(r"<([a-z]+)( \d+)?>")
SHELL = set("|<>;&*$`(){}")
FORMS = {
    "utc": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "stamp": r"\d{8}T\d{6}Z",
    "size": r"[1-9]\d{2,6}",
    "seconds": r"\d+\.\d{1,3}",
    "netns": r"net-\d{10}",
    "uuid": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "sha256": r"[0-9a-f]{64}",
    "hash": r"[0-9a-f]{16}",
    "serial": r"\d{3}",
    "name": r"[\w.-]+?",
    "host": r"\S+  \S.*",
    "kernel": r"\d+\.\d+\.\d+\S* \S+",
    "build": r"#\d+ .*",
    "tools": r"\S+ .*",
    "uptime": r"\d+\.\d\d",
}
ENVIRONMENT = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
SECONDS = 600  # of one command: less on any machine, unless it is traced, or the machine has much else to do
DROPPED = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "PYTHONDONTWRITEBYTECODE")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """(line of the command with its prompt, expected text below it)."""
    command, expected = "", ""
    for line in text.splitlines(keepends=True):
        if COMMAND.fullmatch(line):
            if command:
                yield command, expected
            command, expected = line, ""
        elif command:
            expected += line
    if command:
        yield command, expected


def head_of(text: str) -> str:
    """What stands before the first command."""
    found = COMMAND.search(text)
    return text[: found.start()] if found else text


class Session:
    """Runs the commands of one transcript one after the other in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / ".bin").exists():
            self._furnish(folder)
        tools = folder / ".bin"
        self.environment = {name: value for name, value in os.environ.items() if name not in DROPPED} | ENVIRONMENT
        self.environment["PATH"] = f"{tools}:{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
        self.environment["XTABLES_LOCKFILE"] = str(folder / ".lock")

    @staticmethod
    def _furnish(folder: Path) -> None:
        (folder / "samples").symlink_to(ROOT / "samples")
        (folder / "data").symlink_to(ROOT / "tests" / "data")
        (folder / "inputs").symlink_to(Path(__file__).parent / "inputs")
        tools = folder / ".bin"
        tools.mkdir()
        shim = tools / "iptblob"
        path = f"{ROOT}${{PYTHONPATH:+:$PYTHONPATH}}"
        shim.write_text(f'#!/bin/sh\nPYTHONPATH="{path}" exec "{sys.executable}" -m iptblob "$@"\n')
        shim.chmod(0o755)

    def run(self, line: str) -> str:
        """What a command's line prints, as it stands in a transcript."""
        found = COMMAND.fullmatch(line)
        assert found, line
        terminal, words = bool(found[1]), found[2]
        plain = PLAIN.fullmatch(words)
        if plain and not SHELL & set(_unquoted(words)):
            settings = dict(word.split("=", 1) for word in plain[1].split())
            return shown(self._here(shlex.split(plain[2] or ""), settings, terminal), terminal)
        assert not terminal, f"only a plain iptblob command runs on a terminal here: {line}"
        return shown(self._shell(words))

    def _here(self, arguments: list[str], settings: dict[str, str], terminal: bool) -> Done:
        from iptblob.cli import run

        out, err = Stream(terminal), Stream(terminal)
        given = io.TextIOWrapper(io.BytesIO(), "utf-8")
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            with (
                mock.patch.dict(os.environ, self.environment | settings, clear=True),
                mock.patch.multiple(sys, stdin=given, stdout=out, stderr=err),
            ):
                status = run(arguments)
        finally:
            os.chdir(before)
        return Done(status, out.written(), err.written().decode("utf-8", "backslashreplace"))

    def _shell(self, words: str) -> Done:
        done = subprocess.run(
            ["bash", "-c", words], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "backslashreplace"))


class Stream(io.TextIOWrapper):
    """A standard stream that remembers; it says of itself whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        self._raw = io.BytesIO()
        super().__init__(self._raw, "utf-8", "backslashreplace")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> bytes:
        self.flush()
        return self._raw.getvalue()


def _unquoted(words: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"$`]*\"", "", words)


def shown(done: Done, terminal: bool = False) -> str:
    """Standard output, standard error, status."""
    text = done.text.replace("\x1b", "\\x1b") if terminal else done.text
    out = text if not text or text.endswith("\n") else f"{text}(no newline)\n"
    errors = "".join(f"2> {line}\n" for line in done.err.splitlines())
    return f"{out}{errors}[{done.status}]\n\n"


def agrees(expected: str, printed: str, bound: dict[str, str]) -> bool:
    """Is what was printed what is expected? ``bound`` holds the texts of names with numbers, and is added to."""
    pattern, at, numbered = "", 0, []
    for place in PLACE.finditer(expected):
        kind, number = place[1], place[2]
        if kind not in FORMS:
            continue
        pattern += re.escape(expected[at : place.start()])
        at = place.end()
        name = place[0]
        if number and name in bound:
            pattern += re.escape(bound[name])
        elif number and name in numbered:
            pattern += f"(?P=n{numbered.index(name)})"
        elif number:
            pattern += f"(?P<n{len(numbered)}>{FORMS[kind]})"
            numbered.append(name)
        else:
            pattern += FORMS[kind]
    found = re.fullmatch(pattern + re.escape(expected[at:]), printed)
    if found:
        bound.update((name, found[f"n{at}"]) for at, name in enumerate(numbered))
    return found is not None


def renewed(expected: str, printed: str, bound: dict[str, str]) -> str:
    """What was printed, with names where the old text has names that fit."""
    old, new = expected.rstrip("\n").split("\n"), printed.rstrip("\n").split("\n")
    if len(old) != len(new):
        return printed
    return "\n".join(was if agrees(was, now, bound) else now for was, now in zip(old, new, strict=True)) + "\n\n"
