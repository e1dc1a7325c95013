"""The inverse of ``columns``: bytes from decoded rows, and records of one layout in another.

Positions and types come from the layout tables, never from this file. Padding and what is the kernel's own (pointers,
private tails) are zero in what is written here; ``dropped`` says where they were not in what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.abi import Abi
from iptblob.spec.columns import Bytes, Index, any_in_row, dtype_of, sliding, view
from iptblob.spec.layout import KERNEL, PADDING, Field, Layout


class Span(NamedTuple):
    """Bytes of a struct that are not carried over: ``name`` is the field's path, ``role`` KERNEL or PADDING."""

    name: str
    role: str
    offset: int
    size: int


class TooWideError(Exception):
    """A number that has no room in the other layout: field, value, the row it stands in, and the room in bits."""

    def __init__(self, field: str, value: int, row: int, bits: int) -> None:
        super().__init__(f"{field} is {value:#x}, and there are {bits} bits for it")
        self.row = row


def encode(layout: Layout, abi: Abi, rows: Sequence[Any]) -> Bytes:
    """Rows of the layout's class as bytes, shape (len(rows), layout.size): what ``columns.decode`` would read so.

    A byte string is cut to its field's width or filled with zeros; a number that does not fit is an OverflowError.
    """
    found = np.zeros((len(rows), layout.size), dtype=np.uint8)
    if len(rows) and layout.size:
        _fill(layout, found.view(dtype_of(layout, abi.order)).reshape(len(rows)), rows)
    return found


def _fill(layout: Layout, records: NDArray[Any], rows: Sequence[Any]) -> None:
    for field in layout.fields:
        if field.role in (PADDING, KERNEL):
            continue
        values = [getattr(row, field.name) for row in rows]
        if field.struct is None:
            records[field.name] = _column(field, values)
        elif field.count:
            for at in range(field.count):
                _fill(field.struct, records[field.name][:, at], [value[at] for value in values])
        else:
            _fill(field.struct, records[field.name], values)


def _column(field: Field, values: list[Any]) -> Any:
    if field.kind in "us":
        return np.array(values, dtype=f"{field.kind.replace('s', 'i')}{field.width}")
    flat = [item for value in values for item in value] if field.count else values
    exact = b"".join(item[: field.width].ljust(field.width, b"\0") for item in flat)
    kind = "S" if field.kind == "strz" else "V"
    found = np.frombuffer(exact, dtype=f"{kind}{field.width}")
    return found.reshape(len(values), field.count) if field.count else found


def scatter(data: Bytes, starts: Index, rows: Bytes) -> None:
    """Write rows of bytes, shape (len(starts), width), where ``starts`` says; they must not overlap."""
    if rows.size:
        sliding(data, f"V{rows.shape[1]}")[starts] = np.ascontiguousarray(rows).view(f"V{rows.shape[1]}")[:, 0]


def transfer(source: Layout, target: Layout, rows: Bytes, old: Abi, new: Abi) -> Bytes:
    """Records of one struct as another layout has them, shape (len(rows), target.size); TooWideError.

    Bytes behind the NUL of a text are kept. Both layouts are of one spec: their fields have the same names.
    """
    found = np.zeros((len(rows), target.size), dtype=np.uint8)
    if len(rows) and target.size:
        records = found.view(dtype_of(target, new.order)).reshape(len(rows))
        _carry(source, target, view(source, old, rows), records, "")
    return found


def _carry(source: Layout, target: Layout, old: NDArray[Any], new: NDArray[Any], prefix: str) -> None:
    for field in source.fields:
        if field.role in (PADDING, KERNEL):
            continue
        into, values = target[field.name], old[field.name]
        if field.struct is not None and into.struct is not None:
            _carry(field.struct, into.struct, values, new[field.name], f"{prefix}{field.name}.")
        else:
            new[field.name] = _narrow(values, into.width, prefix + field.name) if into.width < field.width else values


def _narrow(values: NDArray[Any], width: int, name: str) -> NDArray[Any]:
    """Longs as a 32-bit process has them. All bits set, which says "no limit", stays all bits set."""
    most = (1 << 8 * width) - 1
    endless = values == (1 << 8 * values.dtype.itemsize) - 1
    wide = (values > most) & ~endless
    if wide.any():
        at = int(np.flatnonzero(wide.reshape(len(values), -1).any(axis=1))[0])
        raise TooWideError(name, int(values[wide].flat[0]), at, bits=8 * width)
    return np.where(endless, most, values).astype(f"u{width}")


@cache
def spans(layout: Layout) -> tuple[Span, ...]:
    """The bytes of a struct that are zero in what is written here."""
    return tuple(_spans(layout, 0, ""))


def _spans(layout: Layout, start: int, prefix: str) -> Iterator[Span]:
    for field in layout.fields:
        at, name = start + field.offset, prefix + field.name
        if field.role in (PADDING, KERNEL):
            yield Span(name, field.role, at, field.size)
        elif field.struct is not None:
            for number in range(field.count or 1):
                yield from _spans(field.struct, at + number * field.width, f"{name}.")


def dropped(layout: Layout, rows: Bytes) -> Iterator[tuple[Span, int]]:
    """Which of those bytes hold something: the span and in how many of the rows."""
    for span in spans(layout):
        count = int(np.count_nonzero(any_in_row(rows[:, span.offset : span.offset + span.size])))
        if count:
            yield span, count
