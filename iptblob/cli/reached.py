"""What `iptblob reach` compares: the tables of two files that belong together, in the same back-end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from iptblob.cli.common import unread
from iptblob.cli.tell import note, warn
from iptblob.diff.sets import both_sides, has_sets, not_held
from iptblob.errors import UsageError
from iptblob.nftables import Native, read_rules
from iptblob.nftables.native import concerns
from iptblob.nftables.read import NftRules
from iptblob.packets.opened import NATIVE, families_of, passage_of, sets_around
from iptblob.packets.program import Program
from iptblob.packets.setwise import Sets
from iptblob.reading.source import Source
from iptblob.table import Table
from iptblob.unread import Unread

FAMILIES_FOLLOWED = ("ipv4", "ipv6", "arp")


class ProgramPair(NamedTuple):
    """One table of both files, and the sets of its namespace in both, where they are known."""

    before: Program
    after: Program
    sets: tuple[Sets, Sets] | None


@dataclass
class Reachable:
    """One file: ``data`` are its bytes, ``netns`` the label of the network namespace that is meant, if one is."""

    source: Source
    data: bytes
    netns: str | None
    backend: str
    rules: list[NftRules] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.backend != "legacy" and self.source.dumps:
            self.rules = list(read_rules(self.source, self.netns))

    def tell(self, family: str | None, table: str | None) -> None:
        """What of the file is not looked at goes into the account. UsageError where nothing of it is what was asked."""
        source = self.source
        chosen = source.chosen(family, table, self.netns)
        if self.backend == "nft":
            chosen = replace(chosen, readings=())
        natives = [native for each in self.rules for native in each.natives
                   if native.rules and concerns(native, family, None)]  # fmt: skip
        held = [*chosen.tables, *(one for each in self.rules for one in each.tables if _is_asked(one, family, table))]
        if not held and not natives and not chosen.failures and not chosen.uncaptured:
            if not self.rules and self.backend != "nft":
                source.select(family, table, self.netns)
            if family or table or self.backend == "nft" or source.manifest is None:
                self._refuse(family, table)  # a capture without tables is of a host that lets everything through
        unread(chosen.unread)
        unread(source.nftables_unread(self.netns, read=bool(self.rules)))
        for each in self.rules:
            unread(Unread("a dump of nf_tables", source.file, f"NOT READ: {one}") for one in each.failures)
        unread(Unread(one.so_many, source.file, NATIVE, netns=_space_of(one, self.rules)) for one in natives)

    def _refuse(self, family: str | None, table: str | None) -> None:
        """Nothing was found: that is no answer about packets, whatever was asked for."""
        legacy = [] if self.backend == "nft" else [one.label for one in self.source.tables]
        others = [f"nf_tables {one.label}" for each in self.rules for one in each.tables]
        what = {"nft": "rules of nf_tables", "legacy": "legacy table"}.get(self.backend, "table")
        wanted = " ".join(filter(None, ("no", family, "table", table))) if family or table else f"no {what}"
        held = ", ".join(dict.fromkeys([*legacy, *others])) or f"no {what}"
        raise UsageError(f"{wanted} in it", file=self.source.file, hint=f"it holds {held}")

    def families(self) -> set[str]:
        return families_of(self.source, self.netns, self.backend, self.rules)

    def tables(self, family: str, table: str | None) -> tuple[dict[str, Program], Sets | None]:
        """Its tables of a family by back-end and name, and the sets around them; what is not followed is told."""
        passage = passage_of(self.source, family, self.netns, backend=self.backend, rules=self.rules)
        unread(passage.unread)
        for line in passage.notes:
            warn(f"{self.source.file}: {line}")
        found = {called(program): program for program in passage.programs if table in (None, program.name)}
        return found, sets_around(self.source, self.data, passage)


def _is_asked(table: Table, family: str | None, name: str | None) -> bool:
    return family in (None, table.family.name) and (name is None or table.name == name.encode())


def _space_of(native: Native, rules: list[NftRules]) -> str | None:
    """The network namespace of a table that iptables did not write."""
    return next((each.netns.shown for each in rules if native in each.natives), None) or None


def called(program: Program) -> str:
    """``filter``, ``nft:filter``: as places begin."""
    return f"{'nft:' if program.table.origin is not None else ''}{program.name}"


def pairs(one: Reachable, other: Reachable, family: str | None, table: str | None) -> Iterator[ProgramPair]:
    """Tables of both files; of those that one file alone holds nothing can be said."""
    held = [side.families() for side in (one, other)]
    for name in FAMILIES_FOLLOWED if family is None else (family,):
        if not all(name in families for families in held):
            for side, families in zip((other, one), held[::-1], strict=True):
                if name not in families and any(name in each for each in held):
                    unread([Unread(f"{name} tables", side.source.file, "NOT COMPARED: only the other file holds some")])
            continue
        (before, sets), (after, other_sets) = one.tables(name, table), other.tables(name, table)
        for label in dict.fromkeys([*before, *after]):
            if label in before and label in after:
                pair = ProgramPair(before[label], after[label], both_sides([sets, other_sets]))
                _tell_sets(pair, [side.source.file for side, held_sets in ((one, sets), (other, other_sets))
                                  if held_sets is None])  # fmt: skip
                yield pair
            else:
                lacks = other if label in before else one
                unread([Unread(f"{name} {label}", lacks.source.file, "NOT COMPARED: only the other file holds it")])


def _tell_sets(pair: ProgramPair, lack: list[str]) -> None:
    if lack and all(map(has_sets, (pair.before.table, pair.after.table))):
        note(f"{pair.after.table.label}: {not_held(lack)}")
