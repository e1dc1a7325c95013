"""A smaller buffer that fails the same check first: entries out, matches out, bytes to zero, as long as it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from iptblob.abi import ABIS, Abi
from iptblob.check.shape import Shape, field_place, shape_of
from iptblob.check.verdict import Verdict
from iptblob.errors import UsageError
from iptblob.family import FAMILIES, Family
from iptblob.model import Finding
from iptblob.reading.evidence import BLOB, ENTRIES, REPLACE
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.records import record_headers
from iptblob.table.walk import walk_entries

MAX_TRIALS = 20000

Judge = Callable[[bytes], Verdict]


@dataclass(frozen=True, slots=True)
class Minimized:
    """The smaller buffer, the check that decides on both, and how many were tried."""

    data: bytes
    check: str
    errno: str
    trials: int


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things are in a buffer of one kind, family and layout; ``base`` is where the entries begin."""

    shape: Shape
    header: Layout
    request: Layout | None
    base: int
    order: str

    def number(self, data: bytes, at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "little" if self.order == "<" else "big")

    def put(self, data: bytearray, at: int, size: int, value: int) -> None:
        value &= (1 << 8 * size) - 1
        data[at : at + size] = value.to_bytes(size, "little" if self.order == "<" else "big")


def minimize(data: bytes, kind: str, family: Family, abi: Abi, judge: Judge) -> Minimized:
    """Shrink a rejected buffer; UsageError where it is accepted. Bounded by MAX_TRIALS verdicts."""
    if kind == ENTRIES:
        raise UsageError("a bare GET_ENTRIES reply is not judged in whole", hint="minimize a .replace or .blob")
    deciding = judge(data).deciding
    if deciding is None or deciding.errno is None:
        raise UsageError("the kernel would accept it: there is nothing to keep failing")
    wanted, trials = _what(deciding), 0

    def fails_alike(candidate: bytes) -> bool:
        nonlocal trials
        trials += 1
        found = judge(candidate).deciding
        return found is not None and _what(found) == wanted

    form = _form(kind, family, abi)
    smallest, changed = data, True
    while changed and trials < MAX_TRIALS:
        changed = False
        for shrink in (_without_tail, _without_entries, _without_matches, _with_zeros):
            for candidate in shrink(smallest, form):
                if trials >= MAX_TRIALS:
                    break
                better = len(candidate) < len(smallest) or candidate.count(0) > smallest.count(0)
                if better and fails_alike(candidate):
                    smallest, changed = candidate, True
                    break
            if changed:
                break
    return Minimized(smallest, deciding.id, deciding.errno, trials)


def _what(deciding: Finding) -> tuple[str, str]:
    """The check, and which field of which struct it looks at, wherever that is."""
    return deciding.id, (deciding.field or "").rpartition(".")[2].partition("[")[0]


def _form(kind: str, family: Family, abi: Abi) -> _Places:
    header = layout_of(family.replace_spec if kind == REPLACE else family.info_spec, abi)
    request = layout_of("xt_get_entries", abi) if kind == BLOB else None
    base = header.size + (request.size if request else 0)
    return _Places(shape_of(family.name, abi.name), header, request, base, abi.order)


def _entries(data: bytes, form: _Places) -> list[tuple[int, int]]:
    """(offset in the file, length) of the entries that can be followed."""
    walk = walk_entries(memoryview(data)[form.base :], FAMILIES[form.shape.family], ABIS[form.shape.abi])
    starts = [*walk.offsets.tolist(), len(data) - form.base if walk.stopped_at is None else walk.stopped_at]
    return [(form.base + one, other - one) for one, other in pairwise(starts)]


def _without_tail(data: bytes, form: _Places) -> Iterator[bytes]:
    """Bytes behind the entries, halved and halved again."""
    size = form.number(data, *field_place(form.header, "size"))
    if form.base + size < len(data):
        yield data[: form.base + size]


def _without_entries(data: bytes, form: _Places) -> Iterator[bytes]:
    """Runs of entries taken out, long ones first."""
    entries = _entries(data, form)
    length = len(entries)
    while length:
        length = (length + 1) // 2 if length > 1 else 0
        step = max(length, 1)
        for at in range(0, len(entries), step):
            run = entries[at : at + step]
            start, end = run[0][0], run[-1][0] + run[-1][1]
            yield _cut(data, form, start, end, len(run))
        if length <= 1:
            return


def _without_matches(data: bytes, form: _Places) -> Iterator[bytes]:
    """Single matches taken out of their entries."""
    for at, step in _entries(data, form):
        target, size = field_place(form.shape.entry, "target_offset")
        following, _ = field_place(form.shape.entry, "next_offset")
        end = at + form.number(data, at + target, size)
        begin = at + form.shape.entry.size
        for pos, length, _, _, room in record_headers(data, begin, min(end, at + step), form.shape.record):
            if not form.shape.record.size <= length <= room:
                break
            shorter = bytearray(_cut(data, form, pos, pos + length, 0))
            form.put(shorter, at + target, size, end - at - length)
            form.put(shorter, at + following, size, step - length)
            yield bytes(shorter)


def _with_zeros(data: bytes, form: _Places) -> Iterator[bytes]:
    """Stretches of non-zero bytes cleared, long ones first."""
    for width in (64, 16, 4, 1):
        for at in range(form.base, len(data), width):
            if any(data[at : at + width]):
                yield data[:at] + bytes(len(data[at : at + width])) + data[at + width :]


def _cut(data: bytes, form: _Places, start: int, end: int, count: int) -> bytes:
    """``data`` without the bytes from ``start`` to ``end``; header and jumps follow, ``count`` entries less."""
    gone, out = end - start, bytearray(data)
    for path, less in (("size", gone), ("num_entries", count)):
        at, size = field_place(form.header, path)
        form.put(out, at, size, form.number(data, at, size) - less)
    if form.request is not None:
        at, size = field_place(form.request, "size")
        form.put(out, form.header.size + at, size, form.number(data, form.header.size + at, size) - gone)
    for name in ("hook_entry", "underflow"):
        field = form.header[name]
        for index in range(field.count):
            at = field.offset + index * field.width
            value = form.number(data, at, field.width)
            if value != 0xFFFFFFFF and value + form.base > start:
                form.put(out, at, field.width, value - min(gone, value + form.base - start))
    _move_jumps(data, out, form, start, gone)
    del out[start:end]
    return bytes(out)


def _move_jumps(data: bytes, out: bytearray, form: _Places, start: int, gone: int) -> None:
    target, size = field_place(form.shape.entry, "target_offset")
    for at, step in _entries(data, form):
        pos = at + form.number(data, at + target, size)
        if pos + form.shape.record.size + 4 > at + step or data[pos + 2]:
            continue
        place = pos + form.shape.record.size
        verdict = form.number(data, place, 4)
        if 0 < verdict < 1 << 31 and verdict + form.base > start:
            form.put(out, place, 4, verdict - min(gone, verdict + form.base - start))
