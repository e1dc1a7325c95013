"""A table's rules before they have bytes, and the bytes: chains laid out as libiptc does before it sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain as chained
from typing import Any, NamedTuple

import numpy as np

from iptblob.abi import Abi
from iptblob.building.buffers import blank
from iptblob.building.phrases import NO_TARGET, Phrased, RawRecord
from iptblob.building.records import ReadRecord, payloads_of, record_layout
from iptblob.building.relay import Relaid
from iptblob.errors import UsageError
from iptblob.family import FAMILIES, Family
from iptblob.spec.columns import Bytes, Index
from iptblob.spec.encode import encode, scatter
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.pack import pack
from iptblob.table import ERROR, STANDARD, UNWRITTEN, VERDICTS, header_size

MAX_ENTRY = 0xFFFF  # bytes of an entry: its offsets have two
MAX_TABLE = 512 << 20  # bytes (xt_alloc_table_info, net/netfilter/x_tables.c, v6.18)
_VERDICTS = {name: verdict for verdict, name in VERDICTS.items()}
_NO_HEAD, _NO_RULE = 0, Phrased(0, (), NO_TARGET, None)


Record = ReadRecord | RawRecord


class DraftRule(NamedTuple):
    """A rule of a chain: its parts by number, its counters, and the line it stands in (0: in none)."""

    parts: Phrased
    packets: int = 0
    octets: int = 0
    line: int = 0


@dataclass
class DraftChain:
    """A chain: ``hook`` of a built-in one, its policy and the policy's counters."""

    name: bytes
    hook: int | None = None
    policy: str = "RETURN"
    packets: int = 0
    octets: int = 0
    rules: list[DraftRule] = field(default_factory=list)


@dataclass
class TableDraft:
    """A table. Rules have heads and records by their place in these lists; ``chains`` are in the order of the blob."""

    family: Family
    name: bytes
    heads: Sequence[dict[str, Any]]
    records: Sequence[Record]
    chains: list[DraftChain]


class LaidOut(NamedTuple):
    """The bytes, and by entry the line of each."""

    relaid: Relaid
    lines: list[int]


def lay_out(draft: TableDraft, abi: Abi) -> LaidOut:
    """The table in a layout; UsageError where it is larger than any that a kernel takes."""
    return _Maker(draft, abi).made()


class _Maker:
    """Entries as columns: their heads and tails by number, counters, lines, jumps."""

    def __init__(self, draft: TableDraft, abi: Abi) -> None:
        self.draft, self.abi = draft, abi
        self.head = layout_of(draft.family.entry_spec, abi)
        self.records = [*draft.records]
        self.error = _error_around(abi)
        self.heads: list[int] = []
        self.tails: list[int] = []
        self.counts: list[tuple[int, int]] = []
        self.lines: list[int] = []
        self.known: dict[tuple[tuple[int, ...], int], int] = {}
        self.jumps: dict[int, str | None] = {}  # of entries with a standard target: verdict, chain, or just onwards
        self.starts: dict[str, int] = {}  # first entry of each chain

    def made(self) -> LaidOut:
        hooks = {}
        for one in self.draft.chains:
            if one.hook is None:
                self._add(Phrased(_NO_HEAD - 1, (), self._error(one.name), None))
            self.starts[one.name.decode("latin-1")] = first = len(self.tails)
            for rule in one.rules:
                self._add(rule.parts, (rule.packets, rule.octets), rule.line)
            if one.hook is not None:
                hooks[one.hook] = (first, len(self.tails))
            self._add(Phrased(-1, (), NO_TARGET, one.policy), (one.packets, one.octets))
        self._add(Phrased(-1, (), self._error(ERROR), None))
        data, starts = self._bytes()
        places = {hook: (int(starts[first]), int(starts[last])) for hook, (first, last) in hooks.items()}
        relaid = Relaid(self.draft.family, self.abi, self.draft.name, data=data, hooks=places,
                        num_entries=len(self.tails))  # fmt: skip
        return LaidOut(relaid, self.lines)

    def _error(self, name: bytes) -> int:
        before, size, behind = self.error
        self.records.append(RawRecord("target", ERROR, 0, before + name.ljust(size, b"\0") + behind))
        return len(self.records) - 1

    def _add(self, parts: Phrased, counts: tuple[int, int] = (0, 0), line: int = 0) -> None:
        if parts.target == NO_TARGET:
            self.jumps[len(self.tails)] = parts.jump
        tail = parts.matches, parts.target
        self.heads.append(parts.head)
        self.tails.append(self.known.setdefault(tail, len(self.known)))
        self.counts.append(counts)
        self.lines.append(line)

    def _bytes(self) -> tuple[bytes, Index]:
        """All entries, and where each begins."""
        octets = record_bytes(self.records, self.draft.family, self.abi)
        standard = _standard(self.abi)
        before = np.array([sum(len(octets[one]) for one in matches) for matches, _ in self.known], dtype=np.int64)
        tails = [
            b"".join([*(octets[one] for one in matches), standard if target == NO_TARGET else octets[target]])
            for matches, target in self.known
        ]
        numbers = np.array(self.tails, dtype=np.int64)
        sizes = np.array([len(tail) for tail in tails], dtype=np.int64)[numbers] + self.head.size
        starts = np.concatenate([[0], np.cumsum(sizes)])
        if starts[-1] > MAX_TABLE:
            raise UsageError(f"table {self.draft.name.decode('latin-1')} would be larger than any that a kernel takes",
                             hint=f"{starts[-1]} bytes")  # fmt: skip
        heads = [*self._heads(), bytes(self.head.size)]  # the last one, number -1, says nothing
        pieces = zip(map(heads.__getitem__, self.heads), map(tails.__getitem__, self.tails), strict=True)
        data = np.frombuffer(bytearray().join(chained.from_iterable(pieces)), dtype=np.uint8)
        self._put_numbers(data, starts, sizes, before[numbers] + self.head.size)
        return data.tobytes(), starts

    def _heads(self) -> list[bytes]:
        item = self.head["ip"]
        assert item.struct is not None
        nothing = blank(item.struct)
        found = np.zeros((len(self.draft.heads), self.head.size), dtype=np.uint8)
        rows = [nothing._replace(**values) for values in self.draft.heads]
        found[:, item.offset : item.offset + item.size] = encode(item.struct, self.abi, rows)
        return _rows(found)

    def _put_numbers(self, data: Bytes, starts: Index, sizes: Index, targets: Index) -> None:
        """Sizes, counters and verdicts of all entries."""
        for name, values in (("target_offset", targets), ("next_offset", sizes)):
            _put(data, starts[:-1], (self.head, name), values, self.abi)
        place = self.head["counters"]
        counters = np.array(self.counts, dtype=np.uint64)
        assert place.struct is not None
        for column, name in enumerate(("packets", "bytes")):
            _put(data, starts[:-1] + place.offset, (place.struct, name), counters[:, column], self.abi)
        jumping = np.array(list(self.jumps), dtype=np.int64)
        verdicts = np.array([self._verdict(at, jump, starts) for at, jump in self.jumps.items()], dtype=np.int64)
        places = starts[jumping] + targets[jumping] + header_size(self.abi)
        _put(data, places, (layout_of("target_standard_0", self.abi), "verdict"), verdicts, self.abi)

    def _verdict(self, entry: int, jump: str | None, starts: Index) -> int:
        if jump is None:
            return int(starts[entry + 1])
        return int(starts[self.starts[jump]]) if jump in self.starts else _VERDICTS[jump]


def record_bytes(records: Sequence[Record], family: Family, abi: Abi) -> list[bytes]:
    """Each match or target with its header; those of one kind are written together."""
    found = [b""] * len(records)
    groups: dict[tuple[str, bytes, int], list[int]] = {}
    for at, one in enumerate(records):
        if isinstance(one, RawRecord):
            found[at] = _header(one, len(one.payload), abi) + one.payload.ljust(abi.align(len(one.payload)), b"\0")
        else:
            groups.setdefault((one.kind, one.name, one.revision), []).append(at)
    for members in groups.values():
        some = [records[at] for at in members]
        for at, octets in zip(members, _group(some, family, abi), strict=True):  # type: ignore[arg-type]
            found[at] = octets
    return found


def _group(records: Sequence[ReadRecord], family: Family, abi: Abi) -> list[bytes]:
    layout = record_layout(records[0], family, abi)
    header = _header(records[0], layout.size, abi)
    rows = np.zeros((len(records), len(header) + abi.align(layout.size)), dtype=np.uint8)
    rows[:, : len(header)] = np.frombuffer(header, dtype=np.uint8)
    rows[:, len(header) : len(header) + layout.size] = payloads_of(records, family, abi)
    return _rows(rows)


def _header(record: Record, size: int, abi: Abi) -> bytes:
    return _packed_header(record.kind, record.name, record.revision, size=size, abi=abi)


@lru_cache(maxsize=1024)
def _packed_header(kind: str, name: bytes, revision: int, *, size: int, abi: Abi) -> bytes:
    layout = layout_of(f"xt_entry_{kind}", abi)
    return pack(layout, abi, {f"{kind}_size": layout.size + abi.align(size), "name": name, "revision": revision})


@cache
def _error_around(abi: Abi) -> tuple[bytes, int, bytes]:
    """Of the payload of target ERROR what stands before the name, how long that is, and what stands behind it."""
    layout = layout_of("target_error_0", abi)
    name = layout["errorname"]
    return bytes(name.offset), name.size, bytes(layout.size - name.offset - name.size)


def _standard(abi: Abi) -> bytes:
    size = layout_of("target_standard_0", abi).size
    return _header(RawRecord("target", STANDARD, 0, b""), size, abi) + bytes(abi.align(size))


def size_of(record: Record, family: Family, abi: Abi) -> int:
    """Bytes of a match or target with its header."""
    if isinstance(record, RawRecord):
        return header_size(abi) + abi.align(len(record.payload))
    return _size_of_kind(record.kind, record.name, record.revision, family=family.name, abi=abi)


@cache
def _size_of_kind(kind: str, name: bytes, revision: int, *, family: str, abi: Abi) -> int:
    layout = record_layout(ReadRecord(kind, name, revision, {}), FAMILIES[family], abi)
    return header_size(abi) + abi.align(layout.size)


def worded(text: str) -> RawRecord:
    """The match that stands for a rule which is in no bytes: its words."""
    return RawRecord("match", UNWRITTEN, 0, text.encode("latin-1", "replace"))


def _rows(found: Bytes) -> list[bytes]:
    width = found.shape[1]
    whole = found.tobytes()
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def _put(data: Bytes, starts: Index, member: tuple[Layout, str], values: Any, abi: Abi) -> None:
    """Write one number of a struct at each of ``starts``."""
    item = member[0][member[1]]
    order = ">" if item.be else abi.order
    raw = values.astype(f"{order}{'i' if item.kind == 's' else 'u'}{item.width}")
    scatter(data, starts + item.offset, raw.view(np.uint8).reshape(-1, item.width))
