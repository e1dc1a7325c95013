"""What the script of a page shows on demand: rules, fields with their bytes, jumps, findings.

Entries of the same records have the same fields at the same places, so these stand once as a shape; what a field says
is put into words for the rules that matter and, within a bound, for all others. Bytes stand for themselves.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from iptblob.escape import visible
from iptblob.model import FieldValue
from iptblob.render.faces import unit_texts
from iptblob.render.headers import header_fields
from iptblob.render.hexview import meaning
from iptblob.report.changes import ROWS_WRITTEN
from iptblob.report.document import Report, name_of
from iptblob.report.given import HeldTable
from iptblob.report.remarks import place_of
from iptblob.report.story import Story
from iptblob.table import Table
from iptblob.table.fields import EntryFields, entries_of
from iptblob.words.save import policy_name, rule_texts

BATCH = 250
WORDED = 3_000  # entries of a report whose fields stand in words, besides those that changed or are found odd
MOST_WORDED = 12_000  # with them
NO_CHAIN = -1
Marks = dict[int, tuple[str, int | None]]


class Strings:
    """Texts that stand once, by their number; each with whether it is to be marked."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, bool], int] = {}

    def of(self, text: str, *, flagged: bool) -> int:
        return self.numbers.setdefault((text, flagged), len(self.numbers))

    def listed(self) -> list[Any]:
        return [[text, 1] if flagged else text for text, flagged in self.numbers]


def contents_of(report: Report) -> Iterator[dict[str, Any]]:
    """First what there is, then table after table, each decoded by the page when it is looked at."""
    chosen = list(range(len(report.given))) if len(report.given) <= 2 else [0, len(report.given) - 1]
    budget, heads, tables = WORDED, [], []
    for side, number in enumerate(chosen):
        for held in report.given[number].held:
            marks = _marks(report.story, held, side if len(chosen) > 1 else 1) if report.story else {}
            item, used = _table(held, marks, budget)
            budget -= used
            name = name_of(report.given, number) if len(report.given) > 1 else ""
            heads.append({
                "side": "AB"[side] if len(chosen) > 1 else "", "name": name,
                "file": report.given[number].source.file, "place": held.place, "count": held.rules,
                "backend": held.table.backend, "changed": len(marks),
                "hooks": [visible(chain.name) for chain, _ in held.policies()],
                "policies": [policy for _, policy in held.policies()],
            })  # fmt: skip
            tables.append(item)
    rows = report.story.rows[ROWS_WRITTEN:] if report.story else []
    yield {"tables": heads, "changes": [[row.kind, f"{row.table} {row.where}", row.before, row.after] for row in rows]}
    yield from tables


def _marks(story: Story, held: HeldTable, side: int) -> Marks:
    """By entry what changed of it, and the other side's entry."""
    found: Marks = {}
    for compared in story.found.tables:
        if (compared.a, compared.b)[side].source is held.table:
            for change in compared.changes:
                pair = change.entry_a, change.entry_b
                if (entry := pair[side]) is not None:
                    found[entry] = (change.kind, pair[1 - side])
    return found


def _table(held: HeldTable, marks: Marks, budget: int) -> tuple[dict[str, Any], int]:
    table, strings = held.table, Strings()
    texts = rule_texts(table, held.context)
    findings = [*_findings(held)]
    item: dict[str, Any] = {
        "family": table.family.name, "table": visible(table.name), "abi": table.abi.name, "member": table.member,
        "base": table.base,
        "chains": _chains(table), "rules": [visible(text.strip()) for text in texts],
        "packets": table.column("counters", "packets").tolist(), "hits": table.column("counters", "bytes").tolist(),
        "jumps": _jumps(table), "marks": {str(at): one for at, one in marks.items()}, "findings": findings,
        "notes": {str(at): [visible(one) for one in said] for at, said in held.told.notes.items()},
        "compiled": table.text is not None,
    }  # fmt: skip
    if table.origin is not None:
        return item, 0
    odd = [at for one in findings if (at := one[4]) is not None]
    wanted = _worded(table, [*marks, *odd], budget)
    shapes, shape = _shapes(table)
    item |= {
        "sizes": table.next_offsets.tolist(), "first": int(table.offsets[0]) if len(table) else 0,
        "shapes": shapes, "shape": shape, "words": _words(held, wanted, strings),
        "bytes": base64.b64encode(bytes(table.data)).decode("ascii"), "header": _header(held, strings),
    }  # fmt: skip
    item["strings"] = strings.listed()
    return item, len(wanted)


def _chains(table: Table) -> list[list[Any]]:
    """Name, hook, policy, first entry, one past the last, head, policy's entry."""
    return [
        [visible(chain.name), None if chain.hook is None else table.family.hooks[chain.hook],
         None if chain.hook is None else policy_name(table, chain), chain.start, chain.end, chain.head, chain.policy]
        for chain in table.saved_chains
    ]  # fmt: skip


def _jumps(table: Table) -> list[list[int]]:
    """(entry, number of the chain in the order of printing, or NO_CHAIN where it lands in none's first rule)."""
    order = {chain.start: at for at, chain in reversed(list(enumerate(table.saved_chains)))}
    entries, chains = table.landings
    return [
        [entry, order.get(table.chains[chain].start, NO_CHAIN) if chain >= 0 else NO_CHAIN]
        for entry, chain in zip(entries.tolist(), chains.tolist(), strict=True)
    ]


def _findings(held: HeldTable) -> Iterator[list[Any]]:
    """Id, severity, sentence, place, entry."""
    found = {(one.id, one.offset, one.message): one for one in held.told.findings}
    found |= {(one.id, one.offset, one.message): one for one in held.verdict.findings} if held.verdict else {}
    for one in found.values():
        entry = None
        if one.offset is not None and held.reading is not None and one.offset >= held.table.base:
            at = int(np.searchsorted(held.table.offsets, one.offset - held.table.base, side="right")) - 1
            entry = at if at >= 0 else None
        message = visible(one.message.encode("utf-8", "surrogateescape"))
        yield [one.id, one.severity, message, place_of(held, one), entry, one.offset, one.length]


# Fields


def _worded(table: Table, first: Sequence[int], budget: int) -> list[int]:
    """Entries whose fields are put into words."""
    if len(table) <= budget:
        return list(range(len(table)))
    chosen = [at for at in dict.fromkeys(first) if 0 <= at < len(table)][: MOST_WORDED - WORDED]
    return sorted({*chosen, *range(max(0, budget))})


def _shapes(table: Table) -> tuple[list[list[list[Any]]], list[int]]:
    """The fields of each kind of entry, (path, offset in the entry, size, role, what it is), and each entry's kind."""
    parts: list[list[tuple[int, int]]] = [[] for _ in range(len(table))]
    for number, group in enumerate(table.records.groups):
        places = group.places.tolist() if group.kind == "match" else [1 << 16] * len(group.entries)
        for entry, place in zip(group.entries.tolist(), places, strict=True):
            parts[entry].append((place, number))
    kinds: dict[tuple[Any, ...], int] = {}
    shape, examples = [], []
    for at, (own, size) in enumerate(zip(parts, table.next_offsets.tolist(), strict=True)):
        key = (size, *sorted(own)) if at not in table.records.broken else (size, at)
        if key not in kinds:
            kinds[key] = len(kinds)
            examples.append(at)
        shape.append(kinds[key])
    return [_shape(entry) for entry in _entries(table, examples)], shape


def _shape(entry: EntryFields) -> list[list[Any]]:
    return [[item.path, item.offset - entry.offset, item.size, role_of(item), item.doc] for item in entry.fields]


def role_of(item: FieldValue) -> str:
    """The field's role; what is behind a target is slack."""
    return "slack" if item.path.endswith(".spare") else item.role


def _entries(table: Table, chosen: Sequence[int]) -> Iterator[EntryFields]:
    for start in range(0, len(chosen), BATCH):
        yield from entries_of(table.part(np.array(chosen[start : start + BATCH], dtype=np.int64)))


def _words(held: HeldTable, chosen: Sequence[int], strings: Strings) -> dict[str, list[int]]:
    """By entry the number of the words of each field."""
    found = {}
    for at, entry in zip(chosen, _entries(held.table, chosen), strict=True):
        units = unit_texts(held.table, entry.fields)
        found[str(at)] = [_word(held, item, strings, units.get(item.path)) for item in entry.fields]
    return found


def _word(held: HeldTable, item: FieldValue, strings: Strings, unit: str | None = None) -> int:
    raw = bytes(held.table.data[item.offset : item.offset + item.size])
    said, style = meaning(held.table, item, raw, held.context.names)
    text = " ".join(said) if unit is None else f"{item.value} {unit}"
    return strings.of(text, flagged=style == "flagged")


def _header(held: HeldTable, strings: Strings) -> dict[str, Any] | None:
    """The structs before the first entry, which say where the hooks enter."""
    reading = held.reading
    if reading is None or not reading.head:
        return None
    fields = [
        [f"{spec}.{item.path}", item.offset, item.size, item.role, item.doc, strings.of(text, flagged=False)]
        for spec, item, text in header_fields(reading, held.context.names)
    ]
    return {"start": held.table.base - len(reading.head), "fields": fields,
            "bytes": base64.b64encode(reading.head).decode("ascii")}  # fmt: skip
