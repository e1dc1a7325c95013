"""The same layouts read one record at a time with the struct module: for small tables, where NumPy's cost per call
is more than the work.

Positions and types come from the layout tables, never from this file.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cache
from typing import Any

from iptblob.spec.layout import PADDING, Field, Layout

Buffer = bytes | memoryview
_CODES = {("u", 1): "B", ("u", 2): "H", ("u", 4): "I", ("u", 8): "Q",
          ("s", 1): "b", ("s", 2): "h", ("s", 4): "i", ("s", 8): "q"}  # fmt: skip


@cache
def place_of(layout: Layout, path: str) -> tuple[int, Field]:
    """(offset in bytes from the start of ``layout``, field) of a dotted path such as ``ip.flags``."""
    at = 0
    first, *rest = path.split(".")
    field = layout[first]
    for name in rest:
        assert field.struct is not None
        at += field.offset
        field = field.struct[name]
    return at + field.offset, field


@cache
def picker(layout: Layout, order: str, *paths: str) -> struct.Struct:
    """A Struct that reads the numbers at ``paths``, which must ascend; ``order`` is ``Abi.order``.

    Texts (``strz``) come whole, with what stands behind their NUL. Its size ends with the last field read.
    """
    form, at = order, 0
    for path in paths:
        offset, field = place_of(layout, path)
        assert offset >= at, path
        assert not field.be, path
        code = _CODES.get((field.kind, field.width), f"{field.width}s")
        form += f"{offset - at}x" + (f"{field.count}{code}" if field.count else code)
        at = offset + field.size
    return struct.Struct(form)


@cache
def row_reader(layout: Layout, order: str) -> Callable[[Buffer, int], Any]:
    """A function (buffer, offset) -> one instance of the layout's row class; struct.error where it does not fit."""
    form, build = _plan(layout, order)
    unpack = struct.Struct(form).unpack_from
    if layout.size == 0:
        return lambda _data, _at: layout.row()
    return lambda data, at: build(unpack(data, at), 0)


def _plan(layout: Layout, order: str) -> tuple[str, Callable[[tuple[Any, ...], int], Any]]:
    """(format, builder): the builder makes a row from the values beginning at an index."""
    form, at, index = order, 0, 0
    makers: list[Callable[[tuple[Any, ...], int], Any]] = []
    for field in layout.fields:
        if field.role == PADDING:
            continue
        form += f"{field.offset - at}x"
        part, count, maker = _field_plan(field, order, index)
        form += part
        makers.append(maker)
        index += count
        at = field.offset + field.size
    form += f"{layout.size - at}x"
    row = layout.row

    def build(values: tuple[Any, ...], base: int) -> Any:
        return row(*[maker(values, base) for maker in makers])

    return form, build


def _field_plan(field: Field, order: str, index: int) -> tuple[str, int, Callable[[tuple[Any, ...], int], Any]]:
    """(format, number of values, maker) of one field whose values begin at ``index``."""
    items = field.count or 1
    if field.kind == "struct":
        assert field.struct is not None
        inner_form, inner = _plan(field.struct, order)
        inner_form = inner_form[1:]
        width = _values_of(field.struct)
        if not field.count:
            return inner_form, width, lambda values, base: inner(values, base + index)
        return (
            inner_form * items,
            width * items,
            lambda values, base: [inner(values, base + index + width * item) for item in range(items)],
        )
    code = _CODES.get((field.kind, field.width), f"{field.width}s")
    convert = _converter(field, order)
    if convert:
        code = f"{field.width}s"
    if field.count:
        if convert is None:
            return code * items, items, lambda values, base: list(values[base + index : base + index + items])
        return (
            code * items,
            items,
            lambda values, base: [convert(value) for value in values[base + index : base + index + items]],
        )
    if convert is None:
        return code, 1, lambda values, base: values[base + index]
    return code, 1, lambda values, base: convert(values[base + index])


def _converter(field: Field, order: str) -> Callable[[bytes], Any] | None:
    if field.kind == "strz":
        return lambda raw: raw.partition(b"\0")[0]
    if field.kind in "us" and field.be and order == "<" and field.width > 1:
        return lambda raw: int.from_bytes(raw, "big", signed=field.kind == "s")
    return None


def _values_of(layout: Layout) -> int:
    total = 0
    for field in layout.fields:
        if field.role != PADDING:
            total += (field.count or 1) * (_values_of(field.struct) if field.struct else 1)
    return total
