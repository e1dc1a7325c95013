"""The same report as Markdown, for tickets: hostile text stays text there too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from iptblob.report.document import Report, name_of
from iptblob.report.evidence import aside, file_rows
from iptblob.report.given import ReportFile
from iptblob.report.markup import shown
from iptblob.report.packets import TITLES
from iptblob.report.page import RANKS, facts_of, title_of
from iptblob.report.passing import when
from iptblob.report.remarks import Remark
from iptblob.report.series import events_of
from iptblob.report.story import FateRow, Story
from iptblob.version import __version__

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=//)|(?<=www)\.)")
MOST_CHANGES = 400
SIGNS = {"rule-inserted": "+", "chain-added": "+", "rule-deleted": "-", "chain-removed": "-"}


def markdown_of(report: Report) -> str:
    """The whole report as text that ends with a newline."""
    return "\n".join(_lines(report)) + "\n"


def plain(text: str) -> str:
    """A text that no Markdown reader takes for anything else."""
    return _SPECIAL.sub(r"\\\1", shown(text))


def code(text: str) -> str:
    """A text as code, between more backticks than stand in it."""
    text = shown(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks, room = "`" * (longest + 1), " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{room}{text}{room}{marks}" if text.strip() else "(nothing)"


def fenced(lines: Sequence[str], language: str = "") -> Iterator[str]:
    """Lines as a block of code."""
    said = [shown(line) for line in lines]
    longest = max((len(run) for line in said for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield from said
    yield fence


def _lines(report: Report) -> Iterator[str]:
    yield f"# {plain(title_of(report))}"
    for at, given in enumerate(report.given):
        if 0 < at < len(report.given) - 1:
            continue  # the evidence has them all
        yield ""
        name = f"{name_of(report.given, at)}: " if len(report.given) > 1 else ""
        yield f"**{name}{plain(given.source.file)}**"
        yield ""
        for key, value in facts_of(given):
            yield f"- {key}: {plain(value)}"
    for rank, (_, title) in RANKS.items():
        chosen = [one for one in report.remarks if one.rank == rank]
        if chosen:
            yield from ("", f"## {title}", "")
            for one in chosen:
                yield from _remark(one)
    if report.story is not None:
        yield from _packets(report.story)
        yield from _changes(report.story)
    if report.steps:
        yield from _steps(report)
    yield from _evidence(report)


def _remark(remark: Remark) -> Iterator[str]:
    places = ", ".join(code(place) for place in remark.places)
    yield f"- {plain(remark.text)}" + (f" {places}" if places else "")
    for line in remark.rules:
        yield f"  - {code(line)}"


def _packets(story: Story) -> Iterator[str]:
    if not story.fates:
        return
    yield from ("", "## What packets may do now", "")
    for fate in story.fates:
        yield from _fate(fate)


def _fate(fate: FateRow) -> Iterator[str]:
    yield f"- **{TITLES[fate.kind]}**, {plain(fate.where)}: {plain(fate.packets)}"
    yield f"  - such as: {plain(fate.witness)}"
    yield from (f"  - {plain(fact)}" for fact in fate.facts)
    yield f"  - before: {plain(fate.before)}, by {code(fate.places[0])}: {code(fate.rules[0])}"
    yield f"  - now: {plain(fate.after)}, by {code(fate.places[1])}: {code(fate.rules[1])}"


def _changes(story: Story) -> Iterator[str]:
    yield from ("", "## What changed", "", f"{plain(story.summary)}.")
    table = ""
    lines: list[str] = []
    for row in story.rows[:MOST_CHANGES]:
        if row.table != table:
            yield from (("", *fenced(lines, "diff")) if lines else ())
            yield from ("", f"### {plain(row.table)}")
            table, lines = row.table, []
        lines.append(f"# {row.kind} {row.where}")
        if row.before is not None and row.before == row.after:
            lines.append(f"  {row.before}")
        else:
            lines += [f"- {row.before}"] if row.before is not None else []
            lines += [f"+ {row.after}"] if row.after is not None else []
        lines += [f"#   {field}" for field in ((row.reason, *row.fields) if row.reason else row.fields)]
    yield from (("", *fenced(lines, "diff")) if lines else ())
    if len(story.rows) > MOST_CHANGES:
        yield from ("", f"{len(story.rows) - MOST_CHANGES} more changes: `iptblob diff` lists them.")


def _steps(report: Report) -> Iterator[str]:
    yield from ("", "## Over time", "", "| captured | file | changed since the one before |", "|---|---|---|")
    for step, given in zip(report.steps, report.given[1:], strict=True):
        yield f"| {plain(given.time or '-')} | {plain(given.source.file)} | {plain(step.summary)} |"
    for history in report.histories:
        events = list(islice(events_of(history), MOST_CHANGES + 1))
        if events:
            yield from ("", f"### {plain(f'{history.place[1]} {history.place[2]}')}, over time", "")
            for event, text in events[:MOST_CHANGES]:
                yield f"- {plain(when(report.moments[event.snapshot]))}: {code(text)}"
            yield from ("- more: `iptblob timeline` has it all",) if len(events) > MOST_CHANGES else ()


def _evidence(report: Report) -> Iterator[str]:
    yield from ("", "## Evidence")
    for given in report.given:
        yield from ("", f"### {plain(given.source.file)}", "")
        yield from (f"- {key}: {plain(value)}" for key, value in file_rows(given))
        yield from _tables(given)
    if report.story is not None:
        yield from ("", "Set aside and mapped:", "", *(f"- {plain(line)}" for line in aside(report)))
    yield from ("", "Not read:", "")
    yield from (f"- {plain(str(lost))}" for lost in report.unread)
    if not report.unread:
        yield "- nothing: everything that was given was read"
    yield from ("", f"Made by iptblob {__version__}.")


def _tables(given: ReportFile) -> Iterator[str]:
    from iptblob.report.evidence import table_rows

    for place, _, layout, entries, size, coherent, verdict, digest in table_rows(given):
        yield (f"- {code(place)}: {entries} entries, {size} bytes, {layout}, coherent: {coherent}, kernel: {verdict}, "
               f"sha256 {digest}")  # fmt: skip
