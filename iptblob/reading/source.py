"""What was opened: the tables of a file, and what goes with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from iptblob.abi import Abi
from iptblob.backends import doubts, nftables_of
from iptblob.errors import IptblobError, UsageError
from iptblob.escape import Untrusted
from iptblob.names import Names, debian_12
from iptblob.nearest import nearest
from iptblob.reading.damage import ANY, damage_of, nftables_unread, not_captured, unchained, unread_of
from iptblob.reading.detect import Detected
from iptblob.reading.spaces import label_of
from iptblob.restore.problems import TextProblem
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.reading.hostkernel import HostExtensions
    from iptblob.table import Table


class Dump(NamedTuple):
    """An answer of nf_tables: ``kind`` is tables, chains, rules, ...; "" in a file that says it by its messages only.

    ``problem`` says why it may not be all there was, or not of one generation.
    """

    netns: Untrusted
    kind: str
    member: str
    abi: Abi
    read: Callable[[], bytes]
    problem: str = ""


@dataclass(frozen=True)
class Source:
    """What was opened. ``readings`` has one entry per table that could be read, ``failures`` one per table that
    could not.

    ``manifest`` is the snapshot's own record (None for a bare buffer), ``names`` the host's number-to-name tables.
    ``dumps`` are answers of nf_tables, which ``iptblob.nftables`` reads.
    ``config`` are the lines of the host's kernel configuration that were saved ("" without them).
    ``ipsets`` has the names of the sets of each network namespace by their index: one index means another set in each.
    ``problems`` are those of a text of rules, whose tables were compiled; ``lines`` what of the text is no rule.
    ``extensions`` is what the host's kernel said of its matches and targets (None where nobody asked it).
    ``choice`` says which tables were chosen by family, table and network namespace; None means all.
    """

    file: str
    readings: tuple[Detected, ...]
    manifest: Mapping[str, Any] | None = None
    lookups: Names | None = None
    failures: tuple[IptblobError, ...] = ()
    size: int = field(default=0, compare=False)
    dumps: tuple[Dump, ...] = field(default=(), repr=False, compare=False)
    ipsets: Mapping[Untrusted, Mapping[int, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    config: str = field(default="", compare=False, repr=False)
    problems: tuple[TextProblem, ...] = ()
    lines: tuple[Unread, ...] = ()
    extensions: HostExtensions | None = field(default=None, compare=False)
    choice: tuple[str | None, str | None, str | None] = (None, None, None)

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

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What of the file was not read, or only partly, and what of the chosen tables the capture could not get."""
        damage = (one for reading in self.readings for one in damage_of(reading, self.file))
        return (*self.lines, *(unread_of(failure, self.file) for failure in self.failures), *damage, *self.uncaptured)

    @property
    def uncaptured(self) -> tuple[Unread, ...]:
        """Those of the chosen tables that were on the host, as the manifest says, and are not in the file."""
        family, table, netns = self.choice
        wanted = (None if netns is None else Untrusted.of(netns).shown, family, table)
        return tuple(
            Unread(what, self.file, why)
            for place, (what, why) in not_captured(self.manifest or {})
            if all(one in (None, held) or held == ANY for one, held in zip(wanted, place, strict=True))
        )

    @property
    def unchained(self) -> tuple[Unread, ...]:
        """Rules that no printed table and no comparison can hold, see ``iptblob.reading.damage.unchained``."""
        return tuple(one for reading in self.readings for one in unchained(reading, self.file))

    def not_loadable(self, table: Table) -> list[str]:
        """Rules of a table that the host's kernel could not load, by its own word, and of which nobody can tell."""
        if self.extensions is None:
            return []
        from iptblob.reading.hostkernel import lacking

        return [one.text(table, "the host's kernel") for one in lacking(table, self.extensions)]

    def nftables_unread(self, netns: str | None = None, *, read: bool = False) -> tuple[Unread, ...]:
        """Rules of nf_tables, which filter too, for commands that read legacy tables only; where answers were
        ``read``, those of network namespaces without any."""
        found = nftables_unread(self.manifest, self.file, netns)
        return tuple(one for one in found if not read or Untrusted.of(one.netns or "") not in self._answered)

    def nftables_doubts(self, netns: str | None = None, *, read: bool = False) -> list[str]:
        """Network namespaces of which it is not known whether nf_tables filters there."""
        labels = [label for label, _ in nftables_of(self.manifest) if netns in (None, label)]
        left = [label for label in labels if not read or Untrusted.of(label) not in self._answered]
        return [line for label in left for line in doubts(self.manifest, label)]

    @property
    def _answered(self) -> set[Untrusted]:
        return {dump.netns for dump in self.dumps}

    def label_of(self, netns: str | None) -> str | None:
        """The label of a network namespace that the user gave by name, container or cgroup, see ``spaces.label_of``."""
        if netns is None or Untrusted.of(netns) in {*(table.netns for table in self.tables), *self._answered}:
            return netns
        places = map(place_of, self.failures)
        return netns if netns in {place[0] for place in places if place} else label_of(self.manifest, netns, self.file)

    def _named(self, what: str) -> list[str]:
        tables = self.tables
        return [table.name.decode("latin-1") if what == "table" else table.netns.shown for table in tables]

    def chosen(self, family: str | None = None, table: str | None = None, netns: str | None = None) -> Source:
        """The same source with the chosen legacy tables, and what failed of them; there may be none."""
        readings = tuple(
            reading
            for reading in self.readings
            if (family is None or reading.table.family.name == family)
            and (table is None or reading.table.name == table.encode())
            and (netns is None or reading.table.netns == Untrusted.of(netns))
        )
        members = {reading.table.member for reading in readings if reading.table.member}
        failures = tuple(
            failure
            for failure in self.failures
            if failure.table in members or _concerns(failure, family, table, netns)
        )
        return replace(self, readings=readings, failures=failures, choice=(family, table, netns))

    def select(self, family: str | None = None, table: str | None = None, netns: str | None = None) -> Source:
        """The same source with the chosen tables only; UsageError where there is none."""
        chosen = self.chosen(family, table, netns)
        if not chosen.readings and (family or table or netns) and not chosen.failures and not chosen.uncaptured:
            held = ", ".join(dict.fromkeys(reading.table.label for reading in self.readings)) or "no table"
            wanted = " ".join(part for part in ("no", family, "table", table) if part)
            if netns is not None:
                spaces = dict.fromkeys(reading.table.netns.shown or "none that is known" for reading in self.readings)
                wanted, held = f"{wanted} of network namespace {netns}", f"{held} of {', '.join(spaces)}"
            asked = [("table", table), ("network namespace", netns)]
            close = [nearest(name, self._named(what)) for what, name in asked if name and name not in self._named(what)]
            meant = "".join(f"; {one}" for one in close if one.startswith("did you mean"))
            raise UsageError(f"{wanted} in it", file=self.file, hint=f"it holds {held}{meant}")
        return chosen


_OF_TABLE = re.compile(r"([^/]+)/(ipv4|ipv6|arp)/([^/]+)\.(?:blob|entries|replace)").fullmatch


def place_of(failure: IptblobError) -> tuple[str, str, str] | None:
    """(network namespace, family, table) of the member an error is about; None where it is about none of a table."""
    found = _OF_TABLE(failure.table or "")
    return (found[1], found[2], found[3]) if found else None


def _concerns(failure: IptblobError, family: str | None, table: str | None, netns: str | None) -> bool:
    """False where the user left out the table that an error is about."""
    place = place_of(failure)
    return place is None or all(
        wanted is None or wanted == held for wanted, held in zip((netns, family, table), place, strict=True)
    )
