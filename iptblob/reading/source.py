"""What was opened: the tables of a file, and what goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iptblob.errors import IptblobError, UsageError
from iptblob.names import Names, debian_12
from iptblob.reading.detect import Detected

if TYPE_CHECKING:
    from iptblob.table import Table


@dataclass(frozen=True)
class Source:
    """What was opened. ``readings`` has one entry per table that could be read, ``failures`` one per table that
    could not.

    ``manifest`` is the snapshot's own record (None for a bare buffer), ``names`` the host's number-to-name tables.
    ``config`` are the lines of the host's kernel configuration that were saved ("" without them).
    ``ipsets`` has the names of the sets of each network namespace by their index: one index means another set in each.
    """

    file: str
    readings: tuple[Detected, ...]
    manifest: Mapping[str, Any] | None = None
    lookups: Names | None = None
    failures: tuple[IptblobError, ...] = ()
    size: int = field(default=0, compare=False)
    ipsets: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    config: str = field(default="", compare=False, repr=False)

    @cached_property
    def names(self) -> Names:
        """The names saved with the tables, else those of Debian 12."""
        return self.lookups if self.lookups is not None else debian_12()

    def names_of(self, table: Table) -> Names:
        """The names for one of the tables, with the sets of its network namespace."""
        return self.names._replace(ipsets=self.ipsets.get(table.netns, {}))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(reading.table for reading in self.readings)

    def select(self, family: str | None = None, table: str | None = None, netns: str | None = None) -> Source:
        """The same source with the chosen tables only; UsageError where there is none."""
        chosen = tuple(
            reading
            for reading in self.readings
            if (family is None or reading.table.family.name == family)
            and (table is None or reading.table.name == table.encode())
            and (netns is None or reading.table.netns == netns)
        )
        if not chosen and (family or table or netns) and not self.failures:
            held = ", ".join(dict.fromkeys(reading.table.label for reading in self.readings)) or "no table"
            wanted = " ".join(part for part in ("no", family, "table", table) if part)
            if netns is not None:
                spaces = dict.fromkeys(reading.table.netns or "none that is known" for reading in self.readings)
                wanted, held = f"{wanted} of network namespace {netns}", f"{held} of {', '.join(spaces)}"
            raise UsageError(f"{wanted} in it", file=self.file, hint=f"it holds {held}")
        return replace(self, readings=chosen)
