"""A store of many hosts' snapshots, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from typing import TYPE_CHECKING

from iptblob.store import asking
from iptblob.store.place import Store

if TYPE_CHECKING:
    from iptblob.store.adding import Added
    from iptblob.store.asking import Drift, Pair, Sighting, SqlRows, WithoutRule
    from iptblob.store.odd import Oddness


class Fleet:
    """The snapshots of many hosts in one folder; needs ``pip install 'iptblob[fleet]'``.

    Made where there is none. ReadError where the folder is something else, UsageError for questions that are none.
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        self._store = Store.opened_or_made(fspath(folder))

    def add(self, *files: str | PathLike[str], workers: int = 0, engine: str | None = None) -> Added:
        """Decode files into the store; those whose bytes are in it are passed over. ``workers``: processes (0: one for
        each processor); ``engine``: the address of a Dask scheduler."""
        from iptblob.store.adding import GivenFile, add

        return add(self._store, [GivenFile(fspath(file)) for file in files], workers=workers, engine=engine)

    def label(self, host: str, **labels: str) -> None:
        """Give a host labels, over those it has."""
        self._store.add_labels({host: labels})

    def odd(self, by: str = "") -> Oddness:
        """Groups of hosts with the same rules, and the odd ones, by their last snapshots."""
        from iptblob.store.census import taken
        from iptblob.store.odd import odd_ones

        return odd_ones(taken(self._store), by)

    def missing(self, rule: str) -> WithoutRule:
        """The hosts that lack a rule now: its text, or its digest."""
        return asking.missing(self._store, asking.rule_of(rule))

    def seen(self, rule: str) -> list[Sighting]:
        """Where and when a rule was seen."""
        return asking.seen(self._store, asking.rule_of(rule))

    def drift(self) -> Drift:
        """How hosts moved between groups in time."""
        return asking.drift(self._store)

    def diff(self, first: str, second: str) -> Pair:
        """What ``HOST@TIME`` has otherwise than another."""
        return asking.compared(self._store, first, second)

    def sql(self, query: str) -> SqlRows:
        """One SELECT over the store's views."""
        return asking.sql(self._store, query)

    def hosts(self) -> Iterable[str]:
        """The hosts there are snapshots of."""
        return [str(row[0]) for row in self.sql("SELECT DISTINCT host FROM snapshots ORDER BY host").rows]

    def __repr__(self) -> str:
        return f"<iptblob fleet {self._store.folder}>"
