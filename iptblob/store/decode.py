"""One snapshot as rows of a store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from typing import Any

import numpy as np

from iptblob.diff.compiling import operands
from iptblob.diff.meaning.digest import DIGEST_SIZE, encoded
from iptblob.diff.opened import open_side
from iptblob.diff.origin import origin_of
from iptblob.diff.sides import Side
from iptblob.errors import IptblobError, StrangerError
from iptblob.names import Names
from iptblob.packets.around import addresses_of
from iptblob.reading.opening import ZIP_MAGIC
from iptblob.restore.tables import RulesTable
from iptblob.store.contents import KnownContents, NewContent, places_of
from iptblob.store.rules import rule_rows
from iptblob.store.shape import NOT_READABLE, READ_PARTLY, READ_WHOLE, TABLES
from iptblob.table import Table
from iptblob.unread import Unread
from iptblob.words.save import policy_name

_NAMES_A_HOST = re.compile(rb'"host":\s*\{[^{}]*?"name":\s*"[^"]')
_MANIFEST_SPAN = 1 << 20  # the manifest stands first in a snapshot, as it is
MOST_WRITTEN = 1_000_000  # digests remembered as written; then all are forgotten, and rows may stand twice


def key_of(path: str, data: bytes) -> bytes:
    """What tells a snapshot from all others: its bytes; of a file that names no host the path too."""
    named = data.startswith(ZIP_MAGIC) and _NAMES_A_HOST.search(data, 0, _MANIFEST_SPAN)
    return sha256(data if named else sha256(data).digest() + path.encode("utf-8", "surrogateescape")).digest()[:16]


@dataclass
class Rows:
    """Rows that wait to be written, by table: lists of columns, each a piece of it."""

    pieces: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})
    count: int = 0

    def add(self, into: str, /, **columns: Any) -> None:
        size = len(next(iter(columns.values())))
        if size:
            self.pieces[into].append(columns)
            self.count += size

    def one(self, into: str, /, **values: Any) -> None:
        self.add(into, **{name: [value] for name, value in values.items()})


class Decoder:
    """Decodes snapshots one after the other; what is alike in them is decoded once."""

    def __init__(self, contents: Iterable[bytes] = (), rules: Iterable[bytes] = ()) -> None:
        """``contents`` and ``rules`` are digests of those that the store holds already."""
        self._contents = KnownContents()
        self._rules, self._written = set(rules), set(contents)

    def add(self, path: str, data: bytes, rows: Rows, *, found: bool = False) -> list[Unread]:
        """The rows of a file whose bytes are ``data``; what of it was not read. StrangerError for a file that was
        ``found`` in a folder and is plainly no table."""
        key, digest = key_of(path, data), sha256(data).hexdigest()
        try:
            side = open_side(path, family=None, abi=None, table=None, given=data)
        except IptblobError as error:
            if found and isinstance(error, StrangerError):
                raise
            rows.one("files", **_file(key, digest, path, None, state=NOT_READABLE))
            rows.one("unread", snapshot=key, what="", why=error.message)
            return [Unread("", path, f"NOT READ_WHOLE: {error.message}")]
        lost = self.add_side(key, side, rows)
        rows.one("files", **_file(key, digest, path, side, state=READ_PARTLY if lost else READ_WHOLE))
        for one in lost:
            rows.one("unread", snapshot=key, what=one.what, why=one.why)
        for netns, interface, address in addresses_of(data, path, side.manifest):
            rows.one("addresses", snapshot=key, netns=netns, interface=interface, address=address)
        return lost

    def add_side(self, key: bytes, side: Side, rows: Rows) -> list[Unread]:
        """The rows of the tables of a file that is open; what of it was not read."""
        lost = [*side.unread, *(side.nft.unread if side.nft is not None else ())]
        held = list(_tables(side))
        lost += [one for _, _, unread in held for one in unread] + _uncompiled(side)
        for number, (table, names, _) in enumerate(held):
            self._table(key, number, table, names, rows)
        return lost

    def _table(self, key: bytes, number: int, table: Table, names: Names, rows: Rows) -> None:
        contents, new, entries, digests = self._contents.of_table(table, names)
        self._new_contents(new, rows)
        self._new_rules(table, names, entries, digests, rows)
        bounds = table.chain_bounds
        chains = table.chains
        places, count = places_of(table), len(chains)
        starts = np.minimum(bounds[:, 0], len(table) - 1)
        policies = [policy_name(table, chain) if chain.hook is not None else None for chain in chains]
        names_of = [chain.name.decode("utf-8", "backslashreplace") for chain in chains]
        hooks = [None if chain.hook is None else table.family.hooks[chain.hook] for chain in chains]
        rows.add(
            "chains", snapshot=_same(key, count), number=np.full(count, number), chain_number=np.arange(count),
            chain=names_of, hook=hooks, policy=policies, rules=bounds[:, 1] - bounds[:, 0],
            start=places[starts] if count else starts, content=_stacked([one.content for one in contents]),
        )  # fmt: skip
        listed = list(zip(hooks, names_of, policies, (one.meaning for one in contents), strict=True))
        rows.one(
            "tables", snapshot=key, number=number, netns=table.netns.shown, family=table.family.name,
            table=table.name.decode("utf-8", "backslashreplace"), backend=_backend(table), layout=table.abi.name,
            rules=int((bounds[:, 1] - bounds[:, 0]).sum()), bytes=len(table.data), digest=_digest_of(listed),
            sha256=sha256(table.data).hexdigest(),
        )  # fmt: skip
        self._counters(key, number, table, rows)

    def _new_contents(self, new: Iterable[NewContent], rows: Rows) -> None:
        for one in new:
            if one.content not in self._written:
                self._written.add(one.content)
                count = len(one.rules)
                rows.add("contents", content=_same(one.content, count), position=np.arange(1, count + 1),
                         rule=one.rules, shift=one.shifts)  # fmt: skip

    def _new_rules(self, table: Table, names: Names, entries: Any, digests: Any, rows: Rows) -> None:
        if len(self._rules) > MOST_WRITTEN:
            self._rules.clear()
        wanted = []
        for at, digest in enumerate(map(bytes, digests)):
            if digest not in self._rules:
                self._rules.add(digest)
                wanted.append(at)
        if wanted:
            rows.add("rules", **rule_rows(table, names, entries[wanted], digests[wanted]))

    @staticmethod
    def _counters(key: bytes, number: int, table: Table, rows: Rows) -> None:
        packets, octets = table.column("counters", "packets"), table.column("counters", "bytes")
        chain = np.full(len(table), -1, dtype=np.int64)
        position = np.zeros(len(table), dtype=np.int64)
        for at, (first, last, policy) in enumerate(table.chain_bounds.tolist()):
            chain[first:last] = at
            position[first:last] = np.arange(1, last - first + 1)
            if policy >= 0:
                chain[policy] = at
        hit = np.flatnonzero((chain >= 0) & ((packets != 0) | (octets != 0)))
        rows.add("counters", snapshot=_same(key, len(hit)), number=np.full(len(hit), number), chain_number=chain[hit],
                 position=position[hit], packets=packets[hit], bytes=octets[hit])  # fmt: skip


def _tables(side: Side) -> Iterator[tuple[Table, Names, tuple[Unread, ...]]]:
    """Every table of a file with the names of its host; texts are compiled."""
    for held in filter(None, (side, side.nft)):
        for table in held.tables.values():
            if isinstance(table, RulesTable):
                made = operands([(held, table)])[0]
                if isinstance(made.table, Table):
                    yield made.table, made.names, made.unread
            else:
                yield table, held.names_of(table), ()


def _uncompiled(side: Side) -> list[Unread]:
    """Tables of a text that no kernel has."""
    return [
        Unread(f"table {table.name}", side.file, "NOT READ_WHOLE: the kernel has no such table")
        for table in side.tables.values()
        if isinstance(table, RulesTable) and not isinstance(operands([(side, table)])[0].table, Table)
    ]


def _backend(table: Table) -> str:
    return "text" if table.text is not None else "nft" if table.origin is not None else "legacy"


def _file(key: bytes, digest: str, path: str, side: Side | None, *, state: str) -> dict[str, Any]:
    origin = None if side is None else origin_of(side)
    manifest: Mapping[str, Any] = (side.manifest if side is not None else None) or {}
    kernel = manifest.get("kernel")
    release = kernel.get("release") if isinstance(kernel, dict) else None
    layout = manifest.get("abi")
    kind = "" if side is None else "snapshot" if side.manifest is not None else "text" if side.is_text else "buffer"
    return {
        "snapshot": key, "sha256": digest, "file": path, "kind": kind, "state": state,
        "host": (origin.host if origin else "") or path, "boot_id": origin.boot if origin else "",
        "kernel": release if isinstance(release, str) else "", "layout": layout if isinstance(layout, str) else "",
        "captured_ns": origin.realtime if origin else None,
    }  # fmt: skip


def _same(value: bytes, count: int) -> Any:
    return np.broadcast_to(np.frombuffer(value, dtype=np.uint8), (count, len(value)))


def _stacked(values: list[bytes]) -> Any:
    return np.frombuffer(b"".join(values), dtype=np.uint8).reshape(len(values), DIGEST_SIZE)


def _digest_of(listed: Iterable[tuple[str | None, str, str | None, bytes]]) -> bytes:
    """A table's meaning, whatever the order of its user chains in the blob."""
    return blake2b(encoded(sorted(listed, key=lambda one: (one[0] is None, one[0] or "", one[1]))),
                   digest_size=DIGEST_SIZE).digest()  # fmt: skip
