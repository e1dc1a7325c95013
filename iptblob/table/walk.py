"""From bytes to spans: where entries and their records begin. Offsets only, bounds checked, no decoding."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.spec.columns import Bytes, Index, as_bytes, decided, gather
from iptblob.spec.layout import layout_of
from iptblob.table.lanes import walk_in_lanes


class Walk(NamedTuple):
    """Entry starts (bytes from the first entry) and, where the walk had to stop early, where and why."""

    offsets: Index
    stopped_at: int | None = None
    reason: str | None = None


def walk_entries(data: bytes | memoryview, family: Family, abi: Abi) -> Walk:
    """Follow next_offset from the first byte to the last (net/ipv4/netfilter/ip_tables.c translate_table, v6.1).

    Stops where an entry does not fit or does not move on; what was walked before stands.
    """
    quickly = walk_in_lanes(data, family, abi)
    return _walk_one_by_one(data, family, abi) if quickly is None else Walk(quickly)


def _walk_one_by_one(data: bytes | memoryview, family: Family, abi: Abi) -> Walk:
    head = layout_of(family.entry_spec, abi)
    size, at_next = len(data), head["next_offset"].offset
    offsets, pos = _walk_even(data, size, head.size, at_next, abi)
    step = 0
    while pos + head.size <= size:  # what the quick loop leaves: entries of odd length, and the first bad one
        step = int.from_bytes(data[pos + at_next : pos + at_next + 2], "big" if abi.is_be else "little")
        if step < head.size or pos + step > size:
            break
        offsets.append(pos)
        pos += step
    found = np.array(offsets, dtype=np.int64)
    if pos == size:
        return Walk(found)
    if pos + head.size > size:
        return Walk(found, pos, f"{size - pos} bytes are left, an entry takes at least {head.size}")
    if step < head.size:
        return Walk(found, pos, f"next_offset is {step}, an entry takes at least {head.size}")
    return Walk(found, pos, f"next_offset is {step}, but only {size - pos} bytes are left")


def _walk_even(data: bytes | memoryview, size: int, least: int, at_next: int, abi: Abi) -> tuple[list[int], int]:
    """(starts, end): entries of even length, through a 16-bit view in host order; stops before what does not fit."""
    raw = np.frombuffer(data, dtype=f"{abi.order}u2", count=size // 2)
    halves = raw.astype(np.uint16, copy=False).data
    offsets: list[int] = []
    append = offsets.append
    place, last = at_next >> 1, (size - least) >> 1
    half = 0
    while half <= last:
        step = halves[half + place]
        if step < least or step & 1:
            break
        append(half << 1)
        half += step >> 1
    pos = half << 1
    return (offsets, pos) if pos <= size else (offsets[:-1], offsets[-1])


class Group(NamedTuple):
    """All records of one (kind, name, revision, size).

    ``entries`` are indices of entries, ``payloads`` the offsets of their payloads (bytes from the first entry),
    ``places`` which match of its entry each one is (0 for targets). ``size`` is the record's, header included.
    """

    kind: str
    name: bytes
    revision: int
    size: int
    entries: Index
    payloads: Index
    places: Index


class Records(NamedTuple):
    """Matches and targets of a table by kind, and the entries whose records do not fit: {entry: (offset, reason)}."""

    groups: tuple[Group, ...]
    broken: dict[int, tuple[int, str]]


def walk_records(
    data: bytes | memoryview, offsets: Index, target_offsets: Index, next_offsets: Index, family: Family, abi: Abi
) -> Records:
    """Matches and the target of every entry. All three arrays have one number per entry, in bytes."""
    octets = as_bytes(data)
    head = layout_of(family.entry_spec, abi).size
    header = layout_of("xt_entry_match", abi).size
    broken: dict[int, tuple[int, str]] = {}
    bad = (target_offsets < head) | (target_offsets + header > next_offsets)
    for at in np.flatnonzero(bad).tolist():
        reason = f"target_offset {target_offsets[at]} leaves no room (entry of {next_offsets[at]} bytes)"
        broken[at] = (int(offsets[at]), reason)
    good = np.flatnonzero(~bad)
    groups = _matches(octets, offsets, target_offsets, good, head, abi=abi, broken=broken)
    if broken:
        good = np.array([at for at in good.tolist() if at not in broken], dtype=np.int64)
    groups += _targets(octets, offsets + target_offsets, next_offsets - target_offsets, good, abi, broken=broken)
    if not broken:
        return Records(tuple(groups), broken)
    keep = np.ones(len(offsets), dtype=bool)
    keep[list(broken)] = False
    kept = (_only(group, keep) for group in groups)
    return Records(tuple(group for group in kept if len(group.entries)), broken)


def _only(group: Group, keep: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Group:
    chosen = keep[group.entries]
    return Group(group.kind, group.name, group.revision, group.size, group.entries[chosen],
                 payloads=group.payloads[chosen],
                 places=group.places[chosen])  # fmt: skip


def _matches(
    octets: Bytes, offsets: Index, target_offsets: Index, active: Index, head: int, abi: Abi,
    broken: dict[int, tuple[int, str]],
) -> list[Group]:  # fmt: skip
    """One round per place: the first match of all entries, then the second, and so on."""
    header = layout_of("xt_entry_match", abi).size
    ends = offsets + target_offsets
    position = offsets + head
    groups: list[Group] = []
    place = 0
    active = active[position[active] < ends[active]]
    while len(active):
        room = ends[active] - position[active]
        short = room < header
        for at in active[short].tolist():
            broken[at] = (int(position[at]), f"{ends[at] - position[at]} bytes before the target are no match")
        active = active[~short]
        headers = gather(octets, position[active], header)
        sizes = _sizes(headers, abi)
        bad = (sizes < header) | (sizes > ends[active] - position[active])
        if bad.any():
            for at, size in zip(active[bad].tolist(), sizes[bad].tolist(), strict=True):
                why = f"match_size {size}, {ends[at] - position[at]} bytes before the target"
                broken[at] = (int(position[at]), why)
            active, sizes, headers = active[~bad], sizes[~bad], headers[~bad]
        groups += _group("match", headers, position[active], active, abi, place=place)
        position[active] += sizes
        active = active[position[active] < ends[active]]
        place += 1
    return groups


def _targets(
    octets: Bytes, position: Index, room: Index, active: Index, abi: Abi, broken: dict[int, tuple[int, str]]
) -> list[Group]:
    header = layout_of("xt_entry_target", abi).size
    headers = gather(octets, position[active], header)
    sizes = _sizes(headers, abi)
    bad = (sizes < header) | (sizes > room[active])
    if bad.any():
        for at, size in zip(active[bad].tolist(), sizes[bad].tolist(), strict=True):
            broken[at] = (int(position[at]), f"target_size {size}, {room[at]} bytes to the next entry")
        active, headers = active[~bad], headers[~bad]
    return _group("target", headers, position[active], active, abi, place=0)


def _sizes(headers: Bytes, abi: Abi) -> Index:
    field = layout_of("xt_entry_match", abi)["match_size"]
    raw = np.ascontiguousarray(headers[:, field.offset : field.offset + field.size])
    return raw.view(f"{abi.order}u2").reshape(len(headers)).astype(np.int64)


def _group(kind: str, headers: Bytes, positions: Index, entries: Index, abi: Abi, place: int) -> list[Group]:
    """Split records by name, revision and size. The bytes behind a name's NUL are the caller's, not the kernel's."""
    if not len(entries):
        return []
    layout = layout_of(f"xt_entry_{kind}", abi)
    size_field, name_field, revision_field = layout[f"{kind}_size"], layout["name"], layout["revision"]
    numbers: dict[tuple[bytes, int, int], int] = {}

    def numbered(some: Bytes) -> Index:
        found = []
        for raw in map(bytes, some):
            size = int.from_bytes(raw[size_field.offset :][: size_field.size], "big" if abi.is_be else "little")
            name = raw[name_field.offset :][: name_field.size].partition(b"\0")[0]
            found.append(numbers.setdefault((name, raw[revision_field.offset], size), len(numbers)))
        return np.array(found, dtype=np.int64)

    number = decided(headers, numbered)
    order = np.argsort(number, kind="stable")
    bounds = np.searchsorted(number[order], np.arange(len(numbers) + 1))
    groups = []
    for at, (name, revision, size) in enumerate(numbers):
        members = order[bounds[at] : bounds[at + 1]]
        payloads = positions[members] + layout.size
        groups.append(Group(kind, name, revision, size, entries[members], payloads=payloads,
                            places=np.full(len(members), place)))
    return groups
