"""From a snapshot to tables: where the container meets the readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import partial
from typing import Any

from iptblob import bounds
from iptblob.abi import Abi, find_abi
from iptblob.errors import IptblobError
from iptblob.escape import Untrusted
from iptblob.family import FAMILIES
from iptblob.names import Names
from iptblob.reading.detect import Detected, detect
from iptblob.reading.hostkernel import HostExtensions
from iptblob.reading.source import Dump, Source
from iptblob.snapshot.claims import size_misfit
from iptblob.snapshot.container import SnapshotError, SnapshotFile, StoredTable, read_snapshot

LARGE = 1 << 20  # bytes from which on a thread pays
LOOKUPS = ("protocols", "realms", "groups", "connlabels")


def open_tables(data: bytes, file: str, abi: Abi | None = None) -> Source:
    """All tables of the snapshot ``data``; what cannot be read is among the failures.

    ``abi`` overrides what the manifest says.
    """
    snapshot = read_snapshot(data, file)
    failures: list[IptblobError] = [SnapshotError(problem, file=file) for problem in snapshot.problems]
    readings = []
    for stored in snapshot.tables:
        try:
            readings.append(_read(stored, abi, failures))
        except IptblobError as error:
            failures.append(error)
    dumps = tuple(_dumps(snapshot, abi))
    spaces = {stored.netns for stored in snapshot.tables} | {label for label, _ in _spaces(snapshot)}
    ipsets = {Untrusted.of(netns): snapshot.ipsets(netns) for netns in spaces}
    names, config = _names(snapshot, failures), _config(snapshot, failures)
    return Source(
        file, tuple(readings), snapshot.manifest, names, tuple(failures), size=snapshot.size, ipsets=ipsets,
        config=config, dumps=dumps, extensions=_extensions(snapshot, failures),
    )  # fmt: skip


def _dumps(snapshot: SnapshotFile, abi: Abi | None) -> Iterator[Dump]:
    """The answers of nf_tables that were kept, in the order of the manifest."""
    layout = abi or find_abi(snapshot.abi or "")
    for netns, space in ((Untrusted.of(label), space) for label, space in _spaces(snapshot)):
        group = _mapping(space.get("nft"))
        records = group.get("dumps")
        for record in map(_mapping, records if isinstance(records, list) else ()):
            member, kind = record.get("member"), record.get("kind")
            if isinstance(member, str) and isinstance(kind, str) and layout is not None:
                problem = "" if record.get("coherent") else str(record.get("problem") or "not of one generation")
                yield Dump(netns, kind, member, layout, read=partial(snapshot.read, member), problem=problem)


def _spaces(snapshot: SnapshotFile) -> list[tuple[str, Mapping[str, Any]]]:
    """What was asked by netlink, by network namespace."""
    return [(str(label), _mapping(space)) for label, space in _mapping(snapshot.manifest.get("netlink")).items()]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _read(stored: StoredTable, abi: Abi | None, failures: list[IptblobError]) -> Detected:
    blob = stored.read()
    answer = _hashing(stored, blob)
    try:
        found = _detect(stored, blob, abi)
    except IptblobError as error:
        raise SnapshotError(error.message, file=stored.file, member=stored.member, hint=error.hint) from error
    finally:
        if problem := answer():
            failures.append(SnapshotError(problem, file=stored.file, member=stored.member, hint="run iptblob verify"))
    shown = {**stored.record, "abi": found.table.abi.name}  # that the manifest's is another is told already
    if problem := size_misfit(shown, len(blob), None):
        failures.append(SnapshotError(problem, file=stored.file, member=stored.member, hint="run iptblob verify"))
    table = copy(found.table)  # with what was walked already, which does not depend on where the bytes came from
    table.__dict__.update(member=stored.member, netns=Untrusted.of(stored.netns))
    return found._replace(table=table)


def _hashing(stored: StoredTable, blob: bytes) -> Callable[[], str | None]:
    """What contradicts the manifest, for whoever asks later: a large table is hashed beside what comes in between."""
    if len(blob) < LARGE:
        return lambda: stored.altered(blob)
    from threading import Thread

    problems: list[str | None] = []
    thread = Thread(target=lambda: problems.append(stored.altered(blob)))
    thread.start()

    def answer() -> str | None:
        thread.join()
        return problems[0] if problems else stored.altered(blob)

    return answer


def _detect(stored: StoredTable, blob: bytes, abi: Abi | None) -> Detected:
    """The bytes decide; where they say something else than the manifest, that is a misfit."""
    family, kinds = FAMILIES[stored.family], (stored.kind,)
    if abi is not None:
        return detect(blob, file=stored.file, family=family, abi=abi, kinds=kinds)
    found = detect(blob, file=stored.file, family=family, kinds=kinds)
    if found.is_damaged:
        other = detect(blob, file=stored.file, kinds=kinds)
        found = found if other.is_damaged else other
    said = find_abi(stored.abi) if stored.abi else found.table.abi
    if said in found.also and said is not None:
        found = detect(blob, file=stored.file, family=found.table.family, abi=said, kinds=kinds)
    table = found.table
    facts = [
        ("layout", stored.abi or table.abi.name, table.abi.name if said != table.abi else stored.abi or table.abi.name),
        ("family", stored.family, table.family.name),
        ("table", stored.table, table.name.decode("latin-1")),
    ]
    doubts = [f"the manifest says {what} {one}, the bytes say {other}" for what, one, other in facts if one != other]
    return found._replace(misfit=(*found.misfit, *doubts), doubts=tuple(doubts))


def _config(snapshot: SnapshotFile, failures: list[IptblobError]) -> str:
    """The saved lines of the kernel's configuration, or ""."""
    kernel = snapshot.manifest.get("kernel")
    config = kernel.get("config") if isinstance(kernel, dict) else None
    member = config.get("member") if isinstance(config, dict) else None
    if not isinstance(member, str):
        return ""
    try:
        return snapshot.read(member, bounds.limit_of(bounds.MAX_LOOKUPS)).decode("utf-8", "replace")
    except SnapshotError as error:
        failures.append(error)
        return ""


def _extensions(snapshot: SnapshotFile, failures: list[IptblobError]) -> HostExtensions | None:
    """What the kernel said of its matches and targets; None where nobody asked it."""
    member = snapshot.manifest.get("extensions")
    if not isinstance(member, str):
        return None
    try:
        return HostExtensions(_mapping(snapshot.read_json(member)))
    except SnapshotError as error:
        failures.append(error)
        return None


def _asked_by_iptables(snapshot: SnapshotFile, what: str) -> bool:
    """Whether libxtables reads the file that was captured.

    Its match extensions for realms and device groups open /etc/iproute2 alone (libxt_realm.c, libxt_devgroup.c,
    1.8.9 to 1.8.11), also where iproute2 has its files in /usr (Debian 13): there iptables-save prints numbers.
    """
    return what not in ("realms", "groups") or snapshot.source_of(what).startswith("/etc/")


def _names(snapshot: SnapshotFile, failures: list[IptblobError]) -> Names | None:
    """The host's own number-to-name tables, or None where the snapshot holds none."""
    if not snapshot.manifest.get("lookups"):
        return None
    try:
        return Names(**{what: snapshot.names(what) for what in LOOKUPS if _asked_by_iptables(snapshot, what)})
    except SnapshotError as error:
        failures.append(error)
        return None
