"""What programs in other languages print of a blob, held against the columnar reader, value by value.

A program prints a line for each file it is given: ``family``, ``align_u64``, ``len_long`` and ``values``, the leaves of
all entries in order: numbers, bytes in hex, null for a number that an enum does not have (Java keeps none), and for a
payload how many bytes it has and the leaves of the struct that its name promises, null where it is too short for it.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from iptblob.abi import ABIS
from iptblob.errors import ReadError
from iptblob.family import FAMILIES
from iptblob.reading.detect import Detected, detect
from tests.ksy import made
from tests.ksy.expected import Leaf, expected_leaves, samples

MOST_BYTES = 200_000  # of a sample; larger ones say nothing new of single fields


class Sample(NamedTuple):
    """A blob that is not damaged, as our reader has it."""

    name: str
    data: bytes
    found: Detected


class Differs(Exception):
    """A program says something else than the reader."""


def sound_blobs() -> Iterator[Sample]:
    """Every blob in samples/ that is whole, and tables with random numbers in fields as wide as a long."""
    for abi in ABIS.values():
        for family in (one for one in FAMILIES.values() if made.telling(one)):
            body = made.entries(abi, family, random.Random(f"{family.name} {abi.name}"), made.telling(family))
            data = made.buffer("blob", abi, family, body)
            yield Sample(f"made {family.name} {abi.name}", data, detect(data, kinds=("blob",), family=family, abi=abi))
    for name, kind, data in samples():
        if kind == "blob" and len(data) <= MOST_BYTES:
            try:
                found = detect(data, kinds=(kind,))
            except ReadError:
                continue
            if not found.is_damaged:
                yield Sample(name, data, found)


def compare_program(command: list[str], folder: Path, *, ordered: bool, **environment: str) -> int:
    """Values compared; ``ordered`` programs are told the byte order, as they cannot choose it. Raises Differs."""
    some = list(sound_blobs())
    jobs = []
    for number, sample in enumerate(some):
        file = folder / f"{number}.blob"
        file.write_bytes(sample.data)
        order = "be " if sample.found.table.abi.is_be else "le "
        jobs.append(f"{order if ordered else ''}{file}\n")
    done = subprocess.run(
        command, cwd=folder, input="".join(jobs), capture_output=True, text=True, check=False, env=environment or None
    )
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(some):
        raise Differs(f"{len(lines)} lines for {len(some)} files, status {done.returncode}: {done.stderr[:500]}")
    return sum(compare(sample, json.loads(line)) for sample, line in zip(some, lines, strict=True))


def compare(sample: Sample, said: dict[str, Any]) -> int:
    """How many values were compared. Raises Differs."""
    table = sample.found.table
    facts = {"family": table.family.nfproto, "align_u64": table.abi.align_u64, "len_long": table.abi.len_long}
    if (found := {name: said.get(name) for name in facts}) != facts:
        raise Differs(f"{sample.name}: {said.get('error') or found}, not {facts}")
    wanted, number = expected_leaves(sample.found), 0
    leaves = iter(said["values"][:-1])  # a zero ends every list
    end = table.base
    while number < len(wanted):
        value = next(leaves, _NOTHING)
        if isinstance(value, dict):  # a payload: our reader has fields of it where the struct fits
            inside = _until(wanted, number, end + value["raw"])
            own = iter(value["payload"][:-1] if value["payload"] else ())
            for leaf in wanted[number:inside] if inside > number else ():
                _same(sample.name, leaf, own)
            number, end = inside, end + value["raw"]
        elif value != "":
            leaf = wanted[number]
            _same(sample.name, leaf, leaves, value)
            number, end = number + 1, leaf[0] + leaf[1]
    if any(value != "" and not isinstance(value, dict) for value in leaves):
        raise Differs(f"{sample.name}: more values than fields")
    return len(wanted)


_NOTHING = object()


def _until(wanted: list[Leaf], number: int, end: int) -> int:
    while number < len(wanted) and wanted[number][0] < end:
        number += 1
    return number


def _same(name: str, leaf: Leaf, more: Iterator[Any], first: Any = _NOTHING) -> None:
    """A leaf and the values said of it, as many as it has."""
    value = next((one for one in more if one != ""), _NOTHING) if first is _NOTHING else first
    if isinstance(leaf[2], list) and isinstance(value, str) and isinstance(leaf[2][0], int):
        value = list(bytes.fromhex(value))  # numbers of one byte are bytes in Go, Rust and C++
    elif isinstance(leaf[2], list):
        value = [value, *(next(more, _NOTHING) for _ in leaf[2][1:])]
    wanted, got = (one if isinstance(one, list) else [one] for one in (leaf[2], value))
    if len(wanted) != len(got) or not all(map(_equal, wanted, got)):
        raise Differs(f"{name}, byte {leaf[0]}: {got}, not {wanted}")


def _equal(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, bytes):
        own = bytes.fromhex(got) if isinstance(got, str) else None
        return own is not None and (own == wanted or own.split(b"\0")[0] == wanted)
    return got is None or (isinstance(got, int) and (got - wanted) % (1 << 64) == 0)  # Java has no unsigned long
