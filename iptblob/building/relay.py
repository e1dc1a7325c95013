"""A table in another layout: every record written anew, and sizes, offsets, hooks and jumps with them.

What the kernel's compat code does for 32-bit callers (compat_copy_entries_to_user, net/ipv4/netfilter/ip_tables.c,
v6.18), for any pair of layouts and without a kernel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from iptblob.abi import Abi
from iptblob.errors import UsageError
from iptblob.family import Family
from iptblob.spec import columns, encode
from iptblob.spec.columns import Bytes, Index
from iptblob.spec.layout import PADDING, Layout, layout_of
from iptblob.table import Table, header_size, known_layout
from iptblob.table.walk import Group


class ConvertError(UsageError):
    """A table, or something in it, that has no form in the other layout."""


@dataclass(frozen=True)
class Relaid:
    """A table's entries in a layout: ``data``, and ``hooks`` and ``num_entries`` that go with them.

    ``private`` counts, by struct and member (``match_limit_0.master``), the records in which a member of the kernel's
    own held something; in ``data`` it is zero. ``padding`` counts the records whose padding held something, which is
    zero too.
    """

    family: Family
    abi: Abi
    name: bytes
    data: bytes
    hooks: Mapping[int, tuple[int, int]]
    num_entries: int
    private: Mapping[str, int] = field(default_factory=dict)
    padding: int = 0


class _Piece(NamedTuple):
    """Records of one group as the new layout has them; ``starts`` count from the start of their entries."""

    entries: Index
    starts: Index
    rows: Bytes


def relay(table: Table, abi: Abi) -> Relaid:
    """The table as ``abi`` lays it out; ConvertError where something in it cannot be carried over."""
    _require_whole(table)
    private: Counter[str] = Counter()
    head = layout_of(table.family.entry_spec, abi)
    old_heads = columns.gather(table.octets, table.offsets, table.head_layout.size)
    heads = encode.transfer(table.head_layout, head, old_heads, table.abi, abi)
    padding = _count(table.head_layout, old_heads, private)
    sizes = np.full(len(table), head.size, dtype=np.int64)
    target_offsets = sizes.copy()
    pieces = []
    for group in table.records.groups:  # round by round: the first matches, the second ones, at last the targets
        rows, padded = _records(table, group, abi, private)
        padding += padded
        if group.kind == "target":
            target_offsets[group.entries] = sizes[group.entries]
        pieces.append(_Piece(group.entries, sizes[group.entries], rows))
        sizes[group.entries] += rows.shape[1]
    pieces += _spare(table, sizes, abi)
    _require_room(table, sizes, head, abi)
    _set(heads, head, "target_offset", target_offsets, abi)
    _set(heads, head, "next_offset", sizes, abi)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    data = np.zeros(int(starts[-1]), dtype=np.uint8)
    encode.scatter(data, starts[:-1], heads)
    for piece in pieces:
        encode.scatter(data, starts[piece.entries] + piece.starts, piece.rows)
    _set_jumps(table, data, starts, target_offsets, abi)
    announced = len(table) if table.num_entries is None else table.num_entries
    return Relaid(table.family, abi, table.name, data=data.tobytes(), hooks=_hooks(table, starts),
                  num_entries=announced, private=dict(sorted(private.items())), padding=padding)  # fmt: skip


def _require_whole(table: Table) -> None:
    place = table.file or None
    if table.walk.stopped_at is not None:
        raise ConvertError(f"not whole: {table.walk.reason}", file=place, table=table.label,
                           offset=table.base + table.walk.stopped_at)  # fmt: skip
    for offset, reason in table.records.broken.values():
        raise ConvertError(f"a rule that cannot be read: {reason}", file=place, table=table.label,
                           offset=table.base + offset)  # fmt: skip


def _require_room(table: Table, sizes: Index, head: Layout, abi: Abi) -> None:
    """A rule's size is a number of 16 bits."""
    most = (1 << 8 * head["next_offset"].width) - 1
    for entry in np.flatnonzero(sizes > most).tolist():
        raise ConvertError(f"a rule of {sizes[entry]} bytes in {abi.name}, and none has more than {most}",
                           file=table.file or None, table=table.label,
                           offset=table.base + int(table.offsets[entry]))  # fmt: skip


def _records(table: Table, group: Group, abi: Abi, private: Counter[str]) -> tuple[Bytes, int]:
    """A group's records with their headers, and how many of them had something in their padding."""
    old_header, header = (layout_of(f"xt_entry_{group.kind}", one) for one in (table.abi, abi))
    layout = known_layout(group, table.family, table.abi)
    width = group.size - header_size(table.abi)
    payloads = columns.gather(table.octets, group.payloads, width)
    headers = columns.gather(table.octets, group.payloads - old_header.size, old_header.size)
    if layout is None:
        payload = _unknown(table, group, abi, payloads)
        padding = 0
    else:
        payload = _payload(table, group, layout, payloads, abi)
        padding = _count(layout, payloads, private)
        padding += int(np.count_nonzero(columns.any_in_row(payloads[:, layout.size :]))) if width > layout.size else 0
    padding += _count(old_header, headers, private)
    rows = np.zeros((len(payloads), header.size + abi.align(payload.shape[1])), dtype=np.uint8)
    rows[:, : header.size] = encode.transfer(old_header, header, headers, table.abi, abi)
    _set(rows, header, f"{group.kind}_size", np.full(len(rows), rows.shape[1]), abi)
    rows[:, header.size : header.size + payload.shape[1]] = payload
    return rows, padding


def _payload(table: Table, group: Group, layout: Layout, payloads: Bytes, abi: Abi) -> Bytes:
    try:
        return encode.transfer(layout, layout_of(layout.spec, abi), payloads, table.abi, abi)
    except encode.TooWideError as error:
        raise _refusal(table, group, str(error), error.row) from error


def _unknown(table: Table, group: Group, abi: Abi, payloads: Bytes) -> Bytes:
    """What nobody described has the bytes it has: they are right in its own layout and in no other."""
    if abi != table.abi:
        raise _refusal(table, group, f"nobody described it as {group.size} bytes, so it has no form in {abi.name}", 0)
    return payloads


def _refusal(table: Table, group: Group, why: str, row: int) -> ConvertError:
    name = group.name.decode("ascii", "backslashreplace")
    start = int(group.payloads[row]) - header_size(table.abi)
    return ConvertError(f"{group.kind} {name} revision {group.revision}: {why}", file=table.file or None,
                        table=table.label, offset=table.base + start)  # fmt: skip


def _count(layout: Layout, rows: Bytes, private: Counter[str]) -> int:
    """Add up members of the kernel's own that are not zero; the number of padding fields that are not."""
    padding = 0
    for span, count in encode.dropped(layout, rows):
        if span.role == PADDING:
            padding += count
        else:
            private[f"{layout.spec}.{span.name}"] += count
    return padding


def _spare(table: Table, sizes: Index, abi: Abi) -> list[_Piece]:
    """Bytes between a target and the next entry, which the kernel allows and keeps; ``sizes`` grow by them."""
    pieces = []
    for group in table.records.groups:
        if group.kind != "target":
            continue
        ends = group.payloads - header_size(table.abi) + group.size
        rest = table.offsets[group.entries] + table.next_offsets[group.entries] - ends
        for at in np.flatnonzero(rest).tolist():
            entry = group.entries[at : at + 1]
            raw = columns.gather(table.octets, ends[at : at + 1], int(rest[at]))
            rows = np.zeros((1, abi.align(raw.shape[1])), dtype=np.uint8)
            rows[:, : raw.shape[1]] = raw
            pieces.append(_Piece(entry, sizes[entry], rows))
            sizes[entry] += rows.shape[1]
    return pieces


def _set(rows: Bytes, layout: Layout, name: str, values: Index, abi: Abi) -> None:
    """Write one number of every row."""
    item = layout[name]
    raw = values.astype(f"{abi.order}{'i' if item.kind == 's' else 'u'}{item.width}")
    rows[:, item.offset : item.offset + item.size] = raw.view(np.uint8).reshape(len(rows), item.size)


def _moved(table: Table, starts: Index, wanted: Index) -> tuple[Index, Index]:
    """Where entries begin now that began at ``wanted``, and which of those are the start of no entry."""
    at = np.minimum(np.searchsorted(table.offsets, wanted), len(table) - 1)
    return starts[at], np.flatnonzero(table.offsets[at] != wanted)


def _set_jumps(table: Table, data: Bytes, starts: Index, target_offsets: Index, abi: Abi) -> None:
    jumps = np.flatnonzero(table.verdicts > 0)
    if not len(jumps):
        return
    moved, nowhere = _moved(table, starts, table.verdicts[jumps])
    if len(nowhere):
        entry = int(jumps[nowhere[0]])
        raise ConvertError(f"a jump to {table.verdicts[entry]}, where no rule begins", file=table.file or None,
                           table=table.label, offset=table.base + int(table.offsets[entry]))  # fmt: skip
    item = layout_of("target_standard_0", abi)["verdict"]
    places = starts[jumps] + target_offsets[jumps] + header_size(abi) + item.offset
    encode.scatter(data, places, moved.astype(f"{abi.order}i4").view(np.uint8).reshape(-1, 4))


def _hooks(table: Table, starts: Index) -> dict[int, tuple[int, int]]:
    wanted = np.array(list(table.hooks.values()), dtype=np.int64).reshape(-1)
    if not len(wanted):
        return {}
    moved, nowhere = _moved(table, starts, wanted)
    if len(nowhere):
        raise ConvertError(f"the header places a hook at {wanted[nowhere[0]]}, where no rule begins",
                           file=table.file or None, table=table.label)  # fmt: skip
    pairs = moved.reshape(-1, 2).tolist()
    return {hook: (pair[0], pair[1]) for hook, pair in zip(table.hooks, pairs, strict=True)}
