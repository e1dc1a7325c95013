"""A timeline whose files are opened again and again says what one says that holds them all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.fleet import shelf
from tests.conftest import SAMPLES, Done

Command = Callable[..., Done]


def test_nothing_stays_open(iptblob: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        for name in ("before", "after"):
            shutil.copy(SAMPLES / "incident" / f"{name}.iptb", tmp_path / f"{number}-{name}.iptb")
    said = []
    for kept in (1 << 40, 0):
        monkeypatch.setattr(shelf, "HELD_OPEN", kept)
        done = iptblob("timeline", tmp_path, "--format", "json")
        assert done.status == 1, done.err
        said.append(json.loads(done.out))
    assert said[0] == said[1]
    assert len(said[0]["snapshots"]) == 8


def test_no_more_than_two_beside_what_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "HELD_OPEN", 10)
    opened: list[str] = []

    def make(name: str) -> str:
        opened.append(name)
        return name.upper()

    held = shelf.Shelf(make, len)
    held.put("a" * 10, "A" * 10)
    held.put("-", "again", stays=True)
    for name in ("b", "c", "d", "b"):
        assert held.get(name) == name.upper()
    assert held.get("a" * 10) == "A" * 10
    assert held.get("-") == "again"
    assert opened == ["b", "c", "d", "b"]
