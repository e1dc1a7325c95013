"""Rules and counters over many snapshots: who came, who went, what moved, what was hit, and when counters restarted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.diff import script
from iptblob.diff.listing import Listing, empty, from_tables
from iptblob.diff.script import Change, Compared, compare
from iptblob.diff.sides import Place, Side, no_side, side_of_source
from iptblob.escape import Untrusted, visible
from iptblob.fleet.moments import Seen, known_places
from iptblob.fleet.shelf import Lazily
from iptblob.names import Names
from iptblob.reading.damage import ANY
from iptblob.reading.source import Source
from iptblob.spec.columns import Index
from iptblob.table import Table

NANO = 1_000_000_000
NF_TABLES = "nf_tables"
APPEARED, RETURNED, GONE = "appeared", "returned", "gone"
TABLE_APPEARED, TABLE_GONE, TABLE_UNREADABLE, COUNTERS_RESTARTED, REBOOTED = (
    "table-appeared", "table-gone", "table-unreadable", "counters-restarted", "rebooted",
)  # fmt: skip

Count = NDArray[Any]
NO_COUNTS: Count = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Moment:
    """One file: when it was captured (nanoseconds; None where it does not say) and in which boot of the host."""

    file: str
    realtime: int | None
    boottime: int | None
    boot: str | None
    opened: Callable[[], Source]

    @property
    def source(self) -> Source:
        """The file itself, which may be opened for that."""
        return self.opened()

    @property
    def time(self) -> str | None:
        """The moment in UTC, ISO 8601."""
        if self.realtime is None:
            return None
        try:
            return datetime.fromtimestamp(self.realtime / NANO, UTC).isoformat(timespec="milliseconds")
        except (ValueError, OverflowError, OSError):
            return None


@dataclass
class Event:
    """Something that happened between snapshot ``snapshot - 1`` and ``snapshot`` (indices)."""

    snapshot: int
    kind: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass
class RuleHistory:
    """One rule through time. ``series`` has snapshots in which it was there, its packets and its bytes there."""

    chain: str
    text: str
    position: int
    first: int
    last: int
    events: list[Event] = field(default_factory=list)
    series: tuple[Count, Count, Count] = field(default_factory=lambda: (NO_COUNTS, NO_COUNTS, NO_COUNTS))

    @property
    def counts(self) -> dict[int, tuple[int, int]]:
        """(packets, bytes) by snapshot."""
        snapshots, packets, octets = (column.tolist() for column in self.series)
        return dict(zip(snapshots, zip(packets, octets, strict=True), strict=True))


@dataclass
class TableHistory:
    """One table of one back-end through time."""

    place: Place
    present: list[bool]
    rules: list[RuleHistory] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    restarts: set[int] = field(default_factory=set)
    backend: str = "legacy"


def moments(sources: Sequence[Source]) -> list[Moment]:
    """The files in order of their time; as given where not all of them say it."""
    return in_time([moment_of(source, lambda source=source: source) for source in sources])  # type: ignore[misc]


def in_time(found: list[Moment]) -> list[Moment]:
    """In order of their time; as given where not all of them say it."""
    told = all(one.realtime is not None for one in found)
    return sorted(found, key=lambda one: one.realtime or 0) if told else found


def moment_of(source: Source, opened: Callable[[], Source]) -> Moment:
    """When a file was captured; ``opened`` gives it again."""
    manifest = source.manifest or {}
    clocks = _mapping(_mapping(manifest.get("clocks")).get("finished"))
    boot = _mapping(manifest.get("host")).get("boot_id")
    return Moment(
        source.file, _integer(clocks.get("realtime_ns")), _integer(clocks.get("boottime_ns")),
        boot if isinstance(boot, str) else None, opened,
    )  # fmt: skip


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def seconds_between(one: Moment, other: Moment) -> float | None:
    """Time from one capture to the next: by the clock that no one sets where both ran in one boot."""
    if one.boot == other.boot is not None and one.boottime is not None and other.boottime is not None:
        return (other.boottime - one.boottime) / NANO
    if one.realtime is None or other.realtime is None:
        return None
    return (other.realtime - one.realtime) / NANO


def histories(
    found: Sequence[Moment], iptables: tuple[int, int, int], *, legacy: bool = True,
    nft: Sequence[Side | None] | None = None,
) -> list[TableHistory]:  # fmt: skip
    """Every table of the files through time: the ``legacy`` ones, and those of nf_tables in ``nft``, a side for each
    moment, None where its file does not say what was there."""
    own = Lazily(lambda at: side_of_source(found[at].source), len(found))
    told = _through(found, own, iptables) if legacy else []
    if nft is not None and any(side is not None and side.tables for side in nft):
        sides = Lazily(lambda at: nft[at] or _unknown(found[at].source), len(found))
        told += [replace(one, backend=NF_TABLES) for one in _through(found, sides, iptables)]
    return told


def _through(found: Sequence[Moment], sides: Sequence[Side], iptables: tuple[int, int, int]) -> list[TableHistory]:
    """One snapshot after the other, each opened once more."""
    seen = known_places(sides)
    places = dict.fromkeys(place for one in seen for place in one.places)
    followed = [_Followed(place, [place in one.places for one in seen], iptables) for place in places]
    for at, side in enumerate(sides):
        boots = (found[at - 1].boot, found[at].boot) if at else (None, None)
        tables = seen[at].tables(side)
        for one in followed:
            if boots[0] != boots[1] and None not in boots:
                one.history.events.append(Event(at, REBOOTED))
            one.see(at, tables.get(one.history.place), found[at], seen[at])
    return [one.finished() for one in followed]


def _unknown(source: Source) -> Side:
    """A side that says of no table whether it was there."""
    spaces = (source.manifest or {}).get("netns")
    labels = [str(one.get("label")) for one in spaces if isinstance(one, dict)] if isinstance(spaces, list) else []
    lost = frozenset((Untrusted.of(label).shown, ANY, ANY) for label in labels or [""])
    return no_side(source.file)._replace(unreadable=lost)


class _Followed:
    """One table from one snapshot to the next."""

    def __init__(self, place: Place, present: list[bool], iptables: tuple[int, int, int]) -> None:
        self.history = TableHistory(place, present)
        self.iptables = iptables
        self.follower = _Follower(self.history)
        self.before: tuple[Table, Names] | None = None

    def see(self, at: int, table: Table | None, moment: Moment, seen: Seen) -> None:
        """The table in snapshot ``at``, None where it has none."""
        if seen.lost(self.history.place):  # neither there nor gone
            self.history.events.append(Event(at, TABLE_UNREADABLE))
            return
        if table is None and (seen.is_text or self.before is None):
            return
        now = None if table is None else (table, moment.source.names_of(table))
        present = [one for one in (self.before, now) if one is not None]
        listings = from_tables([one for one, _ in present], [names for _, names in present], self.iptables)
        if len(listings) < 2:
            listings.insert(0 if self.before is None else 1, empty(listings[0].family, listings[0].table))
        compared = compare(listings[0], listings[1])
        self.follower.step(at, compared, self.before is not None, table is not None)
        self.before = now

    def finished(self) -> TableHistory:
        self.follower.end()
        return self.history


class _Follower:
    """Carries the rules of a table from one snapshot to the next."""

    def __init__(self, history: TableHistory) -> None:
        self.history = history
        self.here: Index = np.empty(0, dtype=np.int64)  # number of the rule at each entry, -1 for none
        self.listing: Listing | None = None
        self.gone: dict[tuple[str, str], list[int]] = {}
        self.counts: list[tuple[int, Index, Count, Count]] = []  # (snapshot, rule numbers, packets, bytes)

    def step(self, at: int, compared: Compared, was: bool, now: bool) -> None:
        first = not was and not self.history.rules
        if not was and at:
            self.history.events.append(Event(at, TABLE_APPEARED))
        if was and not now:
            self.history.events.append(Event(at, TABLE_GONE))
        new = np.full(len(compared.b.meaning), -1, dtype=np.int64)
        new[compared.kept[1]] = self.here[compared.kept[0]]
        for change in compared.changes:
            self._change(at, change, new, first=first)
        self._carry(at, compared, new)

    def _change(self, at: int, change: Change, new: Index, *, first: bool) -> None:
        if change.kind in (script.MOVED, script.EDITED):
            if change.entry_a is None or change.entry_b is None:
                return
            number = int(self.here[change.entry_a])
            new[change.entry_b] = number
            rule = self.history.rules[number]
            rule.events.append(Event(at, change.kind.removeprefix("rule-"), _detail(change)))
        elif change.kind == script.DELETED and change.entry_a is not None:
            number = int(self.here[change.entry_a])
            rule = self.history.rules[number]
            rule.events.append(Event(at, GONE, _detail(change)))
            rule.chain, rule.text, rule.position = change.chain, change.before or "", change.position_a or 0
            self.gone.setdefault((rule.chain, rule.text), []).append(number)
        elif change.kind == script.INSERTED and change.entry_b is not None:
            waiting = self.gone.get((change.chain_b or change.chain, change.after or ""))
            number = waiting.pop() if waiting else len(self.history.rules)
            if waiting is None or number == len(self.history.rules):
                self.history.rules.append(RuleHistory("", "", 0, at, at))
            rule = self.history.rules[number]
            new[change.entry_b] = number
            if not first:
                kind = RETURNED if rule.events else APPEARED
                rule.events.append(Event(at, kind, _detail(change)))
        elif not first:
            self.history.events.append(Event(at, change.kind, _detail(change)))

    def _carry(self, at: int, compared: Compared, new: Index) -> None:
        self.here, self.listing = new, compared.b
        tracked = np.flatnonzero(new >= 0)
        for number in new[tracked].tolist():
            self.history.rules[number].last = at
        counters = compared.b.counters()
        if counters is None:
            return
        numbers, packets, octets = new[tracked], counters[0][tracked], counters[1][tracked]
        before = self.counts[-1] if self.counts else None
        if before is not None and before[0] == at - 1:
            restarted = self._restarted(before, numbers, packets, octets)
            if restarted:
                self.history.restarts.add(at)
                self.history.events.append(Event(at, COUNTERS_RESTARTED, {"rules": restarted}))
        self.counts.append((at, numbers, packets, octets))

    @staticmethod
    def _restarted(before: tuple[int, Index, Count, Count], numbers: Index, packets: Count, octets: Count) -> int:
        """How many rules count less than before, if all that had counted do: somebody put a new table in place."""
        old = dict(zip(before[1].tolist(), zip(before[2].tolist(), before[3].tolist(), strict=True), strict=True))
        counted = lower = 0
        for number, packet, octet in zip(numbers.tolist(), packets.tolist(), octets.tolist(), strict=True):
            previous = old.get(number)
            if previous and previous[0]:
                counted += 1
                lower += packet < previous[0] or octet < previous[1]
        return lower if lower and lower == counted else 0

    def end(self) -> None:
        """Words and places of the rules still there, and the counters of all."""
        rules = self.history.rules
        if self.listing is not None:
            entries = np.flatnonzero(self.here >= 0).tolist()
            texts = self.listing.texts(entries)
            chains = {entry: chain for chain in self.listing.chains for entry in range(chain.start, chain.end)}
            for entry, text in zip(entries, texts, strict=True):
                rule, chain = rules[int(self.here[entry])], chains[entry]
                rule.chain = chain.name.decode("latin-1")
                rule.text, rule.position = f"-A {rule.chain}{text}", entry - chain.start + 1
        self._give_counts(rules)

    def _give_counts(self, rules: list[RuleHistory]) -> None:
        """Each rule its part of the columns of all."""
        if not self.counts:
            return
        times = np.repeat([at for at, *_ in self.counts], [len(numbers) for _, numbers, _, _ in self.counts])
        numbers, packets, octets = (np.concatenate([one[at] for one in self.counts]) for at in (1, 2, 3))
        order = np.argsort(numbers, kind="stable")
        columns = times[order], packets[order], octets[order]
        bounds = np.searchsorted(numbers[order], np.arange(len(rules) + 1)).tolist()
        for rule, start, end in zip(rules, bounds, bounds[1:], strict=False):
            rule.series = (columns[0][start:end], columns[1][start:end], columns[2][start:end])
        self.counts.clear()


def _detail(change: Change) -> dict[str, Any]:
    found: dict[str, Any] = {"chain": visible(change.chain)}
    if change.chain_b is not None:
        found["chain_b"] = visible(change.chain_b)
    for name in ("position_a", "position_b"):
        if getattr(change, name) is not None:
            found[name] = getattr(change, name)
    for name in ("before", "after"):
        if getattr(change, name) is not None:
            found[name] = visible(getattr(change, name))
    return found


# Counters


@dataclass(frozen=True, slots=True)
class Delta:
    """What a rule counted from one snapshot to the next.

    After a reset the counts since then stand here: at least so many packets came. Rates are per second, None where
    the time is not known.
    """

    start: int
    end: int
    packets: int
    octets: int
    reset: str | None
    packet_rate: float | None
    octet_rate: float | None


def deltas(rule: RuleHistory, history: TableHistory, found: Sequence[Moment]) -> Iterator[Delta]:
    """Differences of a rule's counters between the snapshots that have it, in order."""
    counts = rule.counts
    for start, end in pairwise(sorted(counts)):
        if end != start + 1:
            continue
        old, new = counts[start], counts[end]
        reset = None
        if new[0] < old[0] or new[1] < old[1]:
            reset = "the whole table" if end in history.restarts else "this rule"
        packets, octets = new if reset else (new[0] - old[0], new[1] - old[1])
        seconds = seconds_between(found[start], found[end])
        rates = (packets / seconds, octets / seconds) if seconds and seconds > 0 and not reset else (None, None)
        yield Delta(start, end, packets, octets, reset, *rates)


def never_hit(rule: RuleHistory) -> bool:
    """True where no snapshot shows a packet."""
    return not bool(rule.series[1].any())
