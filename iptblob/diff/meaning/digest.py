"""Digests: 16 bytes for the meaning of a rule, the same in every process, layout and back-end.

A digest is the BLAKE2b hash of the digests of the rule's parts: its head, its matches in order, its target. The
target of a jump is the name of the chain it goes to; where it lands within a chain, chain and rule number. What a part
hashes is its configuration, with the names that its snapshot gives to kernel numbers, or where several revisions say
the same, what they say. Whoever makes rules without a table hashes the same parts: ``of_rule`` joins them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np

from iptblob.diff.meaning.forms import Form
from iptblob.diff.meaning.heads import Ignored, head_rows
from iptblob.diff.meaning.jumps import chain_keys, jumping, stray_key
from iptblob.diff.meaning.senses import common_name, payloads
from iptblob.extensions.meaning import Columns
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index
from iptblob.table import STANDARD, Table, known_layout
from iptblob.table.walk import Group

DIGEST_SIZE = 16  # bytes of a digest
HEAD, TARGET = -1, 1 << 30  # places of an entry's parts; matches stand between them by their number


def digests(table: Table, names: Names, ignored: Ignored | None = None) -> Bytes:
    """One digest per entry, (entries, 16) bytes; heads of chains and policies are entries too.

    ``names`` are those of the table's snapshot; ``ignored`` matches and parts of heads are left out.
    """
    ignored = ignored or Ignored()
    rows = head_rows(table, ignored)
    parts = [(HEAD, np.arange(len(table)), _spread(rows, of(("head", table.family.name))))] if len(table) else []
    for group in table.records.groups:
        if len(group.entries) and not (group.kind == "match" and group.name.decode("latin-1") in ignored):
            parts.append((_place(group), group.entries, _group(table, group, names)))
    if table.records.broken:
        entries = np.array(sorted(table.records.broken), dtype=np.int64)
        parts.append((TARGET, entries, _as_rows([of(key) for key in _broken(table, entries)])))
    return _joined(parts, len(table))


def of_rule(head: bytes, matches: Sequence[bytes], target: bytes) -> bytes:
    """The digest of a rule from those of its parts, 16 bytes each, matches in order."""
    return blake2b(b"".join((head, *matches, target)), digest_size=DIGEST_SIZE).digest()


def of(value: object, octets: bytes = b"") -> bytes:
    """The digest of a value (see ``encoded``) and of bytes behind it."""
    return blake2b(encoded(value) + octets, digest_size=DIGEST_SIZE).digest()


def encoded(value: object) -> bytes:
    """Nested tuples of numbers, bytes, texts and None as bytes, no two values alike: like bencode."""
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if isinstance(value, int):
        return b"i%d;" % value
    if isinstance(value, str):
        octets = value.encode("utf-8", "surrogatepass")
        return b"s%d:%b" % (len(octets), octets)
    if value is None:
        return b"n"
    if isinstance(value, tuple | list):
        return b"(%b)" % b"".join(map(encoded, value))
    raise TypeError(f"{type(value).__name__} has no place in a meaning")


def _place(group: Group) -> int:
    return TARGET if group.kind == "target" else int(group.places[0])


def _joined(parts: list[tuple[int, Index, Bytes]], count: int) -> Bytes:
    """Digests of whole entries, from digests of their parts by place."""
    used = np.zeros(count, dtype=np.int64)
    ordered = sorted(parts, key=lambda part: part[0])
    for _, entries, _ in ordered:
        used[entries] += 1
    most = int(used.max(initial=0))
    rows = np.zeros((count, most * DIGEST_SIZE), dtype=np.uint8)
    filled = np.zeros(count, dtype=np.int64)
    for _, entries, found in ordered:
        at = filled[entries][:, None] * DIGEST_SIZE + np.arange(DIGEST_SIZE)
        rows[entries[:, None], at] = found
        filled[entries] += 1
    out = np.empty((count, DIGEST_SIZE), dtype=np.uint8)
    for length in sorted(set(used.tolist())):
        entries = np.flatnonzero(used == length)
        out[entries] = _spread(rows[entries, : length * DIGEST_SIZE])
    return out


def _spread(rows: Bytes, start: bytes = b"") -> Bytes:
    """The digest of each row behind ``start``, worked out once for each distinct one."""
    return columns.decided(rows, lambda some: _as_rows([_hash(start + row.tobytes()) for row in some]))


def _as_rows(found: Sequence[bytes]) -> Bytes:
    return columns.as_bytes(b"".join(found)).reshape(len(found), DIGEST_SIZE)


def _group(table: Table, group: Group, names: Names) -> Bytes:
    if (group.kind, group.name) == ("target", STANDARD) and known_layout(group, table.family, table.abi):
        return _standard(table, group)
    form = Form([payloads(group, table, names)], 0)
    common = (group.kind, common_name(group.kind, group.name))
    known = "bytes" if form.members[0].layout is None else "fields"
    own = of((known, group.kind, group.name, group.revision))
    if form.meaning is None:
        return _spread(form.members[0].exact(), own)
    if isinstance(form.meaning, Columns):
        return _spread(form.rows(form.meaning, form.first), of(("meaning", *common)))[form.exact]
    exact = form.members[0].exact()[form.first]
    keys = zip(form.keys(form.meaning, form.first), exact, strict=True)
    found = [_hash(own + row.tobytes()) if key is None else of(("meaning", *common, key)) for key, row in keys]
    return _as_rows(found)[form.exact]


def _hash(octets: bytes) -> bytes:
    return blake2b(octets, digest_size=DIGEST_SIZE).digest()


def _standard(table: Table, group: Group) -> Bytes:
    """Verdicts as they are; jumps by the chain they go to, or the place within one."""
    chains = chain_keys(table.chains)

    def hashed(codes: Index) -> Bytes:
        return _as_rows([of(_jump_key(table, chains, code)) for code in codes.tolist()])

    return columns.decided(_codes(table)[group.entries], hashed)


def _codes(table: Table) -> Index:
    """A number for where each entry goes on: a verdict below 0, 0 for the next entry, else what it jumps to."""
    codes = np.minimum(table.verdicts, 0)
    entries = jumping(table)
    if len(entries):
        offsets = table.verdicts[entries]
        landing = table.chains_at(offsets)
        codes[entries] = np.where(landing < 0, offsets + _STRAY, landing + 1)
    return codes


_STRAY = 1 << 40  # above any number of chains: offsets of places that are no chain's first entry


def _jump_key(table: Table, chains: Sequence[tuple[bool, bytes, int]], code: int) -> object:
    if code <= 0:
        return ("verdict", code) if code else ("next",)
    return ("stray", *stray_key(table, code - _STRAY)) if code >= _STRAY else ("jump", *chains[code - 1])


def _broken(table: Table, entries: Index) -> Iterator[object]:
    """Entries that cannot be taken apart count by their bytes."""
    for at in entries.tolist():
        first, head = int(table.offsets[at]), table.head_layout.size
        octets = bytes(table.data[first + head : first + int(table.next_offsets[at])])
        yield "broken", int(table.target_offsets[at]), octets
