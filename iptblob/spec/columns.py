"""The fast reader: many records of one layout decoded at once through NumPy.

Positions and types come from the layout tables, never from this file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.abi import Abi
from iptblob.spec.layout import PADDING, Field, Layout

PEELED = 16
CACHED_ROWS = 4_096  # rows, to keep them in the processor's cache

Bytes = NDArray[np.uint8]
Index = NDArray[np.int64]


def as_bytes(data: bytes | memoryview) -> Bytes:
    """The buffer as a read-only array of bytes, without a copy."""
    return np.frombuffer(data, dtype=np.uint8)


def gather(data: Bytes, offsets: Index, width: int) -> Bytes:
    """Rows of ``width`` bytes at ``offsets``: shape (len(offsets), width). Every row must lie inside ``data``."""
    if not len(offsets) or not width:
        return np.empty((len(offsets), width), dtype=np.uint8)
    return _picked(data, offsets, f"V{width}").view(np.uint8).reshape(len(offsets), width)


def numbers(data: Bytes, offsets: Index, dtype: str) -> NDArray[Any]:
    """Numbers of one type at any offsets, aligned or not. Every one must lie inside ``data``."""
    return _picked(data, offsets, dtype) if len(offsets) else np.empty(0, dtype=dtype)


def keys(data: Bytes, offsets: Index, width: int, *, text: bool = False) -> list[bytes]:
    """Rows of ``width`` bytes as bytes objects; ``text`` leaves out the NUL bytes at the end of each.

    Rows of one width are equal exactly where what is left of them is equal, and shorter keys are quicker to compare.
    """
    if not width or not len(offsets):
        return [b""] * len(offsets)
    found: list[bytes] = _picked(data, offsets, f"{'S' if text else 'V'}{width}").tolist()
    return found


def _picked(data: Bytes, offsets: Index, dtype: str) -> NDArray[Any]:
    """Elements of an array that begins anew at every byte."""
    item = np.dtype(dtype)
    if int(offsets.min()) < 0 or int(offsets.max()) + item.itemsize > len(data):
        raise IndexError("row outside the buffer")
    found: NDArray[Any] = sliding(data, dtype)[offsets]
    return found


def sliding(data: Bytes, dtype: str) -> NDArray[Any]:
    """``data``, which must hold at least one, as an array of numbers of which one begins at every byte."""
    item = np.dtype(dtype)
    return np.ndarray((len(data) - item.itemsize + 1,), dtype=item, buffer=data.data, strides=(1,))


@cache
def dtype_of(layout: Layout, order: str) -> np.dtype[Any]:
    """The NumPy type of a layout; ``order`` is ``Abi.order``. Padding is left out, its bytes are not."""
    fields = [field for field in layout.fields if field.role != PADDING]
    return np.dtype({
        "names": [field.name for field in fields],
        "formats": [_format(field, order) for field in fields],
        "offsets": [field.offset for field in fields],
        "itemsize": layout.size,
    })  # fmt: skip


def _format(field: Field, order: str) -> Any:
    if field.kind == "struct":
        assert field.struct is not None
        item: Any = dtype_of(field.struct, order)
    elif field.kind in "us":
        item = f"{'>' if field.be else order}{'u' if field.kind == 'u' else 'i'}{field.width}"
    else:
        item = f"{'S' if field.kind == 'strz' else 'V'}{field.width}"
    return (item, (field.count,)) if field.count else item


def view(layout: Layout, abi: Abi, rows: Bytes) -> NDArray[Any]:
    """``rows`` (n, at least layout.size) as a structured array of n records, without a copy where possible."""
    dtype = dtype_of(layout, abi.order)
    if not layout.size:
        return np.empty(len(rows), dtype=dtype)
    exact = np.ascontiguousarray(rows[:, : layout.size])
    return exact.view(dtype).reshape(len(rows))


@cache
def part_of(layout: Layout, first: str, last: str) -> Layout:
    """The fields ``first`` to ``last`` of a layout as a layout of their own, for ``fields_of``; strings come whole."""
    names = [field.name for field in layout.fields]
    fields = layout.fields[names.index(first) : names.index(last) + 1]
    start = fields[0].offset
    moved = tuple(
        replace(field, offset=field.offset - start, kind="raw" if field.kind == "strz" else field.kind)
        for field in fields
    )
    return Layout(f"{layout.spec}.{first}", fields[-1].offset + fields[-1].size - start, tuple, moved)


def fields_of(layout: Layout, abi: Abi, rows: Bytes) -> list[list[Any]]:
    """``rows`` decoded into one list per field, padding left out."""
    records = view(layout, abi, rows)
    return [_values(field, records[field.name]) for field in layout.fields if field.role != PADDING]


def rows_of(distinct: list[bytes], width: int) -> Bytes:
    """What ``keys(..., text=True)`` gave, as rows again."""
    if not width:
        return np.empty((len(distinct), 0), dtype=np.uint8)
    return np.array(distinct, dtype=f"S{width}").view(np.uint8).reshape(len(distinct), width)


def decode(layout: Layout, abi: Abi, rows: Bytes) -> list[Any]:
    """``rows`` (n, at least layout.size) as n instances of the layout's row class."""
    return _rows(layout, view(layout, abi, rows))


def _rows(layout: Layout, records: NDArray[Any]) -> list[Any]:
    fields = [field for field in layout.fields if field.role != PADDING]
    if not fields:
        return [layout.row()] * len(records)
    return list(map(layout.row, *(_values(field, records[field.name]) for field in fields)))


def _values(field: Field, column: NDArray[Any]) -> list[Any]:
    if field.kind == "struct":
        assert field.struct is not None
        if not field.count:
            return _rows(field.struct, column)
        flat = _rows(field.struct, column.reshape(-1))
        return [flat[at : at + field.count] for at in range(0, len(flat), field.count)]
    values: list[Any] = column.tolist()
    if field.kind != "strz":
        return values
    if field.count:
        return [[item.partition(b"\0")[0] for item in items] for items in values]
    return [item if b"\0" not in item else item.partition(b"\0")[0] for item in values]


def any_in_row(rows: Bytes) -> NDArray[np.bool_]:
    """Which rows hold anything but zeros: word by word, which is much quicker than ``any`` along short rows."""
    words = _words(rows)
    found = np.zeros(len(rows), dtype=np.uint64)
    for column in range(words.shape[1]):
        found |= words[:, column]
    some: NDArray[np.bool_] = found != 0
    return some


def used_width(rows: Bytes) -> int:
    """How many columns hold anything, in steps of eight: most texts are much shorter than their fields."""
    words = _words(rows)
    many = len(words) // 64 * 64  # long rows are put together much quicker than many short ones
    found = np.bitwise_or.reduce(words[many:], axis=0)
    if many:
        long = np.bitwise_or.reduce(words[:many].reshape(-1, 64 * words.shape[1]), axis=0)
        found |= np.bitwise_or.reduce(long.reshape(64, -1), axis=0)
    used = np.flatnonzero(found)
    return min((int(used[-1]) + 1) * 8, rows.shape[1]) if len(used) else 0


def distinct(rows: Bytes) -> tuple[Index, Index]:
    """(first, inverse): ``rows[first]`` are the distinct rows, ``rows[first][inverse]`` equals ``rows``.

    Rows are grouped by a hash whose multipliers are drawn at every start, then compared byte for byte: whoever
    wrote the bytes may have wanted two of them to be taken for one.
    """
    count, width = rows.shape
    if count <= 1 or not width:
        return np.arange(min(count, 1), dtype=np.int64), np.zeros(count, dtype=np.int64)
    words = _words(rows)
    hashes = np.empty(count, dtype=np.uint64)
    for at in range(0, count, CACHED_ROWS):
        hashes[at : at + CACHED_ROWS] = _hash(words[at : at + CACHED_ROWS])
    inverse = np.empty(count, dtype=np.int64)
    common, left = _peel(hashes, inverse)
    found = np.array(common, dtype=np.int64)
    if len(left):
        _, first, rest = np.unique(hashes[left], return_index=True, return_inverse=True)
        inverse[left] = rest.reshape(-1) + len(common)
        found = np.concatenate([found, left[first]])
    for at in range(0, count, CACHED_ROWS):
        if not np.array_equal(words[found[inverse[at : at + CACHED_ROWS]]], words[at : at + CACHED_ROWS]):
            return _distinct_exactly(rows)
    return found, inverse


def decided(rows: NDArray[Any], decide: Callable[[NDArray[Any]], NDArray[Any] | Sequence[Any]]) -> NDArray[Any]:
    """What ``decide`` says of each row: asked once, with the distinct rows alone, and spread back over all of them.

    ``rows`` may be one column of numbers. A sequence of other things than arrays comes back as an array of objects.
    """
    octets = rows if rows.ndim > 1 else np.ascontiguousarray(rows).view(np.uint8).reshape(len(rows), rows.itemsize)
    first, inverse = distinct(octets)
    said = decide(rows[first])
    if not isinstance(said, np.ndarray):
        objects = np.empty(len(said), dtype=object)
        objects[:] = said
        said = objects
    spread: NDArray[Any] = said[inverse]
    return spread


def _peel(hashes: NDArray[np.uint64], inverse: Index) -> tuple[list[int], Index]:
    """Take out a few values that many rows share, each by one comparison: cheaper than sorting them.

    Returns the first row of each such value, whose places in ``inverse`` are set, and the rows that are left.
    """
    common: list[int] = []
    left = np.arange(len(hashes))
    while len(left) and len(common) < PEELED:
        same = hashes == hashes[0]
        if common and np.count_nonzero(same) * PEELED < len(left):
            break  # rare values: sorting finds them all at once
        inverse[left[same]] = len(common)
        common.append(int(left[0]))
        other = ~same
        left, hashes = left[other], hashes[other]
    return common, left


def _words(rows: Bytes) -> NDArray[np.uint64]:
    count, width = rows.shape
    if width % 8:
        padded = np.zeros((count, (width + 7) & -8), dtype=np.uint8)
        padded[:, :width] = rows
        rows = padded
    return np.ascontiguousarray(rows).view(np.uint64)


@cache
def _multipliers(count: int) -> NDArray[np.uint64]:
    return np.frombuffer(os.urandom(8 * count), dtype=np.uint64) | np.uint64(1)


def _hash(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    total = np.zeros(len(words), dtype=np.uint64)
    for column, factor in enumerate(_multipliers(words.shape[1])):
        part = words[:, column] * factor
        total += part ^ (part >> np.uint64(32))
        total *= np.uint64(0x9E3779B97F4A7C15)
    return total


def _distinct_exactly(rows: Bytes) -> tuple[Index, Index]:
    seen: dict[bytes, int] = {}
    first: list[int] = []
    inverse = np.empty(len(rows), dtype=np.int64)
    for at, row in enumerate(rows):
        key = row.tobytes()
        number = seen.setdefault(key, len(first))
        if number == len(first):
            first.append(at)
        inverse[at] = number
    return np.array(first, dtype=np.int64), inverse
