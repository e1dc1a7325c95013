"""Reading .iptb files: a ZIP with a manifest, bounded in time and memory whatever the file claims."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iptblob import bounds
from iptblob.errors import IptblobError, StrangerError
from iptblob.snapshot.inflating import inflated
from iptblob.snapshot.salvage import salvage
from iptblob.snapshot.shape import fit

SCHEMA = 2
MANIFEST = "manifest.json"

_BLOB_NAME = re.compile(r"([^/]+)/(ipv4|ipv6|arp)/([^/]+)\.(blob|entries|replace)")
_BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    OverflowError, IndexError,
)  # fmt: skip


class SnapshotError(IptblobError):
    """A snapshot cannot be read; ``member`` names the part of it that is at fault."""

    def __init__(
        self, message: str, *, file: str | None = None, member: str | None = None, offset: int | None = None,
        hint: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message, file=file, table=member, offset=offset, hint=hint)
        self.member = member


class NoSnapshotError(SnapshotError, StrangerError):
    """The file is a ZIP, and no snapshot."""


@dataclass(frozen=True)
class SnapshotFile:
    """An opened snapshot. ``manifest`` is {} where it could not be read; ``problems`` say so in words.

    ``tables`` come in the order of the manifest (network namespace, family, table).
    """

    file: str
    size: int
    manifest: Mapping[str, Any]
    tables: tuple[StoredTable, ...]
    problems: tuple[str, ...] = ()
    _zip: zipfile.ZipFile | None = field(default=None, repr=False, compare=False)

    @property
    def members(self) -> tuple[str, ...]:
        """Names of all members, in the order of the file."""
        return tuple(self._zip.namelist()) if self._zip else ()

    @property
    def abi(self) -> str | None:
        """Canonical name of the layout the tables were captured in."""
        name = self.manifest.get("abi")
        return name if isinstance(name, str) else None

    def read(self, member: str, limit: int | None = None) -> bytes:
        """One member, inflated, of at most ``limit`` bytes (by its name, if None); SnapshotError where it is missing,
        damaged, larger, or not what the manifest says was captured."""
        if self._zip is None or member not in self._zip.NameToInfo:
            raise SnapshotError("no such member", file=self.file, member=member)
        data = _read_member(self._zip, member, self.file, limit or bounds.limit_of_member(member))
        if altered := _altered(_mapping(_mapping(self.manifest.get("members")).get(member)), data):
            raise SnapshotError(altered, file=self.file, member=member, hint="run iptblob verify")
        return data

    def read_json(self, member: str) -> Any:
        """One member as JSON."""
        return _json(self.read(member, bounds.limit_of(bounds.MAX_LOOKUPS)), self.file, member)

    def names(self, what: str) -> dict[int, str]:
        """Number to name: ``protocols``, ``realms``, ``groups`` or ``connlabels``; {} where not captured."""
        record = _mapping(_mapping(self.manifest.get("lookups")).get(what))
        member = record.get("member")
        if not isinstance(member, str):
            return {}
        return _numbered(_mapping(self.read_json(member)).get("names"))

    def source_of(self, what: str) -> str:
        """The file of the host that ``names`` were read from; "" where there was none."""
        source = _mapping(_mapping(self.manifest.get("lookups")).get(what)).get("source")
        return source if isinstance(source, str) else ""

    def ipsets(self, netns: str) -> dict[int, str]:
        """Names of the ipsets of a network namespace by their index."""
        record = _mapping(_mapping(self.manifest.get("ipsets")).get(netns))
        return _numbered(record.get("sets"))


@dataclass(frozen=True)
class StoredTable:
    """One table in a snapshot: GET_INFO reply and GET_ENTRIES reply, as the kernel returned them (``kind`` blob).

    Imports may hold a bare GET_ENTRIES reply (entries) or a SET_REPLACE payload (replace) instead.

    ``record`` is the manifest's entry for it ({} without one), ``abi`` the layout if the manifest says it.
    """

    netns: str
    family: str
    table: str
    member: str
    file: str
    record: Mapping[str, Any] = field(repr=False)
    abi: str | None = field(compare=False)
    archive: zipfile.ZipFile = field(repr=False, compare=False)

    @property
    def kind(self) -> str:
        """``blob``, ``entries`` or ``replace``."""
        return self.member.rpartition(".")[2]

    def read(self) -> bytes:
        """The blob; SnapshotError where the member is missing or damaged."""
        if self.member not in self.archive.NameToInfo:
            said = "the manifest names this member, the file does not hold it"
            raise SnapshotError(said, file=self.file, member=self.member)
        return _read_member(self.archive, self.member, self.file, bounds.limit_of(bounds.MAX_MEMBER))

    def altered(self, data: bytes) -> str | None:
        """What contradicts the manifest in ``data`` as read, or None."""
        return _altered(self.record, data)


def _altered(record: Mapping[str, Any], data: bytes) -> str | None:
    """What contradicts ``data`` in what the manifest says of it, or None."""
    said = record.get("sha256")
    if isinstance(said, str) and hashlib.sha256(data).hexdigest() != said:
        return "these are not the bytes that were captured: their sha256 is not the one in the manifest"
    return None


def read_snapshot(source: str | Path | bytes, file: str | None = None) -> SnapshotFile:
    """Open a snapshot: a path, or its bytes (``file`` names them in errors). Tables are read when asked for."""
    if isinstance(source, bytes):
        data, shown = source, file or "snapshot"
    else:
        shown = file or str(source)
        try:
            data = Path(source).read_bytes()
        except OSError as error:
            raise SnapshotError(error.strerror or str(error), file=shown) from error
    return _open(data, shown)


def _open(data: bytes, shown: str) -> SnapshotFile:
    lost: list[str] = []
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BAD_ZIP as error:
        archive = _salvaged(data, shown, error, lost)
    infos = archive.infolist()
    if len({info.filename for info in infos}) != len(infos):
        raise SnapshotError("two members have one name", file=shown)
    total, allowed = sum(info.file_size for info in infos), bounds.budget(len(data))
    if total > allowed:
        raise SnapshotError(
            f"it claims to hold {total} bytes, {allowed} are plausible for its size", file=shown,
            hint=f"--limit {(total >> 20) + 1}M reads it all the same",
        )  # fmt: skip
    manifest, problems = _manifest(archive, shown)
    problems = lost + problems
    tables = _tables(archive, manifest, shown, problems)
    return SnapshotFile(shown, len(data), manifest, tables, tuple(problems), _zip=archive)


def _salvaged(data: bytes, shown: str, error: BaseException, lost: list[str]) -> zipfile.ZipFile:
    """What is whole of a file that was cut; what is missing goes to ``lost``."""
    found = salvage(data, bounds.budget(len(data)))
    if found is None:
        raise SnapshotError(
            f"this is no readable snapshot: {_reason(error)}",
            file=shown,
            hint="iptblob verify says where it is damaged",
        ) from error
    if not zipfile.ZipFile(io.BytesIO(found[0])).namelist():
        raise SnapshotError(f"cut or damaged: {found[1]}; no member is whole", file=shown) from error
    lost.append(f"cut or damaged: {found[1]}")
    return zipfile.ZipFile(io.BytesIO(found[0]))


def _manifest(archive: zipfile.ZipFile, shown: str) -> tuple[Mapping[str, Any], list[str]]:
    """The manifest and what is wrong with it. A damaged one does not hide the tables."""
    if MANIFEST not in archive.NameToInfo:
        if not any(map(_BLOB_NAME.fullmatch, archive.namelist())):
            raise NoSnapshotError("this is a ZIP archive without tables, no snapshot", file=shown)
        return {}, ["the manifest is missing"]
    try:
        manifest = _json(_read_member(archive, MANIFEST, shown, bounds.limit_of(bounds.MAX_MANIFEST)), shown, MANIFEST)
    except SnapshotError as error:
        return {}, [f"the manifest cannot be read: {error.message}"]
    if not isinstance(manifest, dict):
        return {}, ["the manifest is no JSON object"]
    schema = manifest.get("schema")
    if type(schema) is not int or not 1 <= schema < 1 << 31:
        return fit(manifest, SCHEMA)[0], ["the manifest has no valid schema number"]
    if schema > SCHEMA:
        raise SnapshotError(
            f"schema {schema}: written by a newer iptblob, this one knows schema {SCHEMA}", file=shown, member=MANIFEST
        )
    return fit(manifest, schema)


def _tables(
    archive: zipfile.ZipFile, manifest: Mapping[str, Any], shown: str, problems: list[str]
) -> tuple[StoredTable, ...]:
    abi = manifest.get("abi") if isinstance(manifest.get("abi"), str) else None
    listed = manifest.get("tables")
    found: dict[str, StoredTable] = {}
    for record in listed if isinstance(listed, list) else []:
        stated = {key: str(_mapping(record).get(key)) for key in ("netns", "family", "table", "member")}
        if stated["family"] not in ("ipv4", "ipv6", "arp") or not _BLOB_NAME.fullmatch(stated["member"]):
            problems.append("the manifest's list of tables is damaged")
            continue
        own = record["abi"] if isinstance(record.get("abi"), str) else abi
        found[stated["member"]] = StoredTable(**stated, file=shown, record=record, abi=own, archive=archive)
    for member in archive.namelist():
        name = _BLOB_NAME.fullmatch(member)
        if name and member not in found:
            problems.append(f"{member} is not in the manifest")
            netns, family, table, _ = name.groups()
            found[member] = StoredTable(
                netns, family, table=table, member=member, file=shown, record={}, abi=abi, archive=archive
            )
    return tuple(found.values())


def _read_member(archive: zipfile.ZipFile, member: str, shown: str, limit: int) -> bytes:
    info = archive.NameToInfo[member]
    if info.file_size > limit:
        said = f"claims {info.file_size} bytes, at most {limit} can be right"
        hint = f"--limit {(info.file_size >> 20) + 1}M reads it all the same"
        raise SnapshotError(said, file=shown, member=member, hint=hint)
    if (quick := inflated(archive, info, limit)) is not None:
        return quick
    try:
        with archive.open(info) as stream:
            return stream.read(limit + 1)
    except _BAD_ZIP as error:
        raise SnapshotError(
            f"damaged: {_reason(error)}", file=shown, member=member, offset=_start_of(info),
            hint="iptblob verify says where",
        ) from error  # fmt: skip


def _start_of(info: zipfile.ZipInfo) -> int | None:
    """Where a member begins, unless the directory says that it is before the file."""
    return info.header_offset if info.header_offset >= 0 else None


def _json(data: bytes, shown: str, member: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"no JSON: {_reason(error)}", file=shown, member=member) from error


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _numbered(value: Any) -> dict[int, str]:
    """A JSON object of names by number, without what does not belong there."""
    pairs = _mapping(value).items()
    return {int(key): name for key, name in pairs if re.fullmatch(r"[0-9]{1,10}", key) and isinstance(name, str)}


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
