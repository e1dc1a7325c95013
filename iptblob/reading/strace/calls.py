"""Whole calls, those that strace -f tore apart put together again by pid, with arguments and result."""

from __future__ import annotations

import errno as numbers
import re
from collections.abc import Iterator
from typing import NamedTuple

from iptblob.reading.strace.lexer import LogLine, joined, last_line_is_cut, lines
from iptblob.reading.strace.options import BRIDGE, Option, option_of
from iptblob.reading.strace.strings import end_of_string, unescaped
from iptblob.unread import Unread

MAX_UNREAD = 100_000  # a real log has a handful
LONGER = "trace again with -s 99999999"
NO_BYTES = "its bytes are not in the log (-e raw shows addresses only)"
NEVER_RETURNED = "the log ends, or the process died, before the call returned"
# nothing here is tried in two ways (++, *+): a line of a megabyte takes as long as a megabyte of lines
_ARGUMENTS = re.compile(
    rb'\s*+-?(?:0x)?[0-9a-f]++(?:<.{0,4096}?>)?,\s*+(?P<level>[^,"]{1,99}+),\s*+(?P<option>[^,"]{1,99}+)(?:,\s*+|$)',
    re.DOTALL,
)
_LENGTH = re.compile(
    rb",\s*+(?:\[(?P<room>\d{1,15})(?:\s*+=>\s*+(?P<given>\d{1,15}))?\]|(?P<length>0x[0-9a-f]{1,15}|\d{1,15})|NULL)"
    rb"\s*+\)\s*+=\s*+"
)
_RESULT = re.compile(
    rb"(?P<value>-1|\d{1,15})(?:\s++(?:(?P<name>E[A-Z0-9]{1,30})(?P<said>\s*+\()?|\(errno (?P<number>\d{1,9})\)))?"
)
_POINTER = re.compile(rb"0x[0-9a-f]+|NULL|[\[{][^\"\n]{0,200}[\]}]")


class Call(NamedTuple):
    """A call that returned. ``data`` is None where the log does not hold its bytes (a failed getsockopt); ``errno``
    is the name of the error, or None."""

    line: int
    pid: int | None
    comm: str | None
    time: str | None
    option: Option
    data: bytes | None
    errno: str | None

    def as_json(self) -> dict[str, object]:
        """Who called, and when, as far as the log says so."""
        return {"line": self.line, "pid": self.pid, "comm": self.comm, "time": self.time}


def calls(data: bytes, file: str, unread: list[Unread]) -> Iterator[Call]:
    """The calls of the table families in the order in which they returned; what cannot be read goes to ``unread``."""
    begun: dict[int | None, list[LogLine]] = {}
    for line in lines(data):
        if len(unread) >= MAX_UNREAD:
            why = f"given up: {MAX_UNREAD} calls before it cannot be read"
            unread.append(Unread("the rest of the log", file, why, line=line.number))
            return
        whole = _whole(line, begun, file, unread)
        if whole is None:
            continue
        call = _call(whole, file, unread)
        del line, whole  # a torn call is a copy, as large as its table
        if call is not None:
            yield call
        del call
    for parts in begun.values():
        _never_returned(joined(parts), file, unread)
    if last_line_is_cut(data) and not (unread and unread[-1].line == data.count(b"\n") + 1):
        number = data.count(b"\n") + 1
        unread.append(Unread("the last line", file, "the log is cut within it", line=number))


def _whole(
    line: LogLine, begun: dict[int | None, list[LogLine]], file: str, unread: list[Unread]
) -> LogLine | None:  # fmt: skip
    """The whole call, or None while another part of it is to come."""
    parts = [line]
    if line.resumed:
        if line.pid not in begun:
            if line.data.find(b'"', line.start, min(line.stop, line.start + 64)) >= 0:
                unread.append(Unread("the end of a call", file, "its beginning is not in the log", line=line.number))
            return None
        parts = begun.pop(line.pid)
        parts.append(line)
    if not line.torn:
        return joined(parts)
    if line.pid in begun:
        _never_returned(joined(begun[line.pid]), file, unread)
    begun[line.pid] = parts
    return None


def _never_returned(line: LogLine, file: str, unread: list[Unread]) -> None:
    found = _ARGUMENTS.match(line.data, line.start, line.stop)
    option = option_of(line.setting, found["level"], found["option"].rstrip()) if found else None
    if option is not None or found is None:
        unread.append(Unread(_name(option), file, NEVER_RETURNED, line=line.number))


def _name(option: Option | None) -> str:
    if option is None:
        return "a call"
    family = option.family.name if option.family else "bridge"
    return f"{family} {option.what}"


def _call(line: LogLine, file: str, unread: list[Unread]) -> Call | None:
    """The call if it is one of a table family; None for others and for what goes to ``unread``."""
    found = _ARGUMENTS.match(line.data, line.start, line.stop)
    if found is None or (line.is_cut and found.end() == line.stop):
        why = "the log is cut within it" if line.is_cut else "its arguments are not as strace prints them"
        unread.append(Unread("a call", file, why, line=line.number))
        return None
    option = option_of(line.setting, found["level"], found["option"].rstrip())
    if option is None:
        return None
    why, call = "tables of ebtables are not read", None
    if option.what != BRIDGE:
        why, call = _value(line, option, found.end())
    if why:
        unread.append(Unread(_name(option), file, why, line=line.number))
    return call


def _value(line: LogLine, option: Option, at: int) -> tuple[str, Call | None]:
    """(why it cannot be read, the call)."""
    data, stop, raw, is_short = line.data, line.stop, None, False
    cut = "the log is cut within it" if line.is_cut else "it is not as strace prints it"
    if data.startswith(b'"', at, stop):
        end = end_of_string(data, at + 1, stop)
        if end < 0:
            return cut, None
        try:
            raw = unescaped(data, at + 1, end)
        except ValueError:
            return "its buffer is not as strace prints bytes", None
        is_short = data.startswith(b"...", end + 1, stop)
        at = end + 4 if is_short else end + 1
    else:
        pointer = _POINTER.match(data, at, stop)
        if pointer is None:
            return cut, None
        at = pointer.end()
    tail = _LENGTH.match(data, at, stop)
    result = _RESULT.match(data, tail.end(), stop) if tail else None
    if tail is None or result is None or not _is_whole(result, line):
        return (NEVER_RETURNED if tail and data.startswith(b"?", tail.end(), stop) else cut), None
    call = Call(line.number, line.pid, line.comm, line.time, option=option, data=raw, errno=_errno(result))
    return _judged(call, tail, line, is_short=is_short)


def _is_whole(result: re.Match[bytes], line: LogLine) -> bool:
    """False where the log may be cut within the result."""
    if result["value"] != b"-1":
        return True
    return bool(result["number"] or (result["name"] and (result["said"] or not line.is_cut)))


def _judged(call: Call, tail: re.Match[bytes], line: LogLine, *, is_short: bool) -> tuple[str, Call | None]:
    """The call, if the log holds all its bytes or the kernel gave none."""
    if call.errno is not None and not line.setting:
        return "", call._replace(data=None)
    if call.data is None:
        return NO_BYTES, None
    said = tail["given"] or tail["room"] or tail["length"] or b"0"
    length = int(said, 16 if said.startswith(b"0x") else 10)
    if is_short or len(call.data) < length:
        return f"strace cut the buffer to {len(call.data)} of {length} bytes; {LONGER}", None
    return "", call


def _errno(result: re.Match[bytes]) -> str | None:
    if result["value"] != b"-1":
        return None
    if result["name"]:
        return result["name"].decode()
    return numbers.errorcode.get(int(result["number"]), f"errno {int(result['number'])}")
