"""`iptblob import`: a snapshot from what other tools left."""

from __future__ import annotations

import mmap
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from iptblob.cli.account import unread
from iptblob.cli.limit import limit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iptblob.abi import Abi
    from iptblob.reading.found import Found
    from iptblob.reading.nftdump import NftAnswers
    from iptblob.reading.strace.log import Sent
    from iptblob.unread import Unread

CLEAN, FOUND = 0, 1
LOG_HINT = "strace -f -e trace=getsockopt,setsockopt,recvmsg -xx -s 99999999"


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", metavar="FILE",
              help="Snapshot to write, or a folder for it, - for standard output.  [default: NAME.iptb]")  # fmt: skip
@click.option("--carve", "carving", is_flag=True, help="Search any binary for tables, by structure.")
@click.option("--list", "listing", is_flag=True, help="Only tell what is in it; write nothing.")
@click.option("--family", type=click.Choice(["ipv4", "ipv6", "arp"]), help="Address family of a raw dump.")
@click.option("--abi", metavar="NAME", help="Layout of a raw dump; detected by default.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@limit_of("Search on where so many bytes look like tables and are none.  [default: 64M and 4 times FILE]")
def command(
    files: tuple[str, ...], output: str | None, carving: bool, listing: bool, family: str | None, abi: str | None,
    force: bool,
) -> int:  # fmt: skip
    """Make a snapshot of each FILE: a log of strace -f -e trace=getsockopt,setsockopt,recvmsg -xx -s 99999999, a
    GET_ENTRIES reply with or without GET_INFO before it, a .replace payload, what nf_tables answered by netlink, or
    with --carve any binary such as a core dump.

    Tells every table found with its offset and how sure it is. Where a log holds several reads of one table, each
    round becomes a snapshot of its own: NAME.iptb, NAME-2.iptb and so on. A SET_REPLACE call becomes NAME.1.replace,
    with the kernel's answer in NAME.1.json. Exit status: 0 all whole, 1 nothing was carved, 2 something could not be
    read, or only partly: it is named, and of several files the rest is done.

    \b
    iptblob import strace.log -o host.iptb
    iptblob import core.1234 --carve --list
    """
    from pathlib import Path

    from iptblob.cli.several import each_readable
    from iptblob.errors import UsageError

    if len(files) > 1 and output is not None and (output == "-" or not Path(output).is_dir()):
        raise UsageError(f"-o names one snapshot, {len(files)} files are given", hint="name a folder, or leave it out")
    asked = _Asked(output, carving, listing, family=family, abi=abi, force=force, several=len(files) > 1)
    if len(files) == 1:
        return _import(files[0], asked)
    return max(each_readable(files, lambda file: _import(file, asked)), default=CLEAN)


class _Asked(NamedTuple):
    """What the options say; of ``several`` files each line names its own."""

    output: str | None
    carving: bool
    listing: bool
    family: str | None
    abi: str | None
    force: bool
    several: bool


def _import(file: str, asked: _Asked) -> int:
    """Tell and write what is in a file; the exit status that it asks for."""
    given = _find(file, asked.carving, asked.family, asked.abi)
    out = sys.stderr if asked.output is not None and _is_stdout(asked.output) else sys.stdout
    mine = f"{_shown(file)}: " if asked.several else ""
    answers = [part.nft.words() for part in given.snapshots if part.nft is not None]
    for line in (*map(_line, given.found), *answers, *map(_sent_line, given.sent)):
        out.write(f"{mine}{line}\n")
    unread(given.unread)
    if not given.snapshots and not given.sent:
        out.write(_shown(f"no table in {file}") + "\n")
        return FOUND
    if not asked.listing:
        for line in _write_all(given, file, asked.output, force=asked.force):
            out.write(_shown(line) + "\n")
    unread(damage for item in given.found if item.confidence == "damaged" for damage in _damage(item, file))
    return CLEAN


def _is_stdout(path: str) -> bool:
    """Whether a snapshot goes to standard output, by whatever name: no line may stand in it."""
    import os

    try:
        return path == "-" or os.path.samestat(os.stat(path), os.fstat(1))  # noqa: PTH116 - Path.stat is no different
    except OSError:
        return False


def _refuse_taken(path: str, source: str, *, force: bool) -> None:
    """A file that is there stays, and the source even where the user would replace it."""
    from pathlib import Path

    from iptblob.capture.agent.output import TAKEN, is_free
    from iptblob.errors import IptblobError

    if not force and not is_free(path):
        raise IptblobError(TAKEN, file=path)
    if source != "-" and not is_free(path) and Path(path).samefile(source):
        raise IptblobError("it is what is imported: not replaced", file=path, hint="name another with -o")


def _damage(item: Found, file: str) -> list[Unread]:
    """What of a table is missing: something always, or it would not be called damaged."""
    from iptblob.reading.damage import damage_of
    from iptblob.unread import Unread

    why = "the entries do not fit what the header says of them"
    return list(damage_of(item.reading, file)) or [Unread(item.reading.table.label, file, why, start=item.offset)]


class _Part(NamedTuple):
    """A snapshot to be: its tables, and of a log the other calls beside them and the tables that are lost."""

    tables: list[Found]
    calls: list[dict[str, Any]] | None = None
    lost: list[dict[str, Any]] | None = None
    nft: NftAnswers | None = None


@dataclass
class _Given:
    """What a file holds."""

    form: str
    sha256: str | None
    snapshots: list[_Part]
    sent: list[Sent] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @property
    def found(self) -> list[Found]:
        return [item for part in self.snapshots for item in part.tables]


def _find(file: str, carving: bool, family: str | None, abi: str | None) -> _Given:
    from hashlib import sha256

    from iptblob.cli.common import AbiType
    from iptblob.cli.tell import warn
    from iptblob.family import FAMILIES
    from iptblob.reading.answers import layout_of_answers
    from iptblob.reading.imports import is_log, read_raw
    from iptblob.reading.nftdump import answers_of_bytes, is_nft_log
    from iptblob.reading.opening import read_bytes
    from iptblob.reading.wrapping import unwrapped

    if carving and file != "-":
        return _Given("carved", None, _one(_carve_file(file)))
    data, layers = unwrapped(read_bytes(file), file)
    if layers:
        warn(f"{file}: read from {', in '.join(reversed(layers))}")
    digest = sha256(data).hexdigest()
    if carving:
        return _Given("carved", digest, _one(_carved(data, file)))
    layout = AbiType().convert(abi, None, None) if abi else None
    if is_log(data) or is_nft_log(data):
        return _read_log(data, file, digest, layout)
    answers = layout_of_answers(data) if not family else None
    if answers is not None:
        lost: list[Unread] = []
        nft = answers_of_bytes(data, file, layout or answers, lost)
        return _Given("netlink", digest, [_Part([], nft=nft)] if nft.counts else [], unread=lost)
    table = read_raw(data, file, FAMILIES[family] if family else None, layout)
    return _Given(table.reading.kind, digest, _one([table]))


def _one(found: list[Found]) -> list[_Part]:
    return [_Part(found)] if found else []


def _read_log(data: bytes, file: str, digest: str, abi: Abi | None) -> _Given:
    from iptblob.errors import IptblobError
    from iptblob.reading.nftdump import answers_of_log, is_nft_log
    from iptblob.reading.strace.log import read_log

    log = read_log(data, file)
    nft = answers_of_log(data, file, abi, log.unread) if is_nft_log(data) else None
    if not log.snapshots and not log.sent and not log.unread and not (nft and nft.counts):
        nothing = "no GET_ENTRIES call that succeeded, no SET_REPLACE and no answer of nf_tables in this log"
        raise IptblobError(nothing, file=file, hint=LOG_HINT)
    calls, lost = log.by_snapshot(log.others), log.by_snapshot(log.lost)
    parts = [_Part(tables, calls[number], lost[number]) for number, tables in enumerate(log.snapshots)]
    if nft and nft.counts:
        first = parts[0] if parts else _Part([], log.others)
        parts[:1] = [first._replace(nft=nft)]
    return _Given("strace", digest, parts, sent=log.sent, others=log.others, unread=log.unread)


def _carve_file(file: str) -> list[Found]:
    """Search a file of any size without reading it into memory."""
    from pathlib import Path

    with Path(file).open("rb") as stream:
        if not stream.seek(0, 2):
            return []
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _carved(data, file)


def _carved(data: bytes | mmap.mmap, file: str) -> list[Found]:
    """The tables in it; IptblobError where looking for them took too much, or where it is a snapshot."""
    from iptblob.errors import IptblobError
    from iptblob.reading.carve import search
    from iptblob.reading.strangers import SNAPSHOT, binary_kind

    if binary_kind(bytes(data[:64])) == SNAPSHOT:
        raise IptblobError(f"this is {SNAPSHOT}", file=file)
    carved = search(data, file)
    if carved.stopped_at is not None:
        count = len(carved.found)
        said = f"given up: too much in it looks like a table and is none; {count} tables found so far, none written"
        raise IptblobError(said, file=file, offset=carved.stopped_at, hint="--limit SIZE searches longer")
    return carved.found


def _write_all(given: _Given, file: str, output: str | None, *, force: bool) -> Iterable[str]:
    """Write snapshots and payloads; a line for each file."""
    from iptblob.capture.agent.container import build
    from iptblob.capture.agent.output import in_folder
    from iptblob.errors import UsageError
    from iptblob.reading.imports import manifest_of
    from iptblob.render.counted import counted
    from iptblob.render.json.sent import sent_json

    if output == "-" and (len(given.snapshots) > 1 or given.sent):
        raise UsageError(f"{counted(len(given.snapshots), 'snapshot')} and {counted(len(given.sent), 'payload')}: "
                         "standard output takes one snapshot", file=file, hint="give -o FILE")  # fmt: skip
    first = in_folder(output, f"{_stem(file)}.iptb")
    base = first.removesuffix(".iptb")
    for number, part in enumerate(given.snapshots, 1):
        manifest, members = manifest_of(part.tables, file, given.form, given.sha256, calls=part.calls, lost=part.lost,
                                        nft=part.nft)  # fmt: skip
        pieces = build(manifest, members)
        if output == "-":
            sys.stdout.buffer.writelines(pieces)
            return
        path = f"{base}-{number}.iptb" if number > 1 else first
        _write(path, pieces, file, force=force)
        tables = len(part.tables) + (part.nft.counts.get("tables", 0) if part.nft is not None else 0)
        yield f"{path}: {counted(tables, 'table')}, {sum(map(len, pieces))} bytes"
    for number, one in enumerate(given.sent, 1):
        path = f"{base}.{number}.replace"
        _write(path, [one.data], file, force=force)
        answer = sent_json(one, file, None if given.snapshots else given.others).encode()
        _write(f"{base}.{number}.json", [answer], file, force=force)
        yield f"{path}: {counted(len(one.data), 'byte')}"


def _write(path: str, pieces: list[bytes], source: str, *, force: bool) -> None:
    from iptblob.capture.agent.output import put
    from iptblob.errors import IptblobError

    _refuse_taken(path, source, force=force)
    try:
        put(path, pieces, force)
    except OSError as error:
        raise IptblobError(f"cannot write: {error.strerror}", file=path) from error


def _line(item: Found) -> str:
    from iptblob.escape import visible
    from iptblob.render.counted import counted

    table = item.reading.table
    where = "" if item.offset is None else f"byte {item.offset}: "
    where = f"{_caller(item.call)}: " if item.call else where
    note = f" ({item.note})" if item.note else ""
    entries = counted(item.entries, "entry", "entries")
    text = f"{where}{table.label}, {item.reading.kind}, {table.abi.name}, {entries}, {item.confidence}{note}"
    return visible(text)


def _sent_line(sent: Sent) -> str:
    from iptblob.escape import visible
    from iptblob.render.counted import counted

    answer = sent.call.errno or "accepted"
    what = f"{sent.family.name} {sent.table}, SET_REPLACE, {counted(len(sent.data), 'byte')}, {answer}"
    return visible(f"{_caller(sent.call.as_json())}: {what}")


def _caller(call: dict[str, Any]) -> str:
    pid = None if call["pid"] is None else f"pid {call['pid']}"
    parts = [f"line {call['line']}", call["time"], pid, call["comm"]]
    return ", ".join(part for part in parts if part)


def _stem(file: str) -> str:
    from pathlib import Path

    return Path(file).stem if file != "-" else "imported"


def _shown(said: str) -> str:
    """A line that names files, fit for a terminal."""
    from iptblob.escape import visible

    return visible(said.encode("utf-8", "surrogateescape"))
