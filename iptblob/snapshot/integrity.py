"""Is a snapshot what was captured? Every byte of the file belongs to a member or to the directory, and is checked.

The writer has only one way to write given members (build in iptblob/capture/agent/container.py), so headers and
directory are rebuilt and compared; the compressed bytes have a sha256 of their own in the manifest, because deflate
has bits that no reader looks at.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iptblob.capture.agent import container as zipped
from iptblob.snapshot.claims import misfits
from iptblob.snapshot.container import MANIFEST, MAX_MEMBER, SnapshotError

DIRECTORY = "ZIP directory"
_LOCAL_MAGIC, _END_MAGIC = 0x04034B50, 0x06054B50


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in which member, at which bytes of the file ([start, end))."""

    member: str
    start: int
    end: int
    message: str

    def __str__(self) -> str:
        return f"{self.member}: bytes {self.start}..{self.end - 1}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Member:
    """As a header states it; ``packed`` and ``size`` in bytes."""

    name: str
    crc: int
    packed: int
    size: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A member where a file of this layout has it."""

    member: _Member
    header: int
    start: int
    end: int


def verify(source: str | Path | bytes, file: str | None = None) -> list[Problem]:
    """All problems of a snapshot, in the order of the file; [] when it is what was captured.

    Raises SnapshotError where the file cannot be read or holds no trace of a snapshot.
    """
    if isinstance(source, bytes):
        data, shown = source, file or "snapshot"
    else:
        shown = file or str(source)
        try:
            data = Path(source).read_bytes()
        except OSError as error:
            raise SnapshotError(error.strerror or str(error), file=shown) from error
    candidates = [found for found in (_by_directory(data), _by_headers(data)) if found]
    if not candidates:
        raise SnapshotError("this is no snapshot: neither members nor a directory can be found", file=shown)
    judged = [_judge(data, members) for members in dict.fromkeys(candidates)]
    return min(judged, key=len)


def _by_directory(data: bytes) -> tuple[_Member, ...]:
    """Members as the directory at the end lists them; () where it cannot be read."""
    at = len(data) - zipped.ZIP_END.size
    if at < 0:
        return ()
    magic, _, _, _, count, _, position, _ = zipped.ZIP_END.unpack_from(data, at)
    if magic != _END_MAGIC or position > at:
        return ()
    found = []
    for _ in range(count):
        if position + zipped.ZIP_CENTRAL.size > at:
            return ()
        record = zipped.ZIP_CENTRAL.unpack_from(data, position)
        length = record[10]
        name = data[position + zipped.ZIP_CENTRAL.size : position + zipped.ZIP_CENTRAL.size + length]
        found.append(_Member(name.decode("utf-8", "replace"), *record[7:10]))
        position += zipped.ZIP_CENTRAL.size + length + record[11] + record[12]
    return tuple(found)


def _by_headers(data: bytes) -> tuple[_Member, ...]:
    """Members as their own headers tell, from the first byte on, as far as they go."""
    found, position = [], 0
    while position + zipped.ZIP_LOCAL.size <= len(data):
        record = zipped.ZIP_LOCAL.unpack_from(data, position)
        if record[0] != _LOCAL_MAGIC:
            break
        length = record[9]
        name = data[position + zipped.ZIP_LOCAL.size : position + zipped.ZIP_LOCAL.size + length]
        member = _Member(name.decode("utf-8", "replace"), *record[6:9])
        position += zipped.ZIP_LOCAL.size + length + member.packed
        if position > len(data):
            break
        found.append(member)
    return tuple(found)


def _judge(data: bytes, members: tuple[_Member, ...]) -> list[Problem]:
    """Problems of the file if ``members`` is what it holds."""
    problems: list[Problem] = []
    placed, directory, at = [], [], 0
    for member in members:
        method = 0 if member.name == MANIFEST else 8
        local, central = zipped.zip_records(member.name, method, member.crc, member.packed, member.size, offset=at)
        _compare(data, at, local, member.name, "the header in front of the member", problems=problems)
        start = at + len(local)
        placed.append(_Placed(member, at, start, start + member.packed))
        directory.append((member.name, central))
        at = start + member.packed
    contents = {spot.member.name: _inflate(data, spot, problems) for spot in placed}
    _judge_contents(data, placed, contents, problems)
    first = at
    for name, central in directory:
        _compare(data, at, central, name, "the entry of the member in the directory", problems=problems)
        at += len(central)
    end = zipped.zip_end(len(directory), at - first, first)
    _compare(data, at, end, DIRECTORY, "the end of the directory", problems=problems)
    at += len(end)
    if len(data) > at:
        problems.append(Problem(DIRECTORY, at, len(data), f"{len(data) - at} bytes follow the end of the snapshot"))
    return sorted(problems, key=lambda problem: problem.start)


def _compare(data: bytes, at: int, expected: bytes, member: str, what: str, problems: list[Problem]) -> None:
    actual = data[at : at + len(expected)]
    if actual == expected:
        return
    if len(actual) < len(expected):
        problems.append(Problem(member, len(data), at + len(expected), f"the file ends in {what}"))
        return
    wrong = [at + index for index, octet in enumerate(expected) if actual[index] != octet]
    problems.append(Problem(member, wrong[0], wrong[-1] + 1, f"{what} is not as it was written"))


def _inflate(data: bytes, spot: _Placed, problems: list[Problem]) -> bytes | None:
    """Contents of a member, or None with a problem noted."""
    member, raw = spot.member, data[spot.start : spot.end]
    if len(raw) < member.packed:
        problems.append(Problem(member.name, min(spot.start, len(data)), spot.end, "the file ends within the member"))
        return None
    if member.name != MANIFEST:
        unpacker = zlib.decompressobj(-15)
        try:
            contents = unpacker.decompress(raw, min(member.size, MAX_MEMBER) + 1)
        except zlib.error as error:
            problems.append(Problem(member.name, spot.start, spot.end, f"cannot be decompressed: {error}"))
            return None
        if not unpacker.eof or unpacker.unused_data:
            problems.append(Problem(member.name, spot.start, spot.end, "the compressed data ends elsewhere"))
            return None
    else:
        contents = raw
    if len(contents) != member.size or zlib.crc32(contents) != member.crc:
        problems.append(Problem(member.name, spot.start, spot.end, "the contents changed: CRC-32 or size differ"))
        return None
    return contents


def _judge_contents(
    data: bytes, placed: list[_Placed], contents: dict[str, bytes | None], problems: list[Problem]
) -> None:
    """Members against the hashes in the manifest, as far as the manifest itself can be trusted."""
    spots = {spot.member.name: spot for spot in placed}
    if len(spots) != len(placed):
        problems.append(Problem(DIRECTORY, 0, len(data), "two members have one name"))
    if MANIFEST not in spots:
        problems.append(Problem(MANIFEST, 0, 0, "the manifest is missing"))
        return
    text = contents[MANIFEST]
    if text is None:
        return  # noted already; hashes from a damaged manifest would accuse the innocent
    spot = spots[MANIFEST]
    stated = _stated(text)
    if stated is None:
        problems.append(Problem(MANIFEST, spot.start, spot.end, "no list of members with their hashes in it"))
        return
    for name in sorted(set(stated) | set(spots) - {MANIFEST}):
        if name not in spots:
            said = "the manifest names this member, the file does not hold it"
            problems.append(Problem(name, spot.start, spot.end, said))
        elif name not in stated:
            said = "the manifest does not know this member"
            problems.append(Problem(name, spots[name].header, spots[name].end, said))
        elif contents[name] is not None:
            _judge_member(data, spots[name], contents[name] or b"", stated[name], problems)
    for name, said in misfits(text, contents):
        problems.append(Problem(name, spots[name].start, spots[name].end, said))


def _stated(text: bytes) -> dict[str, dict[str, Any]] | None:
    """The manifest's "members", or None if this is no manifest."""
    try:
        members = json.loads(text)["members"]
        return {str(name): dict(record) for name, record in members.items()}
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None


def _judge_member(data: bytes, spot: _Placed, contents: bytes, stated: dict[str, Any], problems: list[Problem]) -> None:
    name = spot.member.name
    if hashlib.sha256(contents).hexdigest() != stated.get("sha256"):
        problems.append(Problem(name, spot.start, spot.end, "the contents changed: sha256 differs from the manifest"))
    elif hashlib.sha256(data[spot.start : spot.end]).hexdigest() != stated.get("packed_sha256"):
        problems.append(
            Problem(name, spot.start, spot.end, "the compressed data changed, though it still gives the same contents")
        )
