"""In a network namespace of its own: the running kernel's answer to each table of two files, which must be the same.

Usage: python -m tests.redact.live ORIGINAL COPY. Prints a line for each table: its name, the answer ("taken" or errno).
"""

from __future__ import annotations

import struct
import sys

from iptblob.building.convert import buffer_of, convert
from iptblob.reading.detect import Detected
from iptblob.reading.opening import open_source
from tests.oracle import kernel


def answer_to(tables: kernel.Tables, found: Detected) -> str | None:
    """As a payload that says how many entries the table that it replaces has."""
    family, name = found.table.family.name, found.table.name.decode()
    payload = bytearray(buffer_of(convert(found, found.table.abi), found, "replace"))
    struct.pack_into("<I", payload, kernel.counters_offset(family), tables.count(family, name))
    return tables.replace(family, bytes(payload))


def main() -> None:
    tables = kernel.Tables()
    original, copy = (open_source(path).readings for path in sys.argv[1:3])
    for one, other in zip(original, copy, strict=True):
        label = f"{one.table.family.name}.{one.table.name.decode()}"
        answers = [answer_to(tables, table) for table in (one, other)]
        assert answers[0] == answers[1], f"{label}: {answers}"
        print(label, answers[1] or "taken")


if __name__ == "__main__":
    main()
