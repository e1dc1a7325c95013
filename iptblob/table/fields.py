"""Every field of every entry, with its place: the two readers and the form they share.

``columns`` decodes all records of a kind at once from the layout tables; ``kaitai`` runs the generated parsers over
the same bytes. They must never differ; the tests hold them to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from iptblob.abi import Abi
from iptblob.errors import ReadError
from iptblob.family import Family
from iptblob.model import FieldValue
from iptblob.spec import columns
from iptblob.spec.layout import PADDING, Field, Layout, layout_of
from iptblob.table.table import Table
from iptblob.table.walk import Group


@dataclass(frozen=True, slots=True)
class EntryFields:
    """One decoded entry: ``offset`` in bytes from the first entry, and its fields in the order of their bytes.

    Together the fields cover every byte of the entry, padding included.
    """

    offset: int
    size: int
    fields: tuple[FieldValue, ...]

    def __getitem__(self, path: str) -> Any:
        return next(item.value for item in self.fields if item.path == path)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a table: the entries it could read and, where it had to stop, why."""

    reader: str
    entries: tuple[EntryFields, ...]
    error: ReadError | None = field(default=None, compare=False)


class Reader(Protocol):
    """A way to read the entries of a table."""

    name: str

    def read(self, data: bytes | memoryview, family: Family, abi: Abi) -> Reading:
        """All entries up to the first that cannot be read."""
        ...


class ColumnReader:
    """Reads through NumPy columns."""

    name = "columns"

    def read(self, data: bytes | memoryview, family: Family, abi: Abi) -> Reading:
        table = Table(family, abi, b"", data)
        stop = min(table.records.broken, default=len(table))
        error = None
        if stop < len(table):
            offset, reason = table.records.broken[stop]
            error = ReadError(f"entry at {table.offsets[stop]}: {reason}", offset=offset)
        elif table.walk.stopped_at is not None:
            error = ReadError(table.walk.reason or "", offset=table.walk.stopped_at)
        return Reading(self.name, tuple(entries_of(table, stop)), error)


class KaitaiReader:
    """Reads through the parsers that the Kaitai compiler made, one object per struct."""

    name = "kaitai"

    def read(self, data: bytes | memoryview, family: Family, abi: Abi) -> Reading:
        from iptblob.spec import kaitai_reader

        entries: list[EntryFields] = []
        offset = 0
        try:
            for offset, size, fields in kaitai_reader.read_entries(bytes(data), family, abi):
                entries.append(EntryFields(offset, size, fields))
        except kaitai_reader.UnreadableError as refused:
            return Reading(self.name, tuple(entries), ReadError(str(refused), offset=refused.offset))
        return Reading(self.name, tuple(entries))


READERS: dict[str, Reader] = {"columns": ColumnReader(), "kaitai": KaitaiReader()}


def entries_of(table: Table, stop: int | None = None) -> Iterator[EntryFields]:
    """Entries of a table up to index ``stop``; where records do not fit, all of them are one field, UNDECODED."""
    count = len(table) if stop is None else stop
    heads = columns.decode(
        table.head_layout, table.abi, columns.gather(table.octets, table.offsets[:count], table.head_layout.size)
    )
    records: list[list[tuple[int, tuple[FieldValue, ...]]]] = [[] for _ in range(count)]
    for group in table.records.groups:
        for entry, place, fields in _group_fields(table, group, count):
            records[entry].append((place, fields))
    offsets, sizes = table.offsets.tolist(), table.next_offsets.tolist()
    for at, head in enumerate(heads):
        fields = tuple(_flatten(table.data, table.head_layout, head, offsets[at], ""))
        for _, more in sorted(records[at], key=lambda item: item[0]):
            fields += more
        if at in table.records.broken:
            start = offsets[at] + table.head_layout.size
            if rest := offsets[at] + sizes[at] - start:
                fields += (_raw(table.data, UNDECODED, start, rest, "config", doc="Records that do not fit."),)
        yield EntryFields(offsets[at], sizes[at], fields)


def entry_of(table: Table, at: int) -> EntryFields:
    """EntryFields number ``at`` of a table, alone: the rest is not decoded."""
    offset, size = int(table.offsets[at]), int(table.next_offsets[at])
    alone = Table(table.family, table.abi, table.name, table.data[offset : offset + size])
    entry = next(entries_of(alone))
    return EntryFields(offset, size, tuple(replace(item, offset=item.offset + offset) for item in entry.fields))


def struct_fields(layout: Layout, abi: Abi, data: bytes, at: int) -> list[FieldValue]:
    """The fields of a struct that stands alone at byte ``at`` of ``data``."""
    row = columns.decode(layout, abi, columns.as_bytes(data[at : at + layout.size]).reshape(1, -1))[0]
    return list(_flatten(data, layout, row, at, ""))


def head_fields(table: Table, at: int) -> list[FieldValue]:
    """The head of an entry at byte ``at``, or what is left where the table ends within it."""
    if at + table.head_layout.size <= len(table.data):
        return struct_fields(table.head_layout, table.abi, bytes(table.data), at)
    return [_raw(table.data, UNDECODED, at, len(table.data) - at, "config", doc="Less than an entry's head.")]


UNDECODED = "undecoded"
TARGET_PLACE = 1 << 16  # behind every match: an entry of 64 KiB has room for fewer


def _group_fields(table: Table, group: Group, count: int) -> Iterator[tuple[int, int, tuple[FieldValue, ...]]]:
    header = layout_of(f"xt_entry_{group.kind}", table.abi)
    starts = group.payloads - header.size
    header_rows = columns.decode(header, table.abi, columns.gather(table.octets, starts, header.size))
    layout, payloads = table.rows(group)
    rows = columns.decode(layout, table.abi, payloads) if layout else [None] * len(header_rows)
    for at, entry in enumerate(group.entries.tolist()):
        if entry >= count:
            continue
        place = int(group.places[at]) if group.kind == "match" else TARGET_PLACE
        prefix = f"matches[{place}]." if group.kind == "match" else "target."
        start = int(starts[at])
        fields = list(_flatten(table.data, header, header_rows[at], start, prefix))
        fields += _payload(table.data, layout, rows[at], start + header.size, group.size - header.size, prefix=prefix)
        end = start + group.size
        if group.kind == "target":
            limit = int(table.offsets[entry] + table.next_offsets[entry])
            if limit > end:
                fields.append(_raw(table.data, f"{prefix}spare", end, limit - end, PADDING,
                                   doc="Bytes behind the target."))
        yield entry, place, tuple(fields)


def _payload(
    data: bytes | memoryview, layout: Layout | None, row: Any, start: int, size: int, prefix: str
) -> list[FieldValue]:
    if layout is None:
        return [_raw(data, f"{prefix}data", start, size, "config",
                     doc="Payload of an unknown extension.")] if size else []
    fields = list(_flatten(data, layout, row, start, f"{prefix}payload."))
    if size > layout.size:
        rest = size - layout.size
        fields.append(_raw(data, f"{prefix}pad_align", start + layout.size, rest, PADDING,
                           doc="Padding of the record."))
    return fields


def _raw(data: bytes | memoryview, path: str, offset: int, size: int, role: str, doc: str) -> FieldValue:
    return FieldValue(path, offset, size, bytes(data[offset : offset + size]), role, symbol=None, doc=doc)


def _flatten(data: bytes | memoryview, layout: Layout, row: Any, start: int, prefix: str) -> Iterator[FieldValue]:
    for item in layout.fields:
        path = f"{prefix}{item.name}"
        at = start + item.offset
        if item.role == PADDING:
            yield _raw(data, path, at, item.size, PADDING, doc=item.doc)
            continue
        value = getattr(row, item.name)
        if item.struct is None:
            is_text = item.kind == "strz"
            yield FieldValue(path, at, size=item.size, value=value, role=item.role, symbol=symbol_of(item, value),
                             doc=item.doc, is_text=is_text)
        elif item.count:
            for number, element in enumerate(value):
                yield from _flatten(data, item.struct, element, at + number * item.width, f"{path}[{number}].")
        else:
            yield from _flatten(data, item.struct, value, at, f"{path}.")


def symbol_of(item: Field, value: Any) -> str | None:
    """Name of a number: the enum's, or the names of the bits that are set with the rest in hex."""
    if not item.symbols or not isinstance(value, int):
        return None
    if not item.is_flags:
        return item.symbols.get(value)
    names = [name for bit, name in item.symbols.items() if bit and value & bit == bit]
    known = sum(bit for bit in item.symbols if bit.bit_count() == 1)
    rest = value & ~known
    return "|".join([*names, f"{rest:#x}"] if rest else names) or "0"

