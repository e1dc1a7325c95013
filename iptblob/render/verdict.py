"""A verdict for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iptblob.check.changes import since_of
from iptblob.check.explain import check_of
from iptblob.check.verdict import Verdict
from iptblob.escape import visible
from iptblob.model import NOTE, Finding
from iptblob.render.counted import counted

SHOWN = 8  # places of findings that say the same; more are counted


def verdict_line(file: str, verdict: Verdict, member: str = "") -> str:
    """One line for people: verdict, errno, the check that decides and its byte, or what misleads."""
    word = "ACCEPT" if verdict.accepted else f"REJECT {verdict.errno}"
    deciding = verdict.deciding
    why = f"  byte {deciding.offset}: {visible(deciding.message)} [{deciding.id}]" if deciding else ""
    if verdict.misleads and not deciding:
        why = f"  its text misleads [{', '.join(dict.fromkeys(one.id for one in _warnings(verdict)))}]"
    return f"{word:14}  {_name(file, member)}: {verdict.family} {visible(verdict.table)}{why}"


def _name(file: str, member: str) -> str:
    shown = visible(file.encode("utf-8", "surrogateescape"))
    return f"{shown}, {visible(member)}" if member else shown


def verdict_text(file: str, verdict: Verdict, member: str = "") -> Iterator[str]:
    """Lines for people: the verdict, the check that decides, then the rest."""
    word = "ACCEPT" if verdict.accepted else f"REJECT {verdict.errno}"
    yield (
        f"{word}  {_name(file, member)}: {verdict.family} {visible(verdict.table)}, "
        f"{verdict.abi}, Linux {verdict.kernel}, {counted(verdict.entries, 'entry', 'entries')}"
    )
    deciding = verdict.deciding
    if deciding:
        yield from _deciding(deciding)
    behind = [one for one in verdict.findings if one.errno and not one.decides]
    if behind:
        yield f"  never reached by the kernel, {len(behind)} more:"
        yield from _by_kind(behind)
    host = [one for one in verdict.findings if one.needs]
    if host:
        yield f"  depends on the host: {', '.join(verdict.depends_on)}"
        yield from (f"    {_brief(one)}" for one in host)
    warnings = _warnings(verdict)
    notes = [one for one in _others(verdict) if one.severity == NOTE]
    if warnings:
        yield "  the text of this table misleads:"
        yield from _by_kind(warnings)
    if notes:
        yield "  notes:"
        yield from (f"    {_brief(one)}" for one in notes)


def _others(verdict: Verdict) -> list[Finding]:
    """What is neither an error nor a question to the host."""
    return [one for one in verdict.findings if not one.errno and not one.needs and not one.decides]


def _warnings(verdict: Verdict) -> list[Finding]:
    return [one for one in _others(verdict) if one.severity != NOTE]


def _deciding(finding: Finding) -> Iterator[str]:
    check = check_of(finding.id)
    place = f", rule {finding.place}" if finding.chain else ""
    field = f", {finding.field}" if finding.field else ""
    yield f"  decided at byte {finding.offset} ({counted(finding.length, 'byte')}){place}{field}  [{finding.id}]"
    yield f"    found     {visible(finding.message)}"
    yield f"    accepted  {check.wants}"
    yield f"    kernel    {finding.function}, {finding.source}"
    if since := since_of(check):
        yield f"    since     {since}"


def _by_kind(findings: list[Finding]) -> Iterator[str]:
    """A line for each kind: the first of it, and where else the same is said."""
    kinds: dict[tuple[str, str | None, str], list[Finding]] = {}
    for one in findings:
        kinds.setdefault((one.id, one.errno, re.sub(r"\d+", "0", one.message)), []).append(one)
    for first, *more in kinds.values():
        places = [f"{one.place} (byte {one.offset})" if one.place else f"byte {one.offset}" for one in more]
        rest = f", and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
        alike = f"; alike in {', '.join(places[:SHOWN])}{rest}" if places else ""
        yield f"    {_brief(first)}{alike}"


def _brief(finding: Finding) -> str:
    place = f"{finding.place}, " if finding.chain else ""
    where = f"byte {finding.offset}, " if finding.length else ""
    errno = f"{finding.errno}: " if finding.errno else ""
    return f"{place}{where}{errno}{visible(finding.message)} [{finding.id}]"
