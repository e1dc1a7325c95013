"""Payloads that every kernel is asked about, in the order their answers are stored in."""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tests.guests.cache import DATA, ROOT

FAMILIES = ("ipv4", "ipv6", "arp")
ABIS = ("lp64-le", "i386")
CASES = DATA / "cases.tsv.xz"
ORACLE = {"lp64-le": "oracle-lp64", "i386": "oracle-i386"}


class Payload(NamedTuple):
    """``row`` is what a case asks about, or the mutations it was made by."""

    name: str
    family: str
    abi: str
    row: str
    data: bytes


@cache
def cases(abi: str) -> tuple[Payload, ...]:
    """The small cases, as they were stored."""
    lines = lzma.decompress(CASES.read_bytes()).decode().splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple(Payload(*row[:4], bytes.fromhex(row[4])) for row in rows if row[2] == abi)


@cache
def mixed(abi: str) -> tuple[Payload, ...]:
    """The stored cases of tests.oracle: mutated tables."""
    lines = lzma.decompress((DATA.parent / f"{ORACLE[abi]}.jsonl.xz").read_bytes()).decode().splitlines()
    rows = [json.loads(line) for line in lines]
    return tuple(Payload(str(row["case"]), row["family"], row["abi"], " ".join(row["mutations"]),
                         bytes.fromhex(row["payload"])) for row in rows)  # fmt: skip


def packs(*, compat: bool) -> dict[str, tuple[Payload, ...]]:
    """By name; those that end in .i386 come from a 32-bit program.

    Without the compat code a few of them are enough: the kernel reads them as what they are not.
    """
    found = {"cases.lp64": cases("lp64-le"), "mixed.lp64": mixed("lp64-le"), "mixed.i386": mixed("i386")}
    return found | {"cases.i386": cases("i386")} if compat else found


def digest(payloads: Sequence[Payload]) -> str:
    """Tells whether answers belong to these payloads."""
    total = hashlib.sha256()
    for one in payloads:
        total.update(one.data)
    return total.hexdigest()[:16]


def packed(payloads: Sequence[Payload]) -> bytes:
    """What guest/judge.c reads."""
    return b"".join(struct.pack("<II", FAMILIES.index(one.family), len(one.data)) + one.data for one in payloads)


def renew() -> None:
    """Write the small cases again, in both layouts; the layout is one a process."""
    made = b""
    for abi in ABIS:
        environment = {**os.environ, "IPTBLOB_ORACLE_ABI": abi, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.guests.cases"]
        made += subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
    DATA.mkdir(parents=True, exist_ok=True)
    CASES.write_bytes(lzma.compress(made, preset=9 | lzma.PRESET_EXTREME))
    cases.cache_clear()
