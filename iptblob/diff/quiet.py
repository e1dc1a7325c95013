"""Chains of two tables that are byte for byte the same apart from counters and offsets: nothing else looks at them.

Most of two large snapshots is alike. One comparison of bytes finds that out, and only the rest is decoded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from iptblob.spec import columns
from iptblob.spec.columns import Index
from iptblob.spec.layout import CONFIG, Layout, layout_of
from iptblob.table import STANDARD, Table, header_size

MAX_SHAPES = 4_096  # different entry shapes looked at; a table with more was made to have many
ROWS_AT_ONCE = 4_096  # entries compared at once, to keep them in the processor's cache

Mask = NDArray[np.bool_]


def runs(starts: Index, lengths: Index) -> Index:
    """Runs of consecutive numbers, one behind the other."""
    if not len(starts):
        return np.empty(0, dtype=np.int64)
    begin = np.cumsum(lengths) - lengths
    return np.repeat(starts - begin, lengths) + np.arange(int(lengths.sum()))


def quiet_chains(
    a: Table, b: Table, pairs: list[tuple[int, int]], jumps: tuple[Index, Index], loud: tuple[Mask, Mask]
) -> list[tuple[int, int]]:
    """Those of ``pairs`` (indices into the chains of both tables) that are alike.

    ``jumps`` has the chain every entry jumps to, by index; ``loud`` marks entries that must be looked at in any case.
    """
    if a.abi != b.abi or not pairs:
        return []
    ends_a = [chain.end if chain.policy is None else chain.policy + 1 for chain in a.chains]
    ends_b = [chain.end if chain.policy is None else chain.policy + 1 for chain in b.chains]
    alike = [(i, j) for i, j in pairs if ends_a[i] - a.chains[i].start == ends_b[j] - b.chains[j].start]
    if not alike:
        return []
    starts = np.array([(a.chains[i].start, b.chains[j].start, ends_a[i] - a.chains[i].start) for i, j in alike])
    x, y = runs(starts[:, 0], starts[:, 2]), runs(starts[:, 1], starts[:, 2])
    same_chain = np.full(len(b.chains) + 1, -1, dtype=np.int64)  # the last place is for "no jump"
    same_chain[[j for _, j in pairs]] = [i for i, _ in pairs]
    to_a, to_b = jumps[0][x], jumps[1][y]
    differ = (a.next_offsets[x] != b.next_offsets[y]) | (a.target_offsets[x] != b.target_offsets[y])
    differ |= np.where((to_a >= 0) & (to_b >= 0), to_a != same_chain[np.maximum(to_b, -1)], to_a != to_b)
    verdict_a, verdict_b = a.verdicts[x], b.verdicts[y]  # ACCEPT, DROP, ...; where a jump goes is compared above
    differ |= ((verdict_a < 0) | (verdict_b < 0)) & (verdict_a != verdict_b)
    differ |= loud[0][x] | loud[1][y]
    same = np.flatnonzero(~differ)
    differ[same] = _rows_differ(a, b, x[same], y[same])
    chain = np.repeat(np.arange(len(alike)), starts[:, 2])
    changed = np.zeros(len(alike), dtype=bool)
    changed[chain[differ]] = True
    return [pair for pair, loud_one in zip(alike, changed.tolist(), strict=True) if not loud_one]


def _rows_differ(a: Table, b: Table, x: Index, y: Index) -> Mask:
    """Which of the entries differ in bytes that mean something. Both have the same sizes."""
    standard = _standard(a)[x]
    out: Mask = standard != _standard(b)[y]
    shapes = (a.next_offsets[x] << 17) | (a.target_offsets[x] << 1) | standard
    kinds, inverse = np.unique(shapes, return_inverse=True)
    if len(kinds) > MAX_SHAPES:
        return np.ones(len(x), dtype=bool)
    order = np.argsort(inverse.reshape(-1), kind="stable")
    bounds = np.searchsorted(inverse.reshape(-1)[order], np.arange(len(kinds) + 1))
    for at, kind in enumerate(kinds.tolist()):
        size, target, plain = kind >> 17, kind >> 1 & 0xFFFF, bool(kind & 1)
        counts = _that_count(a, size, target, plain)
        for begin in range(int(bounds[at]), int(bounds[at + 1]), ROWS_AT_ONCE):
            some = order[begin : min(begin + ROWS_AT_ONCE, int(bounds[at + 1]))]
            left = columns.gather(a.octets, a.offsets[x[some]], size)
            right = columns.gather(b.octets, b.offsets[y[some]], size)
            out[some] |= ((left != right) & counts).any(axis=1)
    return out


def _standard(table: Table) -> Mask:
    found = np.zeros(len(table), dtype=bool)
    for group in table.records.groups:
        if group.kind == "target" and group.name == STANDARD:
            found[group.entries] = True
    return found


def _that_count(table: Table, size: int, target: int, standard: bool) -> Mask:
    """Which bytes of an entry mean something by themselves; where it jumps to is compared by chain."""
    counts = np.ones(size, dtype=bool)
    _leave_out(table.head_layout, 0, counts)
    if standard:
        verdict = layout_of("target_standard_0", table.abi)["verdict"]
        begin = target + header_size(table.abi) + verdict.offset
        counts[begin : begin + verdict.size] = False
    return counts


def _leave_out(layout: Layout, start: int, counts: Mask) -> None:
    for field in layout.fields:
        if field.struct is not None and field.role == CONFIG:
            if field.name == "counters":
                _leave_out(field.struct, start + field.offset, counts)
        elif field.role != CONFIG:
            counts[start + field.offset : start + field.offset + field.size] = False
