"""The walk through one table: ipt_do_table (net/ipv4/netfilter/ip_tables.c), ip6t_do_table and arpt_do_table, v6.18."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from iptblob.packets.heads import HeadsSeen
from iptblob.packets.mind import Mind, UnfollowedError
from iptblob.packets.program import RETURN, VERDICTS_SAID, Program
from iptblob.terms import Jumps, Try

CIRCLE = "the rules lead in a circle, which no kernel takes"


@dataclass(frozen=True)
class Passed:
    """Entries ``first`` to ``last`` of a table that the walk came by, one after the other, with the packet as it was.

    With ``compared`` none of their heads matched, and it says why. Without it is one entry alone: ``matched`` says
    whether it matched, ``failed`` the first test that did not hold or, with ``hot``, the one that dropped the packet.
    """

    program: Program
    hook: int
    first: int
    last: int
    values: dict[str, int]
    compared: HeadsSeen | None = None
    matched: bool = False
    failed: Try | None = None
    hot: bool = False


@dataclass(frozen=True)
class Rewrite:
    """A field got another value; None is one that is not known, ``within`` the lowest and highest it can be."""

    hook: int
    field: str
    before: int | None
    after: int | None
    within: tuple[int, int] | None = None


@dataclass
class Trail:
    """What a walk leaves: entries it came by, and in ``rewrites`` what became of the packet between them."""

    passed: list[Passed | Rewrite] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    decided: tuple[Program, int] | None = None

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


# What a target does; "" goes on to the next rule, a verdict ends the walk.
Act = Callable[[Program, int, int], str]


class Walker:
    """Walks a packet (``mind``) through tables; ``act`` does what targets do."""

    def __init__(self, mind: Mind, trail: Trail, act: Act) -> None:
        self.mind, self.trail, self.act = mind, trail, act
        self.rank = 0

    def through(self, program: Program, hook: int) -> str:
        """The verdict of a table in a hook."""
        self.mind.hook = program.table.family.hooks[hook]
        at, underflow = program.hooks[hook]
        stack: list[int] = []
        landed: set[tuple[int, tuple[int, ...]]] = set()
        while True:
            at = self._next(program, hook, at)
            matched, dropped = self._try(program, hook, at)
            if dropped:
                return self._decided(program, at, "DROP")
            if not matched:
                at += 1
                continue
            verdict = program.verdicts[at]
            if verdict == 0 or not isinstance(program.action(at), Jumps):
                found = self.act(program, hook, at)
                if found:
                    return self._decided(program, at, found)
                at += 1
            elif verdict == RETURN:
                at = stack.pop() + 1 if stack else self._landed(landed, underflow, stack)
            elif verdict < 0:
                return self._decided(program, at, self._verdict(verdict))
            else:
                if verdict != program.ends[at] and not program.heads.is_goto(at):
                    if at in stack:
                        raise UnfollowedError(CIRCLE)
                    stack.append(at)
                at = self._landed(landed, self._landing(program, verdict), stack)

    def _landed(self, before: set[tuple[int, tuple[int, ...]]], at: int, stack: list[int]) -> int:
        """Where a jump leads; the same place twice with the same way back is a circle."""
        frame = (at, tuple(stack))
        if frame in before:
            raise UnfollowedError(CIRCLE)
        before.add(frame)
        return at

    def _verdict(self, number: int) -> str:
        if number not in VERDICTS_SAID:
            raise UnfollowedError(f"the verdict is {number}, which no kernel takes")
        return VERDICTS_SAID[number]

    def _landing(self, program: Program, offset: int) -> int:
        found = program.table.index_of(offset)
        if found is None:
            raise UnfollowedError(f"a jump leads to byte {offset}, between two entries, which no kernel takes")
        return found

    def _decided(self, program: Program, at: int, verdict: str) -> str:
        """Of several tables that let a packet go on, the one that is there to decide: filter, then any but nat."""
        rank = 0 if program.name == "nat" else 2 if program.name == "filter" else 1
        if verdict == "DROP" or rank >= self.rank:
            self.trail.decided, self.rank = (program, at), rank
        return verdict

    def _next(self, program: Program, hook: int, at: int) -> int:
        """The next entry whose head may match, from ``at`` on; those before it are passed by."""
        compared = self.compared = program.heads.compared(self.mind.octets)
        goal = compared.next(at)
        if goal is None:
            raise UnfollowedError("the rules lead past the end of the table, which no kernel takes")
        if goal == at:
            return at
        run = Passed(program, hook, at, goal - 1, self.mind.values, compared=compared)
        self.trail.passed.append(run)
        return goal

    def _try(self, program: Program, hook: int, at: int) -> tuple[bool, bool]:
        """(did the entry match, was the packet dropped by a test)."""
        mind = self.mind
        mind.place, mind.entry = f"{program.name}/{program.place(at)}", at
        for one in program.tries(at) if self.compared.unknown(at) else program.matching(at):
            if mind.holds(one.term) == one.hot:
                self.trail.passed.append(Passed(program, hook, at, at, mind.values, failed=one, hot=one.hot))
                return False, one.hot
        self.trail.passed.append(Passed(program, hook, at, at, mind.values, matched=True))
        return True, False
