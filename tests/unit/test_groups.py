"""Grouping snapshots by equal rule set, held to what `diff` says of each pair."""

from __future__ import annotations

import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from iptblob.extensions.base import NEWEST_IPTABLES
from iptblob.fleet.groups import group_equal
from iptblob.reading.opening import open_source
from iptblob.reading.source import Source
from tests.conftest import SAMPLES

DOCKER = SAMPLES / "docker" / "docker.iptb"
INCIDENT = SAMPLES / "incident"


def groups(*files: Path) -> list[list[int]]:
    return group_equal([open_source(str(file)) for file in files], NEWEST_IPTABLES)


def counted_on(source: Path, target: Path) -> None:
    """The same snapshot as a bare table, and the same table with every counter changed."""
    with zipfile.ZipFile(source) as archive:
        blob = bytearray(max((archive.read(name) for name in archive.namelist() if name.endswith(".blob")), key=len))
    target.with_suffix(".plain.blob").write_bytes(blob)
    table = open_source(str(target.with_suffix(".plain.blob"))).tables[0]
    counters = table.head_layout["counters"]
    for offset in table.offsets.tolist():
        at = table.base + offset + counters.offset
        blob[at : at + counters.size] = b"\x01" * counters.size
    target.with_suffix(".counted.blob").write_bytes(blob)


def test_counters_do_not_keep_rule_sets_apart(tmp_path: Path) -> None:
    counted_on(DOCKER, tmp_path / "a")
    plain, counted = tmp_path / "a.plain.blob", tmp_path / "a.counted.blob"
    assert plain.read_bytes() != counted.read_bytes()
    assert groups(plain, counted, plain) == [[0, 1, 2]]


def test_one_changed_rule_does(tmp_path: Path) -> None:
    before, after = INCIDENT / "before.iptb", INCIDENT / "after.iptb"
    assert groups(before, after, before) == [[0, 2], [1]]


def test_large_groups_first_then_the_order_given() -> None:
    before, after = INCIDENT / "before.iptb", INCIDENT / "after.iptb"
    assert groups(before, after, DOCKER, DOCKER, DOCKER, after) == [[2, 3, 4], [1, 5], [0]]


@pytest.mark.parametrize("damage", [1, 500])
def test_a_table_that_stops_early_is_like_no_other(tmp_path: Path, damage: int) -> None:
    counted_on(DOCKER, tmp_path / "a")
    cut = tmp_path / "cut.blob"
    cut.write_bytes((tmp_path / "a.plain.blob").read_bytes()[:-damage])
    sources: list[Source] = [open_source(str(cut)), open_source(str(cut))]
    assert group_equal(sources, NEWEST_IPTABLES) == [[0], [1]]


def test_samples_are_grouped_as_diff_compares_them(tmp_path: Path) -> None:
    """No differences, same group; differences, other groups: for neighbours among all snapshots."""
    from iptblob.cli import run

    files = sorted(SAMPLES.glob("*/*.iptb"))
    assert len(files) > 5
    place = {at: number for number, group in enumerate(groups(*files)) for at in group}
    for one, other in pairwise(range(len(files))):
        equal = run(["diff", "--stat", str(files[one]), str(files[other])]) == 0
        assert equal == (place[one] == place[other]), (files[one], files[other])
