"""Generated large tables: both readers agree, and `show` prints what the save tool printed."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from iptblob.reading.detect import detect
from iptblob.table.fields import READERS
from tests.conftest import Done, make_runner
from tests.tools import live

import bigtable  # samples/tools, on the path through tests.tools.live # isort: skip

TABLES = {"kube": "nat", "distinct": "mangle"}
SIZES = [("kube", 1_000), ("kube", 5_000), ("distinct", 1_000), ("distinct", 5_000)]

pytestmark = pytest.mark.kernel


@functools.cache
def loaded(shape: str, rules: int, edits: int = 0) -> tuple[bytes, bytes]:
    """(blob, text with counters) of the table in the running kernel."""
    found = live.load(v4=bigtable.make(rules, shape, edits=edits)[0])
    place = ("ipv4", TABLES[shape])
    return found.blobs[place], found.saves[place]


@pytest.mark.parametrize(("shape", "rules"), SIZES)
def test_both_readers_agree_on_every_field(shape: str, rules: int) -> None:
    table = detect(loaded(shape, rules)[0]).table
    readings = [READERS[name].read(table.data, table.family, table.abi) for name in ("columns", "kaitai")]
    assert [reading.reader for reading in readings] == ["columns", "kaitai"]
    assert [reading.error for reading in readings] == [None, None]
    assert len(readings[0].entries) == len(readings[1].entries) == table.num_entries
    for one, other in zip(*(reading.entries for reading in readings), strict=True):
        plain = [[(item.path, item.offset, item.size, item.value) for item in entry.fields] for entry in (one, other)]
        assert plain[0] == plain[1]


@pytest.mark.parametrize(("shape", "rules"), SIZES)
def test_show_prints_what_the_save_tool_printed(
    shape: str, rules: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob, text = loaded(shape, rules)
    file = tmp_path / "large.blob"
    file.write_bytes(blob)
    done: Done = make_runner(monkeypatch)("show", "-c", file)
    assert done.status == 0
    assert lines(done.out) == lines(text)
    assert len([line for line in lines(text) if b" -A " in line]) == rules


def lines(text: bytes) -> list[bytes]:
    return [line for line in text.splitlines() if not line.startswith(b"#")]
