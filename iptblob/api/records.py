"""Matches and targets of a rule, decoded when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from iptblob import table as tables
from iptblob.api.values import to_bytes, to_text
from iptblob.escape import visible
from iptblob.model import FieldValue
from iptblob.spec.layout import Layout
from iptblob.spec.records import record_headers, record_reader
from iptblob.spec.unpack import row_reader
from iptblob.table import known_payload

if TYPE_CHECKING:
    from iptblob.api.rules import Rule

Row = TypeVar("Row")


@dataclass(frozen=True)
class Match:
    """A match of a rule. ``offset`` (from the first entry) and ``size`` are the record's, header included."""

    rule: Rule
    name: str
    revision: int
    offset: int
    size: int

    kind = "match"

    @property
    def raw(self) -> bytes:
        """The payload, without the header."""
        header = tables.header_size(self.rule._table.abi)
        return bytes(self.rule._table.data[self.offset + header : self.offset + self.size])

    @property
    def _layout(self) -> Layout | None:
        table = self.rule._table
        return known_payload(self.kind, to_bytes(self.name), self.revision, self.size, table.family, abi=table.abi)

    @property
    def known(self) -> bool:
        """False where no layout of this name, revision and size is known; then ``payload`` is ``raw``."""
        return self._layout is not None

    @property
    def payload(self) -> Any:
        """The decoded struct, a NamedTuple of ``iptblob.spec.layouts``; all bytes of an unknown extension."""
        layout = self._layout
        if layout is None:
            return self.raw
        abi = self.rule._table.abi
        return row_reader(layout, abi.order)(self.rule._table.data, self.offset + tables.header_size(abi))

    def payload_as(self, row: type[Row]) -> Row | None:
        """The payload where it is a ``row`` (a class of ``iptblob.spec.layouts``), else None."""
        layout = self._layout
        return self.payload if layout is not None and layout.row is row else None

    @property
    def fields(self) -> tuple[FieldValue, ...]:
        """Every field of the record, header and padding included, with its place."""
        end = self.offset + self.size
        return tuple(item for item in self.rule.fields if self.offset <= item.offset < end)

    def __repr__(self) -> str:
        return f"<iptblob {self.kind} {visible(to_bytes(self.name))} revision {self.revision}>"


@dataclass(frozen=True, repr=False)
class Target(Match):
    """The target of a rule; its name is empty for a verdict or a jump (the standard target)."""

    kind = "target"


def head_of(table: tables.Table, at: int) -> Any:
    """The head of an entry, decoded."""
    return row_reader(table.head_layout, table.abi.order)(table.data, int(table.offsets[at]))


def size_of(table: tables.Table, at: int) -> int:
    """Length of an entry in bytes."""
    size: int = head_of(table, at).next_offset
    return size


def records_of(rule: Rule) -> tuple[tuple[Match, ...], Target | None, str | None]:
    """Matches, target and what does not fit, by the rules of ``iptblob.table.walk.walk_records``."""
    table = rule._table
    reader = record_reader(table.abi)
    head = head_of(table, rule.index)
    place, target = rule.offset + table.head_layout.size, rule.offset + head.target_offset
    end = rule.offset + head.next_offset
    if target < place or target + reader.size > end:
        return (), None, f"target_offset {head.target_offset} leaves no room (entry of {head.next_offset} bytes)"
    found: list[Match] = []
    for at, size, name, revision, room in record_headers(table.data, place, target, reader):
        if room < reader.size:
            return tuple(found), None, f"{room} bytes before the target are no match"
        if not reader.size <= size <= room:
            return tuple(found), None, f"match_size {size}, {room} bytes before the target"
        found.append(Match(rule, _name(name), revision, at, size))
    size, name, revision = reader.unpack_from(table.data, target)
    if not reader.size <= size <= end - target:
        return tuple(found), None, f"target_size {size}, {end - target} bytes to the next entry"
    return tuple(found), Target(rule, _name(name), revision, target, size), None


def _name(raw: bytes) -> str:
    """The name in a record's header, without what stands behind its NUL."""
    return to_text(raw.partition(b"\0")[0])
