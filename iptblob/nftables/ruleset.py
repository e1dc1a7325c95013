"""The messages of nf_tables dumps: tables, chains and rules, not yet understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.netlink.attributes import Nest, attribute_spans, body_of, family_of
from iptblob.netlink.kinds import (
    CHAIN_NAME,
    CHAIN_TABLE,
    LIST_ELEM,
    NEWCHAIN,
    NEWRULE,
    NEWTABLE,
    RULE_CHAIN,
    RULE_EXPRESSIONS,
    RULE_TABLE,
    TABLE_NAME,
)
from iptblob.netlink.messages import read_messages
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
    """A rule: its expressions, whole, and its message's place in the member, in bytes."""

    chain: bytes
    expressions: tuple[bytes, ...]
    at: int


@dataclass
class NftTable:
    """What the dumps say of one table; ``chains`` None: no dump of chains was read."""

    chains: dict[bytes, NftChain] | None = None
    rules: list[NftRule] = field(default_factory=list)
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
        return self.tables.setdefault(key, NftTable())


def read_ruleset(dumps: Iterable[bytes], abi: Abi, found: Ruleset | None = None) -> Ruleset:
    """What the dumps hold, each of which may hold messages of any kind; added to ``found``. Raises DamagedError."""
    found = Ruleset(abi) if found is None else found
    for data in dumps:
        for message in read_messages(data, abi):
            if message.kind not in (NEWTABLE, NEWCHAIN, NEWRULE):
                continue
            family, body = family_of(data, message, abi), body_of(data, message, "nfgenmsg", abi)
            if message.kind == NEWRULE:
                _add_rule(found, family, body, message.at)
            elif message.kind == NEWCHAIN:
                _add_chain(found, family, body)
            else:
                table = found.table((family, body.text(TABLE_NAME) or b""))
                table.dormant = bool((body.number(TABLE_FLAGS) or 0) & DORMANT)
    return found


def _add_rule(found: Ruleset, family: int, body: Nest, at: int) -> None:
    found.rules_seen = True
    data, abi, table, chain = body.data, body.abi, b"", b""
    expressions: tuple[bytes, ...] = ()
    for kind, start, end in attribute_spans(data, body.start, body.end, abi):
        if kind == RULE_TABLE:
            table = data[start:end].partition(b"\0")[0]
        elif kind == RULE_CHAIN:
            chain = data[start:end].partition(b"\0")[0]
        elif kind == RULE_EXPRESSIONS:
            spans = attribute_spans(data, start, end, abi)
            expressions = tuple([data[first:last] for number, first, last in spans if number == LIST_ELEM])
    found.table((family, table)).rules.append(NftRule(chain, expressions, at))


def _add_chain(found: Ruleset, family: int, body: Nest) -> None:
    table = found.table((family, body.text(CHAIN_TABLE) or b""))
    table.chains = {} if table.chains is None else table.chains
    chain = NftChain(body.text(CHAIN_NAME) or b"")
    hook = body.nest(CHAIN_HOOK)
    if hook is not None:
        priority = int.from_bytes(hook.value(HOOK_PRIORITY) or b"", "big", signed=True)
        chain = chain._replace(
            hook=hook.number(HOOK_NUMBER), priority=priority, kind=body.text(CHAIN_TYPE) or b"",
            policy=body.number(CHAIN_POLICY), device=hook.text(HOOK_DEVICE) or b"",
        )  # fmt: skip
    counters = body.nest(CHAIN_COUNTERS)
    if counters is not None:
        chain = chain._replace(
            packets=counters.number(COUNTER_PACKETS) or 0, octets=counters.number(COUNTER_BYTES) or 0
        )
    table.chains[chain.name] = chain
