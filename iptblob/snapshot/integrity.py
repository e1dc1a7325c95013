"""Is a snapshot what was captured? Every byte of the file belongs to a member or to the directory, and is checked.

The writer has only one way to write given members (build in iptblob/capture/agent/container.py), so headers and
directory are rebuilt and compared; the compressed bytes have a sha256 of their own in the manifest, because deflate
has bits that no reader looks at.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iptblob import bounds
from iptblob.capture.agent import container as zipped
from iptblob.snapshot.claims import misfits
from iptblob.snapshot.container import MANIFEST, SCHEMA, SnapshotError
from iptblob.snapshot.shape import fit

DIRECTORY = "ZIP directory"
PIECE = 1 << 20
MAX_OFFSET = (1 << 32) - (1 << 24)  # the directory and its offsets must fit into 32 bits
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


@dataclass(frozen=True, slots=True)
class Contents:
    """A member, inflated piece by piece: its size in bytes and its hash; ``kept`` where others look into it."""

    size: int
    sha256: str
    kept: bytes = b""


Inflated = dict[_Placed, Contents | str]  # or what is wrong with it


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
    return verify_bytes(data, shown)


def verify_bytes(data: bytes, shown: str) -> list[Problem]:
    """The same of a file that was read already; ``shown`` names it in errors."""
    candidates = [found for found in (_by_directory(data), _by_headers(data)) if found]
    if not candidates:
        raise SnapshotError("this is no snapshot: neither members nor a directory can be found", file=shown)
    total, allowed = min(sum(member.size for member in members) for members in candidates), bounds.budget(len(data))
    if total > allowed:
        raise SnapshotError(
            f"it claims to hold {total} bytes, {allowed} are plausible for its size", file=shown,
            hint=f"--limit {(total >> 20) + 1}M reads it all the same",
        )  # fmt: skip
    inflated: Inflated = {}
    judged = [_judge(data, members, inflated) for members in dict.fromkeys(candidates)]
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


def _judge(data: bytes, members: tuple[_Member, ...], inflated: Inflated) -> list[Problem]:
    """Problems of the file if ``members`` is what it holds."""
    problems: list[Problem] = []
    placed, directory, at = [], [], 0
    for member in members:
        if at > MAX_OFFSET:
            problems.append(Problem(DIRECTORY, 0, len(data), "the members' sizes are more than a snapshot holds"))
            return problems
        method = 0 if member.name == MANIFEST else 8
        local, central = zipped.zip_records(member.name, method, member.crc, member.packed, member.size, offset=at)
        _compare(data, at, local, member.name, "the header in front of the member", problems=problems)
        start = at + len(local)
        placed.append(_Placed(member, at, start, start + member.packed))
        directory.append((member.name, central))
        at = start + member.packed
    contents = {spot.member.name: _contents(data, spot, problems, inflated) for spot in placed}
    _judge_contents(data, placed, contents, problems)
    if at > MAX_OFFSET:
        problems.append(Problem(DIRECTORY, 0, len(data), "the members' sizes are more than a snapshot holds"))
        return problems
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


def _contents(data: bytes, spot: _Placed, problems: list[Problem], inflated: Inflated) -> Contents | None:
    """Contents of a member, or None with a problem noted."""
    if len(data) < spot.end:
        start = min(spot.start, len(data))
        problems.append(Problem(spot.member.name, start, spot.end, "the file ends within the member"))
        return None
    if spot not in inflated:
        inflated[spot] = _inflate(data, spot)
    found = inflated[spot]
    if isinstance(found, Contents):
        return found
    problems.append(Problem(spot.member.name, spot.start, spot.end, found))
    return None


def _inflate(data: bytes, spot: _Placed) -> Contents | str:
    """In pieces: what a member claims to hold may be more than memory."""
    member = spot.member
    limit = bounds.limit_of(bounds.MAX_MANIFEST) if member.name == MANIFEST else bounds.limit_of_member(member.name)
    if member.size > limit:
        return f"claims {member.size} bytes, at most {limit} can be right"
    keeps = member.name == MANIFEST or member.name.endswith(".nl")
    digest, crc, size, kept = hashlib.sha256(), 0, 0, []
    try:
        for piece in _pieces(memoryview(data)[spot.start : spot.end], member):
            digest.update(piece)
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            if keeps:
                kept.append(piece)
    except zlib.error as error:
        return f"cannot be decompressed: {error}"
    except EOFError:
        return "the compressed data ends elsewhere"
    if size != member.size or crc != member.crc:
        return "the contents changed: CRC-32 or size differ"
    return Contents(size, digest.hexdigest(), b"".join(kept))


def _pieces(raw: memoryview, member: _Member) -> Iterator[bytes]:
    """What a member holds, at most a byte more than it claims; EOFError where the stream and its place do not end
    together."""
    if member.name == MANIFEST:
        yield bytes(raw)
        return
    unpacker, left, rest = zlib.decompressobj(-15), member.size + 1, bytes(raw)
    while left > 0 and not unpacker.eof:
        piece = unpacker.decompress(rest, min(left, PIECE))
        left, rest = left - len(piece), unpacker.unconsumed_tail
        if not piece and not rest and not unpacker.eof:
            raise EOFError
        yield piece
    if not unpacker.eof or unpacker.unused_data:
        raise EOFError


def _judge_contents(
    data: bytes, placed: list[_Placed], contents: dict[str, Contents | None], problems: list[Problem]
) -> None:
    """Members against the hashes in the manifest, as far as the manifest itself can be trusted."""
    spots = {spot.member.name: spot for spot in placed}
    if len(spots) != len(placed):
        problems.append(Problem(DIRECTORY, 0, len(data), "two members have one name"))
    if MANIFEST not in spots:
        problems.append(Problem(MANIFEST, 0, 0, "the manifest is missing"))
        return
    found = contents[MANIFEST]
    if found is None:
        return  # noted already; hashes from a damaged manifest would accuse the innocent
    spot = spots[MANIFEST]
    manifest = _manifest(found.kept)
    stated = _stated(manifest)
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
        else:
            _judge_member(data, spots[name], contents[name], stated[name], problems)
    schema = manifest.get("schema")
    sound, wrong = fit(manifest, schema if type(schema) is int else SCHEMA)
    problems += [Problem(MANIFEST, spot.start, spot.end, said) for said in wrong]
    for name, said in misfits(sound, contents):
        problems.append(Problem(name, spots[name].start, spots[name].end, said))


def _manifest(text: bytes) -> dict[str, Any]:
    """{} where this is no manifest."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _stated(manifest: dict[str, Any]) -> dict[str, dict[str, Any]] | None:
    """The manifest's "members", or None where it has none."""
    members = manifest.get("members")
    if not isinstance(members, dict) or not all(isinstance(record, dict) for record in members.values()):
        return None
    return members


def _judge_member(
    data: bytes, spot: _Placed, contents: Contents | None, stated: dict[str, Any], problems: list[Problem]
) -> None:
    if contents is None:
        return  # noted already
    name = spot.member.name
    if contents.sha256 != stated.get("sha256"):
        problems.append(Problem(name, spot.start, spot.end, "the contents changed: sha256 differs from the manifest"))
    elif hashlib.sha256(data[spot.start : spot.end]).hexdigest() != stated.get("packed_sha256"):
        problems.append(
            Problem(name, spot.start, spot.end, "the compressed data changed, though it still gives the same contents")
        )
