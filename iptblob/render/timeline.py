"""A timeline for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iptblob.diff import script
from iptblob.escape import visible
from iptblob.fleet.timeline import (
    APPEARED,
    COUNTERS_RESTARTED,
    GONE,
    RETURNED,
    Event,
    Moment,
    RuleHistory,
    TableHistory,
    deltas,
    never_hit,
)
from iptblob.render.counted import counted

BUSIEST = 10


def timeline_lines(found: Sequence[Moment], tables: Sequence[TableHistory], *, every: bool) -> Iterator[str]:
    """Lines without line ends. ``every`` lists all rules, not only those something happened to."""
    for at, moment in enumerate(found):
        yield f"[{at}] {moment.time or 'time not known'}  {_file(moment)}"
    named = any(history.backend != "legacy" for history in tables)
    for history in tables:
        yield from _table(history, found, every=every, backend=f", {history.backend}" if named else "")


def _file(moment: Moment) -> str:
    return visible(moment.file.encode("utf-8", "surrogateescape"))


def _table(history: TableHistory, found: Sequence[Moment], *, every: bool, backend: str) -> Iterator[str]:
    netns, family, table = history.place
    yield f"@@ {family} {visible(table)}{backend}{f', network namespace {netns}' if netns else ''} @@"
    happened = [event for rule in history.rules for event in rule.events]
    idle = [rule for rule in history.rules if never_hit(rule)]
    yield f"{counted(len(history.rules), 'rule')}, {counted(len(happened), 'event')}, {len(idle)} never hit"
    events = [(event, None) for event in history.events]
    events += [(event, rule) for rule in history.rules for event in rule.events]  # type: ignore[misc]
    for event, rule in sorted(events, key=lambda item: item[0].snapshot):
        yield f"  [{event.snapshot}] {event_text(event, rule)}"
    busy = [(sum(one.packets for one in deltas(rule, history, found)), rule) for rule in history.rules]
    chosen = sorted((item for item in busy if item[0]), key=lambda item: -item[0])
    for _, rule in chosen if every else chosen[:BUSIEST]:
        yield from _counts(rule, history, found)
    if not every and len(chosen) > BUSIEST:
        yield f"  {counted(len(chosen) - BUSIEST, 'more rule')} hit (--all lists all)"
    for rule in idle if every else idle[:BUSIEST]:
        yield f"  never hit: {_name(rule)}"
    if not every and len(idle) > BUSIEST:
        yield f"  {counted(len(idle) - BUSIEST, 'more rule')} never hit (--all lists all)"


def event_text(event: Event, rule: RuleHistory | None) -> str:
    """What happened, in one line; ``rule`` is None of what concerns the whole table."""
    detail = event.detail
    if rule is None:
        if event.kind == COUNTERS_RESTARTED:
            return f"counters restarted in the whole table ({detail['rules']} rules count less than before)"
        place = f"{detail['chain']}:policy " if event.kind == script.POLICY else ""
        what = place + " -> ".join(str(detail[name]) for name in ("before", "after") if name in detail)
        return f"{event.kind} {what}".rstrip()
    if event.kind in (APPEARED, RETURNED):
        return f"{event.kind} {detail['chain']}:{detail.get('position_b')} {detail.get('after')}"
    if event.kind == GONE:
        return f"gone {detail['chain']}:{detail.get('position_a')} {detail.get('before')}"
    place = _way(detail)
    if event.kind == "moved":
        return f"moved {place} {detail.get('after')}"
    return f"edited {place} {detail.get('before')} => {detail.get('after')}"


def _rate(value: float) -> str:
    """Three digits that count, and never an exponent for what is large."""
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def _way(detail: Mapping[str, Any]) -> str:
    """``INPUT:3``, ``INPUT:3 -> INPUT:5``, ``INPUT:3 -> OUTPUT:1``."""
    one = f"{detail['chain']}:{detail.get('position_a')}"
    other = f"{detail.get('chain_b') or detail['chain']}:{detail.get('position_b')}"
    return one if one == other else f"{one} -> {other}"


def _name(rule: RuleHistory) -> str:
    return f"{visible(rule.chain)}:{rule.position} {visible(rule.text)}  seen [{rule.first}]-[{rule.last}]"


def _counts(rule: RuleHistory, history: TableHistory, found: Sequence[Moment]) -> Iterator[str]:
    yield f"  {_name(rule)}"
    for one in deltas(rule, history, found):
        if not one.packets and not one.reset:
            continue
        if one.reset:
            words = f"counters of {one.reset} were reset; {one.packets} packets, {one.octets} bytes since"
        else:
            words = f"+{one.packets} packets, +{one.octets} bytes"
            words += f", {_rate(one.packet_rate)} packets/s" if one.packet_rate is not None else ""
        yield f"      [{one.start}]-[{one.end}] {words}"
