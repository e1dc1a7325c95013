"""Bytes of an accepted table that nothing prints or tests, and that hold something all the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from iptblob.misleading.text import Flags, bytes_found, finding
from iptblob.model import Finding
from iptblob.spec import columns
from iptblob.spec.layout import KERNEL, PADDING, Field, Layout
from iptblob.table import STANDARD, Table, header_size, known_layout
from iptblob.table.walk import Group

POINTER_BITS = 0xFFFF_8000_0000_0000  # kernel addresses of 64-bit machines begin here


def byte_findings(table: Table) -> list[Finding]:
    """Bytes that nothing prints: padding, what stands behind a terminator, the kernel's private part."""
    found = list(_head_padding(table))
    for group in table.records.groups:
        layout = known_layout(group, table.family, table.abi)
        if layout is None or group.name == STANDARD or not len(group.entries):
            continue
        seen: dict[int, list[tuple[int, Flags]]] = {}
        for at in range(0, len(group.payloads), columns.CACHED_ROWS):
            payloads = group.payloads[at : at + columns.CACHED_ROWS]
            rows = columns.gather(table.octets, payloads, group.size - header_size(table.abi))
            for number, field in enumerate(layout.fields):
                flags = _field_flags(table, field, rows)
                if flags is not None:
                    seen.setdefault(number, []).append((at, flags))
            if columns.any_in_row(rows[:, layout.size :]).any():
                seen.setdefault(len(layout.fields), []).append((at, columns.any_in_row(rows[:, layout.size :])))
        for number, blocks in sorted(seen.items()):
            where = np.zeros(len(group.payloads), dtype=bool)
            for at, flags in blocks:
                where[at : at + len(flags)] = flags
            found.append(_odd_bytes(table, group, layout, number, where))
    return found


def _field_flags(table: Table, field: Field, rows: columns.Bytes) -> Flags:
    """Rows whose bytes nothing prints are not zero in a field; None where there are none."""
    part = rows[:, field.offset : field.offset + field.size]
    flags = None
    if field.role == PADDING:
        flags = columns.any_in_row(part)
    elif field.kind == "strz" and not field.count and part.size:
        part = np.ascontiguousarray(part[:, : columns.used_width(part)])
        if ((part[:, 1:] != 0) & (part[:, :-1] == 0)).any():
            flags = (np.logical_or.accumulate(part == 0, axis=1) & (part != 0)).any(axis=1)
    elif field.role == KERNEL and field.size == 8 and not field.count:
        flags = np.ascontiguousarray(part).view(f"{table.abi.order}u8").reshape(-1) >= POINTER_BITS
    return flags if flags is not None and flags.any() else None


def _odd_bytes(table: Table, group: Group, layout: Layout, number: int, where: Flags) -> Finding:
    """The finding for a field, or for the alignment behind the last one."""
    if number == len(layout.fields):
        size = group.size - header_size(table.abi) - layout.size
        return bytes_found(table, group, "padding-not-zero", where, layout.size, size=size, what="alignment")
    field = layout.fields[number]
    pointer = field.role == KERNEL
    what = f"{field.name}, behind its terminator" if field.kind == "strz" and field.role != PADDING else field.name
    name = "kernel-pointer" if pointer and field.kind != "strz" else "padding-not-zero"
    return bytes_found(table, group, name, where, field.offset, size=field.size, what=what)


def _head_padding(table: Table) -> Iterator[Finding]:
    """Padding inside the address part makes a rule conditional without a word in the text."""
    field = table.head_layout["ip"]
    assert field.struct is not None
    for pad in field.struct.fields:
        if pad.role != PADDING or not len(table):
            continue
        rows = columns.gather(table.octets, table.offsets + field.offset + pad.offset, pad.size)
        where = np.flatnonzero(rows.any(axis=1))
        if len(where):
            entry = int(where[0])
            at = int(table.offsets[entry]) + field.offset + pad.offset
            yield finding(table, "padding-not-zero", entry, f"non-zero padding in the heads of {len(where)} rules", at,
                          length=pad.size)  # fmt: skip
