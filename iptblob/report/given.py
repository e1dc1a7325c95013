"""A file of a report as it was opened: its tables of both back-ends, where it comes from, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from iptblob.check.own_kernel import own_kernel
from iptblob.check.run import validate_reading
from iptblob.check.verdict import Verdict
from iptblob.escape import visible
from iptblob.extensions.base import Context
from iptblob.table import ChainSpan, Table
from iptblob.unread import Unread
from iptblob.words.save import Told, policy_name, tell

if TYPE_CHECKING:
    from iptblob.diff.sides import Side
    from iptblob.nftables import NftRules
    from iptblob.reading.detect import Detected
    from iptblob.reading.source import Source

Version = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class HeldTable:
    """A table of a file. ``reading`` is None of a table of nf_tables, whose bytes were made of what the kernel told.
    ``is_named`` where its places have to name the network namespace."""

    table: Table
    context: Context
    reading: Detected | None = None
    verdict: Verdict | None = None
    is_named: bool = False

    @cached_property
    def told(self) -> Told:
        """What its text hides or twists."""
        return tell(self.table)

    @property
    def place(self) -> str:
        """What the places of its rules begin with, as ``inspect`` takes them."""
        mark = "nft:" if self.table.origin else ""
        family = f"{mark}{self.table.family.name}"
        space = self.table.netns.shown if self.is_named else ""
        return "/".join(filter(None, (space, family, visible(self.table.name))))

    @property
    def rules(self) -> int:
        """How many rules the text has."""
        return sum(chain.end - chain.start for chain in self.table.chains)

    def policies(self) -> list[tuple[ChainSpan, str]]:
        """The policy of each built-in chain."""
        return [(chain, policy_name(self.table, chain)) for chain in self.table.chains if chain.hook is not None]


class Integrity(NamedTuple):
    """``state`` is intact, altered, or unknown (nothing says what the bytes were); ``lines`` say it with its places."""

    state: str
    lines: tuple[str, ...] = ()


INTACT, ALTERED, UNKNOWN = "intact", "altered", "unknown"


@dataclass(frozen=True, eq=False)
class ReportFile:
    """One file. ``signature`` says in words whether somebody signed it; ``side`` is what is compared of it,
    ``unread`` what of it was not read, ``doubts`` what is not known of its back-ends."""

    source: Source
    side: Side
    sha256: str
    size: int
    integrity: Integrity
    signature: str
    held: Sequence[HeldTable] = ()
    nft: Sequence[NftRules] = field(default=(), repr=False)
    unread: tuple[Unread, ...] = ()
    doubts: tuple[str, ...] = ()

    def says(self, *path: str) -> Any:
        """What the manifest has at a path of keys, None where it has nothing there."""
        found: Any = self.source.manifest
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def text(self, *path: str) -> str:
        """The same where it is a text or a number, "" where it is not."""
        found = self.says(*path)
        return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""

    @property
    def time(self) -> str:
        return self.text("clocks", "started", "utc")

    @property
    def host(self) -> str:
        return self.text("host", "name")

    def record_of(self, table: Table) -> Mapping[str, Any]:
        """The manifest's record of a table, {} where there is none."""
        records = self.says("tables")
        for one in records if isinstance(records, list) else ():
            if isinstance(one, Mapping) and table.member and one.get("member") == table.member:
                return one
        return {}


def tables_of(source: Source, nft: Sequence[Table], iptables: Version, *, legacy: bool = True) -> list[HeldTable]:
    """All tables of a file, the legacy ones with what its own kernel says of them, and those of nf_tables."""
    spaces = {table.netns for table in (*source.tables, *nft)}
    found = list(_legacy(source, iptables, is_named=len(spaces) > 1)) if legacy else []
    for table in nft:
        context = Context(table.family.name, table.abi, source.names_of(table), iptables, nft=True)
        found.append(HeldTable(table, context, is_named=len(spaces) > 1))
    return found


def _legacy(source: Source, iptables: Version, *, is_named: bool) -> Iterator[HeldTable]:
    kernel = own_kernel(source)
    for reading in source.readings:
        table = reading.table
        context = Context(table.family.name, table.abi, source.names_of(table), iptables)
        yield HeldTable(table, context, reading, validate_reading(reading, kernel.profile), is_named)
