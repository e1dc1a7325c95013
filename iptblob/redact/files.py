"""A snapshot, or a single buffer, as a copy that is fit for a bug report; what cannot be replaced is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from iptblob import bounds
from iptblob.capture.agent.basics import to_json
from iptblob.capture.agent.container import build
from iptblob.errors import IptblobError
from iptblob.names import debian_12
from iptblob.reading.detect import REPLACE, detect
from iptblob.reading.evidence import KINDS
from iptblob.reading.snapshot import LOOKUPS, open_tables
from iptblob.reading.source import Source
from iptblob.redact.cipher import Cipher
from iptblob.redact.manifest import NewNames, redacted_manifest, table_record
from iptblob.redact.tables import redacted_buffer
from iptblob.snapshot.container import MANIFEST, SnapshotError, SnapshotFile, read_snapshot
from iptblob.unread import Unread
from iptblob.version import __version__

_CONFIG_LINE = re.compile(r"(?:# )?CONFIG_[A-Z0-9_]+(?:=[ymn0-9]+| is not set)").fullmatch
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,29}").fullmatch
_OF_TABLES = (".blob", ".entries", ".replace")  # whose failures opening tells
NOT_UNDERSTOOD = "what it holds is not replaced field by field"


@dataclass
class RedactedCopy:
    """The copy's bytes in pieces, what of the file is not in it, and what of the file could not be read."""

    pieces: list[bytes] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    tables: int = 0


def redacted_bytes(data: bytes, file: str, cipher: Cipher) -> RedactedCopy:
    """A single buffer; ReadError where it is none."""
    kinds = (REPLACE,) if file.endswith(".replace") else KINDS
    found = detect(data, file=file, kinds=kinds)
    unread = list(Source(file, (found,)).unread)
    return RedactedCopy([redacted_buffer(data, found, cipher)], unread=unread, tables=1)


def redacted_snapshot(data: bytes, file: str, cipher: Cipher) -> RedactedCopy:
    """A snapshot: its tables, the numbers and names that go with them, and its manifest."""
    snapshot, copy, names = read_snapshot(data, file), RedactedCopy(), NewNames(cipher)
    if not snapshot.manifest:
        raise SnapshotError("without its manifest nothing says what it holds", file=file, hint="iptblob verify")
    manifest = redacted_manifest(snapshot.manifest, names)
    members: dict[str, list[Any]] = {}
    taken = {MANIFEST}
    source = open_tables(data, file)
    read = {one.table.member: one for one in source.readings}
    for stored in snapshot.tables:
        taken.add(stored.member)
        if stored.member not in read:
            copy.left_out.append((stored.member, "it cannot be read as a table"))
            continue
        record = table_record(stored.record or _bare(stored), names)
        members[record["member"]] = [redacted_buffer(stored.read(), read[stored.member], cipher)]
        manifest["tables"].append(record)
        copy.tables += 1
    for take in (_config, _extensions, _lookups):
        take(snapshot, manifest, members, taken, names=names)
    rest = [member for member in snapshot.members if member not in taken]
    copy.left_out += [(_shown(member, names), NOT_UNDERSTOOD) for member in rest]
    manifest["redacted"] = {
        "version": __version__, "key": cipher.key_id, "replaced": dict(sorted(cipher.counts.items())),
        "left_out": [{"member": member, "why": why} for member, why in copy.left_out],
    }  # fmt: skip
    copy.unread = [*source.unread, *(Unread(member, file, "it cannot be read") for member in _lost(snapshot, taken))]
    copy.pieces = build(manifest, members)
    return copy


def _lost(snapshot: SnapshotFile, taken: set[str]) -> list[str]:
    """Members that the manifest speaks of, or that should be copied, and that are not whole."""
    listed = [*snapshot.manifest.get("members", {}), *snapshot.members]
    lost = []
    for member in dict.fromkeys(listed):
        try:
            if member != MANIFEST and not (member in taken and member.endswith(_OF_TABLES)):
                snapshot.read(member)
        except IptblobError:
            lost.append(member)
    return lost


def _bare(stored: Any) -> dict[str, Any]:
    """The record of a table that the manifest does not list."""
    return {
        "netns": stored.netns, "family": stored.family, "table": stored.table, "member": stored.member,
        "num_entries": 0, "entries_size": 0, "tries": 0, "coherent": None, "existed": "unknown", "clocks": None,
    }  # fmt: skip


def _shown(member: str, names: NewNames) -> str:
    """The name of a member that is left out: of its folders only a namespace's label may be somebody's."""
    first, slash, rest = member.partition("/")
    known = first in ("lookups", "kernel")
    return member if known or not slash else names.label(first) + slash + rest


def _config(
    snapshot: SnapshotFile, manifest: dict[str, Any], members: dict[str, list[Any]], taken: set[str], *, names: NewNames
) -> None:  # fmt: skip
    """The kernel's configuration: lines of switches and numbers, none with a text."""
    old = snapshot.manifest.get("kernel", {}).get("config")
    if not isinstance(old, dict):
        return
    member, new = old.get("member"), {"source": "", "sha256": None, "member": None}
    if isinstance(member, str) and (text := _read(snapshot, member)) is not None:
        kept = [line for line in text.decode("utf-8", "replace").splitlines() if _CONFIG_LINE(line)]
        taken.add(member)
        members["kernel/config.txt"] = ["".join(f"{line}\n" for line in kept).encode()]
        new["member"] = "kernel/config.txt"
    manifest["kernel"]["config"] = new


def _extensions(
    snapshot: SnapshotFile, manifest: dict[str, Any], members: dict[str, list[Any]], taken: set[str], *, names: NewNames
) -> None:  # fmt: skip
    """What the kernel knows of matches and targets: names of modules and numbers, and nothing of another form."""
    member = snapshot.manifest.get("extensions")
    if not isinstance(member, str):
        return
    try:
        found = snapshot.read_json(member)
    except IptblobError:
        return
    members["kernel/extensions.json"] = [to_json(_only_names(found))]
    manifest["extensions"] = "kernel/extensions.json"
    taken.add(member)


def _only_names(value: Any) -> Any:
    """JSON without texts that are no names as modules have them."""
    if isinstance(value, dict):
        return {at: _only_names(one) for at, one in value.items() if _PLAIN_NAME(at)}
    if isinstance(value, list):
        return [_only_names(one) for one in value]
    return value if not isinstance(value, str) or _PLAIN_NAME(value) else ""


def _lookups(
    snapshot: SnapshotFile, manifest: dict[str, Any], members: dict[str, list[Any]], taken: set[str], *, names: NewNames
) -> None:  # fmt: skip
    """NewNames of numbers: those of a system as it is installed stay, others are replaced."""
    for what, old in (snapshot.manifest.get("lookups") or {}).items():
        if what not in LOOKUPS or not isinstance(old, dict):
            continue
        usual = getattr(debian_12(), what)
        record: dict[str, Any] = {"source": _system_path(old.get("source")), "member": None}
        record |= {"status": old["status"]} if "status" in old else {}
        member = old.get("member")
        if isinstance(member, str) and member in snapshot.members:
            found = snapshot.names(what)
            kept = {str(at): one if usual.get(at) == one else names.name(one) for at, one in found.items()}
            record["member"] = f"lookups/{what}.json"
            members[f"lookups/{what}.json"] = [to_json({"source": record["source"], "names": kept})]
            taken.add(member)
        manifest["lookups"][what] = record


def _system_path(value: Any) -> str:
    fits = isinstance(value, str) and re.fullmatch(r"/(?:etc|usr)/[a-z0-9_/.]*", value)
    return value if fits else ""


def _read(snapshot: SnapshotFile, member: str) -> bytes | None:
    try:
        return snapshot.read(member, bounds.limit_of(bounds.MAX_LOOKUPS))
    except IptblobError:
        return None
