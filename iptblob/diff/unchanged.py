"""Rules of two tables that are byte for byte the same apart from counters and offsets: nothing else looks at them.

Most of two large snapshots is alike. One comparison of bytes finds whole chains, and the beginnings and ends of
chains, that are; only the rest is decoded.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.spec import columns
from iptblob.spec.columns import Index
from iptblob.spec.layout import CONFIG, Layout, layout_of
from iptblob.table import STANDARD, Table, header_size

MAX_SHAPES = 4_096  # different entry shapes looked at; a table with more was made to have many

Mask = NDArray[np.bool_]


def runs(starts: Index, lengths: Index) -> Index:
    """Runs of consecutive numbers, one behind the other."""
    if not len(starts):
        return np.empty(0, dtype=np.int64)
    begin = np.cumsum(lengths) - lengths
    return np.repeat(starts - begin, lengths) + np.arange(int(lengths.sum()))


class Alike(NamedTuple):
    """What is alike: whole chains (indices into the chains of both tables), and entries that stand for one another.

    ``entries`` are those of whole chains and those at the beginning and end of chains that changed in between.
    """

    chains: list[tuple[int, int]]
    entries: tuple[Index, Index]


NOTHING = Alike([], (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)))


def alike(
    a: Table, b: Table, pairs: list[tuple[int, int]], jumps: tuple[Index, Index], loud: tuple[Mask, Mask]
) -> Alike:
    """What is alike in ``pairs`` of chains (indices into the chains of both tables).

    ``jumps`` has the chain every entry jumps to, by index; ``loud`` marks entries that must be looked at in any case.
    An edit script may start from common beginnings and ends: some shortest script always keeps them.
    """
    pairs = [(i, j) for i, j in pairs if (a.chains[i].policy is None) == (b.chains[j].policy is None)]
    if a.abi != b.abi or not pairs:
        return NOTHING
    same_chain = np.full(len(b.chains) + 1, -1, dtype=np.int64)  # the last place is for "no jump"
    same_chain[[j for _, j in pairs]] = [i for i, _ in pairs]
    starts_a, ends_a, closing_a = a.chain_bounds[[i for i, _ in pairs]].T
    starts_b, ends_b, closing_b = b.chain_bounds[[j for _, j in pairs]].T

    def differ(x: Index, y: Index) -> Mask:
        return _differ(a, b, x, y, (jumps[0][x], same_chain[np.maximum(jumps[1][y], -1)], jumps[1][y]), loud=loud)

    shorter = np.minimum(ends_a - starts_a, ends_b - starts_b)
    first, _ = _bounds(differ(runs(starts_a, shorter), runs(starts_b, shorter)), shorter)
    room = shorter - first
    _, last = _bounds(differ(runs(ends_a - room, room), runs(ends_b - room, room)), room)
    tail = room - last
    closes = np.flatnonzero(closing_a >= 0)
    closes_alike = np.ones(len(pairs), dtype=bool)  # no rule may stand for what closes a chain, equal or not
    closes_alike[closes] = ~differ(closing_a[closes], closing_b[closes])
    closes = np.flatnonzero(closes_alike & (closing_a >= 0))
    x = np.concatenate([runs(starts_a, first), runs(ends_a - tail, tail), closing_a[closes]])
    y = np.concatenate([runs(starts_b, first), runs(ends_b - tail, tail), closing_b[closes]])
    whole = (first == shorter) & (ends_a - starts_a == ends_b - starts_b) & closes_alike
    return Alike([pair for pair, same in zip(pairs, whole.tolist(), strict=True) if same], (x, y))


def _bounds(differ: Mask, lengths: Index) -> tuple[Index, Index]:
    """(first, end) of what differs in each of several runs, counted from the run's start; (length, 0) where none."""
    first, end = lengths.copy(), np.zeros(len(lengths), dtype=np.int64)
    begin = np.cumsum(lengths) - lengths
    places = np.flatnonzero(differ)
    run = np.searchsorted(begin, places, side="right") - 1
    run_first, at = np.unique(run, return_index=True)
    first[run_first] = places[at] - begin[run_first]
    end[run] = places - begin[run] + 1  # of several the last one stays
    return first, end


def _differ(
    a: Table, b: Table, x: Index, y: Index, jumps: tuple[Index, Index, Index], loud: tuple[Mask, Mask]
) -> Mask:
    """Which of the entries ``x`` of A differ from their counterparts ``y`` of B.

    ``jumps``: where those of A go, the chains of A that stand for where those of B go, and where those of B go.
    """
    to_a, to_b_in_a, to_b = jumps
    out: Mask = (a.next_offsets[x] != b.next_offsets[y]) | (a.target_offsets[x] != b.target_offsets[y])
    out |= np.where((to_a >= 0) & (to_b >= 0), to_a != to_b_in_a, to_a != to_b)
    verdict_a, verdict_b = a.verdicts[x], b.verdicts[y]  # ACCEPT, DROP, ...; where a jump goes is compared above
    out |= ((verdict_a < 0) | (verdict_b < 0)) & (verdict_a != verdict_b)
    out |= loud[0][x] | loud[1][y]
    same = np.flatnonzero(~out)
    out[same] = _rows_differ(a, b, x[same], y[same])
    return out


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
        for begin in range(int(bounds[at]), int(bounds[at + 1]), columns.CACHED_ROWS):
            some = order[begin : min(begin + columns.CACHED_ROWS, int(bounds[at + 1]))]
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
