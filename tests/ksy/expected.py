"""What a parser of the entry points must say about a buffer: the columnar reader's fields, by place and in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iptblob.reading.detect import Detected
from iptblob.table.fields import READERS
from tests.conftest import SAMPLES, blob_of, corpus_tables

Leaf = tuple[int, int, Any]  # byte in the file, bytes, value: a number, a list of numbers, or bytes
# what no struct covers is shown as a part of the payload's raw bytes
UNSHOWN = re.compile(r"^(matches\[\d+\]|target)\.(pad_align|data)$")


def samples() -> Iterator[tuple[str, str, bytes]]:
    """(name, kind, bytes) of every buffer in samples/: the corpus, bare files, members of snapshots."""
    for info in corpus_tables():
        name = "/".join(info.with_suffix("").parts[-3:])
        yield name, "blob", blob_of(info)
        yield name, "entries", info.with_suffix(".entries").read_bytes()
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in (".blob", ".replace"):
            yield str(path.relative_to(SAMPLES)), path.suffix[1:], path.read_bytes()
        elif path.suffix == ".iptb":
            yield from members(path)


def members(path: Path) -> Iterator[tuple[str, str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if member.endswith(".blob"):
                yield f"{path.relative_to(SAMPLES)}:{member}", "blob", archive.read(member)


def expected_leaves(found: Detected) -> list[Leaf]:
    """The leaves of all entries."""
    table = found.table
    reading = READERS["columns"].read(table.data, table.family, table.abi)
    return [
        (table.base + item.offset, item.size, item.value)
        for entry in reading.entries
        for item in entry.fields
        if not UNSHOWN.match(item.path)
    ]
