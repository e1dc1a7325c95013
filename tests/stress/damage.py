"""Damaged blobs through the commands: `python -m tests.stress.damage --truncations 1000 --changes 10000`.

Every damaged file goes through show, validate and diff in this process; each call must end in 0, 1 or 2, without a
traceback, in 2 seconds, and the whole run below 500 MB. Prints one line of figures; the exit status says if all held.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from iptblob.cli import run
from tests.conftest import blob_of, corpus_tables

COMMANDS = ("show", "validate", "diff")
MAX_SECONDS = 2.0
MAX_KIB = 500 << 10


def damaged(choice: random.Random, seeds: list[bytes], truncations: int, changes: int) -> list[tuple[bytes, bytes]]:
    """(damaged, whole) pairs."""
    made = []
    for number in range(truncations + changes):
        whole = choice.choice(seeds)
        if number < truncations:
            made.append((whole[: choice.randrange(len(whole))], whole))
            continue
        octets = bytearray(whole)
        octets[choice.randrange(len(octets))] = choice.randrange(256)
        made.append((bytes(octets), whole))
    return made


def call(arguments: list[str]) -> tuple[int, str, float]:
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    start = time.monotonic()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(arguments)
    return status, err.getvalue(), time.monotonic() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truncations", type=int, default=1_000)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args()
    choice = random.Random(given.seed)
    tables = [blob_of(info) for info in corpus_tables()]
    seeds = [table for table in tables if len(table) < 100_000]
    statuses: Counter[str] = Counter()
    bad, slowest = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "damaged.blob", Path(folder) / "whole.blob"
        for number, (data, whole) in enumerate(damaged(choice, seeds, given.truncations, given.changes)):
            path.write_bytes(data)
            other.write_bytes(whole)
            for command in COMMANDS:
                arguments = [command, str(path)] + ([str(other)] if command == "diff" else [])
                status, errors, seconds = call(arguments)
                statuses[f"{command} {status}"] += 1
                slowest = max(slowest, seconds)
                if status not in (0, 1, 2) or "Traceback" in errors or seconds > MAX_SECONDS:
                    bad.append((number, command, status, round(seconds, 2)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"seed {given.seed}: {sum(statuses.values())} calls, {dict(sorted(statuses.items()))}, "
          f"slowest {slowest:.2f} s, peak {peak >> 10} MiB, bad: {bad[:10] or 'none'}")  # fmt: skip
    return 1 if bad or peak > MAX_KIB else 0


if __name__ == "__main__":
    sys.exit(main())
