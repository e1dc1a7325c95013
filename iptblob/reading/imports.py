"""Tables that other tools left: strace logs, raw dumps, SET_REPLACE payloads, and binaries to be searched.

What is found is stored byte for byte; nothing is added that was not there (a bare GET_ENTRIES reply stays one).
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iptblob.abi import Abi
from iptblob.capture.agent.basics import SCHEMA, VERSION, clocks
from iptblob.errors import IptblobError, ReadError
from iptblob.family import ARP, IPV4, IPV6, Family
from iptblob.reading.detect import REPLACE, Detected, detect
from iptblob.reading.evidence import BLOB, ENTRIES

LABEL = "imported"


@dataclass(frozen=True)
class Found:
    """A table in foreign data: its bytes as they were, how they read, and where they began (None in a log).

    ``confidence`` is ``certain`` (GET_INFO and entries fit each other), ``probable`` (the entries are whole)
    or ``damaged``.
    """

    data: bytes
    reading: Detected
    offset: int | None
    confidence: str
    note: str = ""


_CALL = re.compile(
    r"getsockopt\(\d+, (?P<level>[^,]+), (?P<option>[^,]+), "
    r'"(?P<data>(?:[^"\\]|\\.)*)"(?P<cut>\.\.\.)?, \[(?:\d+ *=> *)?(?P<length>\d+)(?:\]|\D)[^)]*\) += (?P<result>-?\d+)'
)
_PID = re.compile(r"(?:\[pid +(\d+)\]|(\d+)) ")
_RESUMED = re.compile(r"<\.\.\. (?:getsockopt|socketcall) resumed>")
# as strace names them, or as it prints numbers it has no name for
_OPTIONS = {
    "IPT_SO_GET_INFO": (IPV4, "INFO"), "IPT_SO_GET_ENTRIES": (IPV4, "ENTRIES"),
    "IP6T_SO_GET_INFO": (IPV6, "INFO"), "IP6T_SO_GET_ENTRIES": (IPV6, "ENTRIES"),
    "ARPT_SO_GET_INFO": (ARP, "INFO"), "ARPT_SO_GET_ENTRIES": (ARP, "ENTRIES"),
    "SOL_IP 0x40": (IPV4, "INFO"), "SOL_IP 0x41": (IPV4, "ENTRIES"),
    "SOL_IPV6 0x40": (IPV6, "INFO"), "SOL_IPV6 0x41": (IPV6, "ENTRIES"),
    "SOL_IP 0x60": (ARP, "INFO"), "SOL_IP 0x61": (ARP, "ENTRIES"),
}  # fmt: skip


def read_strace(text: str, file: str) -> list[Found]:
    """Tables in a log of ``strace -e getsockopt -xx -s 99999999``; ReadError where strace cut a buffer."""
    infos: dict[tuple[str, bytes], bytes] = {}
    found: dict[tuple[str, bytes], Found] = {}
    for number, line in _whole_lines(text):
        call = _CALL.search(line)
        if not call or call["result"] != "0":
            continue
        name = call["option"].split()[0]
        family, what = _OPTIONS.get(name) or _OPTIONS.get(f"{call['level'].strip()} {name}") or (None, "")
        if family is None:
            continue
        data = codecs.decode(call["data"], "unicode_escape").encode("latin-1")
        if call["cut"] or len(data) < int(call["length"]):
            raise ReadError(
                f"line {number}: strace cut the buffer to {len(data)} of {call['length']} bytes", file=file,
                hint="trace again with -s 99999999",
            )  # fmt: skip
        key = (family.name, data.partition(b"\0")[0])
        if what == "INFO":
            infos[key] = data
        else:
            found[key] = _blob(infos.get(key), data, family, f"{file}: line {number}")
    return list(found.values())


def _whole_lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines, those put together again that strace -f tore apart."""
    open_calls: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        named = _PID.match(line)
        pid = (named[1] or named[2]) if named else ""
        head, torn, _ = line.partition(" <unfinished ...>")
        if torn:
            open_calls[pid] = head
            continue
        resumed = _RESUMED.search(line)
        yield number, open_calls.pop(pid, "") + line[resumed.end() :] if resumed else line


def _blob(info: bytes | None, entries: bytes, family: Family, place: str) -> Found:
    """GET_ENTRIES reply with the GET_INFO reply before it, if there was one that fits."""
    if info is not None:
        reading = detect(info + entries, file=place, family=family, kinds=(BLOB,))
        if not reading.misfit:
            return Found(info + entries, reading, None, _confidence(reading))
    reading = detect(entries, file=place, family=family, kinds=(ENTRIES,))
    return Found(entries, reading, None, _confidence(reading), "no GET_INFO reply fits it")


def read_raw(data: bytes, file: str, family: Family | None, abi: Abi | None) -> Found:
    """A GET_ENTRIES reply, GET_INFO and GET_ENTRIES replies, or a SET_REPLACE payload."""
    kinds = (REPLACE,) if file.endswith(".replace") else (BLOB, REPLACE, ENTRIES)
    reading = detect(data, file=file, family=family, abi=abi, kinds=kinds)
    return Found(data, reading, 0, _confidence(reading), "; ".join(reading.misfit))


def _confidence(reading: Detected) -> str:
    """How sure it is that these bytes are what the kernel gave."""
    table = reading.table
    starts = table.entry_at
    if table.walk.stopped_at is not None or not len(table):
        return "damaged"
    if reading.kind == ENTRIES:
        return "probable"
    fits = table.num_entries == len(table) and all(at in starts for pair in table.hooks.values() for at in pair)
    return "certain" if fits and not reading.misfit else "damaged"


def manifest_of(
    found: list[Found], file: str, form: str, source: bytes | None
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Manifest and members of a snapshot made from foreign data; what is not known is null."""
    members: dict[str, list[Any]] = {}
    records = [_record(item, members) for item in found]
    labels = sorted({record["netns"] for record in records})
    origin = {
        "format": form, "file": Path(file).name, "clocks": clocks(),
        "sha256": hashlib.sha256(source).hexdigest() if source is not None else None,
    }  # fmt: skip
    manifest: dict[str, Any] = {
        "schema": SCHEMA, "kind": "import", "tool": {"name": "iptblob", "version": VERSION}, "import": origin,
        "host": {"name": None}, "kernel": {"release": None, "version": None, "machine": None}, "abi": None,
        "clocks": {"started": None, "finished": None, "uptime": []}, "tables": records, "failed": [],
        "netns": [{"label": label, "status": "captured", "error": "", "names": []} for label in labels],
        "backends": {}, "ipsets": {}, "lookups": {}, "tools": {}, "netlink": {}, "extensions": None, "footprint": None,
        "warnings": [f"{item.reading.table.label}: {item.confidence}: {item.note}" for item in found if item.note]
        + ["whether nftables filtered on that host too is unknown"],
    }  # fmt: skip
    return manifest, members


def _record(item: Found, members: dict[str, list[Any]]) -> dict[str, Any]:
    table, kind = item.reading.table, item.reading.kind
    name, number = table.name.decode("latin-1"), 1
    if not re.fullmatch(r"[a-z]{1,31}", name):
        name = "unnamed"
    while (member := f"{LABEL}{'' if number == 1 else f'-{number}'}/{table.family.name}/{name}.{kind}") in members:
        number += 1
    members[member] = [item.data]
    return {
        "netns": member.split("/", 1)[0], "family": table.family.name, "table": name, "member": member, "kind": kind,
        "abi": table.abi.name, "num_entries": len(table), "entries_size": len(table.data), "tries": 0,
        "coherent": {"certain": True, "damaged": False}.get(item.confidence), "problem": item.note, "existed": "yes",
        "offset": item.offset, "confidence": item.confidence, "clocks": None,
    }  # fmt: skip


def read_foreign(data: bytes, file: str, family: Family | None, abi: Abi | None) -> tuple[str, list[Found]]:
    """What kind of file it is, and the tables in it; IptblobError where there is none."""
    if b"getsockopt" in data[: 1 << 20]:
        found = read_strace(data.decode("latin-1"), file)
        if not found:
            hint = "strace -e getsockopt -xx -s 99999999"
            raise IptblobError("no successful GET_ENTRIES call in this log", file=file, hint=hint)
        return "strace", found
    one = read_raw(data, file, family, abi)
    return one.reading.kind, [one]
