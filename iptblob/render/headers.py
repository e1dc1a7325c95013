"""The headers of a buffer as annotated hex: ipt_getinfo, ipt_get_entries, ipt_replace, or xt_get_revision alone."""

from __future__ import annotations

from collections.abc import Iterator

from iptblob.abi import Abi
from iptblob.escape import visible
from iptblob.family import IPV4, Family
from iptblob.model import FieldValue
from iptblob.names import Names, debian_12
from iptblob.reading.bare import BareReply
from iptblob.reading.detect import ENTRIES, REPLACE, Detected
from iptblob.render.hexview import HexLine, struct_view
from iptblob.render.text import text_face
from iptblob.spec.layout import Layout, layout_of
from iptblob.table import Table
from iptblob.table.fields import struct_fields

_OFFSETS = ("hook_entry", "underflow")


def headers_view(reading: Detected, names: Names) -> Iterator[HexLine]:
    """Every header before the entries, in the order of the file. Offsets are bytes in the file or member."""
    table, at = reading.table, table_start(reading)
    for layout in _layouts(reading):
        yield from header_view(table, layout, reading.head, at, names)
        at += layout.size


def table_start(reading: Detected) -> int:
    """Where the first header begins, in bytes of the file or member."""
    return reading.table.base - len(reading.head)


def _layouts(reading: Detected) -> list[Layout]:
    family, abi = reading.table.family, reading.table.abi
    if reading.kind == REPLACE:
        return [layout_of(family.replace_spec, abi)]
    request = layout_of("xt_get_entries", abi)
    return [request] if reading.kind == ENTRIES else [layout_of(family.info_spec, abi), request]


def header_view(table: Table, layout: Layout, data: bytes, at: int, names: Names) -> Iterator[HexLine]:
    """One struct; the hooks' offsets with the names of their hooks."""
    fields = struct_fields(layout, table.abi, data, at)
    whole = Table(table.family, table.abi, table.name, data)
    yield from struct_view(whole, layout.spec, list(_by_hook(fields, table.family, table.abi, layout)), names)


def header_fields(reading: Detected, names: Names) -> Iterator[tuple[str, FieldValue, str]]:
    """(struct, field, what it says) of every header; offsets are bytes of ``reading.head``."""
    family, abi, at = reading.table.family, reading.table.abi, 0
    for layout in _layouts(reading):
        whole = Table(family, abi, reading.table.name, reading.head)
        for item in _by_hook(struct_fields(layout, abi, reading.head, at), family, abi, layout):
            yield layout.spec, item, text_face(whole, item, names)
        at += layout.size


def _by_hook(fields: list[FieldValue], family: Family, abi: Abi, layout: Layout) -> Iterator[FieldValue]:
    """The same fields, an array by hook as one field for each hook."""
    for item in fields:
        if item.path not in _OFFSETS or not isinstance(item.value, list):
            yield _with_hooks(item, family)
            continue
        width = item.size // len(item.value)
        for hook, value in enumerate(item.value):
            name = f"{item.path}.{family.hooks[hook]}" if hook < len(family.hooks) else f"{item.path}[{hook}]"
            yield FieldValue(name, item.offset + hook * width, width, value)


def _with_hooks(item: FieldValue, family: Family) -> FieldValue:
    if item.path != "valid_hooks" or not isinstance(item.value, int):
        return item
    known = [name for bit, name in enumerate(family.hooks) if item.value >> bit & 1]
    rest = item.value >> len(family.hooks) << len(family.hooks)
    symbol = "|".join([*known, f"{rest:#x}"] if rest else known)
    return FieldValue(item.path, item.offset, item.size, item.value, item.role, symbol=symbol or None)


def bare_view(reply: BareReply, file: str) -> Iterator[HexLine]:
    """A reply that stands alone in a file."""
    family = reply.family
    what = f"{family.name} {visible(reply.row.name)}: GET_INFO reply" if family else ""
    if family is None:
        what = f"{visible(reply.row.name)}, revision {reply.row.revision}: asked of the kernel"
    yield HexLine(f"{what}, {len(reply.data)} bytes, {reply.abi.name}", "head")
    yield HexLine(visible(file.encode("utf-8", "surrogateescape")))
    yield HexLine("")
    table = Table(family or IPV4, reply.abi, reply.row.name, reply.data)
    yield from header_view(table, reply.layout, reply.data, 0, debian_12())
