"""The walk in lanes finds what the walk from entry to entry finds, or leaves it to that."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iptblob.reading.detect import detect
from iptblob.table import Table, lanes, walk
from tests.conftest import blob_of, corpus_id, corpus_tables

LONG = 300_000  # bytes of entries that make some seventy lanes


@pytest.fixture(autouse=True)
def small_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lanes of a few entries, so that tables of moderate size have many of them."""
    monkeypatch.setattr(lanes, "LANE", 4096)
    monkeypatch.setattr(lanes, "WORTH", 0)


def repeated(info: Path) -> tuple[Table, bytes]:
    """A captured table, and its entries again and again."""
    table = detect(blob_of(info)).table
    return table, bytes(table.data) * (LONG // len(table.data) + 1)


def same(table: Table, data: bytes) -> walk.Walk:
    """What the walk finds, which must be what the slow one finds."""
    quick = walk.walk_entries(data, table.family, table.abi)
    slow = walk._walk_one_by_one(data, table.family, table.abi)
    assert quick.offsets.tolist() == slow.offsets.tolist()
    assert (quick.stopped_at, quick.reason) == (slow.stopped_at, slow.reason)
    return quick


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_lanes_find_every_entry(info: Path) -> None:
    table, data = repeated(info)
    found = lanes.walk_in_lanes(data, table.family, table.abi)
    assert found is not None
    assert found.tolist() == same(table, data).offsets.tolist()


@pytest.mark.parametrize("info", corpus_tables()[::5], ids=corpus_id)
def test_damage_changes_nothing(info: Path) -> None:
    table, data = repeated(info)
    choice = random.Random(corpus_id(info))
    stopped = 0
    for _ in range(60):
        damaged = bytearray(data[: choice.randrange(len(data) // 2, len(data) + 1)])
        for _ in range(choice.choice((0, 1, 5, 500))):
            damaged[choice.randrange(len(damaged))] = choice.choice((0, 0xFF, choice.randrange(256)))
        stopped += same(table, bytes(damaged)).stopped_at is not None
    assert stopped > 20


@pytest.mark.parametrize("info", corpus_tables()[::7], ids=corpus_id)
def test_places_that_look_like_entries_are_seen_through(info: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guesses are only guesses: wrong ones are left out, and the rest still leads from the first byte to the last."""
    table, data = repeated(info)
    guess = lanes._guess

    def wrong(*arguments: object) -> lanes.Index:
        starts = guess(*arguments)  # type: ignore[arg-type]
        starts[1::9] += table.abi.align_u64
        return starts

    monkeypatch.setattr(lanes, "_guess", wrong)
    found = lanes.walk_in_lanes(data, table.family, table.abi)
    assert found is not None
    assert found.tolist() == same(table, data).offsets.tolist()


def test_small_tables_are_walked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    table = detect(blob_of(corpus_tables()[0])).table
    assert lanes.walk_in_lanes(table.data, table.family, table.abi) is None
