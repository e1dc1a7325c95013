"""What a log tells: the tables that were read, snapshot by snapshot, the payloads that were sent, the other calls."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from iptblob.abi import LP64_LE
from iptblob.errors import IptblobError
from iptblob.family import Family
from iptblob.reading.detect import detect
from iptblob.reading.evidence import BLOB, ENTRIES
from iptblob.reading.found import Found, confidence_of
from iptblob.reading.strace import options
from iptblob.reading.strace.calls import Call, calls
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import picker
from iptblob.unread import Unread


class Sent(NamedTuple):
    """A SET_REPLACE payload and the call that sent it; ``errno`` of the call is the kernel's answer."""

    call: Call
    family: Family
    table: str
    data: bytes

    def as_json(self) -> dict[str, Any]:
        """What is known of it beside its bytes."""
        return {
            "call": options.REPLACE, "family": self.family.name, "table": self.table, "bytes": len(self.data),
            "errno": self.call.errno, **self.call.as_json(),
        }  # fmt: skip


@dataclass
class Log:
    """``snapshots`` are tables that can have been there at one time, in order. ``others`` are the calls that are
    neither, with what they asked and got; ``unread`` is what the log holds of a call that cannot be read, ``lost`` the
    tables that were there and whose entries are not in the log."""

    snapshots: list[list[Found]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    lost: list[dict[str, Any]] = field(default_factory=list)

    def by_snapshot(self, told: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
        """What was ``told`` of other calls: from a snapshot's first line up to that of the next one, and with the first
        snapshot all that came before; of a log without any, nothing."""
        firsts = [min(found.call["line"] for found in tables) for tables in self.snapshots]
        parts: list[list[dict[str, Any]]] = [[] for _ in firsts]
        for one in told if firsts else []:
            parts[max(0, bisect_right(firsts, one["line"]) - 1)].append(one)
        return parts


class _Key(NamedTuple):
    pid: int | None
    family: str
    table: bytes


@dataclass
class _Info:
    call: Call
    data: bytes
    used: bool = False


class _Reader:
    """Goes through the calls once."""

    def __init__(self, file: str) -> None:
        self.file, self.log = file, Log()
        self.infos: dict[_Key, _Info] = {}
        self.last: dict[tuple[int | None, str], _Info] = {}  # GET_INFO reply of a caller and family
        self.waiting: dict[tuple[str, bytes], dict[_Key, _Info]] = {}  # those of a table that no entries followed yet
        self.placed: list[set[tuple[str, bytes]]] = []
        self.current: dict[int | None, int] = {}

    def take(self, call: Call) -> None:
        family = call.option.family
        assert family is not None
        if call.option.what == options.INFO and call.data is not None:
            self._info(call, call.data, family)
        elif call.option.what == options.ENTRIES and call.data is not None:
            self._entries(call, call.data, family)
        elif call.option.what == options.REPLACE and call.data is not None:
            self.log.sent.append(Sent(call, family, _name(call.data).decode("latin-1"), call.data))
            self.log.others.append(self.log.sent[-1].as_json())
        else:
            self.log.others.append(_told(call, family))
            if call.option.what == options.ENTRIES:
                self._refused(call, family)

    def _info(self, call: Call, data: bytes, family: Family) -> None:
        key = _Key(call.pid, family.name, _name(data))
        before = self.infos.get(key)
        if before is not None and before.used and before.data == data:
            self.last[key[:2]] = before
            return  # looked again, and nothing had changed
        if before is not None:
            self.tell(before)
        self.infos[key] = self.last[key[:2]] = self.waiting.setdefault(key[1:], {})[key] = _Info(call, data)

    def _use(self, info: _Info, name: bytes) -> None:
        info.used = True
        family = info.call.option.family
        assert family is not None
        self.waiting.get((family.name, name), {}).pop(_Key(info.call.pid, family.name, name), None)

    def tell(self, info: _Info) -> None:
        """A reply that no entries followed."""
        if not info.used:
            family = info.call.option.family
            assert family is not None
            table, why = _name(info.data).decode("latin-1"), "no GET_ENTRIES reply follows it"
            what = f"{family.name} {table}: {options.INFO}"
            self.log.unread.append(Unread(what, self.file, why, line=info.call.line))
            self.log.lost.append({"family": family.name, "table": table, "line": info.call.line, "error": why})

    def _refused(self, call: Call, family: Family) -> None:
        """A GET_ENTRIES that failed answers the caller's last GET_INFO of that family."""
        info = self.last.get((call.pid, family.name))
        if info is not None:
            self._use(info, _name(info.data))

    def _entries(self, call: Call, data: bytes, family: Family) -> None:
        name = _name(data)
        try:
            found = self._found(call, data, family, name)
        except IptblobError as error:
            what = f"{family.name} {name.decode('latin-1')}: {options.ENTRIES}"
            self.log.unread.append(Unread(what, self.file, error.message, line=call.line))
            return
        self._place(found, call.pid, (family.name, name))

    def _found(self, call: Call, data: bytes, family: Family, name: bytes) -> Found:
        """The reply, behind the GET_INFO reply that fits it, if there is one."""
        place = f"{self.file}: line {call.line}"
        told = call.as_json()
        for info in self._candidates(call, family, name):
            reading = detect(info.data + data, file=place, family=family, kinds=(BLOB,))
            if not reading.misfit:
                self._use(info, name)
                return Found(info.data + data, reading, None, confidence_of(reading), call=told)
        reading = detect(data, file=place, family=family, kinds=(ENTRIES,))
        what, why = f"{family.name} {name.decode('latin-1')}: {options.ENTRIES}", "no GET_INFO reply fits it"
        open_ = f"{why}: built-in chains and policies are not known"
        self.log.unread.append(Unread(what, self.file, open_, line=call.line))
        return Found(data, reading, None, confidence_of(reading), why, call=told)

    def _candidates(self, call: Call, family: Family, name: bytes) -> list[_Info]:
        """The caller's own GET_INFO reply, or the only one without entries that a thread beside it got."""
        own = self.infos.get(_Key(call.pid, family.name, name))
        if own is not None:
            return [own]
        others = self.waiting.get((family.name, name), {})
        return list(others.values()) if len(others) == 1 else []

    def _place(self, found: Found, pid: int | None, key: tuple[str, bytes]) -> None:
        """Into the caller's snapshot, or the last one, unless that holds this table already."""
        at = self.current.get(pid, len(self.placed) - 1)
        if at < 0 or key in self.placed[at]:
            self.placed.append(set())
            self.log.snapshots.append([])
            at = len(self.placed) - 1
        self.placed[at].add(key)
        self.current[pid] = at
        self.log.snapshots[at].append(found)


def read_log(data: bytes, file: str) -> Log:
    """Everything of the table families in a log of strace -e trace=getsockopt,setsockopt -s 99999999."""
    reader = _Reader(file)
    for call in calls(data, file, reader.log.unread):
        reader.take(call)
    for info in reader.infos.values():
        reader.tell(info)
    reader.log.unread.sort(key=lambda item: item.line or 0)
    return reader.log


def _name(data: bytes) -> bytes:
    """The table's name, which every struct of these calls begins with."""
    return data[: layout_of("xt_get_entries", LP64_LE)["name"].size].partition(b"\0")[0]


def _told(call: Call, family: Family) -> dict[str, Any]:
    """A call for the manifest: what was asked, what was answered."""
    told: dict[str, Any] = {"call": call.option.what, "family": family.name, "errno": call.errno, **call.as_json()}
    if call.option.what == options.REVISION:
        told["kind"] = call.option.kind
        told["name"], told["revision"] = _revision(call.data)
    elif call.option.what == options.COUNTERS and call.data is not None:
        told["table"] = _name(call.data).decode("latin-1")
        told["data"] = call.data.hex()
    return told


def _revision(data: bytes | None) -> tuple[str | None, int | None]:
    """Name and revision of a struct xt_get_revision; the same in all layouts."""
    layout = layout_of("xt_get_revision", LP64_LE)
    if data is None or len(data) < layout.size:
        return None, None
    name, revision = picker(layout, LP64_LE.order, "name", "revision").unpack_from(data)
    return name.partition(b"\0")[0].decode("latin-1"), revision
