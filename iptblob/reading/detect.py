"""What kind of buffer these bytes are, of which family and layout: found by structure, never by a file's name.

A buffer is a ``.blob`` (GET_INFO reply, then GET_ENTRIES reply), a bare GET_ENTRIES reply, or a ``.replace``
(SET_REPLACE payload). Every family and layout that could be is tried; what fits best is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from iptblob.abi import ABIS, Abi
from iptblob.errors import ReadError
from iptblob.family import FAMILIES, Family
from iptblob.reading.evidence import BLOB, ENOUGH, ENTRIES, KINDS, REPLACE, rank
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.table import Table, header_size, known_layout, spec_of

NEAR = 8  # readings this close to the likeliest are looked at in whole


class Detected(NamedTuple):
    """A table, the kind of buffer it came in, and the layouts under which the bytes read just the same.

    ``header`` holds the decoded GET_INFO reply or replace header, ``request`` that of the GET_ENTRIES reply.
    ``head`` are the bytes before the first entry, ``length`` is the whole buffer's, in bytes; ``misfit`` says in words
    what does not fit (empty when all does), ``doubts`` which of that is a record beside the bytes: all of them were
    read.
    """

    table: Table
    kind: str
    header: Any
    request: Any
    length: int
    also: tuple[Abi, ...] = ()
    misfit: tuple[str, ...] = ()
    head: bytes = b""
    doubts: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        """True where entries are missing: bytes that the header counts, or what stands behind an entry of no sense."""
        header = self.header if self.header is not None else self.request
        return self.table.walk.stopped_at is not None or header.size > len(self.table.data)

    @property
    def is_damaged(self) -> bool:
        """True where bytes are missing or do not fit together, so that what can be read is not all there was."""
        return bool(self.misfit or self.table.records.broken) or self.table.walk.stopped_at is not None


def detect(
    data: bytes, *, file: str = "", family: Family | None = None, abi: Abi | None = None, kinds: tuple[str, ...] = KINDS
) -> Detected:
    """The best reading of ``data``; ReadError where none is worth the name."""
    families = [family] if family else list(FAMILIES.values())
    abis = [abi] if abi else list(ABIS.values())
    ranked = rank(data, kinds, families, abis)
    if not ranked:
        shortest = f"{len(data)} bytes are too few for a table"
        raise ReadError(shortest if len(data) < 128 else "no table header fits these bytes", file=file or None)
    best = max(likeness.score for likeness in ranked)
    if best < ENOUGH and not (family and abi):
        raise ReadError(
            "these bytes are no iptables table of any known family and layout", file=file or None,
            hint="--family and --abi say what they are",
        )  # fmt: skip
    finalists = []
    walked: dict[tuple[bool, int, int, int], Table] = {}
    for at, one in enumerate(ranked):
        if one.score >= best - NEAR:
            for score, found in _read(data, one.kind, one.family, one.abi, file):
                _share_walk(found.table, walked)
                finalists.append((one.score + score + _fit(found), at, found))
    top = max(score for score, _, _ in finalists)
    winners = [found for score, _, found in sorted(finalists, key=lambda item: item[1]) if score == top]
    chosen = winners[0]
    also = tuple(
        other.table.abi
        for other in winners[1:]
        if other.kind == chosen.kind and other.table.family is chosen.table.family and _reads_alike(chosen, other)
    )
    return chosen._replace(also=also)


__all__ = ["BLOB", "ENTRIES", "KINDS", "REPLACE", "Detected", "detect"]


def _read(data: bytes, kind: str, family: Family, abi: Abi, file: str) -> Iterator[tuple[int, Detected]]:
    """(score from the headers alone, reading), if the headers fit into the buffer at all."""
    info_layout = layout_of(family.replace_spec if kind == REPLACE else family.info_spec, abi)
    request_layout = layout_of("xt_get_entries", abi)
    at = 0
    header: Any = None
    request: Any = None
    if kind != ENTRIES:
        if len(data) < info_layout.size:
            return
        header = columns.decode(info_layout, abi, columns.as_bytes(data[: info_layout.size]).reshape(1, -1))[0]
        at = info_layout.size
    if kind != REPLACE:
        if len(data) < at + request_layout.size:
            return
        raw = columns.as_bytes(data[at : at + request_layout.size]).reshape(1, -1)
        request = columns.decode(request_layout, abi, raw)[0]
        at += request_layout.size
    size = request.size if header is None else header.size
    score, misfit = _judge_headers(header, request, size, len(data) - at, family)
    hooks = {}
    if header is not None:
        hooks = {
            hook: (header.hook_entry[hook], header.underflow[hook])
            for hook in range(len(header.hook_entry))
            if header.valid_hooks >> hook & 1
        }
    name = (header if header is not None else request).name
    table = Table(
        family, abi, name=name, data=memoryview(data)[at : at + size], base=at, hooks=hooks,
        num_entries=None if header is None else header.num_entries, file=file,
    )  # fmt: skip
    yield score, Detected(table, kind, header, request, len(data), also=(), misfit=tuple(misfit), head=data[:at])


def _judge_headers(header: Any, request: Any, size: int, room: int, family: Family) -> tuple[int, list[str]]:
    score, misfit = 0, []
    name = (header if header is not None else request).name
    known = family.tables.get(name.decode("latin-1"))
    score += 2 if known is not None else 0
    if header is not None:
        if header.valid_hooks == known:
            score += 4
        elif header.valid_hooks >> len(family.hooks) or not header.valid_hooks:
            score -= 4
    if header is not None and request is not None:
        if header.size == request.size:
            score += 4
        else:
            misfit.append(f"GET_INFO says {header.size} bytes of entries, GET_ENTRIES {request.size}")
            score -= 2
    if size == room:
        score += 4
    else:
        misfit.append(f"the header says {size} bytes of entries, {room} follow it")
        score -= 2
    return score, misfit


def _share_walk(table: Table, walked: dict[tuple[bool, int, int, int], Table]) -> None:
    """Layouts that place entries and records alike share one walk: it is the dear part of the work."""
    layout = table.head_layout
    next_offset = layout["next_offset"].offset
    key = (table.abi.is_be, layout.size, next_offset, table.base)
    first = walked.setdefault(key, table)
    if first is not table and len(first.data) == len(table.data):
        vars(table).update(walk=first.walk, records=first.records)


def _fit(found: Detected) -> int:
    """How well the entries fit what the headers say: the expensive part, for the likely readings only."""
    table = found.table
    score = 0
    if table.walk.stopped_at is None and len(table):
        score += 6
    score += min(len(table), 3)
    if table.num_entries is not None and table.num_entries == len(table):
        score += 4
    score += 2 * sum(1 for pair in table.hooks.values() for offset in pair if table.index_of(offset) is not None)
    records = table.records
    score -= 4 if records.broken else 0
    misfits = sum(
        1
        for group in records.groups
        if known_layout(group, table.family, table.abi) is None
        and spec_of(group.kind, group.name, group.revision, table.family)
    )
    return score - 2 * min(misfits, 8)


def _reads_alike(one: Detected, other: Detected) -> bool:
    """True where two layouts of one byte order give every field the same place."""
    first, second = one.table, other.table
    if first.abi.is_be != second.abi.is_be or first.base != second.base or len(first) != len(second):
        return False
    return header_size(first.abi) == header_size(second.abi) and first.head_layout.size == second.head_layout.size
