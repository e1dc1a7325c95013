"""One line of a log: who called, when, and what is left of the line. Linear, and nothing of other calls is copied.

The prefixes are those of strace 4.x to 6.x: pid (-f), command name (-Y), time (-t, -tt, -ttt, -r), number of the call
(-n), instruction pointer (-i).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_NAME = rb"(?:<(?P<comm{0}>[^>\n]*)>)?"
_PID = (
    rb"(?:\[pid +(?P<pid1>\d{1,7})" + _NAME.replace(b"{0}", b"1") + rb"(?: / \d+ in strace's PID NS)?\]\s+"
    rb"|(?P<pid2>\d{1,7})" + _NAME.replace(b"{0}", b"2") + rb"\s+)?"
)
_TIME = (
    rb"(?:(?P<time>(?:\d\d:\d\d:\d\d|\d+)(?:\.\d+)?)\s+(?:\(\+\s+\d+\.\d+\)\s+)?)?"
    rb"(?:\[\s*\d+\]\s+)?(?:\[[0-9a-f?]+\]\s+)?"
)
_CALL = rb"(?:(?P<call>[gs]etsockopt)\(|<\.\.\. (?P<resumed>[gs]etsockopt|socketcall) resumed>)"
_LINE = re.compile(rb"\s*+" + _PID + _TIME + _CALL)
_WORD = re.compile(rb"[gs]etsockopt|socketcall")  # a line without one of these is none of ours
_BARE = re.compile(rb"[gs]etsockopt\((?=(?:0x)?[0-9a-f])")
_ANY_CALL = re.compile(rb"\s*+" + _PID + _TIME + rb"[a-z0-9_]+(?:\(|$)")
UNFINISHED = b"<unfinished ...>"


class LogLine(NamedTuple):
    """A line of a log, or the part of a call that it holds.

    It is ``data[start:stop]``, begins behind the bracket of the call, or behind ``resumed>``, and is a copy only where
    it was torn. ``is_cut`` where the log ends without the end of the line.
    """

    number: int
    pid: int | None
    comm: str | None
    time: str | None
    setting: bool
    data: bytes
    start: int
    stop: int
    resumed: bool = False
    torn: bool = False
    is_cut: bool = False


def joined(parts: Sequence[LogLine]) -> LogLine:
    """The whole call of which these are the parts."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first
    text = b"".join(part.data[part.start : part.stop] for part in parts)
    return first._replace(data=text, start=0, stop=len(text), torn=last.torn, is_cut=last.is_cut)


def lines(data: bytes) -> Iterator[LogLine]:
    """The lines of the log that belong to a getsockopt or setsockopt; the others are only counted."""
    start, number = 0, 1
    while word := _WORD.search(data, start):
        begin = data.rfind(b"\n", start, word.start()) + 1 or start
        number += data.count(b"\n", start, begin)
        end = data.find(b"\n", word.end())
        stop = end if end >= 0 else len(data)
        found = _line(data, begin, stop, number, is_cut=end < 0)
        if found is not None:
            yield found
        start, number = stop + 1, number + 1


def last_line_is_cut(data: bytes) -> bool:
    """True where the log ends within a call of any name."""
    start = data.rfind(b"\n") + 1
    if start == len(data) or not _ANY_CALL.match(data, start):
        return False
    return not re.search(rb"\)\s+= \S+.*$|\+\+\+$|---$", data[max(start, len(data) - 4096) :])


def _line(data: bytes, start: int, stop: int, number: int, *, is_cut: bool) -> LogLine | None:
    while stop > start and data[stop - 1] in b"\r \t":
        stop -= 1
    found = _LINE.match(data, start, stop)
    if found is None:
        return _behind_output(data, start, stop, number, is_cut=is_cut)
    pid = found["pid1"] or found["pid2"]
    comm = found["comm1"] if found["pid1"] else found["comm2"]
    torn = data.endswith(UNFINISHED, found.end(), stop)
    if torn:
        stop -= len(UNFINISHED)
    setting = (found["call"] or found["resumed"]).startswith(b"set")
    return LogLine(
        number, int(pid) if pid else None, _text(comm), _text(found["time"]),
        setting=setting, data=data, start=found.end(), stop=stop,
        resumed=found["call"] is None, torn=torn, is_cut=is_cut,
    )  # fmt: skip


def _behind_output(data: bytes, start: int, stop: int, number: int, *, is_cut: bool) -> LogLine | None:
    """A call behind what the traced program wrote without a newline; what is quoted is no call."""
    found = _BARE.search(data, start, min(stop, start + 4096))
    if found is None or data.find(b'"', start, found.start()) >= 0:
        return None
    return LogLine(
        number, None, None, None, setting=found[0].startswith(b"set"), data=data, start=found.end(), stop=stop,
        is_cut=is_cut,
    )  # fmt: skip


def _text(raw: bytes | None) -> str | None:
    return raw.strip().decode("latin-1") if raw is not None else None
