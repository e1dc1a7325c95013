"""The bytes of a buffer with what they hold replaced: sizes and offsets stay, and each byte has its place."""

from __future__ import annotations

from collections.abc import Mapping

from iptblob.extensions.held import PLAIN, Held, NameField
from iptblob.reading.detect import BLOB, REPLACE, Detected
from iptblob.redact.cipher import Cipher
from iptblob.redact.payloads import HEADS, of_extension, replaced
from iptblob.spec import columns
from iptblob.spec.layout import Field, Layout, layout_of
from iptblob.table import ERROR, Table, header_size, known_layout
from iptblob.table.table import known_payload
from iptblob.table.walk import Group

MAX_PARTS = 64  # times that entries are looked for behind one that leads nowhere


def redacted_buffer(raw: bytes, found: Detected, cipher: Cipher) -> bytes:
    """``raw``, the whole buffer of which ``found`` is the reading: headers, entries, opaque what lies behind them."""
    table = found.table
    head, at = b"", 0
    for layout in _headers(found):
        known = {field.name: PLAIN for field in layout.fields if field.name != "name"}
        held: dict[str, Held] = {**known, "name": NameField(kept=tuple(one.encode() for one in table.family.tables))}
        head += replaced(raw[at : at + layout.size], layout, table.abi, family="", held=held, cipher=cipher)
        at += layout.size
    body = _Body(table, cipher).redacted()
    return head + body + cipher.opaque(raw[len(head) + len(body) :])


def _headers(found: Detected) -> list[Layout]:
    family, abi = found.table.family, found.table.abi
    request = layout_of("xt_get_entries", abi)
    if found.kind == REPLACE:
        return [layout_of(family.replace_spec, abi)]
    return [layout_of(family.info_spec, abi), request] if found.kind == BLOB else [request]


class _Body:
    """The entries of one table; what nobody reads is opaque at first, and what is read is put back over it."""

    def __init__(self, table: Table, cipher: Cipher) -> None:
        self.table, self.cipher = table, cipher
        self.old = bytes(table.data)
        self.new = bytearray(len(self.old))
        self.done: dict[tuple[str, bytes], bytes] = {}
        self.owned = bytearray(len(self.old))  # 1 where a byte is somebody's

    def redacted(self) -> bytes:
        table, start, parts = self.table, 0, 0
        while parts < MAX_PARTS:
            self._part(table, start)
            stopped = table.walk.stopped_at
            begins = None if stopped is None else self._target(start + stopped)
            if begins is None:
                break
            start, parts = begins, parts + 1
            table = Table(table.family, table.abi, table.name, self.old[start:])
        self._rest()
        return bytes(self.new)

    def _part(self, table: Table, base: int) -> None:
        """Entries from byte ``base`` on, as far as one leads to the next."""
        held, layout = HEADS[table.family.entry_spec], table.head_layout
        starts = table.offsets.tolist()
        stopped = table.walk.stopped_at
        if stopped is not None and base + stopped + layout.size <= len(self.old):
            starts.append(stopped)
        for start in starts:
            self._put(base + start, layout.size, layout, held)
        for group in table.records.groups:
            self._group(group, base)
        for entry, (offset, _) in table.records.broken.items():
            start = base + int(table.offsets[entry])
            self._target(start)
            self._matches(start + layout.size, base + offset)
            self._broken(base + offset)

    def _target(self, entry: int) -> int | None:
        """The target of an entry that is not whole, at the place its head says; where the next entry would begin."""
        layout, abi, size = self.table.head_layout, self.table.abi, header_size(self.table.abi)
        if entry + layout.size > len(self.old):
            return None
        start = entry + self._number(entry, layout["target_offset"])
        item = layout_of("xt_entry_target", abi)
        if start < entry + layout.size or start + size > len(self.old):
            return None
        width = self._number(start, item["target_size"])
        if any(self.owned[start : start + size]) or width < size or start + width > len(self.old):
            return None
        self._record("target", start, width)
        return start + width

    def _matches(self, start: int, end: int) -> None:
        """Matches of an entry that is not whole, up to the one that does not fit."""
        size = header_size(self.table.abi)
        while start + size <= end:
            width = self._number(start, layout_of("xt_entry_match", self.table.abi)["match_size"])
            if width < size or start + width > end:
                return
            self._record("match", start, width)
            start += width

    def _record(self, kind: str, start: int, width: int) -> None:
        """A record by its own header; what is unknown or of another size stays to be opaque."""
        abi, size = self.table.abi, header_size(self.table.abi)
        self._header(start)
        item = layout_of(f"xt_entry_{kind}", abi)
        row = columns.decode(item, abi, columns.as_bytes(self.old[start : start + size]).reshape(1, -1))[0]
        payload = known_payload(kind, row.name, row.revision, width, self.table.family, abi=abi)
        if payload is not None:
            self._put(start + size, width - size, payload, of_extension(kind, row.name))

    def _number(self, base: int, item: Field) -> int:
        raw = self.old[base + item.offset : base + item.offset + item.size]
        return int.from_bytes(raw, "big" if self.table.abi.is_be else "little")

    def _put(self, start: int, size: int, layout: Layout, held: Mapping[str, Held]) -> None:
        """Replace one struct and what is behind it up to ``size`` bytes."""
        raw = self.old[start : start + size]
        new = self.done.get((layout.spec, raw))
        if new is None:
            new = self.done[layout.spec, raw] = replaced(
                raw, layout, self.table.abi, family=self.table.family.name, held=held, cipher=self.cipher
            )
        self._write(start, new)

    def _write(self, start: int, new: bytes) -> None:
        self.new[start : start + len(new)] = new
        self.owned[start : start + len(new)] = b"\1" * len(new)

    def _group(self, group: Group, base: int) -> None:
        table = self.table
        layout = known_layout(group, table.family, table.abi)
        held = of_extension(group.kind, group.name)
        header = header_size(table.abi)
        size = group.size - header
        for payload in (group.payloads + base).tolist():
            self._header(payload - header)
            if layout is not None:
                self._put(payload, size, layout, held)
            elif group.kind == "target" and group.name == ERROR:
                self._text(payload, size)
            else:
                self._write(payload, self.cipher.opaque(self.old[payload : payload + size]))

    def _text(self, start: int, size: int) -> None:
        """An ERROR target of another size than its struct's: a chain's name all the same."""
        name, nul, rest = self.old[start : start + size].partition(b"\0")
        self._write(start, self.cipher.name(name) + nul + self.cipher.opaque(rest))

    def _header(self, start: int) -> None:
        """Size, name and revision stay: an extension's name is nobody's own. What is behind the name does not."""
        item = layout_of("xt_entry_match", self.table.abi)
        raw = bytearray(self.old[start : start + item.size])
        field = item["name"]
        name, nul, rest = bytes(raw[field.offset : field.offset + field.size]).partition(b"\0")
        kept = name if name.isascii() and name.decode().isprintable() else self.cipher.name(name)
        raw[field.offset : field.offset + field.size] = kept + nul + self.cipher.opaque(rest)
        self._write(start, bytes(raw))

    def _broken(self, offset: int) -> None:
        """The header of a record that does not fit, as far as it is there: its size is what is wrong with it."""
        size = header_size(self.table.abi)
        if offset + size <= len(self.old) and not any(self.owned[offset : offset + size]):
            self._header(offset)

    def _rest(self) -> None:
        """What nobody owns: slack behind targets, records that do not fit, what no walk reaches."""
        at, size = 0, len(self.old)
        while at < size:
            start = self.owned.find(b"\0", at)
            if start < 0:
                return
            end = self.owned.find(b"\1", start)
            end = size if end < 0 else end
            self.new[start:end] = self.cipher.opaque(self.old[start:end])
            at = end
