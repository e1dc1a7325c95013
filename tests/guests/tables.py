"""The tables of docs/validate.md, from the data of the package: ``python -m tests.guests tables``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iptblob.check.changes import every_change, owners
from iptblob.check.kernels import BOOTED, READ, Interval, Version, booted, intervals, version_text
from iptblob.extensions.constraints import KernelChange
from tests.guests.answers import earlier
from tests.guests.cache import ROOT, number

DOCUMENT = ROOT / "docs" / "validate.md"
BEGIN, END = "<!-- tables of python -m tests.guests tables: do not edit by hand -->\n", "<!-- end of tables -->\n"


def _span(one: Interval) -> str:
    """``174 … 176``, with the series left out; a changelog's release alone."""
    shown = [str(version[2]) if version else "" for version in (one.without, one.having)]
    if one.source == READ:
        return f"{one.series[0]}.{one.series[1]}.{shown[1]}"
    if not one.having:
        return f"not in .{shown[0]}"
    return f".{shown[0]} … .{shown[1]}" if one.without else f"in .{shown[1]}"


def _label(change: KernelChange) -> str:
    names = ", ".join(owners(change.id))
    return f"{names}: {change.says}" if names else change.says


def _grid(rows: Iterable[list[str]], head: list[str]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |\n"
    yield "|" + "---|" * len(head) + "\n"
    for row in rows:
        yield "| " + " | ".join(row) + " |\n"


def changes() -> Iterator[str]:
    """One row a change, one column a series that was booted."""
    series = sorted({one.series for one in intervals() if one.source == BOOTED})
    by = {(one.change, one.series): one for one in intervals() if one.source == BOOTED}
    rows = [[_label(change), *(_span(by[change.id, one]) if (change.id, one) in by else "" for one in series)]
            for change in every_change().values()]  # fmt: skip
    yield from _grid(rows, ["", *(f"{major}.{minor}" for major, minor in series)])


def read() -> Iterator[str]:
    """What changelogs say, by change."""
    for change in every_change().values():
        found = [_span(one) for one in intervals() if one.source == READ and one.change == change.id]
        if found:
            yield f"- {_label(change)}: {', '.join(found)}\n"


def kernels() -> Iterator[str]:
    """Every kernel that was booted."""
    asked = {one.version for one in booted()}
    told = {number(version) for answers in earlier().values() for version in answers}
    yield f"{len(asked)} kernels were asked about all payloads: {_listed(asked)}.\n"
    rest = told - asked
    if rest:
        yield f"{len(rest)} more about the small ones alone, in an earlier run: {_listed(rest)}.\n"
    without = [one.version for one in booted() if not one.compat]
    yield f"Built without the compat code: {_listed(without)}.\n"


def _listed(versions: Iterable[Version]) -> str:
    return ", ".join(version_text(version) for version in sorted(versions))


def text() -> str:
    """All tables, between the marks."""
    return "".join([
        BEGIN, "\n", *kernels(), "\nLast release seen without and first release seen with, by series, booted:\n\n",
        *changes(), "\nRead in the changelogs of Debian's packages, not booted:\n\n", *read(), "\n", END,
    ])  # fmt: skip


def main() -> None:
    before, _, rest = DOCUMENT.read_text().partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{DOCUMENT} has no place for the tables")
    DOCUMENT.write_text(before + text() + after)
