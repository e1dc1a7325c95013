"""Which packets change their fate between two versions of a table: from verdict and rule to verdict and rule."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from iptblob.diff.set_changes import entries_naming, known_to_one
from iptblob.diff.sets import ONE_SIDED, differing
from iptblob.escape import visible
from iptblob.packets.bdd import Edge, TooLargeError
from iptblob.packets.follow import Budget, Follower, Outcome
from iptblob.packets.identity import Identity, whole
from iptblob.packets.mind import Mind, NeedAnswer, UnfollowedError, device_number
from iptblob.packets.program import Program
from iptblob.packets.setwise import Sets, refiner
from iptblob.packets.symbols import Symbols, domain, leaves, terms_of
from iptblob.packets.walk import Passed, Trail, Walker
from iptblob.packets.world import World
from iptblob.terms import HAS_FLOW, NEW, RELATED, Between, Bits, ChangesSets, Term, Writes

MOST_SECONDS = 60.0
MARKED = "packets get their mark from a set that holds something else, and which one is not followed"
FRAMES = 20_000  # of Python's stack: a diagram is as deep as it has variables


@dataclass(frozen=True)
class FateSide:
    """Where packets end on one side: an entry, and what becomes of them."""

    program: Program
    entry: int
    outcome: Outcome


@dataclass(frozen=True)
class FateChange:
    """Packets of one hook that end otherwise. ``spans`` are the values of each field, ``exact`` where all packets with
    such values are meant; ``facts`` what the witness stands on, ``confirmed`` whether the walk says the same.

    ``packets`` is their diagram.
    """

    family: str
    table: str
    hook: str
    before: FateSide
    after: FateSide
    spans: dict[str, list[tuple[int, int]]]
    exact: bool
    witness: dict[str, int]
    facts: dict[str, bool]
    confirmed: bool
    devices: Sequence[bytes] = ()
    packets: Edge = None


@dataclass
class Reached:
    """The changes of all hooks, and in ``left`` those tables and hooks that could not be decided, and why."""

    changes: list[FateChange] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def compare(
    before: Program, after: Program, *, seconds: float = MOST_SECONDS, sets: tuple[Sets, Sets] | None = None
) -> Reached:
    """What changes for packets between two versions of one table; ``sets`` are the ipsets of both, where known."""
    try:
        return reached_by(Comparison(before, after, seconds, sets))
    except TooLargeError as error:
        return Reached(left=[f"{before.table.label}: {error.message}"])


def reached_by(comparison: Comparison) -> Reached:
    """The changes of all hooks."""
    found = Reached(left=[*comparison.left])
    before, after = comparison.sides
    for hook in sorted(before.hooks.keys() & after.hooks.keys()):
        try:
            found.changes += comparison.hook(hook)
        except TooLargeError as error:
            found.left.append(f"{before.table.label} {before.table.family.hooks[hook]}: {error.message}")
    return found


class Comparison:
    """Two versions of one table with the variables that they share. Raises TooLargeError.

    ``left`` names what of the table is not followed.
    """

    def __init__(
        self, before: Program, after: Program, seconds: float, sets: tuple[Sets, Sets] | None = None
    ) -> None:  # fmt: skip
        sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES))
        self.sides = (before, after)
        self.budget = budget = Budget(seconds)
        self.symbols = Symbols(before.table.family.name)
        self.identity = Identity(self.sides)
        self.changed = self.identity.changed()
        self.left: list[str] = []
        if sets is not None:
            self._regard(sets)
        self.symbols.prepare(terms_of(self.sides) if any(self.changed) else ())
        self.followers = [Follower(self.identity, side, self.symbols, budget=budget) for side in (0, 1)]

    def _regard(self, sets: tuple[Sets, Sets]) -> None:
        """Entries that ask sets which hold something else are changed, and ask something else."""
        names = differing(*sets).keys()
        lone = known_to_one(self.identity.listings[0], self.identity.listings[1], sets)
        if lone:
            self.left.append(f"{self.sides[0].table.label}: {ONE_SIDED}: {', '.join(map(visible, lone))}")
        for side, program in enumerate(self.sides):
            asking = entries_naming(self.identity.listings[side], names)
            if any(isinstance(action, ChangesSets) and action.marks for action in map(program.action, asking)):
                self.left.append(f"{program.table.label}: {MARKED}")
            if asking:
                program.refine = refiner(sets, side, program.table.family.name)
                self.changed[side].extend(sorted(asking.keys() - set(self.changed[side])))

    def hook(self, hook: int) -> list[FateChange]:
        """What changes in one hook."""
        name = self.sides[0].table.family.hooks[hook]
        diagrams = self.symbols.diagrams
        concerned = diagrams.any_of(
            self._concerned(side, program, hook) for side, program in enumerate(self.sides)
        )  # fmt: skip
        if concerned == self.symbols.diagrams.false:
            return []
        concerned = diagrams.both(concerned, self._domain(name))
        fates = [one.through(hook, concerned) for one in self.followers]
        found = []
        for (outcome_a, at_a), packets_a in fates[0].items():
            for (outcome_b, at_b), packets_b in fates[1].items():
                if outcome_a == outcome_b:
                    continue
                packets = diagrams.both(packets_a, packets_b)
                if packets != self.symbols.diagrams.false:
                    sides = (FateSide(self.sides[0], at_a, outcome_a), FateSide(self.sides[1], at_b, outcome_b))
                    found.append(self._told(hook, sides, packets))
        return found

    def met(self, change: FateChange) -> tuple[set[int], set[int]]:
        """Entries of each side that match some of the packets of a change."""
        hook = self.sides[0].table.family.hooks.index(change.hook)
        found = []
        for one in self.followers:
            kept, one.met = one.met, set()
            one.through(hook, change.packets)
            found.append(one.met)
            one.met = kept
        return found[0], found[1]

    def _domain(self, hook: str) -> Edge:
        """The packets that there are; a nat table sees the first one of a flow alone."""
        packets = domain(self.symbols, hook)
        if self.sides[0].name == "nat":
            packets = self.symbols.diagrams.both(packets, self.symbols.among("ctstate", RELATED, NEW))
        return packets

    def _concerned(self, side: int, program: Program, hook: int) -> Edge:
        """Packets that may come by an entry that differs: more than do, never fewer."""
        changed = self.changed[side]
        if not changed:
            return self.symbols.diagrams.false
        memo: dict[int, Edge] = {}
        table, diagrams = program.table, self.symbols.diagrams

        def at_chain(entry: int) -> Edge:
            chain = table.chain_of(entry)
            if chain is None:
                return self.symbols.diagrams.true
            if chain.start not in memo:
                memo[chain.start] = self.symbols.diagrams.false
                entered = any(at in whole(chain) for at in program.hooks[hook])
                sites = () if entered else program.callers(whole(chain))
                edges = (diagrams.both(self._bound(side, site), at_chain(site)) for site in sites)
                memo[chain.start] = self.symbols.diagrams.true if entered else diagrams.any_of(edges)
            return memo[chain.start]

        return diagrams.any_of(diagrams.both(self._bound(side, at), at_chain(at)) for at in changed)

    def _bound(self, side: int, at: int) -> Edge:
        """Packets that an entry may match, or drop, whatever rules before it did to them."""
        self.budget.check()
        program = self.sides[side]
        diagrams, edge, hot = self.symbols.diagrams, self.symbols.diagrams.true, self.symbols.diagrams.false
        owner = ""
        for one in program.tries(at):
            if any(isinstance(leaf, Bits | Between) and program.writes(leaf.field) for leaf in leaves(one.term)):
                continue
            if not owner and self.symbols.is_own(one.term):
                owner = self.identity.token(side, at)
            held = self.symbols.packets(one.term, owner)
            if one.hot:
                hot = diagrams.either(hot, diagrams.both(edge, held))
            else:
                edge = diagrams.both(edge, held)
        return diagrams.either(edge, hot)

    def _told(self, hook: int, sides: tuple[FateSide, FateSide], packets: Edge) -> FateChange:
        symbols = self.symbols
        product = every_packet = self._domain(self.sides[0].table.family.hooks[hook])
        spans = {}
        for name in symbols.levels:
            found = symbols.spans(packets, name)
            if found is not None and found != symbols.spans(every_packet, name):
                spans[name] = found
                if not found:
                    product = self.symbols.diagrams.true  # which no set of packets is
                    continue
                ranges = symbols.diagrams.any_of(symbols.among(name, low, high) for low, high in found)
                product = symbols.diagrams.both(product, ranges)
        witness, facts = symbols.values(self._likely(packets))
        confirmed = all(self._confirms(hook, side, witness, facts) for side in sides)
        family = self.sides[0].table.family
        return FateChange(
            family=family.name, table=self.sides[0].name, hook=family.hooks[hook], before=sides[0],
            after=sides[1], spans=spans, exact=product == packets, witness=witness, facts=facts, confirmed=confirmed,
            devices=symbols.devices, packets=packets,
        )  # fmt: skip

    def _likely(self, packets: Edge) -> Edge:
        """Of a set the packets that an investigator would think of, as far as there are any."""
        wishes: list[Term] = [Between("ctstate", 3, 3), HAS_FLOW, Bits("proto", 0xFF, 6), Between("sport", 1024, 65535),
                              Bits("tcpflags", 0xFF, 2)]  # fmt: skip
        if self.symbols.family == "arp":
            return packets
        for wish in wishes:
            likely = self.symbols.diagrams.both(packets, self.symbols.packets(wish))
            packets = likely if likely != self.symbols.diagrams.false else packets
        return packets

    def _confirms(self, hook: int, side: FateSide, witness: dict[str, int], facts: dict[str, bool]) -> bool:
        """Does the walk of this one packet end at the same entry?"""
        return self.walk(hook, side, witness, facts)[0] == (side.program, side.entry)

    def walk(
        self, hook: int, side: FateSide, witness: dict[str, int], facts: dict[str, bool]
    ) -> tuple[tuple[Program, int] | None, bool]:
        """(the entry that decides about one packet, None where it is not known; whether a test dropped it)."""
        values = dict(witness)
        for name in ("in", "out"):
            values[name] = device_number(self.symbols.devices[witness[name]])
        mind = _Answered(side.program.table.family.name, values, World(side.program.table.family.name), facts)
        mind.identity, mind.side = self.identity, self.sides.index(side.program)
        trail = Trail()
        walker = Walker(mind, trail, lambda _program, _hook, at: mind.act(side, at))
        try:
            walker.through(side.program, hook)
        except (NeedAnswer, UnfollowedError):
            return None, False
        last = trail.passed[-1]
        return trail.decided, isinstance(last, Passed) and last.hot


class _Answered(Mind):
    """A witness: every field has a value, every fact the answer that the set gives it, else no."""

    identity: Identity
    side: int

    def ask(self, key: str, known: bool | None = None) -> bool:
        return self.assumed.get(key, False)

    def get(self, field: str) -> int | None:
        return self.values.get(field, 0)

    def holds(self, term: Term) -> bool:
        from iptblob.terms import Fact

        if isinstance(term, Fact):
            if not term.stateful:
                return self.ask(term.key)
            return self.ask(f"{term.key} at {self.identity.token(self.side, self.entry)}")
        return super().holds(term)

    def act(self, side: FateSide, at: int) -> str:
        """What a target does to fields that are followed; whatever ends the walk there ends it here."""
        from iptblob.packets.acts import Actor
        from iptblob.packets.nat import Nat
        from iptblob.terms import Adds, Carries, FlowMark, Rewrites, Unsettles, Untracks

        action = side.program.action(at)
        if isinstance(action, Carries):
            return ""
        if isinstance(action, Writes | Adds | FlowMark | Untracks | Rewrites | Unsettles):
            trail = Trail()
            actor = Actor(self, trail, Nat(self, trail))
            actor.tracked = self.get("ctstate") != 0
            return actor.act(side.program, 0, at)
        return "ENDS"

