"""Records of one struct as rows of bytes that mean the same on every machine.

Numbers become eight bytes in network order, C strings end at their NUL, and only configuration is kept: padding,
counters, state and kernel-private tails have no say in what a rule means.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.abi import Abi
from iptblob.spec.columns import Bytes, view
from iptblob.spec.layout import CONFIG, Field, Layout

NUMBER = 8


def width(layout: Layout) -> int:
    """Bytes of a canonical row: the same for every shape of one spec."""
    return sum(_field_width(field) for field in layout.fields if field.role == CONFIG)


def spans(layout: Layout) -> dict[str, slice]:
    """Where each configuration field of the struct stands in a canonical row."""
    found, at = {}, 0
    for field in layout.fields:
        if field.role == CONFIG:
            size = _field_width(field)
            found[field.name] = slice(at, at + size)
            at += size
    return found


def rows(layout: Layout, abi: Abi, payloads: Bytes) -> Bytes:
    """``payloads`` (n, at least layout.size) as canonical rows (n, width)."""
    return _canonical(layout, view(layout, abi, payloads))


def number_column(column: NDArray[Any]) -> Bytes:
    """Whole numbers, one or more in each row, as rows of eight bytes each in network order."""
    wide = column.astype(f">{'u' if column.dtype.kind == 'u' else 'i'}{NUMBER}")
    return np.ascontiguousarray(wide).view(np.uint8).reshape(len(column), -1)


def _field_width(field: Field) -> int:
    times = field.count or 1
    if field.kind == "struct":
        assert field.struct is not None
        return width(field.struct) * times
    return (NUMBER if field.kind in "us" else field.width) * times


def _canonical(layout: Layout, records: NDArray[Any]) -> Bytes:
    out = np.empty((len(records), width(layout)), dtype=np.uint8)
    if not len(records):
        return out
    for field in layout.fields:
        if field.role == CONFIG:
            out[:, spans(layout)[field.name]] = _column(field, records[field.name])
    return out


def _column(field: Field, column: NDArray[Any]) -> Bytes:
    count = len(column)
    if field.kind == "struct":
        assert field.struct is not None
        return _canonical(field.struct, column.reshape(-1)).reshape(count, -1)
    if field.kind in "us":
        return number_column(column)
    octets = np.ascontiguousarray(column).view(np.uint8).reshape(count * (field.count or 1), field.width)
    if field.kind == "strz":
        octets = _cut(octets)
    return octets.reshape(count, -1)


def _cut(octets: Bytes) -> Bytes:
    """C strings with zeros behind their NUL."""
    zero = octets == 0
    behind = np.logical_or.accumulate(zero, axis=1)
    stray = behind & ~zero
    return np.where(behind, np.uint8(0), octets) if stray.any() else octets
