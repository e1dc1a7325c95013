"""Large members by a quicker library: the same bytes, and never another answer where something is wrong."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest

from iptblob.snapshot import container, inflating
from iptblob.snapshot.container import SnapshotError, read_snapshot

pytest.importorskip("isal", reason="isal is not installed")

MEMBER = "host/ipv4/filter.blob"
CONTENTS = b"".join(struct.pack("<IQ", number % 977, number // 31) for number in range(150_000))  # 1.8 MB


def archive(contents: bytes = CONTENTS, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as made:
        made.writestr(MEMBER, contents)
        made.writestr("manifest.json", b'{"schema": 2, "tables": []}')
    return target.getvalue()


def quick(data: bytes, limit: int = 1 << 30) -> bytes | None:
    opened = zipfile.ZipFile(io.BytesIO(data))
    return inflating.inflated(opened, opened.NameToInfo[MEMBER], limit)


def test_the_bytes_are_those_of_zlib() -> None:
    assert quick(archive()) == CONTENTS


@pytest.mark.parametrize("contents", [b"small", CONTENTS[: inflating.QUICK_FROM - 1]])
def test_small_members_are_left_to_zipfile(contents: bytes) -> None:
    assert quick(archive(contents)) is None


def test_what_is_stored_plainly_or_above_the_limit_is_left_to_zipfile() -> None:
    assert quick(archive(compression=zipfile.ZIP_STORED)) is None
    assert quick(archive(), limit=len(CONTENTS) - 1) is None


def test_a_stream_that_holds_more_than_the_directory_says_is_not_read_to_its_end() -> None:
    bomb = bytearray(archive(bytes(1 << 26)))
    at = bytes(bomb).rindex(b"PK\x01\x02", 0, bytes(bomb).rindex(b"PK\x01\x02"))
    struct.pack_into("<I", bomb, at + 24, inflating.QUICK_FROM)
    assert quick(bytes(bomb)) is None


def answer(data: bytes) -> object:
    """What the reader makes of a file: the table's bytes, or the error in words."""
    try:
        return [table.read() for table in read_snapshot(data, "a.iptb").tables]
    except SnapshotError as error:
        return str(error)


def test_damaged_files_are_told_as_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, whole, seen = random.Random(15), archive(), set()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            ends = chance.randrange(60), len(data) - 1 - chance.randrange(240)
            at = chance.choice((*ends, chance.randrange(len(data))))
            data[at] ^= 1 << chance.randrange(8)
        cut = chance.randrange(len(data)) if chance.random() < 0.2 else len(data)
        with monkeypatch.context() as without:
            without.setattr(container, "inflated", lambda *_: None)
            expected = answer(bytes(data[:cut]))
        assert answer(bytes(data[:cut])) == expected
        seen.add(str(expected)[:40])
    assert len(seen) > 5, seen


def test_the_way_without_the_library_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflating, "_library", lambda: None)
    assert quick(archive()) is None
    assert answer(archive()) == [CONTENTS]


def test_the_checksum_decides() -> None:
    opened = zipfile.ZipFile(io.BytesIO(archive()))
    info = opened.NameToInfo[MEMBER]
    info.CRC = zlib.crc32(b"another")
    assert inflating.inflated(opened, info, 1 << 30) is None
