"""Whole large tables in columns: says only that nothing fails, and leaves everything else to the exact path.

A table passes here when every check up to find_check_entry holds for every entry; whatever does not, and whatever
depends on the host, sends the table through ``iptblob.check.translate_table`` and ``iptblob.check.find_check_entry``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from iptblob.check import extensions
from iptblob.check.find_check_entry import Judge
from iptblob.check.graph import END, FALL_THROUGH, WILD, Marks, mark_source_chains, quick_masks
from iptblob.check.shape import FLAG_MASKS, Shape
from iptblob.check.translate_table import VERDICT_ACCEPT, VERDICT_DROP, Hooks, read_entry
from iptblob.spec import columns
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.registry import SPECS
from iptblob.table import ERROR, STANDARD, VERDICTS, Table, header_size
from iptblob.table.walk import Group

IN_COLUMNS = 64 << 10  # bytes from which on looking at whole columns first is quicker
MAX_DISTINCT = 1 << 17


def nothing_fails(table: Table, shape: Shape, hooks: Hooks, num_entries: int, judge: Judge) -> Marks | None:
    """The masks of all entries where every check passes, else None."""
    if table.walk.stopped_at is not None or not 0 < len(table) == num_entries or not _heads_hold(table, shape):
        return None
    if table.records.broken or not all(_group_holds(table, group, shape) for group in table.records.groups):
        return None
    starts = _hooks_hold(table, hooks)
    if starts is None:
        return None
    steps = _steps(table)
    masks = quick_masks(steps, starts)
    if masks is None:
        marks = mark_source_chains(steps.tolist(), starts)
        if marks.failed:
            return None
        masks = np.array(marks.masks, dtype=np.uint8)
    passes = all(_extension_passes(table, group, masks, shape, judge) for group in table.records.groups)
    return Marks(masks.tolist()) if passes else None


def _heads_hold(table: Table, shape: Shape) -> bool:
    offsets, flag_masks = table.offsets, FLAG_MASKS[shape.family]
    if (offsets % shape.align).any() or int(offsets[-1]) + shape.entry.size >= len(table.data):
        return False
    if int(table.next_offsets.min()) < shape.entry.size + shape.record.size:
        return False
    flags, invflags = table.column("ip", "flags"), table.column("ip", "invflags")
    return not (flags & ~np.uint8(flag_masks[0])).any() and not (invflags & ~invflags.dtype.type(flag_masks[1])).any()


def _group_holds(table: Table, group: Group, shape: Shape) -> bool:
    """xt_check_entry_offsets for the records of one group; sizes and ends were checked when they were walked."""
    if group.kind == "match":
        return not ((group.payloads - shape.record.size) % shape.match_align).any()
    if group.name == STANDARD:
        ends = shape.aligned(table.target_offsets[group.entries] + shape.standard)
        verdicts = table.verdicts[group.entries]
        known = (verdicts > 0) | np.isin(verdicts, list(VERDICTS))
        return group.size - shape.record.size >= 4 and bool(
            (ends == table.next_offsets[group.entries]).all() and known.all()
        )
    if group.name == ERROR:
        if group.size != shape.error:
            return False
        names = columns.gather(table.octets, group.payloads, shape.error_name)
        return bool((names == 0).any(axis=1).all())
    return True


def _unconditional(table: Table, entries: columns.Index) -> NDArray[np.bool_]:
    """Which entries have neither matches nor any byte set in their address part."""
    size = table.head_layout["ip"].size
    rows = columns.gather(table.octets, table.offsets[entries], size)
    bare = table.target_offsets[entries] == table.head_layout.size
    plain: NDArray[np.bool_] = np.logical_and(bare, np.logical_not(np.any(rows, axis=1)))
    return plain


def _hooks_hold(table: Table, hooks: Hooks) -> list[tuple[int, int]] | None:
    """check_underflow and xt_check_table_hooks: (hook, first entry) of every valid hook, or None."""
    if hooks.valid >> len(hooks.hook_entry) & 0x1F:
        return None
    found, last_start, last_close = [], -1, -1
    for hook in range(len(hooks.hook_entry)):
        if not hooks.valid >> hook & 1:
            continue
        start, close = table.index_of(hooks.hook_entry[hook]), table.index_of(hooks.underflow[hook])
        if start is None or close is None or start <= last_start or close <= last_close:
            return None
        plain = bool(_unconditional(table, np.array([close]))[0]) and table.target_names[close] == STANDARD
        if not plain or int(table.verdicts[close]) not in (VERDICT_ACCEPT, VERDICT_DROP):
            return None
        found.append((hook, start))
        last_start, last_close = start, close
    return found


def _steps(table: Table) -> columns.Index:
    """What ``mark_source_chains`` wants to know of every entry."""
    verdicts = table.verdicts
    steps = np.full(len(table), FALL_THROUGH, dtype=np.int64)
    final = np.flatnonzero(verdicts < 0)
    steps[final[_unconditional(table, final)]] = END
    jumps = np.flatnonzero(verdicts > 0)
    goals = np.minimum(np.searchsorted(table.offsets, verdicts[jumps]), len(table) - 1)
    steps[jumps] = np.where(table.offsets[goals] == verdicts[jumps], goals, WILD)
    return steps


def _extension_passes(table: Table, group: Group, masks: NDArray[np.uint8], shape: Shape, judge: Judge) -> bool:
    """Every distinct payload, under every distinct circumstance, passes the exact check."""
    if group.kind == "match" and shape.family == "arp":
        return True
    name = group.name.decode("latin-1")
    known = extensions.registered(group.kind, name, group.revision, shape.family)
    if known is None or (known.constraints.shared and not known.constraints.symmetric):
        return False
    asked = known.constraints
    payloads = np.empty((len(group.payloads), 0), dtype=np.uint8)
    if asked.check is not None:
        payloads = columns.gather(table.octets, group.payloads, group.size - header_size(table.abi))
    if asked.reads is not None:
        layout = layout_of(SPECS[group.kind, name, group.revision, shape.family], table.abi)
        payloads = _columns_of(layout, asked.reads, payloads) if asked.reads else payloads[:, :0]
    first, _ = columns.distinct(np.concatenate([payloads, _circumstances(table, group, masks)], axis=1))
    if len(first) > MAX_DISTINCT:
        return False
    for at in first.tolist():
        number = int(group.entries[at])
        entry = read_entry(table.data, int(table.offsets[number]), shape)
        record = entry.target if group.kind == "target" else entry.matches[int(group.places[at])]
        if any(True for _ in judge.record(table.data, entry, record, group.kind, "", hooks=int(masks[number]),
                                          number=number)):
            return False
    return True


def _columns_of(layout: Layout, fields: Sequence[str], payloads: columns.Bytes) -> columns.Bytes:
    parts = [payloads[:, layout[name].offset : layout[name].offset + layout[name].size] for name in fields]
    return np.concatenate(parts, axis=1)


def _circumstances(table: Table, group: Group, masks: NDArray[np.uint8]) -> columns.Bytes:
    """Protocol, flags, inversion and hooks of the group's entries, as bytes; the first three all in one field's run."""
    ip, at = table.head_layout["ip"], table.head_layout["ip"].offset
    assert ip.struct is not None
    begin = ip.struct["flags"] if table.family.name == "arp" else ip.struct["proto"]
    end = ip.struct["invflags"]
    rows = columns.gather(
        table.octets, table.offsets[group.entries] + at + begin.offset, end.offset + end.size - begin.offset
    )
    return np.concatenate([rows, masks[group.entries].reshape(-1, 1)], axis=1)
