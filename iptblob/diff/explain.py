"""What two rules had to be freed of before they were equal: told on request, never done in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from iptblob.diff.script import Compared
from iptblob.escape import visible
from iptblob.table import Table

ALWAYS_LEFT_OUT = (
    "never compared: packet and byte counters (see -c), nfcache, comefrom, padding, kernel-private members, "
    "bytes behind the end of a name, the order of chains"
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """One kind of difference that was set aside: how many rules, and the first of them."""

    family: str
    table: str
    what: str
    rules: int
    first: str


def normalised(compared: Compared) -> list[Normalised]:
    """Differences between rules that count as equal."""
    found: dict[str, list[int]] = {}
    a, b = compared.a, compared.b
    if a.source is None or b.source is None:
        what = "text against bytes: words in one spelling (masks as lengths, protocols by number, quotes resolved)"
        return [Normalised(a.family, a.table, what, len(compared.kept[0]), "")]
    rows = []
    if a.source.text is not None or b.source.text is not None:
        what = "text: compiled as iptables would send it, and compared by meaning"
        rows.append(Normalised(a.family, a.table, what, len(compared.kept[0]), ""))
    if a.source.abi != b.source.abi:
        what = f"layout {a.source.abi.name} and {b.source.abi.name}: compared by decoded values"
        rows.append(Normalised(a.family, a.table, what, len(compared.kept[0]), ""))
    for i, j in compared.pairing.renamed:
        one, other = visible(a.chains[i].name), visible(b.chains[j].name)
        jumps = int((a.jump == i).sum())
        rows.append(Normalised(a.family, a.table, f"jumps to {one} are jumps to {other}", jumps, one))
    x, y = compared.kept
    differ = np.flatnonzero((a.exact[x] != b.exact[y]) & (a.exact[x] >= 0) & (b.exact[y] >= 0))
    if len(differ):
        forms_a, forms_b = _forms(a.source, x[differ]), _forms(b.source, y[differ])
        for at, (one_form, other_form) in enumerate(zip(forms_a, forms_b, strict=True)):
            for what in _differences(one_form, other_form):
                found.setdefault(what, []).append(int(x[differ[at]]))
    for what, entries in found.items():
        place = a.source.rule_number(entries[0])
        first = f"{visible(place[0].name)}:{place[1]}" if place else ""
        rows.append(Normalised(a.family, a.table, what, len(entries), first))
    return rows


Form = list[tuple[str, bytes, int]]


def _forms(table: Table, entries: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> list[Form]:
    """Kind, name and revision of every record of the entries, matches in order, the target last."""
    order = np.argsort(entries, kind="stable")
    part = table.part(entries[order])
    found: list[list[tuple[int, str, bytes, int]]] = [[] for _ in entries]
    for group in part.records.groups:
        for at, place in zip(group.entries.tolist(), group.places.tolist(), strict=True):
            rank = place if group.kind == "match" else 1 << 20
            found[int(order[at])].append((rank, group.kind, group.name, group.revision))
    return [[record[1:] for record in sorted(records)] for records in found]


def _differences(one: Form, other: Form) -> Iterator[str]:
    told = False
    for left, right in zip(one, other, strict=False):
        if left != right:
            told = True
            yield f"{_named(left)} = {_named(right)}"
    if not told:
        names = ", ".join(f"{kind} {visible(name)}" for kind, name, _ in one if name) or "the standard target"
        yield f"bytes that say nothing in this mode: {names}"


def _named(record: tuple[str, bytes, int]) -> str:
    kind, name, revision = record
    return f"{kind} {visible(name) or 'standard'} revision {revision}"
