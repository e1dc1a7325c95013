"""`iptblob import`: a snapshot from what other tools left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import unread

if TYPE_CHECKING:
    from iptblob.reading.imports import Found
    from iptblob.unread import Unread

CLEAN, FOUND = 0, 1


@click.command(name="import")
@click.argument("file")
@click.option("-o", "--output", metavar="FILE", help="Snapshot to write, - for standard output.  [default: NAME.iptb]")
@click.option("--carve", "carving", is_flag=True, help="Search any binary for tables, by structure.")
@click.option("--list", "listing", is_flag=True, help="Only tell what is in it; write nothing.")
@click.option("--family", type=click.Choice(["ipv4", "ipv6", "arp"]), help="Address family of a raw dump.")
@click.option("--abi", metavar="NAME", help="Layout of a raw dump; detected by default.")
@click.option("--force", is_flag=True, help="Replace the snapshot if it exists.")
def command(
    file: str, output: str | None, carving: bool, listing: bool, family: str | None, abi: str | None, force: bool
) -> int:
    """Make a snapshot of FILE: a log of strace -e getsockopt -xx -s 99999999, a GET_ENTRIES reply with or without
    GET_INFO before it, a .replace payload, or with --carve any binary such as a core dump.

    Tells every table found with its offset and how sure it is. Exit status: 0 all whole, 1 nothing was carved, 2
    something could not be read, or only partly: it is named.
    """
    from iptblob.capture.agent.container import build
    from iptblob.capture.agent.output import put
    from iptblob.errors import IptblobError
    from iptblob.reading.imports import manifest_of

    form, found, source = _find(file, carving, family, abi)
    out = sys.stderr if output == "-" else sys.stdout
    for item in found:
        out.write(_line(item) + "\n")
    if not found:
        out.write(f"no table in {file}\n")
        return FOUND
    if not listing:
        path = output or f"{_stem(file)}.iptb"
        _refuse_taken(path, file, force=force)
        pieces = build(*manifest_of(found, file, form, source))
        try:
            put(path, pieces, force)
        except OSError as error:
            raise IptblobError(f"cannot write: {error.strerror}", file=path) from error
        if path != "-":
            out.write(f"{path}: {len(found)} table{'s' * (len(found) != 1)}, {sum(map(len, pieces))} bytes\n")
    unread(damage for item in found if item.confidence == "damaged" for damage in _damage(item, file))
    return CLEAN


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


def _find(file: str, carving: bool, family: str | None, abi: str | None) -> tuple[str, list[Found], bytes | None]:
    """(form, tables, the whole source where it is small enough to hash)."""
    from iptblob.cli.common import AbiType
    from iptblob.cli.tell import warn
    from iptblob.family import FAMILIES
    from iptblob.reading.carve import carve
    from iptblob.reading.imports import read_foreign
    from iptblob.reading.opening import read_bytes
    from iptblob.reading.wrapping import unwrapped

    if carving and file != "-":
        return "carved", *_carve_file(file)
    data, layers = unwrapped(read_bytes(file), file)
    if layers:
        warn(f"{file}: read from {', in '.join(reversed(layers))}")
    if carving:
        return "carved", carve(data, file), data
    layout = AbiType().convert(abi, None, None) if abi else None
    form, found = read_foreign(data, file, FAMILIES[family] if family else None, layout)
    return form, found, data


def _carve_file(file: str) -> tuple[list[Found], None]:
    """Search a file of any size without reading it into memory."""
    import mmap
    from pathlib import Path

    from iptblob.reading.carve import carve

    with Path(file).open("rb") as stream:
        if not stream.seek(0, 2):
            return [], None
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return carve(data, file), None


def _line(item: Found) -> str:
    from iptblob.escape import visible
    from iptblob.render.counted import counted

    table = item.reading.table
    where = "" if item.offset is None else f"byte {item.offset}: "
    note = f" ({item.note})" if item.note else ""
    entries = counted(len(table), "entry", "entries")
    text = f"{where}{table.label}, {item.reading.kind}, {table.abi.name}, {entries}, {item.confidence}{note}"
    return visible(text)


def _stem(file: str) -> str:
    from pathlib import Path

    return Path(file).stem if file != "-" else "imported"
