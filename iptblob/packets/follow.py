"""All packets of a set through one table at once: which verdict each gets, by which entry, and what was done to it.

The walk of ``walk.py`` on sets: a rule that matches some of the packets takes those, the others go on.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from iptblob.packets.bdd import Edge, TooLargeError
from iptblob.packets.identity import Identity, whole
from iptblob.packets.program import RETURN, VERDICTS_SAID
from iptblob.packets.question import address_text
from iptblob.packets.sieve import FIELDS_SIFTED, Ranges, Sieve
from iptblob.packets.symbols import UNCHANGED, Symbols, Wrought
from iptblob.terms import (
    HAS_FLOW,
    INVALID,
    NEW,
    UNTRACKED_STATE,
    Action,
    Adds,
    Bits,
    Carries,
    ChangesSets,
    Diverts,
    Drops,
    FlowMark,
    Jumps,
    Queues,
    Rewrites,
    Synproxies,
    Templates,
    Translates,
    Try,
    Unfollowed,
    Unsettles,
    Untracks,
    Writes,
    equals,
    width_of,
)

LONG_CHAIN = 48  # entries from which on those are sought out that some of the packets can match at all
MOST_SIFTED = 4096  # ranges of values that are looked for in the heads
MOST_DEPTH = 200  # of calls, each of which takes some frames of Python's own stack
Sets = dict[Wrought, Edge]


@dataclass(frozen=True)
class Outcome:
    """What becomes of packets in one table: the verdict, and what rules did to them before."""

    verdict: str
    change: Wrought


@dataclass
class Budget:
    """Seconds that all of it may take; ``check`` ends it."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        if time.monotonic() - self.started > self.seconds:
            raise TooLargeError(f"more than {self.seconds:g} seconds")


class Follower:
    """Follows sets of packets through one table, one ``side`` of ``identity``; ``reached`` and ``met`` are the entries
    that some packet came by, and those that matched some."""

    def __init__(self, identity: Identity, side: int, symbols: Symbols, *, budget: Budget) -> None:
        self.identity, self.side, self.symbols, self.budget = identity, side, symbols, budget
        self.program = program = identity.programs[side]
        self.sieve = Sieve(program.heads, symbols.devices)
        self.out: dict[tuple[Outcome, int], Edge] = {}
        self.reached = np.zeros(len(program.table), dtype=np.bool_)
        self.met: set[int] = set()
        self._tests: dict[tuple[int, Wrought], tuple[list[tuple[Edge, bool]], list[Try]]] = {}
        self._values: dict[Edge, dict[str, Ranges | None]] = {}
        self.kinds: dict[type, Callable[[Any, int, Wrought, int], Iterator[tuple[Wrought, Edge]]]] = {
            Carries: lambda _action, _at, change, edge: iter([(change, edge)]),
            Writes: self._write,
            Adds: self._opaque,
            Unsettles: self._opaque,
            FlowMark: self._flow_mark,
            Untracks: self._untrack,
            Templates: self._template,
            ChangesSets: self._sets,
            Rewrites: self._rewrite,
            Synproxies: self._synproxy,
        }

    def through(self, hook: int, packets: Edge) -> dict[tuple[Outcome, int], Edge]:
        """{(outcome, deciding entry): packets} of a hook."""
        self.out = {}
        first, underflow = self.program.hooks[hook]
        live = {UNCHANGED: packets}
        while live:
            live = self._chain(first, live, 0)
            first = underflow
        return self.out

    def _chain(self, at: int, live: Sets, depth: int) -> Sets:
        """From an entry to the end of its chain; the packets that return."""
        if depth > MOST_DEPTH:
            raise TooLargeError(f"chains that call each other {MOST_DEPTH} deep")
        returned: Sets = {}
        count = len(self.program.table)
        end, kept = self._sifted(at, live)
        while live and at < count:
            self.budget.check()
            if at < end and not any(touched(change) for change in live):
                goal = kept[bisect_left(kept, at)]
                self.reached[at:goal] = True
                at = goal
            self.reached[at] = True
            following: Sets = {}
            for change, edge in live.items():
                hit, missed = self._matching(at, change, edge)
                self._add(following, change, missed)
                if hit != self.symbols.diagrams.false:
                    self.met.add(at)
                    self._take(at, change, hit, following, returned, depth=depth)
            live, at = following, at + 1
        return returned

    def _sifted(self, at: int, live: Sets) -> tuple[int, list[int]]:
        """(end, entries before it that some of the packets may match by their heads), the last of them among these.

        ``end`` is ``at`` where the chain is too short to be worth it.
        """
        chain = self.program.table.chain_of(at)
        end = at if chain is None else whole(chain).stop
        if end - at < LONG_CHAIN or any(touched(change) for change in live):
            return at, []
        kept = {end - 1}
        for edge in live.values():
            if edge not in self._values:
                spans = {name: self.symbols.spans(edge, name, MOST_SIFTED) for name in self.sieve.tests}
                self._values[edge] = {name: ranges or None for name, ranges in spans.items()}
            kept.update(self.sieve.kept(at, end, self._values[edge]))
        return end, sorted(kept)

    def _add(self, sets: Sets, change: Wrought, edge: Edge) -> None:
        if edge != self.symbols.diagrams.false:
            sets[change] = self.symbols.diagrams.either(sets.get(change, self.symbols.diagrams.false), edge)

    def _ends(self, verdict: str, change: Wrought, at: int, edge: Edge) -> None:
        key = (Outcome(verdict, change), at)
        if edge != self.symbols.diagrams.false:
            self.out[key] = self.symbols.diagrams.either(self.out.get(key, self.symbols.diagrams.false), edge)

    def _matching(self, at: int, change: Wrought, edge: Edge) -> tuple[Edge, Edge]:
        """(packets that an entry matches, those that go on to the next)."""
        diagrams, hit = self.symbols.diagrams, edge
        for held, hot in self._held(at, change):
            if hot:
                dropped = diagrams.both(hit, held)
                self._ends("DROP", change, at, dropped)
                hit, edge = diagrams.without(hit, dropped), diagrams.without(edge, dropped)
            else:
                hit = diagrams.both(hit, held)
            if hit == diagrams.false:
                return hit, edge
        return hit, diagrams.without(edge, hit)

    def _held(self, at: int, change: Wrought) -> Iterator[tuple[Edge, bool]]:
        """Of each test of an entry the packets it is true of, and whether it drops these; made where it is asked."""
        found = self._tests.get((at, change))
        if found is None:
            found = self._tests[at, change] = ([], self.program.tries(at))
        made, left = found
        owner = ""
        for number, one in enumerate(left):
            if number == len(made):
                if not owner and self.symbols.is_own(one.term):
                    owner = self.identity.token(self.side, at)
                made.append((self.symbols.packets(one.term, owner, change), one.hot))
            yield made[number]

    def _take(self, at: int, change: Wrought, hit: Edge, following: Sets, returned: Sets, *, depth: int) -> None:
        program = self.program
        action, verdict = program.action(at), program.verdicts[at]
        if not isinstance(action, Jumps) or verdict == 0:
            for new, edge in self._act(action, at, change, hit):
                self._add(following, new, edge)
        elif verdict == RETURN:
            self._add(returned, change, hit)
        elif verdict < 0:
            self._ends(VERDICTS_SAID.get(verdict, "UNKNOWN"), change, at, hit)
        elif verdict == program.ends[at] and not program.heads.is_goto(at):
            self._add(following, change, hit)
        else:
            landing = program.table.index_of(verdict)
            if landing is None:
                raise TooLargeError("a jump between two entries, which no kernel takes")
            back = self._chain(landing, {change: hit}, depth + 1)
            for new, edge in back.items():
                self._add(returned if program.heads.is_goto(at) else following, new, edge)

    def _act(self, action: Action, at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        """What goes on to the next rule; what ends is among the outcomes."""
        ends = self._final(action)
        if ends:
            self._ends(ends, change, at, edge)
            return
        yield from self.kinds[type(action)](action, at, change, edge)

    def _final(self, action: Action) -> str:
        """The verdict of a target that lets no packet go on, in words."""
        if isinstance(action, Drops):
            return f"DROP, answered with {action.answers}" if action.answers else "DROP"
        if isinstance(action, Translates):
            return translation_text(action, self.symbols.family)
        if isinstance(action, Diverts):
            return f"to a socket, mark {action.mark_value:#x}/{action.mark_mask:#x}"
        if isinstance(action, Queues):
            return f"queue {action.number}" + (", accepted where nobody listens" if action.bypass else "")
        if isinstance(action, Unfollowed | Jumps):
            return f"UNKNOWN: {action.reason if isinstance(action, Unfollowed) else 'the verdict is none'}"
        return ""

    def _write(self, action: Writes, _at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        mask = (1 << width_of(action.field, self.symbols.family)) - 1
        yield change.then(action.field, action.keep & mask, action.flip & mask, mask), edge

    def _opaque(
        self, action: Adds | Unsettles, _at: int, change: Wrought, edge: Edge
    ) -> Iterator[tuple[Wrought, Edge]]:
        yield change.acted(repr(action)).acted(f"{action.field} changes"), edge

    def _flow_mark(self, action: FlowMark, _at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        """Nothing without a flow; what moves between packet and flow has no form of its own."""
        diagrams = self.symbols.diagrams
        flow = diagrams.both(edge, self.symbols.packets(HAS_FLOW, "", change))
        yield change, diagrams.without(edge, flow)
        if action.mode == "set" and not action.shift:
            full = 0xFFFFFFFF
            yield change.then("ctmark", ~action.flow_mask & full, action.value, full), flow
        else:
            field_ = "mark" if action.mode == "restore" else "ctmark"
            yield change.acted(repr(action)).acted(f"{field_} changes"), flow

    def _untrack(self, _action: Untracks, _at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        yield from self._state(UNTRACKED_STATE, change, edge)

    def _template(self, action: Templates, _at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        yield from self._state(NEW, change.acted(repr(action)), edge)

    def _state(self, state: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        diagrams = self.symbols.diagrams
        free = diagrams.both(edge, self.symbols.packets(equals("ctstate", INVALID), "", change))
        yield change, diagrams.without(edge, free)
        yield change.then("ctstate", 0, state, 7), free

    def _sets(self, action: ChangesSets, _at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        change = change.acted(repr(action))
        for name in action.names:
            change = change.acted(f"members of {name} change")
        yield (change.acted("mark changes") if action.marks else change), edge

    def _rewrite(self, action: Rewrites, at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        for name, value in action.values:
            change = change.then(name, 0, value, (1 << width_of(name, self.symbols.family)) - 1)
        if action.verdict:
            self._ends(action.verdict, change, at, edge)
        else:
            yield change, edge

    def _synproxy(self, action: Synproxies, at: int, change: Wrought, edge: Edge) -> Iterator[tuple[Wrought, Edge]]:
        diagrams = self.symbols.diagrams
        asked = [self.symbols.packets(Bits("tcpflags", 0x17, flags), "", change) for flags in (0x02, 0x10)]
        taken = diagrams.both(edge, diagrams.any_of(asked))
        self._ends(repr(action), change, at, taken)
        yield change, diagrams.without(edge, taken)


def touched(change: Wrought) -> bool:
    """Did a rule change a field that heads are sifted by?"""
    written = any(field_ in FIELDS_SIFTED for field_, _, _ in change.fields)
    return written or any(f"{name} changes" in change.acts for name in FIELDS_SIFTED)


def translation_text(action: Translates, family: str) -> str:
    """``destination becomes 10.20.0.12 port 25``; what is not fixed is said."""
    side = {True: "source", False: "destination", None: "address"}[action.source]
    kept = {"device": "that of the interface it leaves by", "own": "this host", "given": "as it is"}
    if action.to is None:
        goal = kept.get(action.choice, action.choice)
    else:
        low, high = (address_text(end, family) for end in action.to)
        goal = low if low == high else f"one of {low}-{high}" if action.choice == "given" else f"network {low}-{high}"
    ports = "" if action.ports is None else " port " + "-".join(map(str, sorted({*action.ports})))
    extra = ", at random" if action.random else ""
    offset = "" if action.offset_from is None else f", counted from {action.offset_from}"
    return f"{side} becomes {goal}{ports}{extra}{offset}"
