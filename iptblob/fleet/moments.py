"""Tables of several snapshots under one name each, whatever the host calls its network namespaces at the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from iptblob.diff.sides import Place, Side
from iptblob.diff.spaces import spaces_of_b
from iptblob.errors import UsageError
from iptblob.reading.damage import ANY
from iptblob.table import Table


class Seen(NamedTuple):
    """The places of one snapshot's tables, and those that were there and could not be read; ``called`` is what its
    network namespaces are called here. A text (``is_text``) says nothing of tables that it does not hold."""

    places: tuple[Place, ...]
    unreadable: frozenset[Place]
    called: Mapping[str, str]
    is_text: bool = False

    def lost(self, place: Place) -> bool:
        """True for a table that was there and cannot be read."""
        return place in self.unreadable or (place[0], ANY, ANY) in self.unreadable

    def tables(self, side: Side) -> dict[Place, Table]:
        """The tables of that snapshot by place."""
        return {
            _renamed(place, self.called): table for place, table in side.tables.items() if isinstance(table, Table)
        }  # fmt: skip


def known_places(sides: Sequence[Side]) -> list[Seen]:
    """The tables of each side; network namespaces are called as in the first side that has them, or not at all where
    no side has two."""
    alone = True
    found: list[Seen] = []
    names: dict[str, str] = {}
    before: Side | None = None
    for side in sides:  # each may be opened for this alone
        own = _spaces(side)
        if before is not None:
            pairs = spaces_of_b(before, side)
            names = {space: names.get(pairs.get(space, space), pairs.get(space, space)) for space in own}
        alone = alone and len(own) <= 1
        found.append(_seen(side, names))
        before = side
    return [_nameless(one) for one in found] if alone else found


def _spaces(side: Side) -> list[str]:
    return list(dict.fromkeys(place[0] for place in (*side.tables, *sorted(side.unreadable))))


def _seen(side: Side, names: Mapping[str, str]) -> Seen:
    tables = {place: table for place, table in side.tables.items() if isinstance(table, Table)}
    return Seen(
        tuple(_renamed(place, names) for place in tables),
        frozenset(_renamed(place, names) for place in side.unreadable), names,
        is_text=any(table.text is not None for table in tables.values()),
    )  # fmt: skip


class _Nowhere(dict[str, str]):
    """Every network namespace without a name."""

    def get(self, _key: str, _default: str | None = None) -> str:  # type: ignore[override]
        return ""


def _nameless(seen: Seen) -> Seen:
    nowhere = _Nowhere()
    return seen._replace(
        places=tuple(_renamed(place, nowhere) for place in seen.places),
        unreadable=frozenset(_renamed(place, nowhere) for place in seen.unreadable), called=nowhere,
    )  # fmt: skip


def _renamed(place: Place, names: Mapping[str, str]) -> Place:
    return (names.get(place[0], place[0]), *place[1:])


def refuse_two_hosts(files: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """UsageError where (file, manifest) pairs are of several hosts: their rules have no common history."""
    hosts: dict[str, str] = {}
    for file, manifest in files:
        host = manifest.get("host")
        name = host.get("name") if isinstance(host, dict) else None
        if isinstance(name, str) and name:
            hosts.setdefault(name, file)
    if len(hosts) > 1:
        held = ", ".join(f"{name} ({file})" for name, file in hosts.items())
        raise UsageError(
            f"these snapshots are of {len(hosts)} hosts, whose rules have no common history: {held}",
            hint="follow one host at a time; iptblob diff --baseline FILE compares hosts",
        )
