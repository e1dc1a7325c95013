"""How much bytes look like a table of one family under one layout: cheap, and hard to mislead by one damaged field.

Every piece of evidence is counted by itself: a wrong size does not hide good entries, nor a broken entry the policies
that hook offsets lead to. Nothing here decides whether a table is valid.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.spec.layout import layout_of
from iptblob.spec.records import record_headers, record_reader
from iptblob.spec.registry import SPECS
from iptblob.spec.unpack import picker

BLOB, ENTRIES, REPLACE = "blob", "entries", "replace"
KINDS = (BLOB, REPLACE, ENTRIES)

MAX_WALKED = 24
NAME_SCORE, MASK, SIZE_SCORE, NUMBER_SCORE, BOTH_SIZES = 2, 3, 4, 4, 4
ENTRY, COMPLETE, START, POLICY_SCORE, TAIL, KNOWN_SIZE, NO_RECORD = 2, 6, 2, 4, 8, 1, -2
ENOUGH = 6


class Likeness(NamedTuple):
    """Evidence for one reading; ``base`` is where the entries begin, in bytes."""

    score: int
    kind: str
    family: Family
    abi: Abi
    base: int


class _Form(NamedTuple):
    """What is looked at: readers and sizes of one family and layout."""

    head: struct.Struct
    entry: int
    record: struct.Struct
    standard: int
    error: int
    order: str


@cache
def _form(entry_spec: str, abi: Abi) -> _Form:
    entry, record = layout_of(entry_spec, abi), layout_of("xt_entry_target", abi)
    standard = abi.align(record.size + layout_of("target_standard_0", abi).size)
    error = abi.align(record.size + layout_of("target_error_0", abi).size)
    return _Form(
        picker(entry, abi.order, "target_offset", "next_offset"), entry.size,
        record_reader(abi), standard, error, order=abi.order,
    )  # fmt: skip


def rank(data: bytes, kinds: Sequence[str], families: Sequence[Family], abis: Sequence[Abi]) -> list[Likeness]:
    """Every reading whose headers fit into ``data`` at all, in the order asked for."""
    found = []
    for kind in kinds:
        for family in families:
            for abi in abis:
                likeness = _judge(data, kind, family, abi)
                if likeness is not None:
                    found.append(likeness)
    return found


def _judge(data: bytes, kind: str, family: Family, abi: Abi) -> Likeness | None:
    layout = layout_of(family.replace_spec if kind == REPLACE else family.info_spec, abi)
    request = layout_of("xt_get_entries", abi)
    score, base, number, starts, closes = 0, 0, None, (), ()
    name, size = b"", 0
    if kind != ENTRIES:
        if len(data) < layout.size:
            return None
        base = layout.size
        paths = ("name", "valid_hooks", "num_entries", "size", "hook_entry", "underflow")
        if kind == BLOB:
            paths = ("name", "valid_hooks", "hook_entry", "underflow", "num_entries", "size")
        values = picker(layout, abi.order, *paths).unpack_from(data)
        name, mask = values[0].partition(b"\0")[0], values[1]
        number, size = (values[2], values[3]) if kind == REPLACE else (values[-2], values[-1])
        offsets = values[4:] if kind == REPLACE else values[2:-2]
        count = layout["hook_entry"].count
        starts, closes = offsets[:count], offsets[count:]
        known = family.tables.get(name.decode("latin-1"))
        score += MASK if known is not None and known == mask else 0
        score -= MASK if not mask or mask >> 5 else 0
    if kind != REPLACE:
        if len(data) < base + request.size:
            return None
        again, size_again = picker(request, abi.order, "name", "size").unpack_from(data, base)
        base += request.size
        if kind == ENTRIES:
            name, size = again.partition(b"\0")[0], size_again
        else:
            score += BOTH_SIZES if size == size_again else -BOTH_SIZES
    score += NAME_SCORE if name.decode("latin-1") in family.tables else 0
    # the end of a header that was cut is no table: nothing is shorter than one entry
    score += SIZE_SCORE if base + size == len(data) and (not size or size >= _form(family.entry_spec, abi).entry) else 0
    return Likeness(score + _entries(data, base, family, abi, number, starts=starts,
                                     closes=closes), kind, family, abi, base)


def _entries(
    data: bytes, base: int, family: Family, abi: Abi, number: int | None, starts: Sequence[int], closes: Sequence[int]
) -> int:
    form = _form(family.entry_spec, abi)
    score = 0
    for offset in set(starts):
        if offset and _good_entry(data, base + offset, form):
            score += START
    for offset in set(closes):
        if offset and _policy(data, base + offset, form):
            score += POLICY_SCORE
    pos, walked = base, 0
    while pos < len(data) and walked < MAX_WALKED:
        step = _good_entry(data, pos, form)
        if not step:
            break
        walked += 1
        score += _known_sizes(data, pos, step, form, family, abi=abi) + (ENTRY if walked <= 8 else 0)
        pos += step
    if pos == len(data) and walked:
        score += COMPLETE
        score += NUMBER_SCORE if number == walked else 0
    return score + (TAIL if _tail(data, base, form) else 0)


def _good_entry(data: bytes, pos: int, form: _Form) -> int:
    """next_offset of an entry whose offsets hold together, else 0."""
    if pos < 0 or pos + form.entry + form.record.size > len(data):
        return 0
    target, step = form.head.unpack_from(data, pos)
    if target < form.entry or target + form.record.size > step or pos + step > len(data):
        return 0
    size: int = form.record.unpack_from(data, pos + target)[0]
    return int(step) if form.record.size <= size <= step - target else 0


def _policy(data: bytes, pos: int, form: _Form) -> bool:
    """An entry without matches that is a head and a standard target, no byte more."""
    step = _good_entry(data, pos, form)
    return step == form.entry + form.standard and data[pos + form.entry + 2] == 0


def _tail(data: bytes, base: int, form: _Form) -> bool:
    """The ERROR entry that closes a table."""
    pos = len(data) - form.entry - form.error
    if pos < base:
        return False
    step = _good_entry(data, pos, form)
    return step == form.entry + form.error and data[pos + form.entry + 2 : pos + form.entry + 8] == b"ERROR\0"


def _known_sizes(data: bytes, pos: int, step: int, form: _Form, family: Family, abi: Abi) -> int:
    """Whether records have the size that their extension has under this layout."""
    score = 0
    target = pos + form.head.unpack_from(data, pos)[0]
    for at, size, name, revision, room in islice(record_headers(data, pos + form.entry, pos + step, form.record), 8):
        if room < form.record.size:
            break
        if size < form.record.size:
            return score + NO_RECORD
        kind = "target" if at >= target else "match"
        spec = SPECS.get((kind, name.partition(b"\0")[0].decode("latin-1"), revision, family.name))
        if spec is not None:
            right = size - form.record.size == abi.align(layout_of(spec, abi).size)
            score += KNOWN_SIZE if right else -KNOWN_SIZE
        if kind == "target":
            break
    return score
