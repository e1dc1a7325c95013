"""The messages of nf_tables dumps: tables, chains and rules, not yet understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from iptblob.abi import Abi
from iptblob.netlink.attributes import Nest, attribute_spans, body_of, family_of
from iptblob.netlink.kinds import (
    CHAIN_NAME,
    CHAIN_TABLE,
    LIST_ELEM,
    NEWCHAIN,
    NEWRULE,
    NEWTABLE,
    TABLE_NAME,
)
from iptblob.netlink.messages import DamagedError, Message, read_messages
from iptblob.nftables.numbers import (
    CHAIN_COUNTERS,
    CHAIN_HOOK,
    CHAIN_POLICY,
    CHAIN_TYPE,
    COUNTER_BYTES,
    COUNTER_PACKETS,
    DORMANT,
    HOOK_DEVICE,
    HOOK_NUMBER,
    HOOK_PRIORITY,
    TABLE_FLAGS,
)
from iptblob.nftables.scan import RuleSpans, rule_spans
from iptblob.spec.columns import Bytes, Index, as_bytes

TableKey = tuple[int, bytes]  # NFPROTO number, name


class NftChain(NamedTuple):
    """A chain as the kernel tells it; ``hook`` is None of one that only jumps lead to. ``policy``: 0 drop, 1 accept,
    None where none is told."""

    name: bytes
    hook: int | None = None
    priority: int = 0
    kind: bytes = b""
    policy: int | None = None
    packets: int = 0
    octets: int = 0
    device: bytes = b""


class NftRule(NamedTuple):
    """A rule: its expressions, whole, and its message's place in the member, in bytes.

    ``damage`` says why what should be its expressions could not be taken apart: then they stand as one.
    """

    chain: bytes
    expressions: tuple[bytes, ...]
    at: int
    damage: str = ""


@dataclass(frozen=True)
class RuleRows:
    """The rules of a table side by side, in the order of the dumps.

    ``chains[which]`` is the chain of each; ``start`` to ``end`` of ``data`` are its expressions; ``at`` is the byte of
    its message in the dump.
    """

    abi: Abi
    data: bytes = b""
    chains: tuple[bytes, ...] = ()
    which: Index = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    at: Index = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    start: Index = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    end: Index = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.at)

    @property
    def octets(self) -> Bytes:
        return as_bytes(self.data)

    def rule(self, number: int) -> NftRule:
        """One of them with its expressions taken apart."""
        chain, at = self.chains[self.which[number]], int(self.at[number])
        start, end = int(self.start[number]), int(self.end[number])
        try:
            spans = attribute_spans(self.data, start, end, self.abi)
        except DamagedError as error:
            return NftRule(chain, (self.data[start:end],), at, error.message)
        return NftRule(chain, tuple([self.data[first:last] for kind, first, last in spans if kind == LIST_ELEM]), at)

    def __iter__(self) -> Iterator[NftRule]:
        return map(self.rule, range(len(self)))

    def counts(self) -> dict[bytes, int]:
        """Rules by chain."""
        counted = np.bincount(self.which, minlength=len(self.chains)).tolist()
        return dict(zip(self.chains, counted, strict=True))

    def by_chain(self) -> dict[bytes, Index]:
        """The numbers of the rules of each chain, in order."""
        order = np.argsort(self.which, kind="stable")
        bounds = np.searchsorted(self.which[order], np.arange(len(self.chains) + 1))
        return {name: order[bounds[at] : bounds[at + 1]] for at, name in enumerate(self.chains)}

    def joined(self, other: RuleRows) -> RuleRows:
        """With those of another dump behind them."""
        if not len(self):
            return other
        chains = tuple(dict.fromkeys([*self.chains, *other.chains]))
        places = {name: at for at, name in enumerate(chains)}
        moved = np.array([places[name] for name in other.chains], dtype=np.int64)[other.which]
        shift = len(self.data)
        both = (
            (self.which, moved), (self.at, other.at), (self.start, other.start + shift), (self.end, other.end + shift),
        )  # fmt: skip
        which, at, start, end = map(np.concatenate, both)
        return RuleRows(self.abi, self.data + other.data, chains, which=which, at=at, start=start, end=end)


@dataclass
class NftTable:
    """What the dumps say of one table; ``chains`` None: no dump of chains was read."""

    rules: RuleRows
    chains: dict[bytes, NftChain] | None = None
    dormant: bool = False


@dataclass
class Ruleset:
    """The tables of one network namespace by family and name, in the order of the dumps.

    ``rules_seen``: a rule was read, or an answer to the question for rules without any.
    """

    abi: Abi
    tables: dict[TableKey, NftTable] = field(default_factory=dict)
    rules_seen: bool = False

    def table(self, key: TableKey) -> NftTable:
        """A table, made where it was not there."""
        return self.tables.setdefault(key, NftTable(RuleRows(self.abi)))


def read_ruleset(dumps: Iterable[bytes], abi: Abi, found: Ruleset | None = None) -> Ruleset:
    """What the dumps hold, each of which may hold messages of any kind; added to ``found``. Raises DamagedError."""
    found = Ruleset(abi) if found is None else found
    for data in dumps:
        rules: list[Message] = []
        try:
            for message in read_messages(data, abi):
                if message.kind == NEWRULE:
                    rules.append(message)
                elif message.kind in (NEWCHAIN, NEWTABLE):
                    _add_other(found, data, message)
        finally:
            spans = rule_spans(data, rules, abi)
            _add_rules(found, data, spans)  # what was read before the damage counts
        if spans.damage:
            raise spans.damage
    return found


def _add_other(found: Ruleset, data: bytes, message: Message) -> None:
    family, body = family_of(data, message, found.abi), body_of(data, message, "nfgenmsg", found.abi)
    if message.kind == NEWCHAIN:
        _add_chain(found, family, body)
    else:
        table = found.table((family, body.text(TABLE_NAME) or b""))
        table.dormant = bool((body.number(TABLE_FLAGS) or 0) & DORMANT)


def _add_rules(found: Ruleset, data: bytes, spans: RuleSpans) -> None:
    """The rules of one dump to those of their tables."""
    found.rules_seen = found.rules_seen or len(spans.at) > 0
    numbers: dict[tuple[TableKey, bytes], int] = {}
    owners = [numbers.setdefault(((family, table), chain), len(numbers)) for family, table, chain in spans.owners]
    every = np.array(owners, dtype=np.int64)
    keys = list(numbers)
    of_table: dict[TableKey, list[int]] = {}
    for number, (key, _) in enumerate(keys):
        of_table.setdefault(key, []).append(number)
    moved = np.empty(len(keys), dtype=np.int64)
    home = np.empty(len(keys), dtype=np.int64)
    for place, chosen in enumerate(of_table.values()):
        moved[chosen], home[chosen] = np.arange(len(chosen)), place
    for place, (key, chosen) in enumerate(of_table.items()):
        rows = np.flatnonzero(home[every] == place) if len(of_table) > 1 else np.arange(len(every))
        chains = tuple(keys[number][1] for number in chosen)
        more = RuleRows(found.abi, data, chains, which=moved[every[rows]], at=spans.at[rows], start=spans.start[rows],
                        end=spans.end[rows])  # fmt: skip
        table = found.table(key)
        table.rules = table.rules.joined(more)


def _add_chain(found: Ruleset, family: int, body: Nest) -> None:
    values: dict[int, bytes] = {}
    data = body.data
    for kind, start, end in attribute_spans(data, body.start, body.end, body.abi):
        values.setdefault(kind, data[start:end])
    chain = NftChain(_text(values.get(CHAIN_NAME)))
    if CHAIN_HOOK in values:
        hook = _nest(values[CHAIN_HOOK], body.abi)
        priority = int.from_bytes(hook.value(HOOK_PRIORITY) or b"", "big", signed=True)
        policy = values.get(CHAIN_POLICY)
        chain = chain._replace(
            hook=hook.number(HOOK_NUMBER), priority=priority, kind=_text(values.get(CHAIN_TYPE)),
            policy=None if policy is None else int.from_bytes(policy, "big"), device=hook.text(HOOK_DEVICE) or b"",
        )  # fmt: skip
    if CHAIN_COUNTERS in values:
        counters = _nest(values[CHAIN_COUNTERS], body.abi)
        chain = chain._replace(
            packets=counters.number(COUNTER_PACKETS) or 0, octets=counters.number(COUNTER_BYTES) or 0
        )
    table = found.table((family, _text(values.get(CHAIN_TABLE))))
    table.chains = {} if table.chains is None else table.chains
    table.chains[chain.name] = chain


def _text(value: bytes | None) -> bytes:
    return (value or b"").partition(b"\0")[0]


def _nest(content: bytes, abi: Abi) -> Nest:
    return Nest(content, 0, len(content), abi)
