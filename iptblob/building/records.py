"""Matches and targets that were read: their fields, and their payloads in a layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from iptblob.abi import Abi
from iptblob.building.buffers import blank
from iptblob.extensions import find_revision
from iptblob.family import Family
from iptblob.spec.columns import Bytes
from iptblob.spec.encode import encode
from iptblob.spec.layout import Layout, layout_of
from iptblob.table import spec_of


class CompiledRecord(NamedTuple):
    """A match or target: the payload in the layout that was asked for, without the record's header."""

    kind: str
    name: bytes
    revision: int
    payload: bytes


class ReadRecord(NamedTuple):
    """A match or target: its fields that are not zero, in no layout yet."""

    kind: str
    name: bytes
    revision: int
    fields: dict[str, Any]


def record_of(one: ReadRecord, family: Family, abi: Abi) -> CompiledRecord:
    """A record's payload in a layout."""
    return CompiledRecord(one.kind, one.name, one.revision, payloads_of([one], family, abi).tobytes())


def payloads_of(records: Sequence[ReadRecord], family: Family, abi: Abi) -> Bytes:
    """Payloads of records of one extension and revision, a row each."""
    first = records[0]
    layout = record_layout(first, family, abi)
    revision = find_revision(first.kind, first.name.decode(), first.revision, family.name)
    laid = revision.options.laid if revision and revision.options else None
    nothing = blank(layout)
    rows = [nothing._replace(**(laid(dict(one.fields), abi) if laid else one.fields)) for one in records]
    return encode(layout, abi, rows)


def record_layout(one: ReadRecord, family: Family, abi: Abi) -> Layout:
    """The layout of a record's payload."""
    spec = spec_of(one.kind, one.name, one.revision, family)
    if spec is None:
        raise KeyError(f"{one.kind} {one.name.decode()} revision {one.revision}")
    return layout_of(spec, abi)
