"""`iptblob convert`: the tables of a file in another layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, AbiType, Wanted, open_input, unread, warn, warn_of_nftables
from iptblob.cli.writing import require_free, write_file
from iptblob.errors import UsageError
from iptblob.reading.evidence import KINDS

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.building.relay import Relaid
    from iptblob.reading.detect import Detected


@click.command(name="convert")
@click.argument("file")
@click.option("--abi", "goal", type=AbiType(), required=True, help="Layout to write.")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where to write it.")
@click.option("--family", type=click.Choice(["ipv4", "ipv6", "arp"]), help="Address family.")
@click.option("--table", metavar="NAME", help="Only this table.")
@click.option("--netns", metavar="NAME", help="Only this network namespace: its label, a name, container or cgroup.")
@click.option("--from", "given", type=AbiType(), help="Layout of the bytes of FILE; detected by default.")
@click.option("--force", is_flag=True, help="Overwrite files that are there already.")
def command(
    file: str, goal: Abi, output: str, family: str | None, table: str | None, netns: str | None, given: Abi | None,
    force: bool,
) -> int:  # fmt: skip
    """Write the tables of FILE as another layout has them.

    OUT is NAME.blob, NAME.replace or NAME.entries for one table, NAME/ for a folder with a file for each, or - for
    standard output, which is of the kind that FILE is.

    Members that are the kernel's own are zero in what is written; standard error says how many held something.
    Exit status: 0 written, 2 not or only partly read, or something in it has no form in that layout.

    \b
    iptblob convert host.iptb --abi ilp32-le -o tables/
    """
    source = open_input(file, family, given, choice=Wanted(family, table, netns), damage=False)
    if source.problems:
        raise UsageError("rules of this text are in no bytes", file=source.file, hint="iptblob build names them")
    paths = _paths(source.readings, output, source.file)
    for path in paths:
        require_free(path, force=force)
    results = [_convert(reading, goal, path) for reading, path in zip(source.readings, paths, strict=True)]
    if output.endswith("/"):
        Path(output).mkdir(parents=True, exist_ok=True)
    for reading, path, (relaid, data) in zip(source.readings, paths, results, strict=True):
        write_file(path, [data], force=force)
        _tell(reading, path, relaid, data)
    unread(source.uncaptured)
    warn_of_nftables(source, source.label_of(netns))
    return CLEAN


def _paths(readings: Sequence[Detected], output: str, file: str) -> list[str]:
    """Where each table goes; UsageError where they cannot all go there."""
    if output.endswith("/"):
        return _in_folder(readings, output)
    if len(readings) != 1:
        held = ", ".join(reading.table.label for reading in readings) or "no table"
        raise UsageError(f"{output} is for one table", file=file,
                         hint=f"--family and --table choose one of {held}; OUT/ is a folder for all")  # fmt: skip
    if output != "-" and _kind(output) not in KINDS and _is_plain(output):
        raise UsageError(f"what kind of file is {output}?", hint="NAME.blob, NAME.replace, NAME.entries, or FOLDER/")
    return [output]


def _is_plain(path: str) -> bool:
    """Whether its name has to say what is to be written: not that of a pipe or device."""
    place = Path(path)
    return not place.exists() or place.is_file() or place.is_dir()


def _kind(path: str) -> str:
    return Path(path).suffix[1:]


def _in_folder(readings: Sequence[Detected], folder: str) -> list[str]:
    """FAMILY.TABLE.KIND, with the network namespace before it where there are several."""
    several = len({reading.table.netns for reading in readings}) > 1
    paths = []
    for reading in readings:
        table = reading.table
        name = table.name.decode("latin-1")
        parts: list[str] = [table.family.name, name if name.isalnum() else "unnamed"]
        parts[:0] = [re.sub(r"[^A-Za-z0-9_-]", "_", str(table.netns))] if several else []  # it may say ../../
        paths.append(f"{folder}{'.'.join(parts)}.{reading.kind}")
    twice = {path for path in paths if paths.count(path) > 1}
    if twice:
        raise UsageError(f"several tables would be {min(twice)}", hint="--family, --table and --netns choose one")
    return paths


def _convert(reading: Detected, goal: Abi, path: str) -> tuple[Relaid, bytes]:
    from iptblob.building.convert import buffer_of, convert

    kind = _kind(path)
    relaid = convert(reading, goal)
    return relaid, buffer_of(relaid, reading, kind if kind in KINDS else "")


def _tell(reading: Detected, path: str, relaid: Relaid, data: bytes) -> None:
    from iptblob.render.counted import counted

    table = reading.table
    name = "standard output" if path == "-" else path
    warn(f"{name}: {table.label}, {counted(len(table), 'entry', 'entries')}, {table.abi.name} to {relaid.abi.name}, "
         f"{len(data)} bytes")  # fmt: skip
    for member, count in relaid.private.items():
        warn(f"{name}: {member} of {counted(count, 'record', 'records')} is the kernel's own: zero now")
    if relaid.padding:
        warn(f"{name}: padding of {counted(relaid.padding, 'record', 'records')} held something: zero now")
