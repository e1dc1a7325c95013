"""Tables that other tools left: raw dumps and SET_REPLACE payloads; and the snapshot that is made of any find.

What is found is stored byte for byte; nothing is added that was not there (a bare GET_ENTRIES reply stays one).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from iptblob.abi import Abi
from iptblob.capture.agent.basics import SCHEMA, VERSION, clocks
from iptblob.errors import ReadError
from iptblob.family import Family
from iptblob.reading.detect import REPLACE, detect
from iptblob.reading.evidence import BLOB, ENTRIES
from iptblob.reading.found import Found, confidence_of
from iptblob.reading.nftdump import NftAnswers
from iptblob.reading.wrapping import stranger

LABEL = "imported"


def read_raw(data: bytes, file: str, family: Family | None, abi: Abi | None) -> Found:
    """A GET_ENTRIES reply, GET_INFO and GET_ENTRIES replies, or a SET_REPLACE payload."""
    kinds = (REPLACE,) if file.endswith(".replace") else (BLOB, REPLACE, ENTRIES)
    try:
        reading = detect(data, file=file, family=family, abi=abi, kinds=kinds)
    except ReadError as error:
        raise (stranger(data, file) or error) from error
    return Found(data, reading, 0, confidence_of(reading), "; ".join(reading.misfit))


def manifest_of(
    found: list[Found], file: str, form: str, source: str | None, *, calls: list[dict[str, Any]] | None = None,
    lost: list[dict[str, Any]] | None = None, nft: NftAnswers | None = None,
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Manifest and members of a snapshot made from foreign data; what is not known is null.

    ``source`` is the sha256 of the file; ``calls`` are those of a log that are no tables, ``lost`` the tables whose
    entries it does not hold, ``nft`` what it holds of nf_tables.
    """
    members: dict[str, list[Any]] = {}
    records = [_record(item, members) for item in found]
    labels = sorted({record["netns"] for record in records} | ({LABEL} if nft is not None else set()))
    origin: dict[str, Any] = {
        "format": form, "file": Path(file).name, "clocks": clocks(),
        "sha256": source,
    }  # fmt: skip
    if calls is not None:
        origin["calls"] = calls
    manifest: dict[str, Any] = {
        "schema": SCHEMA, "kind": "import", "tool": {"name": "iptblob", "version": VERSION}, "import": origin,
        "host": {"name": None}, "kernel": {"release": None, "version": None, "machine": None}, "abi": None,
        "clocks": {"started": None, "finished": None, "uptime": []}, "tables": records,
        "failed": _failed(lost or [], records),
        "netns": [{"label": label, "status": "captured", "error": "", "names": []} for label in labels],
        "backends": {}, "ipsets": {}, "lookups": {}, "tools": {}, "netlink": {}, "extensions": None, "footprint": None,
        "warnings": [f"{item.reading.table.label}: {item.confidence}: {item.note}" for item in found if item.note]
        + ([] if nft is not None else ["whether nftables filtered on that host too is unknown"]),
    }  # fmt: skip
    if nft is not None:
        manifest["netlink"][LABEL], manifest["backends"][LABEL] = nft.records(LABEL, members)
        manifest["abi"] = nft.abi.name
    return manifest, members


def _failed(lost: list[dict[str, Any]], records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables that were there and are not in the snapshot."""
    held = {(record["family"], record["table"]) for record in records}
    return [
        {"netns": LABEL, "family": one["family"], "table": one["table"], "error": f"line {one['line']}: {one['error']}"}
        for one in lost
        if (one["family"], one["table"]) not in held
    ]


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
        "abi": table.abi.name, "num_entries": item.entries, "entries_size": len(table.data), "tries": 0,
        "coherent": {"certain": True, "damaged": False}.get(item.confidence), "problem": item.note, "existed": "yes",
        "offset": item.offset, "confidence": item.confidence, "clocks": None,
        **({"call": item.call} if item.call else {}),
    }  # fmt: skip


def is_log(data: bytes) -> bool:
    """True where the file is text in which strace names a socket option call, however far behind its beginning."""
    return b"\0" not in data[:4096] and re.search(rb"[gs]etsockopt[( ]", data) is not None
