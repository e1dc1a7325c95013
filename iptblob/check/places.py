"""Which chain and rule an entry is, counted as iptables counts: cheap enough for one finding in a small table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from iptblob.check.shape import Shape
from iptblob.check.translate_table import ERROR_TARGET, Entry
from iptblob.spec.unpack import Buffer

Place = tuple[bytes, int] | None


class Places:
    """Chain and 1-based rule number of entries; 0 for a chain's head, one past the last rule for its policy.

    Chains begin at ERROR heads and at hook entries, as libiptc cuts them (libiptc.c cache_add_entry, 1.8.9).
    """

    def __init__(
        self, entries: Sequence[Entry], data: Buffer, shape: Shape, hooks: Mapping[int, str], size: int
    ) -> None:
        """``size`` is the table's in bytes: its last entry heads no chain. ``hooks`` maps the offset of a hook entry
        to the name of its built-in chain."""
        starts: list[tuple[int, bytes, int]] = []
        for at, entry in enumerate(entries):
            if entry.kind == ERROR_TARGET and entry.offset + entry.next_offset < size:
                begin = entry.target.offset + shape.record.size
                name = bytes(data[begin : begin + shape.error_name]).partition(b"\0")[0]
                starts.append((entry.offset, name, at))
            elif entry.offset in hooks:
                starts.append((entry.offset, hooks[entry.offset].encode(), at - 1))
        self._offsets = [start[0] for start in starts]
        self._starts = starts
        self._entries = [entry.offset for entry in entries]

    def of(self, offset: int) -> Place:
        """The place of the entry at ``offset`` (bytes from the first entry), None before the first chain."""
        at = bisect_right(self._offsets, offset) - 1
        number = bisect_right(self._entries, offset) - 1
        if at < 0 or number < 0 or self._entries[number] != offset:
            return None
        _, name, head = self._starts[at]
        return name, number - head

    def around(self, offset: int) -> Place:
        """The place of the entry that ``offset`` stands in: the last one that begins no later."""
        number = bisect_right(self._entries, offset) - 1
        return self.of(self._entries[number]) if number >= 0 else None
