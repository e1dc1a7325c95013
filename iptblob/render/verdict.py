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

_REFUSED = "rule-refused"
SHOWN = 8  # places of findings that say the same; more are counted


def verdict_line(file: str, verdict: Verdict, member: str = "") -> str:
    """One line for people: verdict, errno, the check that decides and its byte, or what misleads."""
    word = _word(verdict)
    deciding = verdict.deciding
    why = f"  {_place(deciding)}: {visible(deciding.message)} [{deciding.id}]" if deciding else ""
    if verdict.misleads and not deciding:
        why = f"  its text misleads [{', '.join(dict.fromkeys(one.id for one in _warnings(verdict)))}]"
    return f"{word:14}  {_name(file, member)}: {verdict.family} {visible(verdict.table)}{why}"


def _word(verdict: Verdict) -> str:
    return "ACCEPT" if verdict.accepted else f"REJECT {verdict.errno or 'by iptables'}"


def _place(finding: Finding) -> str:
    """The byte, or in a text the line."""
    if finding.line is None:
        return f"byte {finding.offset}"
    return f"line {finding.line}" + (f", column {finding.column}" if finding.column else "")


def _name(file: str, member: str) -> str:
    shown = visible(file.encode("utf-8", "surrogateescape"))
    return f"{shown}, {visible(member)}" if member else shown


def verdict_text(file: str, verdict: Verdict, member: str = "") -> Iterator[str]:
    """Lines for people: the verdict, the check that decides, then the rest."""
    yield (
        f"{_word(verdict)}  {_name(file, member)}: {verdict.family} {visible(verdict.table)}, "
        f"{verdict.abi}, Linux {verdict.kernel}, {counted(verdict.entries, 'entry', 'entries')}"
    )
    deciding = verdict.deciding
    if deciding:
        yield from _deciding(deciding)
    behind = [one for one in verdict.findings if (one.errno or one.id == _REFUSED) and not one.decides]
    if behind:
        who = "iptables" if deciding and deciding.id == _REFUSED else "the kernel"
        yield f"  never reached by {who}, {len(behind)} more:"
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
    return [
        one for one in verdict.findings if not one.errno and not one.needs and not one.decides and one.id != _REFUSED
    ]


def _warnings(verdict: Verdict) -> list[Finding]:
    return [one for one in _others(verdict) if one.severity != NOTE]


def _deciding(finding: Finding) -> Iterator[str]:
    check = check_of(finding.id)
    place = f", rule {finding.place}" if finding.chain else ""
    field = f", {finding.field}" if finding.field else ""
    at = _place(finding) if finding.offset is None else f"byte {finding.offset} ({counted(finding.length, 'byte')})"
    line = f", line {finding.line}" if finding.line and finding.offset is not None else ""
    yield f"  decided at {at}{place}{field}{line}  [{finding.id}]"
    yield f"    found     {visible(finding.message)}"
    yield f"    accepted  {check.wants}"
    yield f"    {'iptables' if finding.id == _REFUSED else 'kernel':9} {finding.function}, {finding.source}"
    if since := since_of(check):
        yield f"    since     {since}"


def _by_kind(findings: list[Finding]) -> Iterator[str]:
    """A line for each kind: the first of it, and where else the same is said."""
    kinds: dict[tuple[str, str | None, str], list[Finding]] = {}
    for one in findings:
        kinds.setdefault((one.id, one.errno, re.sub(r"\d+", "0", one.message)), []).append(one)
    for first, *more in kinds.values():
        places = [f"{one.place} ({_place(one)})" if one.place else _place(one) for one in more]
        rest = f", and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
        alike = f"; alike in {', '.join(places[:SHOWN])}{rest}" if places else ""
        yield f"    {_brief(first)}{alike}"


def _brief(finding: Finding) -> str:
    place = f"{finding.place}, " if finding.chain else ""
    where = "" if not finding.length else f"{_place(finding)}, "
    errno = f"{finding.errno}: " if finding.errno else ""
    return f"{place}{where}{errno}{visible(finding.message)} [{finding.id}]"
