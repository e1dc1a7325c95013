"""A series of files: what happened from each to the next, and what counters did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import Element  # trees are made here, none is parsed # nosec B405

from iptblob.escape import visible
from iptblob.fleet.timeline import Delta, Event, Moment, RuleHistory, TableHistory, deltas
from iptblob.render.counted import counted
from iptblob.render.timeline import event_text
from iptblob.report.document import Report
from iptblob.report.markup import fill, node
from iptblob.report.passing import when

PLOTTED = 30  # rules of a table that counted most; the others are counted
EVENTS = 400  # of a table that are listed
WIDTH_PLOT, HEIGHT_PLOT, EDGE, BASE = 640, 64, 6, 52


def series_section(report: Report) -> list[Element] | None:
    """None where there are two files only: what happened between them stands above."""
    if len(report.given) < 3:
        return None
    found = [_steps(report)]
    for history in report.histories:
        events, plots = list(islice(events_of(history), EVENTS + 1)), list(_plots(history, report.moments))
        if not events and not plots:
            continue
        space, family, table = history.place
        backend = "" if history.backend == "legacy" else f", {history.backend}"
        found.append(node("h3", f"{family} {visible(table)}{backend}{f', {space}' if space else ''}"))
        if events:
            rows = [node("tr", node("td", when(report.moments[event.snapshot])), node("td", node("code", text)))
                    for event, text in events[:EVENTS]]  # fmt: skip
            heads = node("tr", node("th", "When", scope="col"), node("th", "What happened", scope="col"))
            found.append(node("table", node("thead", heads), node("tbody", *rows), cls="events"))
            if len(events) > EVENTS:
                found.append(node("p", "More happened than is listed: iptblob timeline has it all.", cls="more"))
        found += plots
    return found


def _steps(report: Report) -> Element:
    rows = []
    for step, given in zip(report.steps, report.given[1:], strict=True):
        rows.append(node("tr", node("td", given.time or "-"), node("td", given.source.file), node("td", step.summary)))
    titles = ("Captured", "File", "Changed since the one before")
    heads = node("tr", *[node("th", text, scope="col") for text in titles])
    return node("table", node("thead", heads), node("tbody", *rows), cls="events")


def events_of(history: TableHistory) -> Iterator[tuple[Event, str]]:
    """All that happened to a table and its rules, in order, in words."""
    found: list[tuple[Event, RuleHistory | None]] = [(event, None) for event in history.events]
    found += [(event, rule) for rule in history.rules for event in rule.events]
    for event, rule in sorted(found, key=lambda item: item[0].snapshot):
        yield event, event_text(event, rule)


# Counters


def _plots(history: TableHistory, moments: Sequence[Moment]) -> Iterator[Element]:
    """A plot for each of the rules that counted most."""
    busy = [(rule, list(deltas(rule, history, moments))) for rule in history.rules]
    counting = [(rule, steps) for rule, steps in busy if any(step.packets for step in steps)]
    counting.sort(key=lambda item: -sum(step.packets for step in item[1]))
    for rule, steps in counting[:PLOTTED]:
        total = sum(step.packets for step in steps)
        name = node("code", f"{visible(rule.chain)}:{rule.position} {visible(rule.text)}")
        caption = node("figcaption", name, f" {counted(total, 'packet')} in all")
        yield node("figure", caption, _plot(steps, moments), cls="plot")
    left = len(counting) - PLOTTED
    if left > 0:
        yield node("p", f"{counted(left, 'more rule')} counted less: iptblob timeline --all lists them.", cls="more")


def _plot(steps: Sequence[Delta], moments: Sequence[Moment]) -> Element:
    """A bar for each step in time, as high as the packets that came; what was reset has a mark."""
    places = _places(moments)
    most = max(step.packets for step in steps)
    said = "; ".join(f"{when(moments[step.end])}: {_said(step)}" for step in steps)
    picture = node("svg", node("title", said), viewBox=f"0 0 {WIDTH_PLOT} {HEIGHT_PLOT}", width=str(WIDTH_PLOT),
                   height=str(HEIGHT_PLOT), role="img")  # fmt: skip
    for step in steps:
        left, right = places[step.start], places[step.end]
        height = 0 if not step.packets else max(2, round((BASE - EDGE) * step.packets / most))
        bar = node("rect", node("title", f"{when(moments[step.end])}: {_said(step)}"), x=f"{left + 1:.1f}",
                   y=str(BASE - height), width=f"{max(1.0, right - left - 2):.1f}", height=str(height))  # fmt: skip
        bar.set("class", "bar-reset" if step.reset else "bar-count")
        picture.append(bar)
    picture.append(node("path", d=f"M{EDGE} {BASE} H{WIDTH_PLOT - EDGE}", cls="axis"))
    for at, anchor, x in ((0, "start", EDGE), (len(moments) - 1, "end", WIDTH_PLOT - EDGE)):
        label = node("text", when(moments[at]), x=str(x), y=str(HEIGHT_PLOT - 1))
        label.set("text-anchor", anchor)
        picture.append(label)
    label = node("text", f"{most}", x=str(WIDTH_PLOT - EDGE), y="11")
    label.set("text-anchor", "end")
    return fill(picture, label)


def _said(step: Delta) -> str:
    reset = f"counters of {step.reset} were reset, since then " if step.reset else ""
    rate = f", {step.packet_rate:.3g} a second" if step.packet_rate is not None else ""
    return f"{reset}{step.packets} packets{rate}"


def _places(moments: Sequence[Moment]) -> list[float]:
    """Where each moment is from left to right: by its time, or one after the other where not all have one."""
    times = [moment.realtime for moment in moments]
    room = WIDTH_PLOT - 2 * EDGE
    known = [one for one in times if one is not None]
    if len(known) < len(times) or known[-1] <= known[0]:
        return [EDGE + room * at / max(1, len(times) - 1) for at in range(len(times))]
    return [EDGE + room * (one - known[0]) / (known[-1] - known[0]) for one in known]
