"""Fresh payloads for guests: those of tests.oracle.run, any seed and number, and what disagrees."""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from iptblob.check.profile import Profile, find_profile
from iptblob.check.run import validate_bytes
from tests.guests.answers import name_of
from tests.guests.build import made_ready
from tests.guests.cache import CACHE, ROOT, about
from tests.guests.measure import ask
from tests.guests.packs import Payload
from tests.guests.rules import COUNTS

Told = tuple[Payload, str | None]
Counts = dict[tuple[str, str], int]


def make(seed: str, count: int) -> list[Payload]:
    """Cases in the layout of this process."""
    from tests.oracle.build import ABI
    from tests.oracle.run import TABLES, case

    counts = {(family, table): COUNTS[table] for family, table in TABLES}
    made = (case(seed, number, counts) for number in range(count))
    return [Payload(str(number), family, ABI.name, " ".join(done), payload)
            for number, (family, payload, done) in enumerate(made)]  # fmt: skip


def payloads(seed: str, count: int, abi: str) -> tuple[Payload, ...]:
    """The same, made once and kept in the cache; the layout is one a process."""
    path = CACHE / f"fresh-{abi}-{seed}-{count}.pickle"
    if not path.exists():
        subprocess.run(
            [sys.executable, "-m", "tests.guests.fresh", "--make", str(path), "--seed", seed, "--count", str(count)],
            cwd=ROOT, check=True, env={**os.environ, "IPTBLOB_ORACLE_ABI": abi, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    return tuple(pickle.loads(path.read_bytes()))


def judged(told: Iterable[Told], profile: Profile, counts: Counts) -> tuple[Counter[str], list[str]]:
    """How many agree, and what does not."""
    tally: Counter[str] = Counter()
    wrong = []
    for one, answer in told:
        table = one.data[:31].partition(b"\0")[0].decode("latin-1")
        verdict = validate_bytes(one.data, "replace", one.family, one.abi, profile, every=False,
                                 current_entries=counts.get((one.family, table), 0))  # fmt: skip
        tally["cases"] += 1
        if verdict.depends_on:
            tally["depend on the host"] += 1
        elif verdict.errno == answer:
            tally["agree"] += 1
        else:
            tally["wrong"] += 1
            check = verdict.deciding.id if verdict.deciding else "-"
            wrong.append(
                f"{one.family} {one.abi} {one.name}: kernel {answer}, predicted {verdict.errno} by {check} {one.row}"
            )
    return tally, wrong


def _part(part: tuple[tuple[Told, ...], Profile, Counts]) -> tuple[Counter[str], list[str]]:
    return judged(*part)


def compare(told: Iterable[Told], profile: Profile, counts: Counts, jobs: int) -> tuple[Counter[str], list[str]]:
    """``judged`` over several processes."""
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    rest = iter(told)
    parts = iter(lambda: tuple(islice(rest, 1000)), ())  # itertools.batched is of Python 3.12
    with ProcessPoolExecutor(jobs) as pool:
        for some, others in pool.map(_part, ((part, profile, counts) for part in parts)):
            tally += some
            wrong += others
    return tally, wrong


def run(version: str, seed: str, count: int, jobs: int) -> Iterator[str]:
    """Lines to print for one kernel."""
    known = about(version)
    wanted = {"fresh.lp64": payloads(seed, count, "lp64-le")}
    if known["compat"]:
        wanted["fresh.i386"] = payloads(seed, count, "i386")
    report = ask(version, wanted)
    profile = replace(find_profile(version), hz=known["hz"], compat=known["compat"])
    for name, some in wanted.items():
        told = [(one, name_of(answer)) for one, answer in zip(some, report.packs[name], strict=True)]
        tally, wrong = compare(told, profile, report.counts, jobs)
        yield f"{version} {name} seed {seed}: " + ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
        yield from (f"    {line}" for line in wrong[:20])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.guests fresh", description=__doc__)
    parser.add_argument("versions", nargs="*", help="fetched where not in the cache; default: all of the cache")
    parser.add_argument("--seed", default="guests")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.make:
        given.make.write_bytes(pickle.dumps(make(given.seed, given.count)))
        return 0
    failed = False
    for version in made_ready(given.versions):
        for line in run(version, given.seed, given.count, given.jobs):
            failed = failed or line.startswith("    ")
            print(line, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
