"""A case log: one JSON line per snapshot, each with the hash of the line before, so that none can be altered or
removed without breaking the chain. Lines cut off the end are missed only by those
who know the last hash."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iptblob.errors import IptblobError

FIRST = "0" * 64


class ChainError(IptblobError):
    """The chain of a case log is broken, or a snapshot is not in it."""


def append_to_case(log: str, path: str) -> dict[str, Any]:
    """Add a snapshot to the log; whole line or nothing. The line as a dict."""
    with Path(log).open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        lines = _lines(file.read(), log)
        previous = _hash(lines[-1]) if lines else FIRST
        record = {"schema": 1, "seq": len(lines) + 1, **_facts(path), "previous": previous}
        size = file.seek(0, os.SEEK_END)
        try:
            line = json.dumps(record, sort_keys=True).encode("ascii") + b"\n"
            if os.write(file.fileno(), line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
        except OSError as error:
            os.ftruncate(file.fileno(), size)
            raise IptblobError(f"not logged: {error.strerror}", file=log) from error
    return record


def check_case(log: str) -> list[dict[str, Any]]:
    """All lines of a log whose chain holds; ChainError at the first line where it does not."""
    try:
        lines = _lines(Path(log).read_bytes(), log)
    except OSError as error:
        raise IptblobError(error.strerror or str(error), file=log) from error
    records, previous = [], FIRST
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            fits = record["previous"] == previous and record["seq"] == number
        except (ValueError, KeyError, TypeError, RecursionError):
            fits = False
        if not fits:
            raise ChainError(f"line {number} does not follow the one before it: altered, removed or added", file=log)
        records.append(record)
        previous = _hash(line)
    return records


def find_in_case(log: str, path: str) -> str:
    """Where a snapshot stands in the log, in words; ChainError when it does not, or with other contents."""
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    records = check_case(log)
    for record in records:
        if record.get("sha256") == digest:
            return f"line {record['seq']} of {len(records)} in {log}, logged {record.get('logged')}; the chain holds"
    raise ChainError(f"no line has the sha256 of {path}", file=log)


def _facts(path: str) -> dict[str, Any]:
    from iptblob.snapshot import read_snapshot

    data = Path(path).read_bytes()
    manifest = read_snapshot(data, path).manifest
    host, clocks = manifest.get("host") or {}, manifest.get("clocks") or {}
    return {
        "file": Path(path).name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(),
        "host": host.get("name"), "captured": (clocks.get("started") or {}).get("utc"),
        "logged": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }  # fmt: skip


def _lines(data: bytes, log: str) -> list[bytes]:
    if data and not data.endswith(b"\n"):
        raise ChainError("the last line is incomplete", file=log, hint="start a new case log; this one stays as it is")
    return data.split(b"\n")[:-1]


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
