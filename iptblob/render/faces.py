"""Fields in words: what each says alone, and what its extension says of its number, such as a rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from iptblob import extensions
from iptblob.escape import visible
from iptblob.model import FieldValue
from iptblob.names import Names
from iptblob.render.text import text_face
from iptblob.table import Table
from iptblob.table.fields import entries_of

PAYLOAD = ".payload."
BATCH = 250  # rules whose fields stand in memory at once
_ELEMENT = re.compile(r"(.*)\[(\d+)\]").fullmatch


def unit_texts(table: Table, fields: Sequence[FieldValue]) -> dict[str, str]:
    """By path those fields of an entry whose number its extension puts into words: rates, times."""
    found: dict[str, str] = {}
    values = {item.path: item.value for item in fields}
    for prefix, kind in _records(values):
        name, revision = values[f"{prefix}.name"], values[f"{prefix}.revision"]
        one = extensions.revision_of(kind, name, revision, table.family.name)
        start = prefix + PAYLOAD
        if one is None or not one.units or not any(path.startswith(start) for path in values):
            continue
        own = {path.removeprefix(start): value for path, value in values.items() if path.startswith(start)}
        found |= {f"{start}{path}": said(own) for path, said in one.units.items() if path in own}
    return found


class RuleFaces(Mapping[str, str]):
    """The fields of a rule in words, by the names that they have in a change: ``head.proto``, ``target.level``,
    ``matches.tcp.dst_ports[0]``. A match that stands more than once in the rule is not told from its like."""

    def __init__(self, table: Table, fields: Sequence[FieldValue], names: Names) -> None:
        self._table, self._names = table, names
        self._items = {item.path: item for item in fields}
        self._prefixes = {"head": "ip."}
        for prefix, kind in _records(self._items):
            name = "target" if kind == "target" else f"matches.{visible(self._items[f'{prefix}.name'].value)}"
            self._prefixes[name] = "" if name in self._prefixes else prefix + PAYLOAD

    def __getitem__(self, name: str) -> str:
        for start, prefix in self._prefixes.items():
            path = prefix + name.removeprefix(f"{start}.")
            if not prefix or not name.startswith(f"{start}."):
                continue
            if path in self._items:
                units = unit_texts(self._table, list(self._items.values()))
                return units[path] if path in units else text_face(self._table, self._items[path], self._names)
            element = _ELEMENT(path)
            if element and element[1] in self._items:
                item = self._items[element[1]]
                one = replace(item, value=item.value[int(element[2])], symbol=None)
                return text_face(self._table, one, self._names)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def faces_of(table: Table, entries: Sequence[int], names: Names) -> Iterator[RuleFaces]:
    """Those of several rules of a table, some at a time."""
    for start in range(0, len(entries), BATCH):
        part = table.part(np.array(entries[start : start + BATCH], dtype=np.int64))
        yield from (RuleFaces(table, entry.fields, names) for entry in entries_of(part))


def _records(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(prefix of its paths, kind) of each match and of the target."""
    number = 0
    while f"matches[{number}].name" in values:
        yield f"matches[{number}]", "match"
        number += 1
    if "target.name" in values:
        yield "target", "target"
