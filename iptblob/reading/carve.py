"""Finding tables in any binary (core dumps, memory images, disk images) by their structure alone."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from iptblob.abi import ABIS, Abi
from iptblob.errors import IptblobError
from iptblob.family import FAMILIES, Family
from iptblob.reading.detect import REPLACE, detect
from iptblob.reading.evidence import ENTRIES
from iptblob.reading.found import Found
from iptblob.spec import columns
from iptblob.spec.layout import Layout, layout_of
from iptblob.table import Table

_NAME = re.compile(rb"(?:filter|nat|mangle|raw|security)\0")
MAX_ENTRIES = 512 << 20  # the kernel's own limit (xt_alloc_table_info, net/netfilter/x_tables.c, v6.1)
_ERROR = b"ERROR"

Buffer = bytes | mmap.mmap


def carve(data: Buffer, file: str) -> list[Found]:
    """All tables in ``data``, in the order of the file: GET_ENTRIES replies with the GET_INFO reply that fits, if any
    lies about, and SET_REPLACE payloads. What overlaps a better reading is left out."""
    infos: dict[tuple[str, bytes, str], list[bytes]] = {}
    found: list[Found] = []
    last = 0
    for hit in _NAME.finditer(data):
        at = hit.start()
        for family in FAMILIES.values():
            if hit[0][:-1].decode() in family.tables:
                _note_infos(data, at, hit[0][:-1], family, infos)
        if at < last:
            continue  # inside a table that was found
        item = _best(data, at, hit[0][:-1].decode(), file)
        if item:
            found.append(item)
            last = at + len(item.data)
    return [_with_info(item, infos, file) for item in found]


def _head(data: Buffer, at: int, layout: Layout, abi: Abi) -> Any | None:
    """The struct at ``at`` decoded, or None where the file ends within it."""
    raw = data[at : at + layout.size]
    if len(raw) < layout.size:
        return None
    return columns.decode(layout, abi, columns.as_bytes(raw).reshape(1, -1))[0]


def _note_infos(
    data: Buffer, at: int, name: bytes, family: Family, infos: dict[tuple[str, bytes, str], list[bytes]]
) -> None:
    """Remember what could be a GET_INFO reply: it may lie far from the entries."""
    for abi in ABIS.values():
        layout = layout_of(family.info_spec, abi)
        head = _head(data, at, layout, abi)
        if head is None or head.valid_hooks != family.tables[name.decode()]:
            continue
        least = layout_of(family.entry_spec, abi).size
        if head.num_entries > 0 and head.num_entries * least <= head.size < MAX_ENTRIES:
            seen = infos.setdefault((family.name, name, abi.name), [])
            raw = bytes(data[at : at + layout.size])
            if raw not in seen:
                seen.append(raw)


def _best(data: Buffer, at: int, name: str, file: str) -> Found | None:
    """The reading with the most entries of what begins at ``at``."""
    readings = [item for abi in ABIS.values() for item in _readings(data, at, name, abi)]
    if not readings:
        return None
    kind, family, abi, length = max(readings, key=lambda item: (item[0] == REPLACE, item[4]))[:4]
    raw = bytes(data[at : at + length])
    try:
        reading = detect(raw, file=file, family=family, abi=None, kinds=(kind,))
        if reading.table.walk.stopped_at is not None:
            reading = detect(raw, file=file, family=family, abi=abi, kinds=(kind,))
    except IptblobError:
        return None
    certain = kind == REPLACE
    return Found(raw, reading, at, "certain" if certain else "probable", "" if certain else "no GET_INFO reply")


def _readings(data: Buffer, at: int, name: str, abi: Abi) -> Iterator[tuple[str, Family, Abi, int, int]]:
    """(kind, family, layout, length in bytes, entries) of every reading whose entries are whole."""
    for family in FAMILIES.values():
        if name not in family.tables:
            continue
        for kind, spec in ((ENTRIES, "xt_get_entries"), (REPLACE, family.replace_spec)):
            layout = layout_of(spec, abi)
            head = _head(data, at, layout, abi)
            if head is None or not 0 < head.size < MAX_ENTRIES or at + layout.size + head.size > len(data):
                continue
            if kind == REPLACE and head.valid_hooks != family.tables[name]:
                continue
            start = at + layout.size
            if not _starts_well(data, start, family, abi):
                continue
            table = Table(family, abi, name.encode(), bytes(data[start : start + head.size]))
            whole = table.walk.stopped_at is None and table.target_names[-1] == _ERROR
            if whole and (kind == ENTRIES or head.num_entries == len(table)):
                yield kind, family, abi, layout.size + head.size, len(table)


def _starts_well(data: Buffer, start: int, family: Family, abi: Abi) -> bool:
    """Does the first entry look like one? Spares copying megabytes for every stray name."""
    layout = layout_of(family.entry_spec, abi)
    head = _head(data, start, layout, abi)
    return head is not None and layout.size <= head.target_offset < head.next_offset


def _with_info(item: Found, infos: dict[tuple[str, bytes, str], list[bytes]], file: str) -> Found:
    """The table with the one GET_INFO reply that fits it, if there is just one."""
    table = item.reading.table
    if item.reading.kind != ENTRIES:
        return item
    fitting = []
    for raw in infos.get((table.family.name, table.name, table.abi.name), []):
        try:
            reading = detect(raw + item.data, file=file, family=table.family, abi=table.abi, kinds=("blob",))
        except IptblobError:
            continue
        whole = reading.table
        lands = all(offset in whole.entry_at for pair in whole.hooks.values() for offset in pair)
        if not reading.misfit and whole.num_entries == len(whole) and lands:
            fitting.append(Found(raw + item.data, reading, item.offset, "certain", ""))
    if len(fitting) == 1:
        return fitting[0]
    return replace(item, note=f"{len(fitting)} GET_INFO replies fit it") if fitting else item
