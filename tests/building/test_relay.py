"""Tables in other layouts, against the kernel's own compat replies and the Kaitai parsers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from iptblob.abi import ABIS, I386, LP64_LE, Abi
from iptblob.building.convert import buffer_of, convert
from iptblob.reading.detect import Detected, detect
from iptblob.table import Table
from iptblob.table.fields import READERS, entries_of
from tests.building.samples import BUFFERS, name_of, readings
from tests.conftest import CORPUS, blob_of

MANY = 1000
KAITAI = READERS["kaitai"]
MADE_ANEW = ("target_offset", "next_offset", ".match_size", ".target_size", ".payload.verdict")
ROOMS = pytest.mark.parametrize("path", BUFFERS, ids=name_of)


def without_private(table: Table) -> bytes:
    """The entries as they are, but for what the specs call the kernel's own: that is zero."""
    data = bytearray(table.data)
    for entry in entries_of(table):
        for item in entry.fields:
            if item.role == "kernel":
                data[item.offset : item.offset + item.size] = bytes(item.size)
    return bytes(data)


@ROOMS
def test_in_its_own_layout_a_table_is_the_same_bytes(path: Path) -> None:
    for reading in readings(path):
        table = reading.table
        written = convert(reading, table.abi)
        assert written.data == without_private(table), table.label
        header = table.base
        data = buffer_of(written, reading)
        again = detect(data, family=table.family, abi=table.abi, kinds=(reading.kind,))
        assert (again.header, again.request) == (reading.header, reading.request)
        assert data[header:] == written.data


def values(table: Table) -> list[list[tuple[str, Any]]]:
    """What the Kaitai parsers find of configuration, counters and state; sizes and places left out."""
    read = KAITAI.read(table.data, table.family, table.abi)
    assert read.error is None
    kept = ("config", "counter", "state")
    return [
        [
            (item.path, item.value)
            for item, known in zip(entry.fields, described.fields, strict=True)
            if known.role in kept and not item.path.endswith(MADE_ANEW)
        ]
        for entry, described in zip(read.entries, entries_of(table), strict=True)
    ]


def places(table: Table) -> list[tuple[Any, ...]]:
    """Hooks and jumps by the number of the entry they lead to."""
    jumps = [(at, table.index_of(int(offset))) for at, offset in enumerate(table.verdicts) if offset > 0]
    hooks = [(hook, *map(table.index_of, pair)) for hook, pair in sorted(table.hooks.items())]
    return [*jumps, *hooks, *[(at, int(verdict)) for at, verdict in enumerate(table.verdicts) if verdict < 0]]


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
@ROOMS
def test_in_every_layout_a_table_has_the_same_values(path: Path, abi: Abi) -> None:
    for reading in readings(path):
        table = reading.table
        if len(table) > MANY and abi is not I386:
            continue  # thousands of rules of few kinds, read one by one
        written = convert(reading, abi)
        other = detect(buffer_of(written, reading), family=table.family, abi=abi, kinds=(reading.kind,)).table
        assert other.data == written.data
        assert values(other) == values(table), table.label
        assert places(other) == places(table), table.label
        back = convert(reading._replace(table=other), table.abi)
        assert back.data == convert(reading, table.abi).data


COMPAT = sorted(path for path in CORPUS.glob("i386/*/*.info") if (CORPUS / "x86_64" / path.parent.name).exists())


@pytest.mark.parametrize("path", COMPAT, ids=name_of)
def test_the_kernel_says_the_same_to_a_32_bit_program(path: Path) -> None:
    """The same rules, loaded by 64-bit and by 32-bit tools, read back through the kernel's compat code by the latter.

    The corpus has a few rules on one side only (rejected.txt); they are left out, with all jumps of their table.
    """
    there = detect(blob_of(path), abi=I386).table
    native: Detected = detect(blob_of(CORPUS / "x86_64" / path.parent.name / path.name), abi=LP64_LE)
    written = convert(native, I386)
    if len(there) == len(native.table):
        assert written.data == without_private(there)
        assert written.hooks == there.hooks
        return
    ours = detect(buffer_of(written, native), abi=I386, kinds=("blob",)).table
    one, other = Counter(rules(ours)), Counter(rules(there))
    assert not other - one, "rules that only a 32-bit tool could load"
    assert sum((one - other).values()) <= 2, "rules that only a 64-bit tool could load"


def rules(table: Table) -> list[bytes]:
    """Bytes of every entry without what is the kernel's own, those of jumps without the place they lead to."""
    found, data = [], without_private(table)
    for at, (start, size) in enumerate(zip(table.offsets.tolist(), table.next_offsets.tolist(), strict=True)):
        raw = data[start : start + size]
        found.append(raw[:-8] if table.verdicts[at] > 0 else raw)
    return found
