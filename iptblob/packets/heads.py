"""The heads of all entries compared with one packet at once.

What ip_packet_match (net/ipv4/netfilter/ip_tables.c), ip6_packet_match (net/ipv6/netfilter/ip6_tables.c) and
arp_packet_match (net/ipv4/netfilter/arp_tables.c) of Linux 6.18 test, in their order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.spec import columns
from iptblob.spec.layout import Layout
from iptblob.table import Table
from iptblob.terms import Bits, Device, Not, Term, inverted_if

Words = NDArray[np.uint32]
HEADS_AT_ONCE = 2048  # heads that are compared at once
MOST_SEEN = 64  # packets of which is remembered what heads say
BITS_OF_WORD, OCTETS_OF_WORD = 32, 4
LEN_ETHERNET = 6  # dev->addr_len: hardware addresses are compared no further (arp_devaddr_compare)
GOTO = {"ipv4": 0x02, "ipv6": 0x04, "arp": 0}  # IPT_F_GOTO, IP6T_F_GOTO; arp_tables has none
FRAG, PROTO = 0x01, 0x01  # IPT_F_FRAG, IP6T_F_PROTO
INVERTED = {  # IPT_INV_*, IP6T_INV_*, ARPT_INV_*
    "ipv4": {"in": 0x01, "out": 0x02, "src": 0x08, "dst": 0x10, "fragoff": 0x20, "proto": 0x40},
    "ipv6": {"in": 0x01, "out": 0x02, "src": 0x08, "dst": 0x10, "proto": 0x40},
    "arp": {"in": 0x01, "out": 0x02, "src": 0x04, "dst": 0x08, "smac": 0x10, "tmac": 0x20, "op": 0x40, "hrd": 0x80,
            "pro": 0x100, "hln": 0x200},
}  # fmt: skip
DEVICES = {"in": ("iniface", "iniface_mask"), "out": ("outiface", "outiface_mask")}
ARP_FIELDS = (
    ("op", "arpop", "arpop_mask"), ("hrd", "arhrd", "arhrd_mask"), ("pro", "arpro", "arpro_mask"),
    ("hln", "arhln", "arhln_mask"), ("smac", "src_devaddr", "src_devaddr_mask"),
    ("tmac", "tgt_devaddr", "tgt_devaddr_mask"), ("src", "src", "smsk"), ("dst", "tgt", "tmsk"),
)  # fmt: skip


@dataclass(frozen=True)
class HeadTest:
    """One comparison in every head: ``field`` of the packet with ``values`` under ``masks``, one row of words each.

    ``strict``: the packet's value is masked, the head's is not, so that one with other bits than its mask is never
    equal. ``width`` is that of the field in bytes.
    """

    field: str
    width: int
    values: Words
    masks: Words
    inverted: NDArray[np.bool_]
    strict: bool = True

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Where the packet's value decides nothing."""
        asked = np.concatenate([self.masks, self.values] if self.strict else [self.masks], axis=1)
        free: NDArray[np.bool_] = np.logical_not(asked.any(axis=1))
        return free

    def part(self, some: slice) -> HeadTest:
        """The test of some entries alone."""
        kind = type(self)
        return kind(
            self.field, self.width, values=self.values[some], masks=self.masks[some], inverted=self.inverted[some],
            strict=self.strict,
        )  # fmt: skip

    def fails(self, value: bytes) -> NDArray[np.bool_]:
        """Where the test is false of a packet whose field is ``value`` (in network order)."""
        have = np.frombuffer(value.ljust(self.values.shape[1] * OCTETS_OF_WORD, b"\0"), dtype=np.uint32)
        masked = have & self.masks
        differs = self.values ^ masked if self.strict else (self.values & self.masks) ^ masked
        fails: NDArray[np.bool_] = differs.any(axis=1) ^ self.inverted
        return fails

    def term(self, at: int) -> Term:
        """The test of one entry; its value is masked where the kernel does so."""
        value, mask = (rows[at].tobytes()[: self.width] for rows in (self.values, self.masks))
        plain: Term
        if not any(mask):
            plain = not (self.strict and any(value))
        elif self.field in DEVICES:
            plain = Device(self.field, value, mask)
        else:
            number, bits = int.from_bytes(value, "big"), int.from_bytes(mask, "big")
            plain = Bits(self.field, bits, number if self.strict else number & bits)
            plain = False if number & ~bits and self.strict else plain
        return inverted_if(self.inverted[at], plain)


@dataclass(frozen=True)
class FragmentTest(HeadTest):
    """``-f``: not the first fragment; of others than IPv4 there is none."""

    def fails(self, value: bytes) -> NDArray[np.bool_]:
        fails = np.zeros(len(self.values), dtype=np.bool_) if any(value) else self.masks.any(axis=1)
        return fails ^ self.inverted

    def term(self, at: int) -> Term:
        later = Not(Bits(self.field, 0xFFFF, 0)) if self.masks[at].any() else True
        return inverted_if(self.inverted[at], later)


class _Block(NamedTuple):
    """What a run of heads says: the number of the first test that fails, 0 where none does; where that is not known;
    entries whose head may match."""

    failed: NDArray[np.int8]
    unknown: NDArray[np.bool_]
    candidates: list[int]


class HeadsSeen:
    """What all heads say of one packet; compared in runs, where somebody asks."""

    def __init__(self, heads: Heads, have: tuple[bytes | None, ...]) -> None:
        self._heads, self._have = heads, have
        self._blocks: dict[int, _Block] = {}

    def failed(self, at: int) -> int:
        """The number of the first test of an entry that fails, 0 where none does."""
        return int(self._block(at // HEADS_AT_ONCE).failed[at % HEADS_AT_ONCE])

    def unknown(self, at: int) -> bool:
        """Is it not known whether a head matches?"""
        return bool(self._block(at // HEADS_AT_ONCE).unknown[at % HEADS_AT_ONCE])

    def next(self, at: int) -> int | None:
        """The first entry from ``at`` on whose head may match."""
        for number in range(at // HEADS_AT_ONCE, -(-self._heads.count // HEADS_AT_ONCE)):
            candidates = self._block(number).candidates
            found = bisect_left(candidates, at)
            if found < len(candidates):
                return candidates[found]
        return None

    def _block(self, number: int) -> _Block:
        if number not in self._blocks:
            self._blocks[number] = self._heads.block(number, self._have)
        return self._blocks[number]


class Heads:
    """All heads of a table: their tests, and what they say of a packet."""

    def __init__(self, table: Table) -> None:
        field = table.head_layout["ip"]
        assert field.struct is not None
        self.layout: Layout = field.struct
        self.count = len(table)
        self._rows = columns.gather(table.octets, table.offsets + field.offset, field.size)
        self.family = table.family.name
        self.order = table.abi.order
        self.invflags = self._numbers("invflags")
        self.flags = self._numbers("flags")
        self.tests = tuple(self._tests())
        self._rows = self._rows[:0]  # the tests have copies of what they ask
        self._seen: dict[tuple[bytes | None, ...], HeadsSeen] = {}

    def _octets(self, name: str) -> NDArray[np.uint8]:
        field = self.layout[name]
        return self._rows[:, field.offset : field.offset + field.size]

    def _numbers(self, name: str) -> NDArray[np.int64]:
        field = self.layout[name]
        raw = np.ascontiguousarray(self._octets(name))
        return raw.view(f"{'>' if field.be else self.order}u{field.width}").reshape(-1).astype(np.int64)

    def _inverted(self, field: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self.invflags & INVERTED[self.family][field]) != 0
        return found

    def _test(self, field: str, value: str, mask: str, *, width: int = 0, strict: bool = True) -> HeadTest:
        values, masks = (_words(self._octets(name)[:, : width or None]) for name in (value, mask))
        return HeadTest(field, width or self.layout[value].size, values, masks, self._inverted(field), strict=strict)

    def _tests(self) -> Iterator[HeadTest]:
        if self.family == "arp":
            for field, value, mask in ARP_FIELDS:
                is_device = field in ("smac", "tmac")
                yield self._test(field, value, mask, width=LEN_ETHERNET if is_device else 0, strict=not is_device)
        else:
            for field, mask in (("src", "smsk"), ("dst", "dmsk")):
                yield self._test(field, field, mask, strict=self.family == "ipv4")
        for field, (value, mask) in DEVICES.items():
            yield self._test(field, value, mask, strict=False)
        if self.family != "arp":
            yield self._protocol()
        if self.family == "ipv4":
            asked = (self.flags & FRAG).astype(np.uint32).reshape(-1, 1)
            yield FragmentTest("fragoff", 2, asked, asked, self._inverted("fragoff"))

    def _protocol(self) -> HeadTest:
        """0 is any protocol, inverted or not; IPv6 asks only where a flag says so. One above 255 is none."""
        number = self._numbers("proto")
        asked = number != 0 if self.family == "ipv4" else (number != 0) & ((self.flags & PROTO) != 0)
        octets = np.zeros((len(number), 2 * OCTETS_OF_WORD), dtype=np.uint8)
        octets[:, 0] = np.where(asked, number & 0xFF, 0)
        octets[:, OCTETS_OF_WORD] = np.where(asked & (number > 0xFF), 1, 0)  # which no packet has
        masks = np.zeros_like(octets)
        masks[:, 0] = np.where(asked, 0xFF, 0)
        return HeadTest("proto", 1, _words(octets), _words(masks), self._inverted("proto") & asked)

    def compared(self, value_of: Callable[[str], bytes | None]) -> HeadsSeen:
        """What all heads say of a packet.

        ``value_of`` gives a field in network order, or None where it is not known.
        """
        have = tuple(value_of(test.field) for test in self.tests)
        found = self._seen.get(have)
        if found is None:
            if len(self._seen) > MOST_SEEN:
                self._seen.clear()
            found = self._seen[have] = HeadsSeen(self, have)
        return found

    def block(self, number: int, have: tuple[bytes | None, ...]) -> _Block:
        """What one run of heads says of a packet."""
        some = slice(number * HEADS_AT_ONCE, min((number + 1) * HEADS_AT_ONCE, self.count))
        failed = np.zeros(some.stop - some.start, dtype=np.int8)
        unknown = np.zeros(some.stop - some.start, dtype=np.bool_)
        for number_of, (whole, value) in enumerate(zip(self.tests, have, strict=True), 1):
            test = whole.part(some)
            undecided = (failed == 0) & ~unknown
            if value is None:
                unknown |= undecided & ~test.settled
                fails = test.settled & test.inverted & undecided
            else:
                fails = test.fails(value) & undecided
            failed[fails] = number_of
        candidates = np.flatnonzero((failed == 0) | unknown) + some.start
        return _Block(failed, unknown, candidates.tolist())

    @cached_property
    def _asking(self) -> list[int]:
        """Of each entry the tests that are not true of every packet, as bits."""
        found = np.zeros(self.count, dtype=np.int64)
        for number, test in enumerate(self.tests):
            found |= (~test.settled | test.inverted).astype(np.int64) << number
        asking: list[int] = found.tolist()
        return asking

    @cached_property
    def _chosen(self) -> list[tuple[HeadTest, ...]]:
        """The tests that some bits stand for."""
        numbered = list(enumerate(self.tests))
        return [tuple(test for number, test in numbered if bits >> number & 1) for bits in range(1 << len(numbered))]

    def terms(self, at: int) -> list[Term]:
        """The tests of one entry, in order; true ones are left out."""
        return [term for test in self._chosen[self._asking[at]] if (term := test.term(at)) is not True]

    def devices(self) -> Iterator[Device]:
        """The interface names that entries ask for, each once."""
        for test in self.tests:
            if test.field in DEVICES:
                rows = np.hstack([test.values.view(np.uint8), test.masks.view(np.uint8)])
                for at in columns.distinct(np.ascontiguousarray(rows))[0].tolist():
                    value, mask = (column[at].tobytes()[: test.width] for column in (test.values, test.masks))
                    if any(mask):
                        yield Device(test.field, value, mask)

    def first_false(self, at: int, number: int) -> Term:
        """The test of an entry that ``HeadsSeen.failed`` names."""
        return self.tests[number - 1].term(at)

    def is_goto(self, at: int) -> bool:
        return bool(self.flags[at] & GOTO[self.family])


def _words(octets: NDArray[Any]) -> Words:
    """Rows of bytes as rows of words, zeros behind."""
    count, width = octets.shape
    padded = np.zeros((count, -(-width // OCTETS_OF_WORD) * OCTETS_OF_WORD), dtype=np.uint8)
    padded[:, :width] = octets
    return padded.view(np.uint32)
