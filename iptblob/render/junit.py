"""Verdicts as JUnit XML: a test case for each table, as build servers show them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # trees are made here, none is parsed # nosec B405

from iptblob.check.files import Judged
from iptblob.escape import visible
from iptblob.model import Finding
from iptblob.unread import Unread

MISLEADING = "misleading text"


def junit_xml(judged: Sequence[Judged], unread: Sequence[Unread] = (), left_out: Sequence[Unread] = ()) -> str:
    """One suite: a refused table fails with the check that decides, one whose text misleads with what misleads; what
    was not read is an error, what is plainly no table is skipped."""
    failed = sum(not one.verdict.accepted or one.verdict.misleads for one in judged)
    suite = Element("testsuite", {
        "name": "iptblob validate", "tests": str(len(judged) + len(unread) + len(left_out)), "failures": str(failed),
        "errors": str(len(unread)), "skipped": str(len(left_out)),
    })  # fmt: skip
    for one in judged:
        _table(suite, one)
    for what, others in (("error", unread), ("skipped", left_out)):
        for other in others:
            name = _shown(other.what) or "file"
            case = SubElement(suite, "testcase", {"classname": _shown(other.where), "name": name})
            SubElement(case, what, {"message": _shown(str(other))})
    root = Element("testsuites")
    root.append(suite)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _table(suite: Element, one: Judged) -> None:
    verdict = one.verdict
    name = " ".join(filter(None, (one.member and _shown(one.member), verdict.family, visible(verdict.table))))
    case = SubElement(suite, "testcase", {"classname": _shown(one.file), "name": name})
    deciding = verdict.deciding
    if not verdict.accepted and deciding is not None:
        failure = SubElement(case, "failure", {"type": deciding.id, "message": _said(deciding)})
        failure.text = "\n".join(_said(finding) for finding in verdict.findings)
    elif verdict.misleads or not verdict.accepted:
        said = [_said(finding) for finding in verdict.findings if finding.errno is None]
        failure = SubElement(case, "failure", {"type": MISLEADING, "message": said[0] if said else "refused"})
        failure.text = "\n".join(said)


def _said(finding: Finding) -> str:
    """The finding in one line, with its place."""
    place = f"line {finding.line}" if finding.line else finding.place if finding.chain is not None else ""
    where = f"byte {finding.offset}" if finding.offset is not None else ""
    head = ", ".join(filter(None, (visible(place), where)))
    return f"{finding.id}: {head + ': ' if head else ''}{visible(finding.message)}"


def _shown(text: str) -> str:
    return visible(text.encode("utf-8", "surrogateescape"))
