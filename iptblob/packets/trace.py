"""What happens to a packet, in every way that what is not known leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iptblob.errors import UsageError
from iptblob.packets.described import Described
from iptblob.packets.mind import Mind, NeedAnswer, UnfollowedError
from iptblob.packets.program import Program
from iptblob.packets.walk import Trail
from iptblob.packets.way import Fate, Way
from iptblob.packets.world import World
from iptblob.terms import INVALID, STATE_NAMES

MOST_BRANCHES = 64


@dataclass(frozen=True)
class Branch:
    """One way a packet can go: under which answers (``assumed``), what it came by, and how it ended.

    ``told`` are answers of the user that were used, ``values`` the fields of packet and flow in the end.
    """

    assumed: Mapping[str, bool]
    trail: Trail
    end: Fate
    told: Mapping[str, bool] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> tuple[Program, int] | None:
        """The entry that decided; None where it was no rule that did."""
        by_rule = self.end.verdict == "ACCEPT" or (self.end.verdict == "DROP" and not self.end.why)
        return self.trail.decided if by_rule else None

    @property
    def counted(self) -> list[tuple[Program, int]]:
        """Entries whose counters the kernel moves, in order, one for each time it does."""
        from iptblob.packets.walk import Passed

        return [(one.program, one.first) for one in self.trail.passed if isinstance(one, Passed) and one.matched]


def trace(programs: Sequence[Program], packet: Described, world: World) -> list[Branch]:
    """All ways of a packet. UsageError where there are more than ``MOST_BRANCHES``: it names what was asked."""
    todo: list[dict[str, bool]] = [{}]
    found: list[Branch] = []
    while todo:
        assumed = todo.pop()
        try:
            found.append(_one(programs, packet, world, assumed))
        except NeedAnswer as need:
            if len(todo) + len(found) + 2 > MOST_BRANCHES:
                asked = dict.fromkeys([*assumed, need.key])
                raise UsageError(
                    f"more than {MOST_BRANCHES} ways are open",
                    hint="say some of these with --fact 'KEY=yes' or no: " + "; ".join(list(asked)[:12]),
                ) from None
            todo += [{**assumed, need.key: False}, {**assumed, need.key: True}]
    return found


def _one(programs: Sequence[Program], packet: Described, world: World, assumed: Mapping[str, bool]) -> Branch:
    mind = Mind(packet.family, packet.values, world, assumed, packet.doubts())
    trail = Trail()
    way = Way(programs, mind, trail)
    try:
        end = way.received(packet.inward) if packet.inward is not None else way.sent()
    except UnfollowedError as error:
        end = Fate("UNKNOWN", mind.hook, error.message)
        trail.decided = None
    return Branch(_brief(mind.asked), trail, end, mind.told, mind.values)


def _brief(assumed: Mapping[str, bool]) -> dict[str, bool]:
    """The answers without those that others imply: a flow has one state."""
    states = {f"state={name}" for name in STATE_NAMES}
    asked = {key: answer for key, answer in assumed.items() if key in states}
    kept = {key: answer for key, answer in assumed.items() if key not in states or answer}
    if asked and not any(asked.values()):
        kept = {f"state={STATE_NAMES[INVALID]}": True, **kept}
    return kept
