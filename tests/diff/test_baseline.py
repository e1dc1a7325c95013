"""Many files against one: what is compared once must read as if each had been compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from iptblob.diff.files import Wishes, diff_sides, side_of_source
from iptblob.fleet.baseline import compare_all
from iptblob.reading.opening import open_source
from iptblob.reading.source import Source
from iptblob.render.json.changes import document
from tests.conftest import blob_of, corpus_tables

DOCKER = next(info for info in corpus_tables() if "x86_64/docker/ipv4.filter" in str(info))
UFW = next(info for info in corpus_tables() if "x86_64/ufw/ipv4.filter" in str(info))


def opened(folder: Path, name: str, data: bytes) -> Source:
    (folder / name).write_bytes(data)
    return open_source(str(folder / name))


@pytest.mark.parametrize("counters", [False, True], ids=["rules", "counters"])
def test_sharing_changes_nothing(tmp_path: Path, counters: bool) -> None:
    docker, ufw = blob_of(DOCKER), bytearray(blob_of(UFW))
    base = opened(tmp_path, "base.blob", docker)
    same = opened(tmp_path, "same.blob", docker)
    other = opened(tmp_path, "other.blob", bytes(ufw))
    table = other.tables[0]
    ufw[table.base + table.head_layout["counters"].offset] ^= 1  # one packet more or less
    counted = opened(tmp_path, "counted.blob", bytes(ufw))
    field = table.head_layout["ip"]
    ufw[table.base + int(table.offsets[1]) + field.offset] ^= 1  # and another source address
    edited = opened(tmp_path, "edited.blob", bytes(ufw))
    sources = [same, other, counted, other, edited]
    wishes = Wishes((1, 8, 9), counters=counters)
    shared = list(compare_all(side_of_source(base), map(side_of_source, sources), wishes))
    alone = [diff_sides(side_of_source(base), side_of_source(source), wishes) for source in sources]
    assert [document(found) for found in shared] == [document(found) for found in alone]
    assert document(alone[1])["changes"] != document(alone[4])["changes"]
