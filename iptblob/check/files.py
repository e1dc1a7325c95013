"""Verdicts on whole files: what a command or a worker process calls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iptblob.abi import ABIS, Abi
from iptblob.building.opened import BINARY
from iptblob.check.noted import doubted, noted
from iptblob.check.own_kernel import own_kernel
from iptblob.check.profile import NEWEST, Profile
from iptblob.check.run import truth_of, validate_bytes, validate_reading
from iptblob.check.verdict import Verdict
from iptblob.errors import IptblobError, ReadError, UsageError
from iptblob.family import FAMILIES, Family
from iptblob.reading.detect import Detected, detect
from iptblob.reading.evidence import ENOUGH, KINDS, REPLACE, Likeness, rank
from iptblob.reading.hostkernel import LACKS, HostExtensions, lacking
from iptblob.reading.opening import MAX_BUFFER, ZIP_EMPTY, ZIP_MAGIC, open_source, read_bytes
from iptblob.reading.wrapping import stranger, unwrapped
from iptblob.restore.document import looks_like_rules
from iptblob.table import Table
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.nftables import NftRules
    from iptblob.reading.source import Source

# files in a folder that say by their name that they are tables
SUFFIXES = (".iptb", ".blob", ".replace", ".entries", ".nl")
LEGACY, NFTABLES = "legacy", "nft"
_SAID = "matches and targets are judged as nft_compat asks them; what nf_tables checks of its own is not"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: everything None is found out. ``profile`` None means the snapshot's own kernel, or else the
    newest known. ``compat``: whether the kernel has the code for 32-bit programs. ``table`` and ``netns`` choose among
    the tables of a file, as ``family`` does in a snapshot. ``folded`` are files out of folders, of which texts are not
    judged."""

    family: Family | None = None
    abi: Abi | None = None
    kind: str | None = None
    profile: Profile | None = None
    compat: bool | None = None
    current_entries: int | None = None
    every: bool = True
    table: str | None = None
    netns: str | None = None
    backend: str = "both"
    folded: frozenset[str] = frozenset()

    def built(self, profile: Profile) -> Profile:
        """A profile with what was said of how the kernel was built."""
        return profile if self.compat is None else replace(profile, compat=self.compat)


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and where it belongs: file and, in a snapshot, member."""

    file: str
    member: str
    verdict: Verdict


class NotReadError(IptblobError):
    """A part of a snapshot that no check here reads: ``unread`` says which."""

    def __init__(self, unread: Unread) -> None:
        super().__init__(unread.why, file=unread.where)
        self.unread = unread


def judge_file(path: str, request: Request) -> Iterator[Judged | IptblobError]:
    """Verdicts on every table of a file; what cannot be read comes as the error that says so."""
    try:
        yield from _judge(path, request)
    except IptblobError as error:
        yield error


def _judge(path: str, request: Request) -> Iterator[Judged | IptblobError]:
    kind = request.kind or (REPLACE if path.endswith(".replace") else None)
    if kind is not None:
        data = read_bytes(path, MAX_BUFFER, empty=True)
        if data[:4] not in (ZIP_MAGIC, ZIP_EMPTY) or kind == REPLACE:
            verdict = judge_bytes(data, kind, request, path)
            _refuse_other(verdict, request, path)
            yield Judged(path, "", verdict)
            yield from _short(data, kind, request, path)
            return
    data = read_bytes(path)
    if path not in request.folded and not path.endswith(BINARY):
        inner, _ = unwrapped(data, path)
        if looks_like_rules(inner):
            yield from _judge_text(inner, path, request)
            return
    source = open_source(path, family=request.family, abi=request.abi, data=data, answers=True)
    request = replace(request, netns=source.label_of(request.netns))
    choice = (request.family and request.family.name, request.table, request.netns)
    nft = _nft_of(source, request) if source.dumps and request.backend != LEGACY else []
    if request.backend == NFTABLES and not source.dumps:
        raise UsageError("no rules of nf_tables in it", file=path)
    if request.backend == NFTABLES:
        source = replace(source, readings=(), failures=())
    elif not any(rules.tables for rules in nft):
        source = source.select(*choice)
    else:
        source = source.chosen(*choice)
    own = own_kernel(source)
    profile = request.built(request.profile or own.profile)
    doubt = own.doubt if request.profile is None else ""
    for reading in source.readings:
        verdict = validate_reading(reading, profile, current_entries=request.current_entries, every=request.every)
        if request.profile is None and source.extensions is not None:
            verdict = _by_host(verdict, reading.table, source.extensions)
        yield Judged(path, reading.table.member, doubted(verdict, doubt))
        yield from _missing(reading, path)
    yield from source.failures
    for unread in source.uncaptured:
        yield NotReadError(unread)
    yield from _of_nftables(nft, request, profile, path)
    for unread in source.nftables_unread(request.netns, read=True) if request.backend != LEGACY else ():
        yield NotReadError(unread)


def _nft_of(source: Source, request: Request) -> list[NftRules]:
    from iptblob.nftables import read_rules  # most files have none

    return list(read_rules(source, request.netns))


def _of_nftables(
    nft: list[NftRules], request: Request, profile: Profile, path: str
) -> Iterator[Judged | IptblobError]:
    """What nft_compat asks of the rules that iptables-nft wrote; what else is in nf_tables is named."""
    from iptblob.check.compat_layer import judge_compat

    for rules in nft:
        netns = rules.netns.shown or None
        for table in rules.tables:
            chosen = request.family in (None, table.family) and request.table in (None, table.name.decode("latin-1"))
            if chosen:
                verdict = judge_compat(table, profile, every=request.every)
                yield Judged(path, table.member, noted(verdict, "nf-tables", _SAID))
        judged = [native for native in rules.natives if native.rules]
        for native in judged:
            yield NotReadError(Unread(native.so_many, path, "NOT JUDGED: iptables did not write them", netns=netns))
        for table in rules.tables:
            foreign = len(table.origin.foreign) if table.origin else 0
            if foreign:
                what = f"{foreign} rule{'' if foreign == 1 else 's'} of nf_tables {table.label}"
                yield NotReadError(Unread(what, path, "NOT JUDGED: iptables did not write them", netns=netns))
        yield from rules.failures


def _refuse_other(verdict: Verdict, request: Request, path: str) -> None:
    """UsageError where a payload is of another table than was asked for."""
    if request.netns is not None or request.table not in (None, verdict.table):
        asked = " ".join(filter(None, ("table", request.table, request.netns and f"of {request.netns}")))
        raise UsageError(f"no {asked} in it", file=path, hint=f"it is {verdict.family} {verdict.table}")


def _by_host(verdict: Verdict, table: Table, host: HostExtensions) -> Verdict:
    """The verdict with notes on what the host's kernel did not say that it has."""
    for one in lacking(table, host):
        if one.state != LACKS:  # that it refuses
            verdict = noted(verdict, "host-extension", one.text(table, "the host's kernel"))
    return verdict


def _judge_text(data: bytes, path: str, request: Request) -> Iterator[Judged | IptblobError]:
    from iptblob.check.texts import judge_text  # compiles: captures need none of it

    profile = request.built(request.profile or NEWEST)
    if request.netns is not None:
        raise UsageError("a text of rules names no network namespace", file=path)
    for one in judge_text(data, path, profile, request.family, request.abi, table=request.table,
                          current_entries=request.current_entries, every=request.every):  # fmt: skip
        yield NotReadError(one) if isinstance(one, Unread) else Judged(path, "", one)


def _missing(reading: Detected, path: str) -> Iterator[IptblobError]:
    """What a kernel's reply lacks of what its header says. A payload may claim what it likes: that is judged."""
    if reading.kind != REPLACE:
        header = reading.header if reading.header is not None else reading.request
        room = reading.length - reading.table.base
        if header.size > room:
            said = f"the header says {header.size} bytes of entries, {room} follow it"
            yield ReadError(said, file=path, table=reading.table.member or reading.table.label)


def _short(data: bytes, kind: str, request: Request, path: str) -> Iterator[IptblobError]:
    if kind != REPLACE:
        try:
            yield from _missing(detect(data, file=path, family=request.family, abi=request.abi, kinds=(kind,)), path)
        except ReadError:
            return  # the verdict tells


def judge_bytes(data: bytes, kind: str, request: Request, file: str = "") -> Verdict:
    """The verdict on one buffer of a kind that is known; family and layout are found where they are not given."""
    family, abi = request.family, request.abi
    if family is None or abi is None:
        best = likeliest(data, kind, family, abi, file)
        family, abi = best.family, best.abi
    profile = request.built(request.profile or NEWEST)
    verdict = validate_bytes(
        data, kind, family, abi, profile, current_entries=request.current_entries, every=request.every
    )
    return truth_of(verdict, data) if request.every else verdict


def likeliest(data: bytes, kind: str | None, family: Family | None, abi: Abi | None, file: str = "") -> Likeness:
    """The reading of a buffer with the most evidence; what is given is not asked. ReadError where there is none."""
    families = [family] if family else list(FAMILIES.values())
    abis = [abi] if abi else list(ABIS.values())
    ranked = rank(data, (kind,) if kind else KINDS, families, abis)
    if not ranked and kind == REPLACE:  # too short for any header: no family would take it
        return Likeness(0, REPLACE, families[0], abis[0], 0)
    best = max(ranked, key=lambda one: one.score, default=None)
    if best is None or (best.score < ENOUGH and kind != REPLACE):
        raise stranger(data, file) or ReadError(
            f"these bytes are no {kind or 'table'} of any known family and layout", file=file or None,
            hint="--family and --abi say what they are",
        )  # fmt: skip
    return best


class Expanded(NamedTuple):
    """``files`` are all to judge, ``inside`` those of them that came out of a folder; ``unread`` is what a folder holds
    and nobody can read, ``left_out`` what is no file."""

    files: list[str]
    inside: frozenset[str]
    unread: list[Unread]
    left_out: list[Unread]


def expand(paths: tuple[str, ...]) -> Expanded:
    """The files that are meant: of a folder every regular file in it, behind links too."""
    found = Expanded([], frozenset(), [], [])
    inside: set[str] = set()
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            found.files.append(path)
            continue
        held = sorted(_within(path, found))
        if not held and not found.unread:
            raise UsageError("there is no file in this folder", file=path)
        found.files.extend(held)
        inside.update(held)
    return found._replace(inside=frozenset(inside - set(paths)))


def _within(folder: str, told: Expanded) -> Iterator[str]:
    """The regular files; a folder that was seen already, behind a link, is not walked again."""
    seen: set[tuple[int, int]] = set()

    def refused(error: OSError) -> None:
        told.unread.append(Unread("", str(error.filename), f"cannot be looked into: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=refused, followlinks=True):
        status = Path(place).stat()
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        for path in (str(Path(place) / name) for name in names):
            if Path(path).is_file():
                yield path
            elif Path(path).exists():
                told.left_out.append(Unread("", path, "no regular file"))
            else:
                told.unread.append(Unread("", path, "a link to a file that is not there"))


__all__ = [
    "KINDS", "SUFFIXES", "Expanded", "Judged", "NotReadError", "Request", "expand", "judge_bytes", "judge_file",
    "likeliest",
]  # fmt: skip
