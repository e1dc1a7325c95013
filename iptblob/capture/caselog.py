"""A case log: one JSON line per snapshot, each with the hash of the line before, so that none can be altered or
removed without breaking the chain.

What the chain alone does not show, an altered or missing last line, shows LOG.head, which has the number of lines and
the hash of the last one. Whoever may write both can make both fit: keep the head, or what it says, elsewhere too.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from iptblob.capture.agent.container import write_atomic
from iptblob.errors import IptblobError

FIRST = "0" * 64
MAX_LOG = 256 << 20  # half a million lines
MAX_HEAD = 1 << 12
PRIVATE = 0o600
NO_HEAD = "without {} nothing tells whether lines are missing at its end"


class ChainError(IptblobError):
    """The chain of a case log is broken, or a snapshot is not in it."""


class NoHeadError(IptblobError):
    """The head of a case log is not there: its end may have been cut off."""


def append_to_case(log: str, path: str, data: bytes | None = None) -> dict[str, Any]:
    """Add a snapshot (``data`` if it was read already) to the log; whole line or nothing. The line as a dict."""
    import fcntl  # only captures are logged, and those are made on Linux

    with _open(log) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        lines = _lines(file.read(), log)
        _demand_head(log, lines)  # or the new line would hide that one before it was altered or is missing
        record = {"schema": 1, "seq": len(lines) + 1, **_facts(path, data), "logged": _now(),
                  "previous": _hash(lines[-1]) if lines else FIRST}  # fmt: skip
        size = file.seek(0, os.SEEK_END)
        line = json.dumps(record, sort_keys=True).encode("ascii")
        try:
            if os.write(file.fileno(), line + b"\n") != len(line) + 1:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
            _write_head(log, len(lines) + 1, _hash(line))
        except OSError as error:
            if (_head(log) or {}).get("lines") == len(lines) + 1:  # the head stands: so must the line
                raise IptblobError(f"logged, but perhaps not on the disk yet: {error.strerror}", file=log) from error
            os.ftruncate(file.fileno(), size)
            raise IptblobError(f"not logged: {error.strerror}", file=log) from error
    return record


def _demand_head(log: str, lines: list[bytes]) -> None:
    """The head must be there and fit before anything is added; a new log gets one before its first line."""
    if not lines and not os.path.lexists(head_of(log)):
        try:
            _write_head(log, 0, FIRST)
        except OSError as error:
            raise IptblobError(f"not logged: {error.strerror}", file=head_of(log)) from error
    elif not os.path.lexists(head_of(log)):
        raise ChainError(f"not logged: {NO_HEAD.format(head_of(log))}", file=log,
                         hint="start a new case log; this one stays as it is")  # fmt: skip
    _compare_head(log, lines)


def _write_head(log: str, lines: int, digest: str) -> None:
    head = json.dumps({"schema": 1, "lines": lines, "sha256": digest}).encode("ascii") + b"\n"
    write_atomic(head_of(log), [head])


def head_of(log: str) -> str:
    """Where the hash of a log's last line is."""
    return f"{log}.head"


def _open(log: str) -> IO[bytes]:
    """The log, made with mode 0600 if it is new; a symlink or what is no regular file is refused."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(log, flags, PRIVATE)
    except OSError as error:
        said = "a symbolic link: not followed" if error.errno == errno.ELOOP else error.strerror
        raise IptblobError(f"not logged: {said}", file=log) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise IptblobError("not logged: no regular file", file=log)
    return os.fdopen(handle, "ab+")


def check_case(log: str) -> list[dict[str, Any]]:
    """All lines of a log whose chain holds and ends where its head says; ChainError where it does not."""
    return _chain(log, _lines(_read(log, MAX_LOG), log))


def _chain(log: str, lines: list[bytes]) -> list[dict[str, Any]]:
    records, previous = [], FIRST
    for number, line in enumerate(lines, 1):
        record = _record(line)
        if record.get("previous") != previous or record.get("seq") != number or type(record["seq"]) is not int:
            raise ChainError(f"line {number} does not follow the one before it: altered, removed or added", file=log)
        records.append(record)
        previous = _hash(line)
    if not records:
        raise ChainError("it has no line", file=log)
    _compare_head(log, lines)
    return records


def _compare_head(log: str, lines: list[bytes]) -> None:
    """The last line that the head knows must be there and be the one it was."""
    head = _head(log)
    if head is None:
        return
    count = head.get("lines")
    if type(count) is not int or not 0 <= count <= len(lines):
        raise ChainError(f"its head says {count!r:.20} lines, it has {len(lines)}: some are missing", file=log)
    if (_hash(lines[count - 1]) if count else FIRST) != head.get("sha256"):
        raise ChainError(f"line {count} is not the one its head says: altered", file=log)


def find_in_case(log: str, path: str, data: bytes | None = None) -> str:
    """Where a snapshot stands in the log, in words; ChainError when it does not, or with other facts; NoHeadError where
    it does, and nothing tells whether the log is whole."""
    records = check_case(log)
    facts = _facts(path, data)
    for record in records:
        if record.get("sha256") != facts["sha256"]:
            continue
        wrong = [name for name in ("size", "host", "captured") if record.get(name) != facts[name]]
        if wrong:
            raise ChainError(f"line {record['seq']} says another {' and '.join(wrong)} than {path}: altered", file=log)
        said = f"line {record['seq']} of {len(records)} in {log}, logged {_logged(record)}; the chain holds"
        head = _head(log)
        if head is None:
            raise NoHeadError(f"{said}, but {NO_HEAD.format(head_of(log))}")
        return said + _ends(head, records)
    raise ChainError(f"no line has the sha256 of {path}", file=log)


def _logged(record: dict[str, Any]) -> str:
    said = record.get("logged")
    return said[:40] if isinstance(said, str) else "at no time it says"


def _ends(head: dict[str, Any], records: list[dict[str, Any]]) -> str:
    if head.get("lines") != len(records):
        return f", but its head knows {head.get('lines')} lines only: the last was not finished, or added"
    return " and ends where its head says"


def _head(log: str) -> dict[str, Any] | None:
    if not os.path.lexists(head_of(log)):
        return None
    return _record(_read(head_of(log), MAX_HEAD))


def _record(line: bytes) -> dict[str, Any]:
    """{} for what is no record."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read(path: str, limit: int) -> bytes:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            data = file.read(limit + 1) or b""  # None of a pipe that nobody writes to
    except OSError as error:
        raise IptblobError(error.strerror or str(error), file=path) from error
    if len(data) > limit:
        raise ChainError(f"more than {limit} bytes: this is no case log", file=path)
    return data


def _facts(path: str, data: bytes | None) -> dict[str, Any]:
    """What a line says of a snapshot and the snapshot itself can be asked for again."""
    from iptblob.snapshot import SnapshotError, read_snapshot

    data = Path(path).read_bytes() if data is None else data
    try:
        manifest = read_snapshot(data, path).manifest
    except SnapshotError:
        manifest = {}  # its hash is what counts
    host, clocks = manifest.get("host") or {}, manifest.get("clocks") or {}
    return {
        "file": Path(path).name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"),
        "size": len(data), "sha256": hashlib.sha256(data).hexdigest(),
        "host": host.get("name"), "captured": (clocks.get("started") or {}).get("utc"),
    }  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _lines(data: bytes, log: str) -> list[bytes]:
    if data and not data.endswith(b"\n"):
        raise ChainError("the last line is incomplete", file=log, hint="start a new case log; this one stays as it is")
    return data.split(b"\n")[:-1]


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
