"""Whole processes on the clock: wall time from fork to wait, processor time and peak memory as the kernel counts them.

Standard library only and small: a child starts in its parent's memory, so the parent's size is the floor of its peak.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

LIMIT = 600  # seconds; what takes longer is not waited for


@dataclass
class Series:
    """The runs of one command: seconds, processor seconds, peak KiB (the largest process of the command)."""

    what: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak_kib: list[int] = field(default_factory=list)
    status: int = 0
    more: dict[str, Any] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        return {**asdict(self), "median": statistics.median(self.seconds), "cpu_median": statistics.median(self.cpu)}


@dataclass(frozen=True)
class Command:
    """What to run. ``out`` receives standard output (None: /dev/null); ``good`` are the statuses that count as done;
    ``answers`` marks a program that measures itself and prints a JSON object with ``seconds`` among its keys;
    ``fresh`` is a file the command makes, removed before each run.
    """

    what: str
    words: Sequence[str]
    out: Path | None = None
    good: tuple[int, ...] = (0,)
    answers: bool = False
    fresh: Path | None = None


def side_by_side(commands: Sequence[Command], runs: int) -> list[Series]:
    """Each command ``runs`` times, in turn: what disturbs the machine for a while disturbs all of them."""
    found = {command.what: Series(command.what) for command in commands}
    for _ in range(runs):
        for command in commands:
            once(command, found[command.what])
    return list(found.values())


def once(command: Command, series: Series) -> None:
    """One run, added to ``series``; the benchmark ends where a command fails."""
    if command.fresh:
        command.fresh.unlink(missing_ok=True)
    out = subprocess.PIPE if command.answers else subprocess.DEVNULL
    with (command.out or Path(os.devnull)).open("wb") as target:
        begin = time.perf_counter()
        child = subprocess.Popen(command.words, stdout=target if command.out else out, stderr=subprocess.PIPE)
        answer, complaint = _listen(child, command.answers)
        _, state, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(state)
    if child.returncode not in command.good:
        sys.exit(f"bench: {command.what}: exit status {child.returncode}: {complaint.decode(errors='replace')[:500]}")
    series.status = child.returncode
    if answer:
        said = json.loads(answer)
        seconds = said.pop("seconds", seconds)
        _merge(series.more, said)
    series.seconds.append(round(seconds, 5))
    series.cpu.append(round(usage.ru_utime + usage.ru_stime, 5))
    series.peak_kib.append(usage.ru_maxrss)


def _listen(child: subprocess.Popen[bytes], answers: bool) -> tuple[bytes, bytes]:
    answer = child.stdout.read() if answers and child.stdout else b""
    complaint = child.stderr.read() if child.stderr else b""
    return answer, complaint


def _merge(into: dict[str, Any], said: dict[str, Any]) -> None:
    """Stage times of several runs become lists; everything else is the same in each run."""
    for key, value in said.items():
        if key == "stages":
            stages = into.setdefault(key, {})
            for name, seconds in value.items():
                stages.setdefault(name, []).append(round(seconds, 5))
        else:
            into[key] = value
