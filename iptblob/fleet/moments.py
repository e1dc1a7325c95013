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
    """Tables of one snapshot by place, and the places that were there and could not be read. A text (``is_text``) says
    nothing of tables that it does not hold."""

    tables: dict[Place, Table]
    unreadable: frozenset[Place]
    is_text: bool = False

    def lost(self, place: Place) -> bool:
        """True for a table that was there and cannot be read."""
        return place in self.unreadable or (place[0], ANY, ANY) in self.unreadable


def known_places(sides: Sequence[Side]) -> list[Seen]:
    """The tables of each side; network namespaces are called as in the first side that has them, or not at all where
    no side has two."""
    alone = all(len(_spaces(side)) <= 1 for side in sides)
    found: list[Seen] = []
    names: dict[str, str] = {}
    for at, side in enumerate(sides):
        if at:
            pairs = spaces_of_b(sides[at - 1], side)
            names = {space: names.get(pairs.get(space, space), pairs.get(space, space)) for space in _spaces(side)}
        called = dict.fromkeys(_spaces(side), "") if alone else names
        found.append(_seen(side, called))
    return found


def _spaces(side: Side) -> list[str]:
    return list(dict.fromkeys(place[0] for place in (*side.tables, *sorted(side.unreadable))))


def _seen(side: Side, names: dict[str, str]) -> Seen:
    tables = {
        (names.get(place[0], place[0]), *place[1:]): table
        for place, table in side.tables.items() if isinstance(table, Table)
    }  # fmt: skip
    unreadable = frozenset((names.get(place[0], place[0]), *place[1:]) for place in side.unreadable)
    return Seen(tables, unreadable, is_text=any(table.text is not None for table in tables.values()))


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
