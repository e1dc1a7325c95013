"""From what was opened to the tables that iptables-nft made, and the names of all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iptblob.errors import IptblobError
from iptblob.escape import Untrusted
from iptblob.netlink.messages import DamagedError
from iptblob.nftables.native import FAMILIES_READ, BaseChain, Native, base_chains, natives_of
from iptblob.nftables.ruleset import NftTable, Ruleset, read_ruleset
from iptblob.nftables.table import Maker
from iptblob.reading.detect import Detected
from iptblob.reading.source import Dump, Source
from iptblob.table import Table

ORDER = ("mangle", "security", "raw", "filter", "nat")  # of iptables-nft-save's tables (xtables_ipv4, nft.c 1.8.9)
KIND = "nf_tables"  # of a reading: no buffer of the legacy interface
NEEDED = ("tables", "chains", "rules")


class NftRules(NamedTuple):
    """What nf_tables holds in one network namespace: tables that read like legacy ones, and what is not read.

    ``doubts`` say why it may not be all there was; ``failures`` what could not be read at all. ``dormant`` has the
    labels of tables that no packet passes; ``content`` is the dump of rules, in which a rule's place is;
    ``hooks`` are the chains that packets enter, of all tables.
    """

    netns: Untrusted
    tables: tuple[Table, ...]
    natives: tuple[Native, ...]
    doubts: tuple[str, ...]
    failures: tuple[IptblobError, ...]
    dormant: tuple[str, ...] = ()
    content: bytes = b""
    hooks: tuple[BaseChain, ...] = ()

    @property
    def foreign(self) -> int:
        """Rules in these tables that iptables did not write."""
        return sum(len(table.origin.foreign) for table in self.tables if table.origin)


def read_rules(source: Source, netns: str | None = None) -> Iterator[NftRules]:
    """nf_tables of every network namespace of which there are dumps, or of one."""
    spaces = dict.fromkeys(dump.netns for dump in source.dumps if netns is None or dump.netns == Untrusted.of(netns))
    for space in spaces:
        yield _read(
            source, space, [dump for dump in source.dumps if dump.netns == space and dump.kind in (*NEEDED, "")]
        )


def readings_of(rules: NftRules) -> Iterator[Detected]:
    """The tables as what detection gives, for whatever takes that."""
    for table in rules.tables:
        yield Detected(table, KIND, header=None, request=None, length=len(rules.content))


def _read(source: Source, netns: Untrusted, dumps: list[Dump]) -> NftRules:
    doubts = [f"{dump.member or source.file}: {dump.problem}" for dump in dumps if dump.problem]
    failures: list[IptblobError] = []
    if not dumps:
        return NftRules(netns, (), (), (), ())
    ruleset = Ruleset(dumps[0].abi, rules_seen=any(dump.kind == "rules" for dump in dumps))
    content = b""
    for dump in dumps:
        try:
            data = dump.read()
            content = data if dump.kind in ("rules", "") else content
            read_ruleset([data], dump.abi, ruleset)
        except DamagedError as error:
            failures.append(DamagedError(error.message, file=source.file, table=dump.member or None,
                                         offset=error.offset))  # fmt: skip
        except IptblobError as error:
            failures.append(error)
    doubts += _incomplete(ruleset, dumps)
    member = next((dump.member for dump in dumps if dump.kind == "rules"), "")
    tables = tuple(_tables(ruleset, source.file, member, netns))
    asleep = tuple(table.label for table in tables if ruleset.tables[table.family.nfproto, table.name].dormant)
    natives = tuple(natives_of(ruleset, netns))
    return NftRules(netns, tables, natives, tuple(doubts), failures=tuple(failures), dormant=asleep,
                    content=content, hooks=tuple(base_chains(ruleset)))  # fmt: skip


def _incomplete(ruleset: Ruleset, dumps: list[Dump]) -> Iterator[str]:
    if any(table.chains is None and table.rules for table in ruleset.tables.values()):
        where = dumps[0].member or "this file"
        yield f"no dump of chains is in {where}: hooks and policies are not known, and chains without rules are missing"
    if not ruleset.rules_seen:
        yield "no dump of rules is here: the chains are shown without any"


def _tables(ruleset: Ruleset, file: str, member: str, netns: Untrusted) -> Iterator[Table]:
    for number, family in FAMILIES_READ.items():
        maker = Maker(family, ruleset.abi)
        for name in (one for one in ORDER if one in family.tables):
            found: NftTable | None = ruleset.tables.get((number, name.encode()))
            if found is not None:
                yield maker.table(name, found, file=file, member=member, netns=netns)
