"""What was opened: snapshot, tables, chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from iptblob import table as tables
from iptblob.abi import ABIS, find_abi
from iptblob.api.conversion import Converted
from iptblob.api.records import head_of, size_of
from iptblob.api.rules import Rule
from iptblob.api.values import to_bytes, to_text
from iptblob.errors import IptblobError, UsageError
from iptblob.escape import Untrusted, visible
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context
from iptblob.model import Finding
from iptblob.reading.opening import read_bytes
from iptblob.reading.source import Source
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.check.verdict import Verdict
    from iptblob.diff.files import Side
    from iptblob.diff.script import Change
    from iptblob.nftables import Native, NftRules
    from iptblob.packets.reach import Reached
    from iptblob.packets.trace import Branch
    from iptblob.reading.detect import Detected
    from iptblob.restore.problems import TextProblem
    from iptblob.words.save import SavedTable

STANDARD_INPUT = "standard input"  # what Source.file says of it


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was opened: tables in the order of the file.

    ``source`` is the layer below, ``iptables`` the version whose text is printed; ``iptables_nft`` that of nf_tables'
    rules, where it is another one.
    """

    source: Source
    iptables: tuple[int, int, int] = DEBIAN_12_IPTABLES
    iptables_nft: tuple[int, int, int] | None = None

    @property
    def file(self) -> str:
        """The name it was opened by."""
        return self.source.file

    @property
    def manifest(self) -> Mapping[str, Any] | None:
        """The snapshot's own record of host, kernel, clocks; None for a bare buffer."""
        return self.source.manifest

    @property
    def host(self) -> str | None:
        """Name of the host, where the file tells it."""
        host = (self.source.manifest or {}).get("host")
        name = host.get("name") if isinstance(host, Mapping) else None
        return name if isinstance(name, str) else None

    @property
    def problems(self) -> tuple[TextProblem, ...]:
        """Of a text: rules that are in no bytes and stand in their tables by their words."""
        return self.source.problems

    @property
    def failures(self) -> tuple[IptblobError, ...]:
        """One error for each table that could not be read."""
        return self.source.failures

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(Table(self, reading) for reading in self.source.readings)

    @cached_property
    def nft_tables(self) -> tuple[Table, ...]:
        """The tables that iptables-nft and ip6tables-nft made, as the kernel told them by netlink; empty without."""
        from iptblob.nftables.read import readings_of

        return tuple(Table(self, reading) for rules in self._nft for reading in readings_of(rules))

    @property
    def natives(self) -> tuple[Native, ...]:
        """What else is in nf_tables: tables with their chains and how many rules each has; its rules are not read."""
        return tuple(native for rules in self._nft for native in rules.natives)

    @cached_property
    def _nft(self) -> tuple[NftRules, ...]:
        if not self.source.dumps:
            return ()
        from iptblob.nftables import read_rules

        return tuple(read_rules(self.source))

    def table(
        self, name: str, family: str = "ipv4", netns: str | None = None, *, backend: str = "legacy"
    ) -> Table:
        """The table called ``name`` of a ``backend`` (legacy or nft); UsageError where there is none, or one in each of
        several namespaces."""
        if backend not in ("legacy", "nft"):
            raise UsageError(f"{backend!r} is no back-end", hint="legacy or nft")
        found = [
            table
            for table in (self.tables if backend == "legacy" else self.nft_tables)
            if table.name == name and table.family == family and netns in (None, table.netns)
        ]
        if len(found) == 1:
            return found[0]
        every = (*self.tables, *self.nft_tables)
        labels = (f"{one.family} {visible(to_bytes(one.name))} {Untrusted.of(one.netns).shown}" for one in every)
        held = ", ".join(label.rstrip() for label in labels)
        raise UsageError(f"{len(found) or 'no'} tables {family} {name}", file=self.file, hint=f"it holds {held}")

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of every table."""
        return (rule for table in self.tables for rule in table.rules)

    def trace(
        self, packet: str, *, netns: str | None = None, local: Iterable[str] = (),
        facts: Mapping[str, bool] | None = None,
    ) -> tuple[Branch, ...]:  # fmt: skip
        """What happens to a packet, written as for ``iptblob trace``: every way that is open, at most 64.

        ``local`` are addresses of this host besides those that the snapshot knows, ``facts`` answers to what branches
        assume. UsageError where the packet cannot be read or more ways are open.
        """
        from iptblob.api.packets import trace_of

        return trace_of(self.source, packet, netns=netns, local=local, facts=facts or {})

    def reach(self, other: Snapshot, family: str, table: str, *, netns: str | None = None) -> Reached:
        """Which packets change their fate between a table here and in ``other``.

        ``changes`` has one for each pair of verdicts and rules; ``left`` says what could not be decided within the
        bounds. UsageError where one of them has no such table.
        """
        from iptblob.api.packets import reach_of

        return reach_of(self.source, other.source, family, table, netns=netns)

    def changes(self, other: Snapshot, *, counters: bool = False) -> Changes:
        """What turns this snapshot into ``other``, as ``iptblob diff`` says of legacy tables; counters too if wanted.

        The members of ipsets are read from the files again, so they must still be there. No changes, and ``unread``
        empty, is what equal means.
        """
        from iptblob.diff.files import Wishes, diff_sides

        found = diff_sides(_side(self.source), _side(other.source), Wishes(self.iptables, counters))
        return Changes(found.changes, tuple(found.unread), tuple(found.notes))

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What of the file was not read, or only partly, rules of nf_tables among it: file, member, why."""
        return (*self.source.unread, *self.source.unchained, *self.source.nftables_unread())


class Changes(tuple["Change", ...]):
    """Changes in the order of the script. ``unread`` is what of either file was not read and has no part in them,
    ``notes`` what else a reader has to know; ``complete`` is true where nothing was left unread."""

    unread: tuple[Unread, ...]
    notes: tuple[str, ...]

    def __new__(cls, changes: Sequence[Change], unread: tuple[Unread, ...], notes: tuple[str, ...]) -> Changes:
        made = super().__new__(cls, changes)
        made.unread, made.notes = unread, notes
        return made

    @property
    def complete(self) -> bool:
        return not self.unread


def _side(source: Source) -> Side:
    from iptblob.diff.sets import has_sets
    from iptblob.diff.sides import side_of_source, side_with_sets
    from iptblob.reading.wrapping import unwrapped

    if source.manifest is None or source.file == STANDARD_INPUT or not any(map(has_sets, source.tables)):
        return side_of_source(source)
    return side_with_sets(source, unwrapped(read_bytes(source.file), source.file)[0])


@dataclass(frozen=True, eq=False)
class Table:
    """One table of one family in one network namespace. ``reading`` is what was detected of its bytes."""

    snapshot: Snapshot
    reading: Detected

    @property
    def _table(self) -> tables.Table:
        return self.reading.table

    @cached_property
    def _saved(self) -> SavedTable:
        """Words of all rules: made once, on the first question for a text."""
        from iptblob.words.save import save_rules

        table = self._table
        names = self.snapshot.source.names_of(table)
        version, is_nft = self.snapshot.iptables, table.origin is not None
        if is_nft:
            version = self.snapshot.iptables_nft or version
        return save_rules(table, Context(table.family.name, table.abi, names, version, nft=is_nft))

    @property
    def name(self) -> str:
        return to_text(self._table.name)

    @property
    def family(self) -> str:
        """``ipv4``, ``ipv6`` or ``arp``."""
        return self._table.family.name

    @property
    def abi(self) -> str:
        """The layout the bytes are read by: ``lp64-le``, ``i386``, ..."""
        return self._table.abi.name

    @property
    def netns(self) -> str:
        """The network namespace it was captured in; empty for a bare buffer."""
        return self._table.netns.decode("utf-8", "surrogateescape")

    @property
    def backend(self) -> str:
        """``legacy`` or ``nf_tables``."""
        return self._table.backend

    @property
    def raw(self) -> bytes:
        """The entries, as captured; of nf_tables what legacy tables would hold of these rules."""
        return bytes(self._table.data)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Chains in the order iptables-save prints them."""
        return tuple(Chain(self, chain) for chain in self._table.saved_chains)

    def chain(self, name: str) -> Chain:
        """The (first) chain called ``name``; UsageError where there is none."""
        for chain in self.chains:
            if chain.name == name:
                return chain
        known = ", ".join(visible(to_bytes(chain.name)) for chain in self.chains[:12])
        raise UsageError(f"no chain {visible(to_bytes(name))}", file=self.snapshot.file, table=self._table.label,
                         hint=f"chains: {known}")  # fmt: skip

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule, chain by chain. Heads and policies of chains are no rules."""
        return (rule for chain in self.chains for rule in chain.rules)

    def rule_at(self, offset: int) -> Rule:
        """The rule that holds byte ``offset``, counted from the first entry; UsageError where none does."""
        table = self._table
        at = int(np.searchsorted(table.offsets, offset, side="right")) - 1 if 0 <= offset < len(table.data) else -1
        place = table.rule_number(at) if at >= 0 else None
        if place is None or not place[0].start <= at < place[0].end or offset >= table.offsets[at] + size_of(table, at):
            raise UsageError(f"no rule holds byte {offset}", file=self.snapshot.file, table=table.label)
        return Rule(Chain(self, place[0]), at)

    def text(self, *, counters: bool = False) -> str:
        """The table as iptables-save prints it, from ``*filter`` to ``COMMIT``."""
        from iptblob.words.save import save_text

        return to_text(save_text(self._saved, counters=counters).encode("latin-1"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the text does not show: jumps beside the head of a chain, rules that cannot be decoded."""
        return self._saved.findings

    def validate(self, kernel: str | None = None) -> Verdict:
        """Whether a kernel would accept the table, and if not, why.

        ``kernel`` is a version or what `uname` says; by default a snapshot's own kernel, else the newest known. Of
        rules in nf_tables the matches and targets are judged, as nft_compat asks them, and nothing else.
        """
        from iptblob.check.noted import doubted
        from iptblob.check.own_kernel import own_kernel
        from iptblob.check.profile import find_profile
        from iptblob.check.run import validate_reading

        if self._table.origin is not None:
            from iptblob.check.compat_layer import judge_compat

            profile = find_profile(kernel) if kernel else own_kernel(self.snapshot.source).profile
            return judge_compat(self._table, profile)
        if kernel is not None:
            return validate_reading(self.reading, find_profile(kernel))
        own = own_kernel(self.snapshot.source)
        return doubted(validate_reading(self.reading, own.profile), own.doubt)

    def convert(self, abi: str) -> Converted:
        """The table in another layout (``"i386"``, ``"s390x"``); UsageError where something in it has no form there.

        Members that are the kernel's own are zero in it, and counted.
        """
        from iptblob.building.convert import convert

        layout = find_abi(abi)
        if self._table.origin is not None:
            raise UsageError("rules of nf_tables are in no layout of a table", table=self._table.label)
        if layout is None:
            raise UsageError(f"unknown layout {abi!r}", hint=f"known: {', '.join(ABIS)} and machine names")
        return Converted(convert(self.reading, layout), self.reading)

    def __repr__(self) -> str:
        return f"<iptblob table {visible(self._table.label)}: {len(self._table)} entries>"


@dataclass(frozen=True)
class Chain:
    """A chain: built-in, with a policy, or a user's."""

    table: Table
    _chain: tables.ChainSpan

    @property
    def name(self) -> str:
        return to_text(self._chain.name)

    @property
    def hook(self) -> str | None:
        """The hook a built-in chain hangs on, None for a user's chain."""
        hook = self._chain.hook
        return None if hook is None else self.table._table.family.hooks[hook]

    @property
    def policy(self) -> str | None:
        """ACCEPT or DROP of a built-in chain, None for a user's chain."""
        from iptblob.words.save import policy_name

        return None if self._chain.hook is None else policy_name(self.table._table, self._chain)

    @property
    def packets(self) -> int:
        """Packets the policy decided about, or that ran off the end of a user's chain."""
        return self._policy_count("packets")

    @property
    def bytes(self) -> int:
        """Bytes of these packets."""
        return self._policy_count("bytes")

    def _policy_count(self, name: str) -> int:
        at = self._chain.policy
        return 0 if at is None else int(head_of(self.table._table, at).counters._asdict()[name])

    @property
    def rules(self) -> Rules:
        """The rules in order, made as they are looked at."""
        return Rules(self)

    @property
    def callers(self) -> tuple[Rule, ...]:
        """Rules of the table that jump or go to this chain."""
        table = self.table._table
        start = int(table.offsets[self._chain.start]) if self._chain.start < len(table) else -1
        found = np.flatnonzero(table.verdicts == start).tolist() if start > 0 else []
        following = table.offsets + table.next_offsets  # a jump there only goes on to the next rule
        places = [(at, table.chain_of(at)) for at in found if int(following[at]) != start]
        return tuple(Rule(Chain(self.table, chain), at) for at, chain in places if chain is not None)

    def __repr__(self) -> str:
        return f"<iptblob chain {visible(self._chain.name)}: {len(self.rules)} rules>"


@dataclass(frozen=True)
class Rules(Sequence["Rule"]):
    """The rules of a chain as a sequence. ``rules[0]`` is the rule that iptables calls number 1."""

    chain: Chain

    def __len__(self) -> int:
        return self.chain._chain.end - self.chain._chain.start

    @overload
    def __getitem__(self, index: int) -> Rule: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Rule, ...]: ...
    def __getitem__(self, index: int | slice) -> Rule | tuple[Rule, ...]:
        bounds = range(self.chain._chain.start, self.chain._chain.end)
        if isinstance(index, slice):
            return tuple(Rule(self.chain, at) for at in bounds[index])
        return Rule(self.chain, bounds[index])
