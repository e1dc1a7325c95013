"""One table as the kernel walks it: what each entry asks and does, made only where the walk comes by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob import extensions
from iptblob.escape import visible
from iptblob.extensions.base import Context
from iptblob.extensions.packet import action_of, condition_of, unknown_condition
from iptblob.packets.heads import Heads
from iptblob.packets.setwise import Refine, refined
from iptblob.spec import columns
from iptblob.spec.unpack import row_reader
from iptblob.table import ERROR, STANDARD, Table, header_size, known_payload
from iptblob.table.walk import Group
from iptblob.terms import (
    Action,
    Adds,
    ChangesSets,
    Condition,
    FlowMark,
    Rewrites,
    Synproxies,
    Templates,
    Translates,
    Try,
    Unfollowed,
    Unsettles,
    Untracks,
    Writes,
)

ACCEPT, DROP, QUEUE, RETURN = -2, -1, -4, -5
VERDICTS_SAID = {ACCEPT: "ACCEPT", DROP: "DROP", QUEUE: "QUEUE"}
UNKNOWN_TARGET = "nobody described this target"
NO_PLACE = "?"
TRACKING = (Translates, FlowMark, Templates, Synproxies)  # targets that turn the connection tracking on


# Fields of IPv4 and IPv6 packets that targets write which let them go on: addresses change where the table ends.
FIELDS_WRITTEN = frozenset({"tos", "ttl", "tcpflags", "mark", "ctmark", "ctstate"})


def _written(action: Action) -> tuple[str, ...]:
    """The fields that a target gives another value."""
    if isinstance(action, Writes | Adds | Unsettles):
        return (action.field,)
    if isinstance(action, Rewrites):
        return tuple(name for name, _ in action.values)
    if isinstance(action, FlowMark):
        return "mark", "ctmark"
    if isinstance(action, Untracks | Templates):
        return ("ctstate",)
    return ("mark",) if isinstance(action, ChangesSets) and action.marks else ()


class Program:
    """A table and what its entries mean for a packet. ``context`` has the names of its host; ``refine`` says more of a
    fact than its match does, and is to be set before anything is asked."""

    def __init__(self, table: Table, context: Context, refine: Refine | None = None) -> None:
        self.table, self.context, self.refine = table, context, refine
        self.name = table.name.decode("latin-1")
        self.data = memoryview(table.data)
        self._conditions: dict[tuple[int, bytes], Condition] = {}
        self._actions: dict[tuple[int, bytes], Action] = {}
        self._readers: dict[int, Any] = {}

    @cached_property
    def heads(self) -> Heads:
        return Heads(self.table)

    @cached_property
    def hooks(self) -> dict[int, tuple[int, int]]:
        """(first entry, underflow) by number of the hook."""
        found = {}
        for hook, (first, underflow) in self.table.hooks.items():
            pair = (self.table.index_of(first), self.table.index_of(underflow))
            if pair[0] is not None and pair[1] is not None:
                found[hook] = (pair[0], pair[1])
        return found

    @cached_property
    def tracks(self) -> bool:
        """Does a rule of it turn the connection tracking on (nf_ct_netns_get)?"""
        for number, group in enumerate(self._groups):
            found = extensions.revision_of(group.kind, group.name, group.revision, self.table.family.name)
            if found is None or not len(group.entries):
                continue
            if found.tracks:
                return True
            if group.kind == "target" and found.effect and self._some_track(number, group):
                return True
        return False

    def _some_track(self, number: int, group: Group) -> bool:
        if group.name in (STANDARD, ERROR):
            return False
        return any(isinstance(self.action(at), TRACKING) for at in self._distinct(group))

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        return self.table.records.groups

    def _distinct(self, group: Group) -> list[int]:
        """Entries of a group that have all of its payloads."""
        rows = columns.gather(self.table.octets, group.payloads, group.size - self._header)
        found: list[int] = group.entries[columns.distinct(rows)[0]].tolist()
        return found

    @cached_property
    def _header(self) -> int:
        return header_size(self.table.abi)

    def conditions(self) -> Iterator[Condition]:
        """What the matches of the table ask, each payload once."""
        for number, group in enumerate(self._groups):
            if group.kind == "match" and len(group.entries):
                rows = columns.gather(self.table.octets, group.payloads, group.size - self._header)
                for payload in group.payloads[columns.distinct(rows)[0]].tolist():
                    yield self._made(number, group, bytes(self.data[payload : payload + group.size - self._header]))

    def actions(self) -> Iterator[Action]:
        """What its targets do but verdicts and jumps, each payload once; what does not fit its entry is left out."""
        for group in self._groups:
            if group.kind == "target" and len(group.entries) and group.name not in (STANDARD, ERROR):
                yield from map(self.action, self._distinct(group))

    def writes(self, field: str) -> bool:
        """Does some target of the table give a field another value?"""
        return (field in FIELDS_WRITTEN or self.table.family.name == "arp") and field in self.written

    @cached_property
    def written(self) -> frozenset[str]:
        """Fields that some target of the table gives another value."""
        return frozenset(name for action in self.actions() for name in _written(action))

    @cached_property
    def _calls(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(entries that are jumped to, entries that jump), in the order of the first."""
        table = self.table
        sites = table.landings[0]
        goals = np.searchsorted(table.offsets, table.verdicts[sites])
        order = np.argsort(goals, kind="stable")
        return goals[order], sites[order]

    def callers(self, entries: range) -> list[int]:
        """Entries that jump to some of these."""
        goals, sites = self._calls
        found: list[int] = sites[slice(*np.searchsorted(goals, (entries.start, entries.stop)))].tolist()
        return found

    @cached_property
    def _matches(self) -> tuple[list[int], NDArray[np.int64], NDArray[np.int64]]:
        """(where the matches of each entry begin, their group, their payload), in the order of the entry."""
        chosen = [(at, group) for at, group in enumerate(self._groups) if group.kind == "match"]
        empty = np.zeros(0, dtype=np.int64)
        entries = np.concatenate([group.entries for _, group in chosen] or [empty])
        payloads = np.concatenate([group.payloads for _, group in chosen] or [empty])
        numbers = np.concatenate([np.full(len(group.entries), at) for at, group in chosen] or [empty])
        order = np.lexsort((payloads, entries))
        starts = np.searchsorted(entries[order], np.arange(len(self.table) + 1))
        return starts.tolist(), numbers[order], payloads[order]

    @cached_property
    def _targets(self) -> tuple[list[int], NDArray[np.int64]]:
        """(group, payload) of each entry's target; -1 where it does not fit its entry."""
        numbers = np.full(len(self.table), -1, dtype=np.int64)
        payloads = np.zeros(len(self.table), dtype=np.int64)
        for at, group in enumerate(self._groups):
            if group.kind == "target":
                numbers[group.entries], payloads[group.entries] = at, group.payloads
        return numbers.tolist(), payloads

    @cached_property
    def verdicts(self) -> list[int]:
        """Of standard targets; 0 of others, which the kernel never accepts."""
        found: list[int] = self.table.verdicts.tolist()
        return found

    @cached_property
    def ends(self) -> list[int]:
        """Where each entry ends, in bytes from the first one."""
        found: list[int] = (self.table.offsets + self.table.next_offsets).tolist()
        return found

    def matching(self, at: int) -> list[Try]:
        """What the matches of an entry ask in order."""
        starts, numbers, payloads = self._matches
        if starts[at] == starts[at + 1]:
            return []
        some = slice(starts[at], starts[at + 1])
        pairs = zip(numbers[some].tolist(), payloads[some].tolist(), strict=True)
        return [one for number, payload in pairs for one in self._condition(number, payload)]

    def tries(self, at: int) -> list[Try]:
        """All that an entry asks in order, its head first."""
        head = [Try(term) for term in self.heads.terms(at)]
        return head + self.matching(at)

    def _condition(self, number: int, payload: int) -> Condition:
        group = self._groups[number]
        raw = bytes(self.data[payload : payload + group.size - self._header])
        found = self._conditions.get((number, raw))
        if found is None:
            found = self._conditions[number, raw] = self._made(number, group, raw)
        return found

    def _made(self, number: int, group: Group, raw: bytes) -> Condition:
        name = group.name.decode("latin-1")
        revision = extensions.revision_of(group.kind, group.name, group.revision, self.table.family.name)
        row = self._row(number, group, raw)
        if revision is None or row is None:
            return unknown_condition(name, group.revision, raw)
        condition = condition_of(name, revision, row, self.context)
        if self.refine is not None:
            condition = tuple(Try(refined(one.term, self.refine), one.hot) for one in condition)
        if self.table.origin is not None:  # nf_tables compares, and drops nothing by itself
            return tuple(one for one in condition if not one.hot)
        return condition

    def _row(self, number: int, group: Group, raw: bytes) -> Any:
        """The decoded payload, None where its struct is not known."""
        if number not in self._readers:
            layout = known_payload(
                group.kind, group.name, group.revision, group.size, self.table.family, abi=self.table.abi
            )
            self._readers[number] = layout and row_reader(layout, self.table.abi.order)
        reader = self._readers[number]
        return reader(raw, 0) if reader else None

    def action(self, at: int) -> Action:
        """What the target of an entry does."""
        if self.table.origin is not None and at in self.table.origin.foreign:
            return Unfollowed("a rule that iptables did not write")
        numbers, payloads = self._targets
        number = numbers[at]
        if number < 0:
            return Unfollowed("the target does not fit its entry")
        group = self._groups[number]
        begin = int(payloads[at])
        raw = bytes(self.data[begin : begin + group.size - self._header])
        found = self._actions.get((number, raw))
        if found is None:
            revision = extensions.revision_of(group.kind, group.name, group.revision, self.table.family.name)
            row = self._row(number, group, raw)
            known = revision is not None and row is not None
            found = action_of(revision, row, self.context) if known and revision else Unfollowed(UNKNOWN_TARGET)
            self._actions[number, raw] = found
        return found

    def target_name(self, at: int) -> str:
        """As the blob has it; a standard target has none."""
        number = self._targets[0][at]
        return visible(self._groups[number].name) if number >= 0 else NO_PLACE

    def place(self, at: int) -> str:
        """``CHAIN:N``, ``CHAIN:policy``, ``CHAIN:return`` for the end of a user's chain, ``CHAIN:head``."""
        placed = self.table.rule_number(at)
        if placed is None or (at == len(self.table) - 1 and self.table.walk.stopped_at is None):
            return f"entry:{int(self.table.offsets[at])}"
        chain, number = placed
        if at == chain.policy:
            return f"{visible(chain.name)}:{'return' if chain.hook is None else 'policy'}"
        return f"{visible(chain.name)}:{number or 'head'}"
