"""Columns as Arrow arrays: from buffers where they are numbers, without one object for each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from iptblob.store.shape import DIGEST, FLAG, TEXT

Column = Any  # an array of numbers, (rows, 16) bytes, or a list with None where nothing is


def batch(columns: Mapping[str, Column], kinds: Mapping[str, str]) -> Any:
    """One Arrow struct array, a field for each column, as DuckDB takes it."""
    import nanoarrow

    made = {name: _array(columns[name], kind, nanoarrow) for name, kind in kinds.items()}
    fields = {name: _type(kind, nanoarrow) for name, kind in kinds.items()}
    count = len(next(iter(columns.values())))
    return nanoarrow.c_array_from_buffers(nanoarrow.struct(fields), count, [None], children=list(made.values()))


def _type(kind: str, nanoarrow: Any) -> Any:
    return (
        nanoarrow.fixed_size_binary(16) if kind == DIGEST else getattr(nanoarrow, "bool_" if kind == FLAG else kind)()
    )


def _array(column: Column, kind: str, nanoarrow: Any) -> Any:
    if kind == DIGEST:
        rows = np.frombuffer(b"".join(column), dtype=np.uint8) if isinstance(column, list) else column
        octets = np.ascontiguousarray(rows).reshape(-1)
        return nanoarrow.c_array_from_buffers(_type(kind, nanoarrow), len(octets) // 16, [None, octets])
    if kind == TEXT:
        return _texts(column, nanoarrow)
    if isinstance(column, list):
        return nanoarrow.c_array(column, _type(kind, nanoarrow))
    numbers = np.ascontiguousarray(column, dtype=kind)
    return nanoarrow.c_array_from_buffers(_type(kind, nanoarrow), len(numbers), [None, numbers])


def _texts(column: Sequence[str | None], nanoarrow: Any) -> Any:
    """Offsets and one run of bytes."""
    encoded = [b"" if text is None else text.encode("utf-8", "backslashreplace") for text in column]
    ends = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in encoded], out=ends[1:])
    valid = None
    if None in column:
        valid = np.packbits([text is not None for text in column], bitorder="little")
    return nanoarrow.c_array_from_buffers(nanoarrow.string(), len(encoded), [valid, ends, b"".join(encoded)])
