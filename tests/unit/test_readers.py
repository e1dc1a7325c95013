"""Two readers, one truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from iptblob.reading.detect import detect
from iptblob.table.fields import READERS, Reader, Reading
from tests.conftest import blob_of, corpus_id, corpus_tables

TABLES = corpus_tables()


def plain(reading: Reading) -> list[list[tuple[object, ...]]]:
    return [[(item.path, item.offset, item.size, item.value) for item in entry.fields] for entry in reading.entries]


@pytest.mark.parametrize("info", TABLES, ids=corpus_id)
def test_both_readers_agree_field_by_field(info: Path) -> None:
    table = detect(blob_of(info)).table
    columns, kaitai = (READERS[name].read(table.data, table.family, table.abi) for name in ("columns", "kaitai"))
    assert (columns.reader, kaitai.reader) == ("columns", "kaitai")
    assert columns.error is None
    assert kaitai.error is None
    for one, other in zip(plain(columns), plain(kaitai), strict=True):
        assert one == other


@pytest.mark.parametrize("info", TABLES, ids=corpus_id)
def test_the_kernel_counted_the_same(info: Path, reader: Reader) -> None:
    """num_entries and size are the kernel's own words."""
    found = detect(blob_of(info))
    reading = reader.read(found.table.data, found.table.family, found.table.abi)
    assert len(reading.entries) == found.header.num_entries
    assert sum(entry.size for entry in reading.entries) == found.header.size


@pytest.mark.parametrize("info", TABLES, ids=corpus_id)
def test_every_byte_has_one_owner(info: Path, reader: Reader) -> None:
    table = detect(blob_of(info)).table
    for entry in reader.read(table.data, table.family, table.abi).entries:
        end = entry.offset
        for item in entry.fields:
            assert item.offset == end, item.path
            end += item.size
        assert end == entry.offset + entry.size


SMALL = [info for info in TABLES if info.parent.name in ("docker", "empty", "ufw") or "security" in info.name]


@pytest.mark.parametrize("info", SMALL, ids=corpus_id)
def test_both_refuse_the_same_truncations(info: Path) -> None:
    table = detect(blob_of(info)).table
    whole = bytes(table.data)
    step = max(1, len(whole) // 97)
    for length in {*range(0, len(whole), step), len(whole) - 1, len(whole) - 33}:
        columns = READERS["columns"].read(whole[:length], table.family, table.abi)
        kaitai = READERS["kaitai"].read(whole[:length], table.family, table.abi)
        assert (columns.error is None) == (kaitai.error is None), length
        assert len(columns.entries) == len(kaitai.entries), length
        assert plain(columns) == plain(kaitai)
