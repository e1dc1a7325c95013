"""What may notice a mutant: each command of each transcript, and each test that runs lines that print."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.golden.session import Session, agrees, commands, renewed
from tests.mutation import trace
from tests.mutation.states import States

GOLDEN = Path(__file__).parents[1] / "golden"


class Unit(NamedTuple):
    """``name`` is PATH#NUMBER of a transcript's command, or the id of a test; ``seconds`` it takes when nothing is
    changed."""

    name: str
    seconds: float
    lines: trace.Lines


class Transcripts:
    """Every transcript played once in a folder that stays, so that any of its commands can be run again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sessions: dict[str, Session] = {}
        self.expected: dict[str, str] = {}
        self.lines: dict[str, str] = {}
        self.before: dict[str, str] = {}  # the state of its folder that a command begins with

    def units(self) -> list[Unit]:
        """As they were played before in this folder, or played now."""
        kept = self.folder / "played.json"
        if not kept.exists():
            played = self.play()
            rows = [[unit.name, unit.seconds, sorted(unit.lines)] for unit in played]
            kept.write_text(json.dumps([rows, self.expected, self.lines, self.before]))
        rows, self.expected, self.lines, self.before = json.loads(kept.read_text())
        self.sessions = {name: Session(self.folder / name) for name in {row[0].partition("#")[0] for row in rows}}
        return [Unit(name, seconds, {(module, at) for module, at in lines}) for name, seconds, lines in rows]

    def play(self) -> list[Unit]:
        """Run all; a command that does not print the same twice is left out and named."""
        found = []
        for path in sorted([*GOLDEN.glob("*.ipt"), *GOLDEN.glob("live/*.ipt")]):
            name = str(path.relative_to(GOLDEN))
            home = self.folder / name
            home.mkdir(parents=True)
            self.sessions[name] = Session(home)
            bound: dict[str, str] = {}
            for number, (line, wanted) in enumerate(commands(path.read_text())):
                unit = self._first(f"{name}#{number}", line, wanted, bound)
                if unit is not None and unit.lines:
                    found.append(unit)
        return found

    def _first(self, name: str, line: str, wanted: str, bound: dict[str, str]) -> Unit | None:
        session = self.sessions[name.partition("#")[0]]
        traced = self.folder / "traced"
        session.environment["IPTBLOB_TRACE"] = str(traced)
        self.before[name] = self._states(name).remember()
        trace.begin()
        printed = session.run(line)
        seen = trace.end()
        del session.environment["IPTBLOB_TRACE"]
        if not agrees(wanted.rstrip("\n"), printed.rstrip("\n"), bound):
            sys.stderr.write(f"left out, it does not print what stands in the transcript: {name} {line}")
            return None
        if traced.exists():
            seen |= {(module, at) for text in traced.read_text().splitlines() for module, at in json.loads(text)}
            traced.unlink()
        self.lines[name] = line
        self.expected[name] = renewed(wanted, printed, dict(bound)).rstrip("\n")
        began = time.monotonic()
        if not self.agrees(name):
            sys.stderr.write(f"left out, it does not print the same twice: {name} {line}")
            return None
        return Unit(name, time.monotonic() - began, seen)

    def _states(self, name: str) -> States:
        transcript = name.partition("#")[0]
        return States(self.sessions[transcript].folder, self.folder / "states" / transcript)

    def agrees(self, name: str) -> bool:
        """Does the command print what it did, where it did?"""
        self._states(name).restore(self.before[name])
        printed = self.sessions[name.partition("#")[0]].run(self.lines[name]).rstrip("\n")
        return agrees(self.expected[name], printed, {})


class Collected:
    """A pytest plugin: the lines and time of each test that passes."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._lines: trace.Lines = set()

    def pytest_runtest_setup(self, item: Any) -> None:
        trace.begin()

    def pytest_runtest_teardown(self, item: Any) -> None:
        self._lines = trace.end()

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" and report.passed:
            self._pending = (report.nodeid, report.duration)
        if report.when == "teardown" and report.passed and getattr(self, "_pending", None):
            name, seconds = self._pending
            if self._lines and seconds < 5:
                self.units.append(Unit(name, seconds, self._lines))
            self._pending = None  # type: ignore[assignment]


def tests_of(files: list[str]) -> list[Unit]:
    """The tests of some files, each with the lines it runs."""
    import pytest

    plugin = Collected()
    with Path(os.devnull).open("w") as nothing:
        before, sys.stdout = sys.stdout, nothing
        try:
            pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly", *files], [plugin])
        finally:
            sys.stdout = before
    return plugin.units


def passes(names: list[str]) -> bool:
    """Do these tests pass?"""
    import pytest

    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *names]) == 0
