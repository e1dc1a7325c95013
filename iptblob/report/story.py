"""What changed between two files, ranked by what it means for packets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from iptblob.diff import script
from iptblob.diff.files import FileDiff
from iptblob.diff.origin import doubts_of
from iptblob.diff.script import Compared
from iptblob.escape import visible
from iptblob.packets.credited import NEITHER, program_of
from iptblob.packets.reach import FateChange, compare
from iptblob.render.counted import counted
from iptblob.render.diff import edits_in_words, heading, place, summary
from iptblob.render.json.changes import places_of_change
from iptblob.render.reach import outcome_text, spans_text, witness_text
from iptblob.render.trace import texts_of
from iptblob.report.remarks import ALARM, NOTICE, PLAIN, Remark
from iptblob.unread import Unread

# what of a packet is said first, and how
SAID = {
    "proto": "{}", "src": "from {}", "sport": "from port {}", "dst": "to {}", "dport": "to port {}",
    "in": "coming in by {}", "out": "leaving by {}", "ctstate": "of state {}",
}  # fmt: skip
SAID_FIRST = tuple(SAID)
MOST_FATES = 8  # of one kind that have a sentence each
LETS_IN, KEEPS_OUT, OTHERWISE = "lets-in", "keeps-out", "otherwise"


class ChangeRow(NamedTuple):
    """A change in words. ``where`` is for people, ``place_a`` and ``place_b`` are what ``inspect`` takes (None where a
    side has no such entry, or no bytes); ``entry_a`` and ``entry_b`` are entries of the tables ``table`` says.
    ``fields`` are those of an edited rule that differ, ``reason`` why it counts as edited where both lines are equal.
    """

    kind: str
    table: str
    chain: str
    where: str
    place_a: str | None
    place_b: str | None
    before: str | None
    after: str | None
    reason: str = ""
    fields: tuple[str, ...] = ()
    entry_a: int | None = None
    entry_b: int | None = None
    position_a: int | None = None
    position_b: int | None = None


class FateRow(NamedTuple):
    """Packets of one hook that end otherwise than before. ``rules`` and ``places`` are what decides, before and now."""

    kind: str
    where: str
    before: str
    after: str
    rules: tuple[str, str]
    places: tuple[str, str]
    packets: str
    witness: str
    facts: tuple[str, ...]


@dataclass
class Story:
    """From A to B. ``left`` names what packets could not be decided about, within what bound."""

    a: str
    b: str
    found: FileDiff
    rows: list[ChangeRow] = field(default_factory=list)
    fates: list[FateRow] = field(default_factory=list)
    left: list[Unread] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return summary(self.found.changes)


def story_of(found: FileDiff, *, seconds: float) -> Story:
    """The changes in words, and which packets fare otherwise, as far as ``seconds`` for all tables tell."""
    story = Story(found.a, found.b, found)
    for table in found.tables:
        story.rows += _rows(found, table)
    changed = [table for table in found.tables if table.changes] if seconds else []
    for table in changed:
        _follow(table, seconds / len(changed), story)
    order = {LETS_IN: 0, OTHERWISE: 1, KEEPS_OUT: 2}
    story.fates.sort(key=lambda fate: order[fate.kind])
    return story


def _rows(found: FileDiff, table: Compared) -> Iterator[ChangeRow]:
    space = f", {visible(table.space)}" if found.has_spaces and table.space else ""
    edits = edits_in_words(table)
    for change in table.changes:
        reason, fields = next(edits) if change.kind == script.EDITED else ("", [])
        one, other = places_of_change(change, table)
        if not found.has_spaces:
            one, other = _short(one, table), _short(other, table)
        yield ChangeRow(
            change.kind, f"{heading(table)}{space}", visible(change.chain), place(change), place_a=one, place_b=other,
            before=_line(change.before), after=_line(change.after), reason=reason, fields=tuple(fields),
            entry_a=change.entry_a, entry_b=change.entry_b,
            position_a=change.position_a, position_b=change.position_b,
        )  # fmt: skip


def _short(place: str | None, table: Compared) -> str | None:
    """A place without the network namespace, where there is only one."""
    for space in filter(None, table.netns):
        place = place.removeprefix(f"{space}/") if place else place
    return place


def _line(text: str | None) -> str | None:
    return None if text is None else visible(text)


# What it does to packets


def _follow(table: Compared, seconds: float, story: Story) -> None:
    sides = [program_of(listing) for listing in (table.a, table.b)]
    label = f"{table.a.family} {visible(table.a.table)}"
    if sides[0] is None or sides[1] is None:
        story.left.append(Unread(label, story.b, NEITHER))
        return
    reached = compare(sides[0], sides[1], seconds=seconds, sets=table.sets)
    story.left += [Unread(what, story.b, "which packets fare otherwise: NOT DECIDED") for what in reached.left]
    texts: dict[int, Callable[[int], str]] = {}
    story.fates += [_fate(change, table, texts, named=story.found.has_spaces) for change in reached.changes]


def _fate(
    change: FateChange, table: Compared, texts: dict[int, Callable[[int], str]], *, named: bool
) -> FateRow:  # fmt: skip
    before, after = outcome_text(change.before), outcome_text(change.after)
    passes = [side.outcome.verdict.startswith("ACCEPT") for side in (change.before, change.after)]
    stops = [side.outcome.verdict.startswith("DROP") for side in (change.before, change.after)]
    kind = LETS_IN if passes[1] and stops[0] else KEEPS_OUT if passes[0] and stops[1] else OTHERWISE
    rules, places = [], []
    for at, side in enumerate((change.before, change.after)):
        rules.append(texts.setdefault(id(side.program), texts_of(side.program))(side.entry))
        space, mark = table.netns[at], "nft:" if side.program.table.origin else ""
        where = (space if named else "", f"{mark}{change.family}", visible(change.table))
        places.append("/".join([*filter(None, where), side.program.place(side.entry)]))
    names = sorted(change.spans, key=lambda name: SAID_FIRST.index(name) if name in SAID_FIRST else len(SAID_FIRST))
    said = [SAID.get(name, f"{name} {{}}").format(spans_text(change, name)) for name in names]
    packets = "; ".join(said) or "all packets"
    packets += "" if change.exact or not change.spans else " (not every combination of these)"
    witness = witness_text(change) + ("" if change.confirmed else " (not confirmed by the walk)")
    facts = tuple(f"where {'it is so' if told else 'it is not so'}: {key}" for key, told in change.facts.items())
    told = f"{change.family} {visible(change.table)} {change.hook}"
    return FateRow(kind, told, before, after, rules=(rules[0], rules[1]), places=(places[0], places[1]),
                   packets=packets, witness=witness, facts=facts)  # fmt: skip


# In sentences


def remarks_of_story(story: Story) -> list[Remark]:
    """What a reader must know of it first."""
    found = [*_doubts(story), *_fates(story), *_policies(story), *_chains(story), *_twins(story)]
    for line in story.found.notes:
        found.append(Remark(NOTICE, line))
    for lost in story.left:
        found.append(Remark(NOTICE, f"{lost}."))
    if not story.rows:
        found.append(Remark(PLAIN, "No rule, chain or policy differs."))
    return found


def _doubts(story: Story) -> Iterator[Remark]:
    if story.found.origins:
        yield from (Remark(NOTICE, f"{line}.") for line in doubts_of(*story.found.origins))


def _policies(story: Story) -> Iterator[Remark]:
    for row in story.rows:
        if row.kind == script.POLICY:
            before, after = ((line or "").rpartition(" ")[2] for line in (row.before, row.after))
            opened = after == "ACCEPT" != before
            said = f"Policy flipped: {row.table} {row.chain} was {before}, is {after}"
            why = ": whatever no rule stops passes." if opened else "."
            yield Remark(ALARM if opened else NOTICE, said + why, places=_places(row))


def _chains(story: Story) -> Iterator[Remark]:
    for table in story.found.tables:
        counts = [[chain.end - chain.start for chain in side.chains] for side in (table.a, table.b)]
        for one, other in table.pairing.pairs:
            if counts[0][one] and not counts[1][other]:
                name = visible(table.a.chains[one].name)
                lost = [row.before or "" for row in story.rows if row.kind == script.DELETED and row.chain == name
                        and row.table.startswith(heading(table))]  # fmt: skip
                said = f"Chain emptied: {heading(table)} {name} had {counted(counts[0][one], 'rule')}, now it has none."
                yield Remark(ALARM, said, tuple(lost[:8]))
    for kind, said in ((script.REMOVED, "removed"), (script.ADDED, "added"), (script.RENAMED, "renamed")):
        for name, rows in groupby((row for row in story.rows if row.kind == kind), key=attrgetter("table")):
            chains = [row.where if kind == script.RENAMED else row.chain for row in rows]
            more = f" and {len(chains) - 12} more" if len(chains) > 12 else ""
            yield Remark(NOTICE, f"{name}: {counted(len(chains), 'chain')} {said}: {', '.join(chains[:12])}{more}.")


def _fates(story: Story) -> Iterator[Remark]:
    for kind, said, rank in (
        (LETS_IN, "Lets through what was stopped", ALARM), (OTHERWISE, "Treats packets otherwise", NOTICE),
        (KEEPS_OUT, "Stops what passed", NOTICE),
    ):  # fmt: skip
        fates = [fate for fate in story.fates if fate.kind == kind]
        for fate in fates[:MOST_FATES]:
            done = f"; now {fate.after}" if kind == OTHERWISE else ""
            yield Remark(rank, f"{said}, in {fate.where}: {fate.packets}{done}.", (fate.rules[1],), (fate.places[1],))
        if len(fates) > MOST_FATES:
            yield Remark(rank, f"{said}, in {len(fates) - MOST_FATES} more ways: see below.")


def _twins(story: Story) -> Iterator[Remark]:
    twins = [row for row in story.rows if row.kind == script.EDITED and row.before == row.after]
    if twins:
        said = f"{counted(len(twins), 'rule')} changed though the text is the same: iptables-save would not show it."
        places = tuple(place for row in twins for place in _places(row))
        yield Remark(ALARM, said, tuple(f"{row.after}  ({', '.join(row.fields)})" for row in twins[:8]), places[:8])


def _places(row: ChangeRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (row.place_a, row.place_b))))


