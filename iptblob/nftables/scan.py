"""Where the rules of a dump have their names and expressions: all messages at once, and one by one where that fails.

A walk in step asks the k-th attribute of every message together: Python has a dozen steps for any number of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from iptblob.abi import Abi
from iptblob.netlink.attributes import NLA_TYPE_MASK, attribute_spans, body_of, family_of
from iptblob.netlink.kinds import RULE_CHAIN, RULE_EXPRESSIONS, RULE_TABLE
from iptblob.netlink.messages import ALIGN, DamagedError, Message
from iptblob.spec.columns import Bytes, Index, as_bytes, numbers
from iptblob.spec.layout import layout_of

MOST_STEPS = 64  # attributes of one message or list walked in step; no kernel writes as many
_WANTED = (RULE_TABLE, RULE_CHAIN, RULE_EXPRESSIONS)


class RuleSpans(NamedTuple):
    """Of each rule: (NFPROTO number, table, chain), the byte of its message, and where its expressions are.

    ``damage`` is what the rules end before.
    """

    owners: list[tuple[int, bytes, bytes]]
    at: Index
    start: Index
    end: Index
    damage: DamagedError | None = None


class UnevenError(Exception):
    """Attributes that do not fit, or too many to be walked in step: to be read one by one."""


def in_step(octets: Bytes, starts: Index, ends: Index, abi: Abi) -> Iterator[tuple[Index, Index, Index, Index]]:
    """(rows, type, start and end of the value) of the first attribute of every row, of the second, and so on."""
    header = layout_of("nlattr", abi)
    width, (size_at, kind_at) = header.size, (header["size"].offset, header["kind"].offset)
    at, number = starts.copy(), f"{abi.order}u2"
    live = np.flatnonzero(at + width <= ends)
    for _ in range(MOST_STEPS):
        if not len(live):
            if (at < ends).any():
                raise UnevenError
            return
        here = at[live]
        sizes = numbers(octets, here + size_at, number).astype(np.int64)
        kinds = numbers(octets, here + kind_at, number).astype(np.int64) & NLA_TYPE_MASK
        stops = here + sizes
        if (sizes < width).any() or (stops > ends[live]).any():
            raise UnevenError
        yield live, kinds, here + width, stops
        at[live] = here + (sizes + ALIGN - 1 & -ALIGN)
        live = live[at[live] + width <= ends[live]]
    raise UnevenError


def rule_spans(data: bytes, messages: Sequence[Message], abi: Abi) -> RuleSpans:
    """The rules of messages that are NEWRULE."""
    try:
        return _all_at_once(data, messages, abi)
    except UnevenError:
        return _one_by_one(data, messages, abi)


def _all_at_once(data: bytes, messages: Sequence[Message], abi: Abi) -> RuleSpans:
    octets, head = as_bytes(data), layout_of("nfgenmsg", abi)
    fields = np.array([message[:3] for message in messages], dtype=np.int64).reshape(-1, 3)
    at, body, ends = fields[:, 0], fields[:, 1], fields[:, 2]
    starts = body + head.size
    if (starts > ends).any():
        raise UnevenError
    spans = np.zeros((len(_WANTED), 2, len(at)), dtype=np.int64)
    for rows, kinds, first, last in in_step(octets, starts, ends, abi):
        for number, wanted in enumerate(_WANTED):
            chosen = kinds == wanted
            spans[number, 0, rows[chosen]], spans[number, 1, rows[chosen]] = first[chosen], last[chosen]
    families = octets[body + head["family"].offset].tolist()
    places = [column.tolist() for column in spans[:2].reshape(4, -1)]
    known: dict[bytes, bytes] = {}

    def name(octets: bytes) -> bytes:
        found = known.get(octets)
        return known.setdefault(octets, octets.partition(b"\0")[0]) if found is None else found

    owners = [
        (family, name(data[a:b]), name(data[c:d])) for family, a, b, c, d in zip(families, *places, strict=True)
    ]
    return RuleSpans(owners, at, spans[2, 0], spans[2, 1])


def _one_by_one(data: bytes, messages: Sequence[Message], abi: Abi) -> RuleSpans:
    owners, places, damage = [], [], None
    try:
        for message in messages:
            owner, start, end = _rule(data, message, abi)
            owners.append(owner)
            places.append((message.at, start, end))
    except DamagedError as error:
        damage = error
    columns = np.array(places, dtype=np.int64).reshape(-1, 3)
    return RuleSpans(owners, columns[:, 0], columns[:, 1], columns[:, 2], damage)


def _rule(data: bytes, message: Message, abi: Abi) -> tuple[tuple[int, bytes, bytes], int, int]:
    body, found = body_of(data, message, "nfgenmsg", abi), dict.fromkeys(_WANTED, (0, 0))
    for kind, start, end in attribute_spans(data, body.start, body.end, abi):
        if kind in found:
            found[kind] = (start, end)
    table, chain = (data[start:end].partition(b"\0")[0] for start, end in (found[RULE_TABLE], found[RULE_CHAIN]))
    return (family_of(data, message, abi), table, chain), *found[RULE_EXPRESSIONS]
