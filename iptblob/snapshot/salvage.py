"""A snapshot whose end is missing: the members that are whole, found by the headers in front of them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

_LOCAL = struct.Struct("<4s5H3I2H")  # local file header (APPNOTE.TXT 4.3.7)
_MAGIC = b"PK\x03\x04"
_STREAMED = 0x08  # sizes stand behind the data: nothing here is written like that
MAX_MEMBERS = 65_536


def salvage(data: bytes, limit: int) -> tuple[bytes, str] | None:
    """(a ZIP of the members that are whole, what is missing); None where the bytes begin with no member.

    ``limit`` bytes are inflated at most, all members together.
    """
    if not data.startswith(_MAGIC):
        return None
    held = io.BytesIO()
    at, left, lost = 0, limit, f"the file ends at byte {len(data)}, before its directory"
    with zipfile.ZipFile(held, "w") as archive:
        for _ in range(MAX_MEMBERS):
            if data[at : at + 4] != _MAGIC:
                break
            member = _member(data, at, left)
            if member is None:
                name = data[at + _LOCAL.size : at + _LOCAL.size + 255].partition(b"PK")[0]
                lost += f"; the member at byte {at} is not whole{_named(data, at, name)}"
                break
            name_of, contents, end = member
            archive.writestr(name_of, contents)
            at, left = end, left - len(contents)
    return held.getvalue(), lost


def _named(data: bytes, at: int, name: bytes) -> str:
    if at + _LOCAL.size > len(data):
        return ""
    length = _LOCAL.unpack_from(data, at)[9]
    return f": {name[:length].decode('utf-8', 'replace')}" if length <= len(name) else ""


def _member(data: bytes, at: int, left: int) -> tuple[str, bytes, int] | None:
    """(name, contents, where it ends) of the member at a byte; None where it is cut, damaged or too large."""
    if at + _LOCAL.size > len(data):
        return None
    _, _, flags, method, _, _, crc, packed, size, length, extra = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size + length + extra
    end = start + packed
    if end > len(data) or size > left or flags & _STREAMED or method not in (0, 8):
        return None
    contents = _inflated(data[start:end], size) if method else data[start:end]
    if contents is None or len(contents) != size or zlib.crc32(contents) != crc:
        return None
    return data[at + _LOCAL.size : at + _LOCAL.size + length].decode("utf-8", "replace"), contents, end


def _inflated(raw: bytes, size: int) -> bytes | None:
    try:
        return zlib.decompressobj(-15).decompress(raw, size + 1)
    except zlib.error:
        return None
