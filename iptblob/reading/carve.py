"""Finding tables in any binary (core dumps, memory images, disk images) by their structure alone."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import numpy as np

from iptblob import bounds
from iptblob.errors import IptblobError
from iptblob.reading.detect import REPLACE, detect
from iptblob.reading.evidence import ENTRIES
from iptblob.reading.found import Found
from iptblob.reading.probes import INFO, FoundPlace, places
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.table import Table

ERROR = b"ERROR\0"
CLOSING = 256  # bytes from the end within which the last entry has its target: 112 and 64 in the largest layout
WALKED = 4  # each byte of the data may be part of so many readings
FLOOR = 64 << 20
MAX_INFOS = 64  # different GET_INFO replies for tables of one kind and size

Buffer = bytes | mmap.mmap
Key = tuple[str, bytes, str, int, int]


@dataclass
class Carved:
    """Tables in the order of the file. ``stopped_at`` is the byte at which the search was given up, None where it
    came to the end."""

    found: list[Found] = field(default_factory=list)
    stopped_at: int | None = None


def carve(data: Buffer, file: str) -> list[Found]:
    """All tables in ``data``, as ``search`` finds them."""
    return search(data, file).found


def search(data: Buffer, file: str) -> Carved:
    """All tables in ``data``, in the order of the file: GET_ENTRIES replies with the GET_INFO reply that fits, if any
    lies about, and SET_REPLACE payloads. What overlaps a better reading is left out.

    What looks like a table and is none costs the time to walk it; the search is given up where all that was walked is
    more than four times the data and 64 MiB (or ``--limit``): real images are far from that.
    """
    octets = np.frombuffer(data, dtype=np.uint8)
    infos: dict[Key, dict[bytes, None]] = {}
    carved, last, budget = Carved(), 0, bounds.limit_of(FLOOR) + WALKED * len(data)
    for at, here in groupby(places(data, octets), key=lambda place: place.at):
        fitting = list(here)
        for place in fitting:
            if place.probe.kind == INFO:
                _note_info(data, place, infos)
        candidates = [place for place in fitting if place.probe.kind != INFO and _closes(data, place)]
        if at < last or not candidates:
            continue  # inside a table that was found
        budget -= sum(place.size for place in candidates)
        if budget < 0:
            carved.stopped_at = at
            break
        item = _best(data, candidates, file)
        if item:
            carved.found.append(item)
            last = at + len(item.data)
    del octets  # a file that is mapped can only be closed when nobody looks into it
    carved.found = [_with_info(item, infos, file) for item in carved.found]
    return carved


def _closes(data: Buffer, place: FoundPlace) -> bool:
    """Does the ERROR target that closes each table stand at the end?"""
    start = place.at + place.probe.layout.size
    end = start + place.size
    return data.rfind(ERROR, max(start, end - CLOSING), end) >= 0


def _head(data: Buffer, place: FoundPlace) -> Any:
    raw = data[place.at : place.at + place.probe.layout.size]
    return columns.decode(place.probe.layout, place.probe.abi, columns.as_bytes(raw).reshape(1, -1))[0]


def _note_info(data: Buffer, place: FoundPlace, infos: dict[Key, dict[bytes, None]]) -> None:
    """Remember what could be a GET_INFO reply: it may lie far from the entries."""
    head = _head(data, place)
    key = (place.probe.family.name, head.name, place.probe.abi.name, place.size, head.num_entries)
    seen = infos.setdefault(key, {})
    if len(seen) <= MAX_INFOS:
        seen[bytes(data[place.at : place.at + place.probe.layout.size])] = None


def _best(data: Buffer, candidates: list[FoundPlace], file: str) -> Found | None:
    """The reading with the most entries of what begins at one place."""
    readings = [(place, count) for place in candidates for count in _entries(data, place)]
    if not readings:
        return None
    (at, probe, size), _ = max(readings, key=lambda item: (item[0].probe.kind == REPLACE, item[1]))
    raw = bytes(data[at : at + probe.layout.size + size])
    try:
        reading = detect(raw, file=file, family=probe.family, abi=None, kinds=(probe.kind,))
        if reading.table.walk.stopped_at is not None:
            reading = detect(raw, file=file, family=probe.family, abi=probe.abi, kinds=(probe.kind,))
    except IptblobError:
        return None
    certain = probe.kind == REPLACE
    return Found(raw, reading, at, "certain" if certain else "probable", "" if certain else "no GET_INFO reply")


def _entries(data: Buffer, place: FoundPlace) -> Iterator[int]:
    """The number of entries, if they are whole."""
    probe, head = place.probe, _head(data, place)
    start = place.at + probe.layout.size
    table = Table(probe.family, probe.abi, head.name, bytes(data[start : start + place.size]))
    whole = table.walk.stopped_at is None and table.target_names[-1] == ERROR[:-1]
    if whole and (probe.kind == ENTRIES or head.num_entries == len(table)):
        yield len(table)


def _with_info(item: Found, infos: dict[Key, dict[bytes, None]], file: str) -> Found:
    """The table with the one GET_INFO reply that fits it, if there is just one."""
    table = item.reading.table
    if item.reading.kind != ENTRIES:
        return item
    key = (table.family.name, table.name, table.abi.name, len(table.data), len(table))
    stored = infos.get(key, {})
    if len(stored) > MAX_INFOS:
        return replace(item, note=f"more than {MAX_INFOS} GET_INFO replies could fit it")
    fitting = [raw for raw in stored if _lands(raw, table)]
    if len(fitting) != 1:
        return replace(item, note=f"{len(fitting)} GET_INFO replies fit it") if fitting else item
    try:
        reading = detect(fitting[0] + item.data, file=file, family=table.family, abi=table.abi, kinds=("blob",))
    except IptblobError:
        return item
    return item if reading.misfit else Found(fitting[0] + item.data, reading, item.offset, "certain", "")


def _lands(raw: bytes, table: Table) -> bool:
    """Does a GET_INFO reply have its hooks begin and end at entries of the table?"""
    layout = layout_of(table.family.info_spec, table.abi)
    head = columns.decode(layout, table.abi, columns.as_bytes(raw).reshape(1, -1))[0]
    hooks = [hook for hook in range(len(head.hook_entry)) if head.valid_hooks >> hook & 1]
    return all(offsets[hook] in table.entry_at for hook in hooks for offsets in (head.hook_entry, head.underflow))
