"""Rules that are alike: read one of them, and copy into the others what alone sets them apart.

Most rules of a ruleset differ from another one in an address, a port, a counter, a comment or a chain's name. ``rule``
says which bytes of its expressions came into a rule as they are (``Copy``); every rule that is equal in all others is
read with it, a matrix at a time. What is not alike is left to be read one by one: both ways give the same bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.netlink.attributes import attribute_spans
from iptblob.netlink.kinds import EXPR_DATA, LIST_ELEM
from iptblob.netlink.messages import ALIGN
from iptblob.nftables.draft import Copy, Draft
from iptblob.nftables.entry import EntryMaker, MadeEntry
from iptblob.nftables.numbers import COUNTER_BYTES, COUNTER_PACKETS, DATA_VALUE, DATA_VERDICT, TCP, VERDICT_CHAIN
from iptblob.nftables.rule import NO_INTERFACE, read_rule
from iptblob.nftables.ruleset import RuleRows
from iptblob.nftables.steps import ForeignError
from iptblob.spec.columns import Bytes, Index, gather
from iptblob.spec.layout import Field, layout_of
from iptblob.spec.registry import SPECS
from iptblob.spec.unpack import place_of

FEWEST = 3  # rules for which a pattern pays
MISSES = 8  # patterns in a row that fit hardly any rule: those that are left are read one by one
MOST_ASKED = 48  # patterns that a rule is compared with, on the average
SPREAD = 2654435761  # 2^32 by the golden ratio
COMPARED_AT_ONCE = 1 << 14  # rules that are compared at once: their bytes stand in memory beside the dump
# attributes on the way from an expression's data to the bytes of a part
_PATHS = {
    **dict.fromkeys(("data", "first", "second"), (3, DATA_VALUE)), "from": (3, DATA_VALUE), "to": (4, DATA_VALUE),
    "info": (3,), "chain": (2, DATA_VERDICT, VERDICT_CHAIN), "packets": (COUNTER_PACKETS,), "bytes": (COUNTER_BYTES,),
}  # fmt: skip



class AlikeRules(NamedTuple):
    """Rules by number that read alike: entries of one size, each with its own bytes, counters and jump."""

    rules: Index
    octets: Bytes
    counts: NDArray[np.uint64]
    target: int
    jumps: list[bytes]
    falls_through: bool


class _CopySpot(NamedTuple):
    """Bytes of a list of expressions, from its start, that may differ between rules that are alike, and the copy."""

    start: int
    end: int
    part: str
    copy: Copy


class _Pattern:
    """What rules must have in common to be read like one of them."""

    def __init__(self, example: bytes, draft: Draft, entry: MadeEntry, maker: EntryMaker) -> None:
        self.draft, self.entry, self.maker = draft, entry, maker
        self.example = np.frombuffer(example, dtype=np.uint8)
        self.spots = list(_spots(example, draft, maker))
        free = np.zeros(len(example), dtype=bool)
        for spot in self.spots:
            free[spot.start : spot.end] = True
        self.fixed = np.where(free, 0, 0xFF).astype(np.uint8).view(np.uint32)
        self.texts = [spot for spot in self.spots if spot.copy.text]

    def same(self, rows: Bytes) -> NDArray[np.bool_]:
        """Which rows are alike."""
        other = (rows.view(np.uint32) ^ self.example.view(np.uint32)) & self.fixed
        found: NDArray[np.bool_] = np.logical_not(other.any(axis=1))
        for spot in self.texts:
            part, own = rows[:, spot.start : spot.end], self.example[spot.start : spot.end]
            found &= ((part == 0) == (own == 0)).all(axis=1)
            if len(own) == len(NO_INTERFACE) and own.tobytes() != NO_INTERFACE:
                found &= (part != np.frombuffer(NO_INTERFACE, dtype=np.uint8)).any(axis=1)
        return found

    def read(self, rules: Index, rows: Bytes) -> AlikeRules:
        """The entries of rows that are alike."""
        octets = np.tile(np.frombuffer(self.entry.octets, dtype=np.uint8), (len(rows), 1))
        counts = np.zeros((len(rows), 2), dtype=np.uint64)
        counts[:] = self.entry.counts
        jumps = [self.entry.jump] * len(rows)
        for spot in self.spots:
            part = rows[:, spot.start : spot.end]
            if spot.copy.goal == "counts":
                counts[:, int(spot.part == "bytes")] = np.ascontiguousarray(part).view(">u8")[:, 0]
            elif spot.copy.goal == "jump":
                names = np.ascontiguousarray(part).view(f"V{part.shape[1]}")[:, 0].tolist()
                jumps = [name.partition(b"\0")[0] for name in names]
            elif spot.copy.goal in ("src_ports", "dst_ports"):
                self._ports(octets, part, spot.copy)
            else:
                at = self._goal(spot.copy)
                octets[:, at : at + part.shape[1]] = part
        target, falls_through = self.entry.target, self.entry.falls_through
        return AlikeRules(rules, octets, counts, target=target, jumps=jumps, falls_through=falls_through)

    def _payload(self, copy: Copy) -> int:
        """Where the payload of a match or of the target begins in the entry."""
        sizes = [len(one) for one in self.draft.matches]
        before = self.maker.head.size + sum(sizes if copy.goal == "target" else sizes[: copy.match])
        return before + layout_of(f"xt_entry_{'target' if copy.goal == 'target' else 'match'}", self.maker.abi).size

    def _goal(self, copy: Copy) -> int:
        if copy.goal in ("payload", "target"):
            return self._payload(copy)
        if copy.goal == "mark":
            return self._payload(copy) + self._field("mark", 1, "mark")[0]
        return place_of(self.maker.head, f"ip.{copy.goal}")[0]

    def _field(self, name: str, revision: int, path: str) -> tuple[int, Field]:
        layout = layout_of(SPECS["match", name, revision, self.maker.family.name], self.maker.abi)
        return place_of(layout, path)

    def _ports(self, octets: Bytes, part: Bytes, copy: Copy) -> None:
        at, field = self._field("tcp" if self.draft.head["proto"] == TCP else "udp", 0, copy.goal)
        at += self._payload(copy)
        number = part if field.be or self.maker.abi.is_be else part[:, ::-1]
        for half in {"from": (0,), "to": (1,)}.get(copy.part, (0, 1)):
            octets[:, at + half * field.width : at + (half + 1) * field.width] = number


def _spots(example: bytes, draft: Draft, maker: EntryMaker) -> Iterator[_CopySpot]:
    elements = [span for span in attribute_spans(example, 0, len(example), maker.abi) if span[0] == LIST_ELEM]
    for copy in draft.copies:
        for part in ("packets", "bytes") if copy.part == "counter" else (copy.part,):
            _, start, end = elements[copy.expression]
            for kind in (EXPR_DATA, *_PATHS[part]):
                spans = attribute_spans(example, start, end, maker.abi)
                start, end = next((first, last) for number, first, last in spans if number == kind)
            middle = (start + end) // 2
            yield _CopySpot(middle if part == "second" else start, middle if part == "first" else end, part, copy)


def alike(rows: RuleRows, maker: EntryMaker, known: Callable[[bytes], bool]) -> Iterator[AlikeRules]:
    """The rules that are read together; all others are left. ``known`` says which chains there are to jump to."""
    sizes = rows.end - rows.start
    order = np.argsort(sizes, kind="stable")
    bounds = [*np.flatnonzero(np.diff(sizes[order], prepend=-1)).tolist(), len(order)]
    for first, last in itertools.pairwise(bounds):
        size = int(sizes[order[first]])
        if size and not size % ALIGN and last - first >= FEWEST:
            patterns: list[_Pattern] = []
            for start in range(first, last, COMPARED_AT_ONCE):
                for found in _of_one_size(rows, order[start : min(start + COMPARED_AT_ONCE, last)], maker, patterns):
                    fine = np.array([not jump or known(jump) for jump in found.jumps], dtype=bool)
                    yield found if fine.all() else _of(found, fine)


def _of_one_size(rows: RuleRows, rules: Index, maker: EntryMaker, patterns: list[_Pattern]) -> Iterator[AlikeRules]:
    size = int(rows.end[rules[0]] - rows.start[rules[0]])
    left, octets = rules, gather(rows.octets, rows.start[rules], size)
    known, misses, budget = list(patterns), 0, MOST_ASKED * len(rules)
    while len(left) >= FEWEST and misses < MISSES and budget > 0:
        # from anywhere, for what stands together may be alike in being like nothing else
        example = int(left[(budget * SPREAD >> 16) % len(left)])
        pattern = known.pop(0) if known else _pattern_of(rows, example, maker)
        same = np.zeros(len(left), dtype=bool) if pattern is None else pattern.same(octets)
        budget -= len(left)
        found = int(same.sum())
        if pattern is None or found < FEWEST:
            misses += 1
            continue
        misses = 0
        if pattern not in patterns:
            patterns.append(pattern)
        yield pattern.read(left[same], octets[same])
        left, octets = left[~same], octets[~same]


def _of(found: AlikeRules, chosen: NDArray[np.bool_]) -> AlikeRules:
    jumps = [jump for jump, fine in zip(found.jumps, chosen.tolist(), strict=True) if fine]
    return found._replace(
        rules=found.rules[chosen], octets=found.octets[chosen], counts=found.counts[chosen], jumps=jumps
    )


def _pattern_of(rows: RuleRows, number: int, maker: EntryMaker) -> _Pattern | None:
    """What a rule has in common with those like it; None of one that is told whole, or hides something."""
    rule = rows.rule(number)
    if rule.damage:
        return None
    try:
        draft = read_rule(rule.expressions, maker.steps)
        if draft.hidden:
            return None
        entry = maker.entry(draft)
    except ForeignError:
        return None
    return _Pattern(rows.data[int(rows.start[number]) : int(rows.end[number])], draft, entry, maker)
