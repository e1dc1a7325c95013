"""Entries put one behind the other: rules that were read together a matrix at a time, all others one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from iptblob.nftables.alike import AlikeRules
from iptblob.nftables.entry import EntryMaker, MadeEntry
from iptblob.nftables.numbers import UNHOOKED
from iptblob.nftables.ruleset import RuleRows
from iptblob.spec.columns import Bytes, Index, sliding
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import place_of
from iptblob.table import RuleOrigin

MOST_COUNTED = (1 << 64) - 1


class Layouter:
    """Collects what a table consists of, in order, then lays it out.

    Rules stand in the order by number from 0, entries that are no rules by -1, -2, ...; ``starts`` has (hook_entry,
    underflow) of each hook once it is done.
    """

    def __init__(self, maker: EntryMaker) -> None:
        self.maker = maker
        self.order: list[int] = []  # numbers one by one: most chains of a large table have a rule or two
        self.structural: list[MadeEntry] = []
        self.hooks: dict[int, tuple[int, int]] = {}  # by number of the entry
        self.heads: dict[bytes, int] = {}
        self.starts: dict[int, tuple[int, int]] = {}

    def add(self, entry: MadeEntry) -> None:
        """An entry that is no rule."""
        self.structural.append(entry)
        self.order.append(-len(self.structural))

    def hook(self, hook: int, rules: Index) -> None:
        """The rules of a built-in chain; the entry that closes it comes next."""
        first = len(self.order)
        self.order.extend(rules.tolist())
        self.hooks[hook] = (first, len(self.order))

    def user(self, name: bytes, rules: Index) -> None:
        """The rules of a chain that jumps lead to."""
        self.heads[name] = len(self.order)
        self.order.extend(rules.tolist())

    def wanted(self, count: int) -> NDArray[np.bool_]:
        """Which of so many rules are in the table."""
        found = np.zeros(count, dtype=bool)
        order = np.array(self.order, dtype=np.int64)
        found[order[order >= 0]] = True
        return found

    def laid_out(
        self, rules: RuleRows, groups: Sequence[AlikeRules], others: Mapping[int, MadeEntry], *, policies_known: bool
    ) -> tuple[bytes, RuleOrigin]:
        """All entries as one run of bytes, and where they come from."""
        order = np.array(self.order, dtype=np.int64)
        place = np.full(len(rules), -1, dtype=np.int64)  # entry of each rule; those not in the table have none
        is_rule = order >= 0
        place[order[is_rule]] = np.flatnonzero(is_rule)
        singles = {int(place[number]): entry for number, entry in others.items()}
        closing = np.flatnonzero(~is_rule)
        singles.update(zip(closing.tolist(), (self.structural[-1 - number] for number in order[closing].tolist()),
                           strict=True))  # fmt: skip
        groups = [_within(group, place) for group in groups]
        sizes = np.zeros(len(self.order), dtype=np.int64)
        by_size = _by_size(singles)
        for size, places in by_size.items():
            sizes[places] = size
        for group in groups:
            sizes[place[group.rules]] = group.octets.shape[1]
        offsets = np.cumsum(sizes) - sizes
        octets = np.empty(int(sizes.sum()), dtype=np.uint8)
        for size, places in by_size.items():
            rows = np.frombuffer(b"".join([singles[at].octets for at in places]), dtype=np.uint8)
            _put(octets, offsets[places], rows.reshape(len(places), size))
        for group in groups:
            _put(octets, offsets[place[group.rules]], group.octets)
        self._put_counters(octets, offsets, singles, [(place[group.rules], group.counts) for group in groups])
        self._put_jumps(octets, offsets, sizes, singles, [(place[group.rules], group) for group in groups])
        self.starts = {hook: (int(offsets[first]), int(offsets[last])) for hook, (first, last) in self.hooks.items()}
        came = np.full(len(self.order), -1, dtype=np.int64)
        came[is_rule] = rules.at[order[is_rule]]
        foreign = {at: entry.foreign for at, entry in sorted(singles.items()) if entry.foreign}
        hidden = {at: entry.hidden for at, entry in sorted(singles.items()) if entry.hidden}
        return octets.tobytes(), RuleOrigin("nf_tables", tuple(came.tolist()), foreign, hidden,
                                            policies_known=policies_known,
                                            unhooked=UNHOOKED.get(self.maker.family.name, frozenset()))  # fmt: skip

    def _put_counters(
        self, octets: Bytes, offsets: Index, singles: Mapping[int, MadeEntry],
        groups: Sequence[tuple[Index, NDArray[np.uint64]]],
    ) -> None:  # fmt: skip
        counts = np.zeros((len(self.order), 2), dtype=f"{self.maker.abi.order}u8")
        for at, entry in singles.items():
            if entry.counts != (0, 0):
                counts[at] = [min(count, MOST_COUNTED) for count in entry.counts]
        for places, known in groups:
            counts[places] = known
        for column, path in enumerate(("counters.packets", "counters.bytes")):
            at = place_of(self.maker.head, path)[0]
            _put(octets, offsets + at, _bytes_of(counts[:, column]))

    def _put_jumps(
        self, octets: Bytes, offsets: Index, sizes: Index, singles: Mapping[int, MadeEntry],
        groups: Sequence[tuple[Index, AlikeRules]],
    ) -> None:  # fmt: skip
        goals = {name: int(offsets[head]) for name, head in self.heads.items()}
        chosen: list[int] = []
        targets: list[int] = []
        lands: list[int] = []
        for at, entry in singles.items():
            if entry.jump or entry.falls_through:
                chosen.append(at)
                targets.append(entry.target)
                lands.append(goals[entry.jump] if entry.jump else int(offsets[at] + sizes[at]))
        for places, group in groups:
            if group.falls_through or any(group.jumps[:1]):
                chosen += places.tolist()
                targets += [group.target] * len(places)
                following = (offsets[places] + sizes[places]).tolist()
                lands += following if group.falls_through else [goals[name] for name in group.jumps]
        inner = layout_of("xt_entry_target", self.maker.abi).size + self.maker.standard["verdict"].offset
        where = offsets[chosen] + np.array(targets, dtype=np.int64) + inner
        _put(octets, where, _bytes_of(np.array(lands, dtype=f"{self.maker.abi.order}i4")))


def _by_size(entries: Mapping[int, MadeEntry]) -> dict[int, list[int]]:
    """Places of entries by their size in bytes: what has one size is written at once."""
    found: dict[int, list[int]] = {}
    for at, entry in entries.items():
        found.setdefault(len(entry.octets), []).append(at)
    return found


def _within(group: AlikeRules, place: Index) -> AlikeRules:
    """Without the rules that stand in no chain of the table."""
    inside = place[group.rules] >= 0
    if inside.all():
        return group
    jumps = [jump for jump, fine in zip(group.jumps, inside.tolist(), strict=True) if fine]
    return group._replace(rules=group.rules[inside], octets=group.octets[inside], counts=group.counts[inside],
                          jumps=jumps)  # fmt: skip


def _bytes_of(values: NDArray[np.generic]) -> Bytes:
    return np.ascontiguousarray(values).view(np.uint8).reshape(len(values), values.dtype.itemsize)


def _put(octets: Bytes, places: Index, rows: Bytes) -> None:
    """Rows of bytes written at any places of a run of bytes."""
    width = rows.shape[1]
    if len(places) and width:
        sliding(octets, f"V{width}")[places] = np.ascontiguousarray(rows).view(f"V{width}")[:, 0]
