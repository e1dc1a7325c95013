"""Tables, chains, rules, matches and targets as objects, for programs.

``open`` reads a file; everything else is decoded when it is asked for, and no more than was asked for: a rule's matches
cost that rule alone, its text costs the texts of its table once. All objects are frozen. Offsets are bytes; ``offset``
counts from the first entry of the table, as jumps and ``iptblob diff`` do, ``file_offset`` from the start of the
table's buffer. Names and texts are ``str`` with bytes that are no UTF-8 as surrogates, as ``os.fsdecode`` makes them:
``os.fsencode`` gives the exact bytes back, ``visible`` makes them fit for a terminal. Errors are
``iptblob.errors.IptblobError``: ReadError for bytes that cannot be read, UsageError for what there is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from iptblob import table as tables
from iptblob.abi import ABIS, find_abi
from iptblob.errors import IptblobError, UsageError
from iptblob.escape import visible
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context, ipv4, ipv6, prefix_length
from iptblob.family import FAMILIES
from iptblob.hosttools import version_of
from iptblob.model import FieldValue, Finding
from iptblob.names import protocol_name
from iptblob.reading.opening import open_source, read_bytes
from iptblob.reading.source import Source
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.unpack import row_reader
from iptblob.table import STANDARD, VERDICTS, known_payload
from iptblob.words.head import HEADS, INV_DSTIP, INV_PROTO, INV_SRCIP, INV_VIA_IN, INV_VIA_OUT

if TYPE_CHECKING:
    from iptblob.check.verdict import Verdict
    from iptblob.diff.files import Side
    from iptblob.diff.script import Change
    from iptblob.reading.detect import Detected
    from iptblob.spec.layouts.arpt_entry import ArptEntry
    from iptblob.spec.layouts.ip6t_entry import Ip6tEntry
    from iptblob.spec.layouts.ipt_entry import IptEntry
    from iptblob.words.save import SavedTable

__all__ = [
    "Address", "Chain", "Interface", "Jump", "Match", "Protocol", "Rule", "Rules", "Snapshot", "Table", "Target",
    "open", "visible",
]  # fmt: skip

STANDARD_INPUT = "standard input"  # what Source.file says of it
Bytes = bytes  # Rule has a counter of that name
Row = TypeVar("Row")
INV_ARP_SRCIP, INV_ARP_TGTIP = 0x04, 0x08
FLAG_PROTOCOL = 0x01  # IP6T_F_PROTO (include/uapi/linux/netfilter_ipv6/ip6_tables.h, v6.1)


def open(
    path: str | PathLike[str], *, family: str | None = None, abi: str | None = None, iptables: str = ""
) -> Snapshot:
    """Open a snapshot (.iptb), a .blob, a .replace, a bare GET_ENTRIES reply, or ``-`` for standard input.

    ``family`` and ``abi`` say what the bytes of a bare buffer are (default: detected). ``iptables`` is the version,
    such as ``1.8.11``, whose text rules are printed as (default: the captured host's,
    else 1.8.9). ReadError where nothing can be read, UsageError for names that
    do not exist; a snapshot opens though some of its tables cannot be read, see ``Snapshot.failures``.
    """
    if family is not None and family not in FAMILIES:
        raise UsageError(f"unknown family {family!r}", hint=f"known: {', '.join(FAMILIES)}")
    layout = find_abi(abi) if abi is not None else None
    if abi is not None and layout is None:
        raise UsageError(f"unknown layout {abi!r}", hint=f"known: {', '.join(ABIS)} and machine names")
    version = _version(iptables) if iptables else None
    source = open_source(fspath(path), family=FAMILIES[family] if family else None, abi=layout)
    return Snapshot(source, version or version_of(source.manifest))


def _version(text: str) -> tuple[int, int, int]:
    parts = text.split(".")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        raise UsageError(f"{text!r} is no version such as 1.8.9")
    major, minor, patch = [*map(int, parts), 0][:3]
    return major, minor, patch


def _str(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _raw(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was opened: tables in the order of the file.

    ``source`` is the layer below, ``iptables`` the version whose text is printed.
    """

    source: Source
    iptables: tuple[int, int, int] = DEBIAN_12_IPTABLES

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
    def failures(self) -> tuple[IptblobError, ...]:
        """One error for each table that could not be read."""
        return self.source.failures

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(Table(self, reading) for reading in self.source.readings)

    def table(self, name: str, family: str = "ipv4", netns: str | None = None) -> Table:
        """The table called ``name``; UsageError where there is none, or one in each of several namespaces."""
        found = [
            table
            for table in self.tables
            if table.name == name and table.family == family and netns in (None, table.netns)
        ]
        if len(found) == 1:
            return found[0]
        held = ", ".join(f"{table.family} {visible(_raw(table.name))} {table.netns}".rstrip() for table in self.tables)
        raise UsageError(f"{len(found) or 'no'} tables {family} {name}", file=self.file, hint=f"it holds {held}")

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of every table."""
        return (rule for table in self.tables for rule in table.rules)

    def changes(self, other: Snapshot, *, counters: bool = False) -> tuple[Change, ...]:
        """What turns this snapshot into ``other``, as ``iptblob diff`` says; counters too if wanted.

        The members of ipsets are read from the files again, so they must still be there.
        """
        from iptblob.diff.files import Wishes, diff_sides

        found = diff_sides(_side(self.source), _side(other.source), Wishes(self.iptables, counters))
        return tuple(found.changes)


def _side(source: Source) -> Side:
    from iptblob.diff.files import side_of_source
    from iptblob.diff.sets import has_sets, sets_of

    if source.manifest is None or source.file == STANDARD_INPUT or not any(map(has_sets, source.tables)):
        return side_of_source(source)
    return side_of_source(source, sets_of(read_bytes(source.file), source.file, source.manifest))


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
        return save_rules(table, Context(table.family.name, table.abi, names, self.snapshot.iptables))

    @property
    def name(self) -> str:
        return _str(self._table.name)

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
        return self._table.netns

    @property
    def raw(self) -> bytes:
        """The entries, as captured."""
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
        known = ", ".join(visible(_raw(chain.name)) for chain in self.chains[:12])
        raise UsageError(f"no chain {visible(_raw(name))}", file=self.snapshot.file, table=self._table.label,
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
        if place is None or not place[0].start <= at < place[0].end or offset >= table.offsets[at] + _size(table, at):
            raise UsageError(f"no rule holds byte {offset}", file=self.snapshot.file, table=table.label)
        return Rule(Chain(self, place[0]), at)

    def text(self, *, counters: bool = False) -> str:
        """The table as iptables-save prints it, from ``*filter`` to ``COMMIT``."""
        from iptblob.words.save import save_text

        return _str(save_text(self._saved, counters=counters).encode("latin-1"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the text does not show: jumps beside the head of a chain, rules that cannot be decoded."""
        return self._saved.findings

    def validate(self, kernel: str | None = None) -> Verdict:
        """Whether a kernel (``"6.1"``; default: the newest known) would accept the table, and if not, why."""
        from iptblob.check.profile import NEWEST, find_profile
        from iptblob.check.run import validate_reading

        return validate_reading(self.reading, find_profile(kernel) if kernel else NEWEST)

    def __repr__(self) -> str:
        return f"<iptblob table {visible(self._table.label)}: {len(self._table)} entries>"


@dataclass(frozen=True)
class Chain:
    """A chain: built-in, with a policy, or a user's."""

    table: Table
    _chain: tables.Chain

    @property
    def name(self) -> str:
        return _str(self._chain.name)

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
        return 0 if at is None else int(_head(self.table._table, at).counters._asdict()[name])

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


@dataclass(frozen=True, slots=True)
class Address:
    """A tested address: ``address`` under ``mask``, ``inverted`` where it must not match."""

    address: IPv4Address | IPv6Address
    mask: IPv4Address | IPv6Address
    inverted: bool

    @property
    def network(self) -> IPv4Network | IPv6Network | None:
        """The network, None where the mask has holes or the address has bits beyond it, which matches nothing."""
        length = prefix_length(self.mask.packed)
        if length is None or int(self.address) & ~int(self.mask):
            return None
        if isinstance(self.address, IPv4Address):
            return IPv4Network((self.address, length))
        return IPv6Network((self.address, length))

    def __str__(self) -> str:
        """As iptables-save writes it: ``10.0.0.0/8``, ``! 10.0.0.1/255.0.0.255``."""
        text = ipv4 if isinstance(self.address, IPv4Address) else ipv6
        length = prefix_length(self.mask.packed)
        mask = text(self.mask.packed) if length is None else length
        return f"{'! ' if self.inverted else ''}{text(self.address.packed)}/{mask}"


@dataclass(frozen=True, slots=True)
class Interface:
    """A tested interface. ``mask`` says which bytes of the name count: fewer than name and NUL make a wildcard."""

    name: str
    mask: bytes
    inverted: bool

    @property
    def wildcard(self) -> bool:
        """True where every name that begins so matches (``eth+``)."""
        return self.mask.count(b"\xff") <= len(_raw(self.name))


@dataclass(frozen=True, slots=True)
class Protocol:
    """A tested IP protocol; ``name`` as the file's host calls it, else the number.

    ``compared`` is False where an IPv6 rule names one without the flag that makes the kernel look at it.
    """

    number: int
    name: str
    inverted: bool
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a rule sends packets: byte ``offset`` from the first entry.

    ``chain`` is None where the jump does not meet the head of a chain; ``landing`` says in words what is there.
    """

    offset: int
    chain: Chain | None
    landing: str
    is_goto: bool


@dataclass(frozen=True)
class Match:
    """A match of a rule. ``offset`` (from the first entry) and ``size`` are the record's, header included."""

    rule: Rule
    name: str
    revision: int
    offset: int
    size: int

    kind = "match"

    @property
    def raw(self) -> bytes:
        """The payload, without the header."""
        header = tables.header_size(self.rule._table.abi)
        return bytes(self.rule._table.data[self.offset + header : self.offset + self.size])

    @property
    def _layout(self) -> Layout | None:
        table = self.rule._table
        return known_payload(self.kind, _raw(self.name), self.revision, self.size, table.family, table.abi)

    @property
    def known(self) -> bool:
        """False where no layout of this name, revision and size is known; then ``payload`` is ``raw``."""
        return self._layout is not None

    @property
    def payload(self) -> Any:
        """The decoded struct, a NamedTuple of ``iptblob.spec.layouts``; all bytes of an unknown extension."""
        layout = self._layout
        if layout is None:
            return self.raw
        abi = self.rule._table.abi
        return row_reader(layout, abi.order)(self.rule._table.data, self.offset + tables.header_size(abi))

    def payload_as(self, row: type[Row]) -> Row | None:
        """The payload where it is a ``row`` (a class of ``iptblob.spec.layouts``), else None."""
        layout = self._layout
        return self.payload if layout is not None and layout.row is row else None

    @property
    def fields(self) -> tuple[FieldValue, ...]:
        """Every field of the record, header and padding included, with its place."""
        end = self.offset + self.size
        return tuple(item for item in self.rule.fields if self.offset <= item.offset < end)

    def __repr__(self) -> str:
        return f"<iptblob {self.kind} {visible(_raw(self.name))} revision {self.revision}>"


@dataclass(frozen=True, repr=False)
class Target(Match):
    """The target of a rule; its name is empty for a verdict or a jump (the standard target)."""

    kind = "target"


@dataclass(frozen=True)
class Rule:
    """One rule. ``index`` is the number of its entry in the table, heads and policies counted, from 0."""

    chain: Chain
    index: int

    @property
    def table(self) -> Table:
        return self.chain.table

    @property
    def _table(self) -> tables.Table:
        return self.chain.table._table

    @property
    def number(self) -> int:
        """The rule's number in its chain, from 1, as iptables counts."""
        return self.index - self.chain._chain.start + 1

    @property
    def offset(self) -> int:
        """Where it begins, in bytes from the first entry."""
        return int(self._table.offsets[self.index])

    @property
    def file_offset(self) -> int:
        """Where it begins in the table's buffer, header included."""
        return self._table.base + self.offset

    @property
    def size(self) -> int:
        """Length in bytes."""
        return _size(self._table, self.index)

    @property
    def raw(self) -> Bytes:
        """Its bytes, as captured."""
        return Bytes(self._table.data[self.offset : self.offset + self.size])

    @property
    def text(self) -> str:
        """The line of iptables-save, without counters: ``-A INPUT -i lo -j ACCEPT``."""
        line = f"-A {self.chain._chain.name.decode('latin-1')}{self.table._saved.rules[self.index]}"
        return _str(line.encode("latin-1"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the text does not tell: a jump beside the head of a chain, records that do not fit."""
        return tuple(self.table._saved.notes.get(self.index, ()))

    @property
    def head(self) -> IptEntry | Ip6tEntry | ArptEntry:
        """The decoded head, a NamedTuple of the family."""
        head: IptEntry | Ip6tEntry | ArptEntry = _head(self._table, self.index)
        return head

    @property
    def packets(self) -> int:
        return self.head.counters.packets

    @property
    def bytes(self) -> int:
        return self.head.counters.bytes

    @property
    def reached_from(self) -> tuple[str, ...]:
        """Hooks that reach the rule by the kernel's own account (comefrom); empty for a rule no packet meets."""
        mask = self.head.comefrom
        return tuple(name for number, name in enumerate(self._table.family.hooks) if mask >> number & 1)

    @property
    def source(self) -> Address | None:
        """None where any source matches."""
        ip = self._ip
        return _address(ip.src, ip.smsk, ip.invflags & (INV_ARP_SRCIP if self._is_arp else INV_SRCIP))

    @property
    def destination(self) -> Address | None:
        """None where any destination matches; the target address of an ARP rule."""
        ip = self._ip
        if self._is_arp:
            return _address(ip.tgt, ip.tmsk, ip.invflags & INV_ARP_TGTIP)
        return _address(ip.dst, ip.dmsk, ip.invflags & INV_DSTIP)

    @property
    def in_interface(self) -> Interface | None:
        """None where any interface matches."""
        ip = self._ip
        return _interface(ip.iniface, ip.iniface_mask, ip.invflags & INV_VIA_IN)

    @property
    def out_interface(self) -> Interface | None:
        """None where any interface matches."""
        ip = self._ip
        return _interface(ip.outiface, ip.outiface_mask, ip.invflags & INV_VIA_OUT)

    @property
    def protocol(self) -> Protocol | None:
        """None where any protocol matches, and for ARP."""
        ip = self._ip
        if self._is_arp or not ip.proto:
            return None
        name = protocol_name(ip.proto, self.table.snapshot.source.names, self.table.snapshot.iptables)
        compared = self._table.family.name != "ipv6" or bool(ip.flags & FLAG_PROTOCOL)
        return Protocol(ip.proto, name or str(ip.proto), bool(ip.invflags & INV_PROTO), compared)

    @property
    def _is_arp(self) -> bool:
        return self._table.family.name == "arp"

    @property
    def _ip(self) -> Any:
        head: Any = self.head
        return head.ip

    @cached_property
    def _records(self) -> tuple[tuple[Match, ...], Target | None, str | None]:
        return _records(self)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches, in order; up to the first that does not fit, see ``broken``."""
        return self._records[0]

    @property
    def target(self) -> Target | None:
        """The target; None where its record does not fit."""
        return self._records[1]

    @property
    def broken(self) -> str | None:
        """Why matches or target cannot be read, None where they can."""
        return self._records[2]

    def find(self, row: type[Row]) -> Row | None:
        """The payload of the first match or else the target that is a ``row``, a class of ``iptblob.spec.layouts``."""
        for record in (*self.matches, *([self.target] if self.target else [])):
            found = record.payload_as(row)
            if found is not None:
                return found
        return None

    @property
    def verdict(self) -> str | None:
        """ACCEPT, DROP, QUEUE or RETURN; None for a jump, another target, or none."""
        number = self._verdict
        return None if number is None or number >= 0 else VERDICTS.get(number, str(number))

    @property
    def jump(self) -> Jump | None:
        """Where the rule sends packets; None where it does not jump. A rule without target has no jump either."""
        number, table = self._verdict, self._table
        if number is None or number < 0 or number == self.offset + self.size:
            return None
        from iptblob.misleading.text import landing

        chain = table.jump_targets.get(number)
        words = f"the head of chain {visible(chain.name)}" if chain else landing(table, number)
        is_goto = not self._is_arp and bool(self._ip.flags & HEADS[table.family.name].goto)
        return Jump(number, Chain(self.table, chain) if chain else None, words, is_goto)

    @property
    def _verdict(self) -> int | None:
        target = self.target
        if target is None or target.name != _str(STANDARD) or not target.known:
            return None
        verdict: int = target.payload.verdict
        return verdict

    @property
    def fields(self) -> tuple[FieldValue, ...]:
        """Every field in the order of the bytes; together they cover the whole rule, padding included."""
        from iptblob.table.fields import entry_of

        return entry_of(self._table, self.index).fields

    def __repr__(self) -> str:
        return f"<iptblob rule {visible(self.chain._chain.name)}:{self.number}>"


def _head(table: tables.Table, at: int) -> Any:
    return row_reader(table.head_layout, table.abi.order)(table.data, int(table.offsets[at]))


def _size(table: tables.Table, at: int) -> int:
    size: int = _head(table, at).next_offset
    return size


def _address(value: bytes, mask: bytes, inverted: int) -> Address | None:
    if not any(value) and not any(mask) and not inverted:
        return None
    kind = IPv4Address if len(value) == 4 else IPv6Address
    return Address(kind(value), kind(mask), bool(inverted))


def _interface(name: bytes, mask: bytes, inverted: int) -> Interface | None:
    if not any(mask) and not inverted:
        return None
    return Interface(_str(name), mask, bool(inverted))


def _records(rule: Rule) -> tuple[tuple[Match, ...], Target | None, str | None]:
    """Matches, target and what does not fit, by the rules of ``iptblob.table.walk.walk_records``."""
    table = rule._table
    header = layout_of("xt_entry_match", table.abi)
    read = row_reader(header, table.abi.order)
    head = _head(table, rule.index)
    place, target = rule.offset + table.head_layout.size, rule.offset + head.target_offset
    end = rule.offset + head.next_offset
    if target < place or target + header.size > end:
        return (), None, f"target_offset {head.target_offset} leaves no room (entry of {head.next_offset} bytes)"
    found: list[Match] = []
    while place < target:
        if target - place < header.size:
            return tuple(found), None, f"{target - place} bytes before the target are no match"
        row = read(table.data, place)
        if not header.size <= row.match_size <= target - place:
            return tuple(found), None, f"match_size {row.match_size}, {target - place} bytes before the target"
        found.append(Match(rule, _str(row.name), row.revision, place, row.match_size))
        place += row.match_size
    row = read(table.data, target)
    if not header.size <= row.match_size <= end - target:
        return tuple(found), None, f"target_size {row.match_size}, {end - target} bytes to the next entry"
    return tuple(found), Target(rule, _str(row.name), row.revision, target, row.match_size), None
