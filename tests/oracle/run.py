"""Mutated payloads through the running kernel and through the validator: ``python -m tests.oracle.run``.

Every case follows from the seed and its number. The kernel sits in a network namespace of this process; what it
accepts is taken out again before the next case, so that no case sees another's objects.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import platform
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from iptblob.check.profile import find_profile
from iptblob.check.run import validate_bytes
from iptblob.family import FAMILIES
from tests.oracle import kernel
from tests.oracle.build import ABI, build, build_one
from tests.oracle.compat import Compat
from tests.oracle.mutate import mutate, mutate_rule

TABLES = [(family.name, table) for family in FAMILIES.values() for table in family.tables]
WEIGHTS = [1 if family == "arp" else 4 for family, _ in TABLES]
STRUCTURE = {"header", "table", "length", "size", "entry", "match", "target", "verdict", "chain", "entries", "spare"}


def case(seed: str, number: int, counts: dict[tuple[str, str], int]) -> tuple[str, bytes, tuple[str, ...]]:
    """(family, payload, mutations) of one case."""
    rng = random.Random(f"{seed}:{number}")
    family, table = rng.choices(TABLES, WEIGHTS)[0]
    if rng.random() < 0.4:
        payload, place = build_one(rng, family, counts)
        done = mutate_rule(rng, payload, family, place)
        return family, bytes(payload), done
    payload = build(rng, family, table, counts[family, table])
    done = mutate(rng, payload, family)
    return family, bytes(payload), done


def make_sets(count: int = 16) -> None:
    """Sets with the indices that captured rules name, where the tool is there: most cases that ask for one find it."""
    if shutil.which("ipset"):
        for index in range(count):
            subprocess.run(["ipset", "create", f"set{index}", "hash:ip"], check=False, capture_output=True)


class Oracle:
    """The kernel with pristine tables."""

    def __init__(self) -> None:
        make_sets()
        self.tables = kernel.Tables()
        self.pristine = {(family, table): self.tables.payload(family, table) for family, table in TABLES}
        self.compat = Compat(self.tables)
        self.counts = {key: self.tables.count(*key) for key in TABLES}

    def judge(self, family: str, payload: bytes) -> str | None:
        """The kernel's answer; the table is pristine again afterwards."""
        caller = self.compat if ABI.name == "i386" else self.tables
        answer = caller.replace(family, payload)
        if answer is None:
            table = payload[:31].partition(b"\0")[0].decode()
            self._restore(family, table)
        return answer

    def _restore(self, family: str, table: str) -> None:
        pristine = bytearray(self.pristine[family, table])
        at = kernel.counters_offset(family)
        count = self.tables.count(family, table)
        pristine[at : at + 4] = count.to_bytes(4, "little")
        answer = self.tables.replace(family, bytes(pristine))
        if answer is not None:
            raise RuntimeError(f"{family} {table} could not be restored: {answer}")


def predict(
    family: str, payload: bytes, counts: dict[tuple[str, str], int], profile: object
) -> tuple[str | None, bool]:
    """(errno or None, True where the answer depends on the host)."""
    table = payload[:31].partition(b"\0")[0].decode("latin-1")
    verdict = validate_bytes(payload, "replace", family, ABI.name, profile, every=False,  # type: ignore[arg-type]
                             current_entries=counts.get((family, table), 0))  # fmt: skip
    return verdict.errno, bool(verdict.depends_on)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", default="iptblob")
    parser.add_argument("--kernel", default=platform.release())
    parser.add_argument("--show", type=int, default=15, help="disagreements to print")
    parser.add_argument("--store", type=Path, help="write a corpus with the kernel's answers")
    arguments = parser.parse_args()
    if os.environ.get("IPTBLOB_ORACLE") != "inside":
        return enter()
    profile = find_profile(arguments.kernel)
    oracle = Oracle()
    tally: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    stored = []
    shown = 0
    spent = [0.0, 0.0, 0.0]
    for number in range(arguments.start, arguments.start + arguments.count):
        clock = time.perf_counter()
        family, payload, done = case(arguments.seed, number, oracle.counts)
        made = time.perf_counter()
        answer = oracle.judge(family, payload)
        judged = time.perf_counter()
        errno, host = predict(family, payload, oracle.counts, profile)
        spent[0] += made - clock
        spent[1] += judged - made
        spent[2] += time.perf_counter() - judged
        structural = all(one.split("-")[0] in STRUCTURE and "payload" not in one and "proto" not in one for one in done)
        tally["cases"] += 1
        kinds[str(answer)] += 1
        if host:
            tally["host"] += 1
            tally["host-as-foretold"] += answer == errno
            continue
        tally["structural"] += structural
        if (answer is None) != (errno is None):
            tally["verdict-wrong"] += 1
        elif answer != errno:
            tally["errno-wrong"] += 1
        if answer != errno:
            tally["structural-wrong"] += structural
            wrong[f"{answer} {errno} {done[-1] if done else ''}"] += 1
            if shown < arguments.show:
                shown += 1
                verdict = validate_bytes(payload, "replace", family, ABI.name, profile)
                first = verdict.findings[0] if verdict.findings else None
                print(f"case {number} {family} {done}: kernel {answer}, predicted {errno}: {first}")
        if arguments.store:
            table = payload[:31].partition(b"\0")[0].decode("latin-1")
            stored.append({"case": number, "family": family, "abi": ABI.name, "mutations": done, "answer": answer,
                           "current": oracle.counts.get((family, table), 0), "payload": payload.hex()})  # fmt: skip
    print(json.dumps({**tally, "answers": kinds, "seconds": [round(one, 1) for one in spent]}))
    for what, count in wrong.most_common(25):
        print(count, what)
    if arguments.store:
        lines = "".join(json.dumps(one) + "\n" for one in stored)
        arguments.store.write_bytes(lzma.compress(lines.encode(), preset=9))
    return 1 if tally["verdict-wrong"] + tally["errno-wrong"] else 0


def enter() -> int:
    """Run again in a namespace of our own."""
    flags = ["-n"] if os.geteuid() == 0 else ["-rn"]
    command = ["unshare", *flags, sys.executable, "-m", "tests.oracle.run", *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, "IPTBLOB_ORACLE": "inside"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
