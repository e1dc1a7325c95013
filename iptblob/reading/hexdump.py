"""Hex dumps back to bytes: xxd, xxd -p, hexdump -C, od -A x -t x1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iptblob.errors import ReadError

_OFFSET = re.compile(rb"([0-9a-fA-F]{6,16})(:?)(?:[ \t]+|$)").match
_OCTETS = re.compile(rb"(?:(?:[0-9a-fA-F]{2})+[ \t]*)*").fullmatch
_PLAIN = re.compile(rb"(?:[0-9a-fA-F]{2}){1,128}\s*").fullmatch
_WORDS = re.compile(rb"[0-9a-fA-F]{7}(?:[ \t]+[0-9a-fA-F]{4}){1,8}[ \t]*").fullmatch  # hexdump without -C, od -x
_LETTERS = re.compile(rb"[|>]").search
MAX_BYTES = 256 << 20


def looks_like_hexdump(data: bytes) -> bool:
    """True where the first lines are all offsets and bytes, or nothing but bytes in hex."""
    lines = [line for line in data[:4096].split(b"\n")[:6] if line.strip()]
    if len(data) > 4096:
        lines = lines[:-1]
    if not lines or len(lines[0]) < 16:
        return False
    if _WORDS(lines[0].rstrip()) is not None or (len(lines[0]) >= 32 and all(map(_PLAIN, lines))):
        return True
    parts = [_parts(line) for line in lines if line.rstrip() != b"*"]
    return all(parts) and parts[0] is not None and bool(parts[0][1])


def undumped(data: bytes, file: str) -> bytes:
    """The bytes that a dump shows; ReadError with the line where it does not go on."""
    first = next(line for line in data.split(b"\n") if line.strip())
    if _WORDS(first.rstrip()) is not None:
        raise ReadError(
            "a dump of 16-bit words, in the byte order of a machine it does not name", file=file,
            hint="dump with `xxd` or `hexdump -C`, or keep the file itself",
        )  # fmt: skip
    return _plain(data, file) if _PLAIN(first) else b"".join(_pieces(data, file))


def _parts(line: bytes) -> tuple[int, bytes] | None:
    """(offset, bytes) of a line, None where it is none of a dump."""
    offset = _OFFSET(line)
    if offset is None:
        return None
    rest = line[offset.end() :].rstrip()
    if offset[2]:  # xxd: two blanks stand before the letters
        rest = rest.split(b"  ", 1)[0]
    else:
        letters = _LETTERS(rest)
        rest = rest[: letters.start()] if letters else rest
    return (int(offset[1], 16), bytes.fromhex(rest.decode("ascii"))) if _OCTETS(rest) else None


def _plain(data: bytes, file: str) -> bytes:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip() and not _PLAIN(line):
            raise ReadError(f"line {number} is no line of a hex dump", file=file)
    return bytes.fromhex(data.decode("ascii"))


def _pieces(data: bytes, file: str) -> Iterator[bytes]:
    at, last, repeated = 0, b"", False
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        if line.rstrip() == b"*":
            repeated = True
            continue
        parts = _parts(line)
        if parts is None:
            raise ReadError(f"line {number} is no line of a hex dump", file=file)
        offset, octets = parts
        if repeated and last and at < offset <= MAX_BYTES and (offset - at) % len(last) == 0:
            yield last * ((offset - at) // len(last))
            at = offset
        if offset != at:
            raise ReadError(f"line {number} of the hex dump is at {offset:#x}, {at:#x} comes next", file=file)
        repeated = False
        at += len(octets)
        last = octets or last
        yield octets
