"""Verdicts on texts of rules: what iptables refuses, and what the kernel would say to what iptables sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from iptblob.abi import LP64_LE, Abi
from iptblob.building.source import TextSource, source_of_text
from iptblob.check.catalogue import RULE_REFUSED
from iptblob.check.profile import Profile
from iptblob.check.run import validate_reading
from iptblob.check.verdict import Verdict
from iptblob.family import Family
from iptblob.model import Finding
from iptblob.reading.detect import Detected
from iptblob.restore.problems import TextProblem
from iptblob.unread import Unread


def judge_text(
    data: bytes, file: str, profile: Profile, family: Family | None = None, abi: Abi | None = None, *,
    table: str | None = None, current_entries: int | None = None, every: bool = True,
) -> Iterator[Verdict | Unread]:  # fmt: skip
    """A verdict on every table of a text, and the lines of which nobody can say here what iptables makes of them."""
    found = source_of_text(data, file, family=family, abi=abi or LP64_LE, table=table, words=False)
    for made, reading in zip(found.tables, found.source.readings, strict=True):
        entries = current_entries if current_entries is not None else len(reading.table)  # as iptables would ask for
        verdict = validate_reading(reading, profile, current_entries=entries, every=every)
        yield _with_lines(verdict, reading, _of_table(found, made.table.label))
    yield from (
        Unread(one.source.strip(), file, f"not judged: {one.why}", line=one.line) for one in found.problems
        if one.unknown
    )  # fmt: skip


def _of_table(found: TextSource, label: str) -> list[TextProblem]:
    return [one for one in found.problems if not one.unknown and one.table == label]


def _with_lines(verdict: Verdict, reading: Detected, problems: list[TextProblem]) -> Verdict:
    """The verdict with what iptables refuses first, and with the lines of what the kernel refuses."""
    findings = [_finding(one, decides=at == 0) for at, one in enumerate(problems)]
    own = [_with_line(one, reading) for one in verdict.findings]
    if problems:
        own = [one._replace(decides=False) for one in own]
    return replace(verdict, accepted=verdict.accepted and not problems, findings=(*findings, *own),
                   errno=None if problems else verdict.errno)  # fmt: skip


def _finding(problem: TextProblem, *, decides: bool) -> Finding:
    check = RULE_REFUSED
    return Finding(
        check.id, check.severity, problem.why, length=problem.width, decides=decides, function=check.function,
        source=check.file, line=problem.line, column=problem.column,
    )  # fmt: skip


def _with_line(finding: Finding, reading: Detected) -> Finding:
    """A finding with the line of the rule it is about, if it is about one."""
    table = reading.table
    if finding.offset is None or table.text is None or finding.offset < table.base or not len(table):
        return finding
    entry = int(np.searchsorted(table.offsets, finding.offset - table.base, side="right")) - 1
    return finding._replace(line=table.text.lines[entry] or None)
