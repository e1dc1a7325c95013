"""Verdicts as SARIF 2.1.0: one run, one rule per check, one result per finding, byte regions in the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from iptblob.check.changes import since_of
from iptblob.check.explain import check_of
from iptblob.check.files import Judged
from iptblob.check.verdict import Verdict
from iptblob.escape import visible
from iptblob.model import Finding
from iptblob.render.json.encode import dumps
from iptblob.unread import Unread
from iptblob.version import __version__

SCHEMA_URI = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "note": "note"}
FINGERPRINT = "iptblobFinding/v1"  # what stays the same of a finding when other findings come and go


def sarif_json(judged: Sequence[Judged], unread: Sequence[Unread] = (), left_out: Sequence[Unread] = ()) -> str:
    """The text of ``sarif_log``."""
    return dumps(sarif_log(judged, unread, left_out), indent=1) + "\n"


def sarif_log(
    judged: Sequence[Judged], unread: Sequence[Unread] = (), left_out: Sequence[Unread] = ()
) -> dict[str, Any]:
    """A SARIF log of all verdicts, and of what has none as notifications of the tool.

    Offsets are bytes in the file, or in the member of a snapshot.
    """
    used = dict.fromkeys(finding.id for one in judged for finding in one.verdict.findings)
    rules = list(used)
    return {
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "iptblob", "version": __version__, "rules": [_rule(name) for name in rules],
            }},
            "artifacts": [{"location": {"uri": _uri(file)}} for file in dict.fromkeys(one.file for one in judged)],
            "results": list(_results(judged, {name: at for at, name in enumerate(rules)})),
            "invocations": [_invocation(unread, left_out)],
            "properties": {"verdicts": [_verdict(one) for one in judged]},
        }],
    }  # fmt: skip


def _invocation(unread: Sequence[Unread], left_out: Sequence[Unread]) -> dict[str, Any]:
    notes = [_notification(one, "error") for one in unread] + [_notification(one, "note") for one in left_out]
    return {"executionSuccessful": not unread, "toolExecutionNotifications": notes}


def _notification(one: Unread, level: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.where)}}
    if one.start is not None:
        physical["region"] = {"byteOffset": one.start} | ({} if one.size is None else {"byteLength": one.size})
    return {
        "level": level, "message": {"text": visible(str(one).encode("utf-8", "surrogateescape"))},
        "locations": [{"physicalLocation": physical}],
    }  # fmt: skip


def _rule(name: str) -> dict[str, Any]:
    check = check_of(name)
    source = check.source("ipv4")
    kernel = f"{check.function} in {source}" if source else check.function
    since = f", since Linux {since_of(check)}" if since_of(check) else ""
    help_text = f"Checked in {kernel}{since}; where it does not hold: {check.errno or check.severity}."
    return {
        "id": name,
        "shortDescription": {"text": f"accepted: {check.wants}"},
        "fullDescription": {"text": " ".join(filter(None, (f"Accepted: {check.wants}.", check.why)))},
        "help": {"text": f"{help_text} `iptblob validate --explain {name}` says more."},
        "properties": {"function": check.function, "file": check.file, "errno": check.errno, "since": since_of(check)},
    }


def _results(judged: Iterable[Judged], numbers: dict[str, int]) -> Iterable[dict[str, Any]]:
    for one in judged:
        for finding in one.verdict.findings:
            yield {
                "ruleId": finding.id,
                "ruleIndex": numbers[finding.id],
                "level": _level(one.verdict, finding),
                "message": {"text": visible(finding.message)},
                "locations": [_location(one, finding)],
                "partialFingerprints": {FINGERPRINT: _fingerprint(one, finding)},
                "properties": {
                    "decides": finding.decides, "errno": finding.errno, "field": finding.field,
                    "function": finding.function, "source": finding.source, "needs": finding.needs,
                },
            }  # fmt: skip


def _level(verdict: Verdict, finding: Finding) -> str:
    """A check that the kernel would not come to, because another one refuses before, is a note."""
    unreached = not verdict.accepted and finding.errno is not None and not finding.decides
    return "note" if unreached else LEVELS[finding.severity]


def _fingerprint(one: Judged, finding: Finding) -> str:
    parts = (one.file, one.member, one.verdict.family, one.verdict.table, finding.id, finding.field,
             finding.place if finding.chain is not None else finding.offset, finding.line)  # fmt: skip
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _location(one: Judged, finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.file)}}
    physical["region"] = _region(finding)
    place = [one.verdict.family, visible(one.verdict.table)]
    if finding.chain is not None:
        place.append(finding.place)
    logical = {"fullyQualifiedName": "/".join([*([one.member] if one.member else []), *place])}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _region(finding: Finding) -> dict[str, Any]:
    """Line and column in a text, bytes of what has no lines; code hosts want a line of every result: the first then."""
    if finding.line:
        columns = {"startColumn": finding.column} if finding.column else {}
        return {"startLine": finding.line, **columns}
    bytes_at = {} if finding.offset is None else {"byteOffset": finding.offset, "byteLength": finding.length}
    return {"startLine": 1, **bytes_at}


def _verdict(one: Judged) -> dict[str, Any]:
    verdict: Verdict = one.verdict
    return {
        "file": visible(one.file.encode("utf-8", "surrogateescape")), "member": one.member, "family": verdict.family,
        "table": visible(verdict.table), "verdict": verdict.verdict, "errno": verdict.errno,
    }  # fmt: skip


def _uri(file: str) -> str:
    raw = file.encode("utf-8", "surrogateescape")
    return PurePosixPath(file).is_absolute() * "file://" + quote(raw)
