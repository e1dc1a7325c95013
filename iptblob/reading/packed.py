"""Compressed files, unpacked within bounds: gzip, xz, bzip2 of the standard library, zstd where Python has it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from iptblob.errors import ReadError

MAX_UNPACKED = 256 << 20  # four times the largest table anybody was seen with
_STEP = 1 << 20


class _Decompressor(Protocol):
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


class _Gzip:
    """zlib's decompressor with the interface of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


def _xz() -> _Decompressor:
    import lzma

    return lzma.LZMADecompressor(memlimit=256 << 20)


def _bzip2() -> _Decompressor:
    import bz2

    return bz2.BZ2Decompressor()


def _zstd() -> _Decompressor:
    from compression import zstd  # type: ignore[import-not-found, unused-ignore]  # Python 3.14

    return zstd.ZstdDecompressor()  # type: ignore[no-any-return, unused-ignore]


_KINDS: dict[bytes, tuple[str, Callable[[], _Decompressor]]] = {
    b"\x1f\x8b\x08": ("gzip", _Gzip), b"\xfd7zXZ\0": ("xz", _xz), b"BZh": ("bzip2", _bzip2),
    b"\x28\xb5\x2f\xfd": ("zstd", _zstd),
}  # fmt: skip


def compression(data: bytes) -> str | None:
    """The name of the compression that a file begins with, or None."""
    return next((name for magic, (name, _) in _KINDS.items() if data.startswith(magic)), None)


def unpacked(data: bytes, file: str, limit: int = MAX_UNPACKED) -> bytes:
    """What a compressed file holds; ReadError where it is damaged, cut, or holds more than ``limit`` bytes."""
    name, make = next(kind for magic, kind in _KINDS.items() if data.startswith(magic))
    try:
        return b"".join(_members(data, make, limit, name, file))
    except ImportError as error:
        raise ReadError(f"this is {name}, which this Python cannot unpack", file=file, hint=f"un{name} it") from error
    except (zlib.error, OSError, EOFError, ValueError, MemoryError) as error:
        raise ReadError(f"damaged {name}: {error}", file=file) from error
    except Exception as error:  # LZMAError and ZstdError have no name before their module is loaded
        if type(error).__name__ not in ("LZMAError", "ZstdError"):
            raise
        raise ReadError(f"damaged {name}: {error}", file=file) from error


def _members(data: bytes, make: Callable[[], _Decompressor], limit: int, name: str, file: str) -> Iterator[bytes]:
    """All members one behind the other, as gunzip and unxz read them."""
    total, rest = 0, data
    while rest:
        member, given = make(), rest
        while not member.eof:
            piece = member.decompress(given, _STEP)
            given = b""
            total += len(piece)
            if total > limit:
                raise ReadError(f"{name} of more than {limit >> 20} MiB", file=file, hint="unpack it yourself")
            if not piece and not member.eof:
                raise EOFError("the file ends in the middle")
            yield piece
        rest = member.unused_data.lstrip(b"\0")
        if rest and not rest.startswith(data[:2]):
            raise ValueError(f"{len(rest)} bytes behind its end")
