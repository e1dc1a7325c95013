"""Which chain and rule an entry is, counted as iptables counts: cheap enough for one finding in a small table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from iptblob.check.shape import Shape, shape_of
from iptblob.check.translate_table import ERROR_TARGET, Broken, Entry, FirstPass, Hooks, first_pass
from iptblob.spec.unpack import Buffer
from iptblob.table import Table


class Place(NamedTuple):
    """A chain and the 1-based number of a rule in it: 0 is the chain's head. ``is_policy`` is true of the entry that
    closes the chain, whose number is one past the last rule."""

    chain: bytes
    rule: int
    is_policy: bool


class Places:
    """Chains begin at ERROR heads and at hook entries, as libiptc cuts them (libiptc.c cache_add_entry, 1.8.9); the
    entry that closes the table is in none.

    Entries that failed a check count like all others: next_offset alone says what is an entry.
    """

    def __init__(
        self, entries: Iterable[Entry | Broken], data: Buffer, shape: Shape, hooks: Mapping[int, str], size: int,
        *, complete: bool,
    ) -> None:  # fmt: skip
        """``size`` is the table's in bytes: its last entry heads no chain. ``hooks`` maps the offset of a hook entry
        to the name of its built-in chain. ``complete``: the walk came to the end of the table."""
        ordered = sorted(entries, key=lambda entry: entry.offset)
        self._entries = [entry.offset for entry in ordered]
        self._starts: list[tuple[int, bytes, int]] = []
        for at, entry in enumerate(ordered):
            if entry.kind == ERROR_TARGET and entry.offset + entry.next_offset < size:
                begin = entry.target.offset + shape.record.size
                name = bytes(data[begin : begin + shape.error_name]).partition(b"\0")[0]
                self._starts.append((entry.offset, name, at))
            elif entry.offset in hooks:
                self._starts.append((entry.offset, hooks[entry.offset].encode(), at - 1))
        last = ordered[-1] if ordered else None
        self._complete = complete
        self._end = last.offset + max(last.next_offset, shape.entry.size) if last else 0
        self._offsets = [start[0] for start in self._starts]
        self._closing = self._closing_entries(len(ordered), complete=complete)

    def _closing_entries(self, count: int, *, complete: bool) -> set[int]:
        """The last entry of every chain whose end is known."""
        firsts = [at if offset == self._entries[at] else at + 1 for offset, _, at in self._starts]
        ends = [*firsts[1:], count - 1 if complete else 0][: len(firsts)]
        closing = set()
        for (_, _, head), end in zip(self._starts, ends, strict=True):
            if end - 1 > head:
                closing.add(end - 1)
        return closing

    def of(self, offset: int) -> Place | None:
        """The place of the entry at ``offset`` (bytes from the first entry), None before the first chain."""
        at = bisect_right(self._offsets, offset) - 1
        number = bisect_right(self._entries, offset) - 1
        closes_table = self._complete and number == len(self._entries) - 1
        if at < 0 or number < 0 or self._entries[number] != offset or closes_table:
            return None
        _, name, head = self._starts[at]
        return Place(name, number - head, number in self._closing)

    def around(self, offset: int) -> Place | None:
        """The place of the entry that ``offset`` stands in, None where there is none or it is in no chain."""
        number = bisect_right(self._entries, offset) - 1
        is_last = number == len(self._entries) - 1
        if number < 0 or (is_last and offset >= self._end):
            return None
        return self.of(self._entries[number])


def places_in(done: FirstPass, data: Buffer, shape: Shape, hooks: Mapping[int, str], size: int) -> Places:
    """The places of the entries that a pass has walked."""
    entries: list[Entry | Broken] = [*done.entries, *done.broken]
    return Places(entries, data, shape, hooks, size, complete=done.complete)


def places_of(table: Table) -> Places:
    """The places of a table as the checks count them, whatever is broken in it."""
    data = bytes(table.data)
    shape = shape_of(table.family.name, table.abi.name)
    named = {start: table.family.hooks[hook] for hook, (start, _) in table.hooks.items()}
    return places_in(walked(data, len(data), shape), data, shape, named, len(data))


def walked(data: bytes, size: int, shape: Shape) -> FirstPass:
    """Every entry that can be stepped to, whatever fails in it."""
    done = FirstPass()
    for _ in first_pass(data, size, shape, Hooks(0, (), ()), done):
        pass  # what fails is not asked for here
    return done
