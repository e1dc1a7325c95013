"""What one table does to all packets: who gets where, and which rules no packet reaches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from iptblob.packets.bdd import Edge
from iptblob.packets.follow import Budget, Follower, Outcome
from iptblob.packets.identity import Identity
from iptblob.packets.program import Program
from iptblob.packets.reach import FRAMES, MOST_SECONDS
from iptblob.packets.symbols import UNCHANGED, Symbols, domain, terms_of
from iptblob.table import ERROR
from iptblob.terms import NEW, RELATED, Device, Term

MOST_SHADOWS = 3  # told of each rule


@dataclass(frozen=True)
class Arrival:
    """Packets of one hook that end at one entry. ``spans`` as in ``FateChange``."""

    program: Program
    hook: str
    entry: int
    outcome: Outcome
    spans: dict[str, list[tuple[int, int]]]
    exact: bool
    devices: tuple[bytes, ...]


@dataclass(frozen=True)
class DeadRule:
    """A rule that no packet matches: none comes by it, or (``is_reached``) none of those that do.

    ``shadows`` are earlier rules of its chain that take packets it asks for.
    """

    program: Program
    entry: int
    is_reached: bool
    shadows: tuple[int, ...]


class Overview:
    """One table, followed for every packet."""

    def __init__(self, program: Program, *, seconds: float = MOST_SECONDS, devices: Iterable[Term] = ()) -> None:
        sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES))
        self.program = program
        self.symbols = Symbols(program.table.family.name)
        self.symbols.prepare([*terms_of([program]), *devices])
        self.follower = Follower(Identity([program]), 0, self.symbols, budget=Budget(seconds))

    def packets_at(self, hook: int) -> Edge:
        """Those that there are; a nat table sees the first one of a flow alone."""
        packets = domain(self.symbols, self.program.table.family.hooks[hook])
        if self.program.name == "nat":
            packets = self.symbols.diagrams.both(packets, self.symbols.among("ctstate", RELATED, NEW))
        return packets

    def arrivals(self, hook: int, wanted: Iterable[Term]) -> Iterator[Arrival]:
        """Where the packets end of which all ``wanted`` is true. Raises TooLargeError."""
        symbols, diagrams = self.symbols, self.symbols.diagrams
        asked = self.packets_at(hook)
        for term in wanted:
            asked = diagrams.both(asked, symbols.packets(term))
        for (outcome, entry), packets in self.follower.through(hook, asked).items():
            spans, product = {}, asked
            for name in symbols.levels:
                found = symbols.spans(packets, name)
                if found is not None and found != symbols.spans(asked, name):
                    spans[name] = found
                    ranges = diagrams.any_of(symbols.among(name, low, high) for low, high in found)
                    product = diagrams.both(product, ranges) if found else self.symbols.diagrams.true
            hook_name = self.program.table.family.hooks[hook]
            yield Arrival(self.program, hook_name, entry, outcome, spans, exact=product == packets,
                          devices=tuple(symbols.devices))  # fmt: skip

    def dead(self) -> Iterator[DeadRule]:
        """Rules that match no packet of any hook, in the order of the table. Raises TooLargeError."""
        table = self.program.table
        for hook in sorted(self.program.hooks):
            self.follower.through(hook, self.packets_at(hook))
        for chain in table.chains:
            for at in range(chain.start, chain.end):
                if at in self.follower.met or table.target_names[at] == ERROR:
                    continue
                reached = bool(self.follower.reached[at])
                yield DeadRule(self.program, at, reached, tuple(self._shadows(chain.start, at)) if reached else ())

    def _shadows(self, start: int, at: int) -> list[int]:
        """The last rules before it, in its chain, that take packets which it asks for."""
        diagrams = self.symbols.diagrams
        takers = [other for other in range(start, at) if other in self.follower.met and self._takes(other)]
        asked = self._asked(at) if takers else diagrams.false
        found: list[int] = []
        for other in reversed(takers):
            if len(found) == MOST_SHADOWS:
                break
            if diagrams.both(asked, self._asked(other)) != diagrams.false:
                found.append(other)
        return found

    def _takes(self, at: int) -> bool:
        """Do packets that match it come to no rule behind it, or not all of them?"""
        verdict = self.program.verdicts[at]
        if verdict > 0:
            return verdict != self.program.ends[at]
        return verdict < 0 or bool(self.follower._final(self.program.action(at)))

    def _asked(self, at: int) -> Edge:
        edge = self.symbols.diagrams.true
        for one in self.program.tries(at):
            if not one.hot:
                owner = f"entry {at}" if self.symbols.is_own(one.term) else ""
                edge = self.symbols.diagrams.both(edge, self.symbols.packets(one.term, owner, UNCHANGED))
        return edge


def named_device(side: str, name: bytes) -> Device:
    """An interface by its whole name."""
    return Device(side, name.ljust(16, b"\0"), b"\xff" * (len(name) + 1) + bytes(15 - len(name)))
