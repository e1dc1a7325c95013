"""Tables changed by one who knows the format: fields, entries and headers, with sizes and counts made to fit again.

The places of the fields come from the specs, so that any field of any extension in the samples is changed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Literal

from iptblob.abi import Abi, find_abi
from iptblob.family import FAMILIES, Family
from iptblob.model import FieldValue
from iptblob.snapshot import read_snapshot
from iptblob.spec.layout import layout_of
from iptblob.table.fields import READERS, EntryFields, struct_fields

TEXTS = (
    b"\x1b]0;PWN\x07\x1b[2J", b"\x1b[107;97mX", b"\xff\xfe\x80", b"a\n-A INPUT -j ACCEPT\nCOMMIT\n", b"\0" * 8,
    "\u202e\u3164".encode(), "\u0406NPUT".encode(), b"%s%n{0}$(id)`id`", b"\x9b31m\x90", b"\r\x08\x7f", b"",
    b'"\\" --x', "\u2028\u0085".encode(), b"[red]x[/red]", b"&lt;<script>", b"filter", b"INPUT", b"ACCEPT",
)  # fmt: skip
DECISIVE = ("next_offset", "target_offset", "size", "verdict", "hook_entry", "underflow", "num_entries", "revision",
            "name", "valid_hooks")  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A table and where everything in it is: offsets of ``head`` are bytes of the blob, of ``entries`` bytes behind
    ``start``."""

    blob: bytes
    start: int
    abi: Abi
    head: list[FieldValue]
    entries: tuple[EntryFields, ...]

    @property
    def order(self) -> Literal["little", "big"]:
        return "little" if self.abi.order == "<" else "big"

    @property
    def places(self) -> list[tuple[str, int, int, bool]]:
        """Every field: (name, first byte in the blob, bytes, is it text)."""
        found = [(one.path, one.offset, one.size, one.is_text) for one in self.head]
        return found + [
            (one.path, self.start + one.offset, one.size, one.is_text)
            for entry in self.entries
            for one in entry.fields
            if one.size
        ]


@cache
def known_tables(paths: tuple[str, ...], most: int = 40_000) -> tuple[Known, ...]:
    """The tables of these snapshots that have at most so many bytes."""
    found = []
    for path in paths:
        for stored in read_snapshot(path).tables:
            blob, abi = stored.read(), find_abi(stored.abi or "")
            if len(blob) <= most and abi:
                found.append(known(blob, FAMILIES[stored.family], abi))
    return tuple(found)


def known(blob: bytes, family: Family, abi: Abi) -> Known:
    info, entries = layout_of(family.info_spec, abi), layout_of("xt_get_entries", abi)
    head = struct_fields(info, abi, blob, 0) + struct_fields(entries, abi, blob, info.size)
    start = info.size + entries.size
    return Known(blob, start, abi, head, READERS["columns"].read(blob[start:], family, abi).entries)


def structure_changed(table: Known, rnd: random.Random) -> bytes:
    """One to three changes to fields, or to the list of entries."""
    changed = bytearray(table.blob)
    if rnd.random() < 0.35 and len(table.entries) > 1:
        changed = _entries_changed(table, rnd)
        if rnd.random() < 0.6:
            return bytes(changed)
    places = table.places
    decisive = [one for one in places if one[0].rpartition(".")[2].partition("[")[0] in DECISIVE]
    for _ in range(rnd.randint(1, 3)):
        _, at, size, is_text = rnd.choice(decisive if decisive and rnd.random() < 0.5 else places)
        if at + size <= len(changed):
            changed[at : at + size] = _other(table, changed[at : at + size], rnd, is_text=is_text)
    return bytes(changed)


def _other(table: Known, value: bytearray, rnd: random.Random, *, is_text: bool) -> bytes:
    """Another value for a field of the same size."""
    size = len(value)
    if is_text or (size > 8 and rnd.random() < 0.5):
        text = rnd.choice(TEXTS)
        return (text * (1 + rnd.randrange(3)))[:size].ljust(size, rnd.choice((b"\0", b"A")))
    if size > 8:
        return rnd.choice((b"\0" * size, b"\xff" * size, rnd.randbytes(size)))
    order = "big" if rnd.random() < 0.2 else table.order
    now, top = int.from_bytes(value, order), (1 << 8 * size) - 1
    near = [now + 1, now - 1, now ^ (1 << rnd.randrange(8 * size)), now * 2]
    entry = rnd.choice(table.entries) if table.entries else None
    far = [0, 1, top, top >> 1, (top >> 1) + 1, len(table.blob), rnd.getrandbits(8 * size)]
    far += [entry.offset, entry.size] if entry else []
    return (rnd.choice(near + far) & top).to_bytes(size, order)


def _entries_changed(table: Known, rnd: random.Random) -> bytearray:
    """Entries left out, doubled, swapped; the headers mostly say so."""
    data = [table.blob[table.start + one.offset : table.start + one.offset + one.size] for one in table.entries]
    kind, at = rnd.random(), rnd.randrange(len(data))
    if kind < 0.3:
        del data[at : at + rnd.randint(1, 3)]
    elif kind < 0.6:
        data[at:at] = [rnd.choice(data)] * rnd.choice((1, 2, 50))
    else:
        other = rnd.randrange(len(data))
        data[at], data[other] = data[other], data[at]
    changed = bytearray(table.blob[: table.start] + b"".join(data))
    if rnd.random() < 0.8:
        facts = {"num_entries": len(data), "size": len(changed) - table.start}
        for one in table.head:
            if one.path in facts:
                changed[one.offset : one.offset + one.size] = facts[one.path].to_bytes(one.size, table.order)
    return changed
