"""`iptblob build`: rules as text compiled to the bytes that iptables would send."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, FOUND, AbiType, VersionType, warn, write_text
from iptblob.cli.writing import require_free, write_file
from iptblob.errors import UsageError
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.family import FAMILIES

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.building.sending import Sender
    from iptblob.building.source import TextSource
    from iptblob.building.text import CompiledTable

# The oldest kernel that was booted and asked (data/kernels.tsv); all since know the same revisions.
SAME_REVISIONS = (5, 10)
_SNAPSHOT, ONE_TABLE = "iptb", ("blob", "replace")


@click.command(name="build")
@click.argument("rules", required=False)
@click.option("--family", type=click.Choice(list(FAMILIES)), help="Address family, where the text does not say it.")
@click.option("--abi", type=AbiType(), default="lp64-le", show_default=True, help="Layout to write.")
@click.option("--iptables", type=VersionType(), default=".".join(map(str, DEBIAN_12_IPTABLES)), show_default=True,
              help="Send what this iptables version sends.")  # fmt: skip
@click.option("--kernel", metavar="X.Y", help="Send what it sends to this kernel; default: the newest known.")
@click.option("--table", metavar="NAME", help="Only this table; of commands outside tables, the one they are for.")
@click.option("-o", "--output", metavar="OUT", help="Where to write it.")
@click.option("--force", is_flag=True, help="Overwrite files that are there already.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to tell what was written and what is wrong.")  # fmt: skip
@click.option("--seed-corpus", "corpus", metavar="DIR", help="Write a small payload for each extension instead.")
def command(
    rules: str | None, family: str | None, abi: Abi, iptables: tuple[int, int, int], kernel: str | None,
    table: str | None, output: str | None, force: bool, form: str, corpus: str | None,
) -> int:  # fmt: skip
    """Compile RULES to the bytes that iptables would send the kernel, without a kernel.

    RULES is iptables-save text, output of `iptables -S`, a file for iptables-restore, or - for standard input. OUT is
    NAME.replace (SET_REPLACE payload) or NAME.blob (GET_INFO and GET_ENTRIES replies) for one table, NAME.iptb
    (snapshot), NAME/ for a folder with a payload for each table, or - for a payload to standard output. Exit status: 0
    written, 1 a rule is refused (nothing is written), 2 the text could not be read, or wrong usage.

    \b
    iptblob build rules.v4 -o rules.replace
    iptblob build rules.v4 --abi ilp32-le -o rules.iptb
    """
    if corpus is not None:
        if rules is not None or output is not None:
            raise UsageError("--seed-corpus makes its own rules", hint="leave RULES and -o out")
        return _corpus(corpus, force=force)
    if rules is None or output is None:
        raise UsageError("name the rules, and with -o OUT where to write")
    from iptblob.building.source import text_source

    found = text_source(rules, family=FAMILIES[family] if family else None, abi=abi, table=table,
                        sender=_sender(iptables, kernel))  # fmt: skip
    for note in found.rules.notes:
        warn(note)
    paths = _paths(found.tables, output)
    for path in paths:
        require_free(path, force=force)
    if not found.problems:
        _write(found, paths, output, force=force)
    _tell(found, paths, form)
    return FOUND if found.problems else CLEAN


def _sender(iptables: tuple[int, int, int], kernel: str | None) -> Sender:
    """Who sends the rules, and to which kernel."""
    from iptblob.building.sending import Sender
    from iptblob.check.profile import asked_profile

    if kernel is not None and asked_profile(kernel).version[:2] < SAME_REVISIONS:
        oldest = ".".join(map(str, SAME_REVISIONS))
        raise UsageError(f"kernel {kernel}: which revisions it knows is not recorded", hint=f"{oldest} and later are")
    return Sender(iptables)


def _kind(output: str) -> str:
    return Path(output).suffix[1:]


def _paths(tables: Sequence[CompiledTable], output: str) -> list[str]:
    """Where the tables go: a file for each, or one for all."""
    labels = [made.table.label for made in tables]
    if output.endswith("/"):
        paths = [f"{output}{label.replace(' ', '.')}.replace" for label in labels]
        if len(set(paths)) < len(paths):
            raise UsageError(f"{output}: several tables of one name", hint="--family and --table choose one")
        return paths
    if _kind(output) == _SNAPSHOT:
        return [output]
    if output != "-" and _kind(output) not in ONE_TABLE:
        raise UsageError(f"what kind of file is {output}?", hint="NAME.replace, NAME.blob, NAME.iptb, or FOLDER/")
    if len(tables) != 1:
        raise UsageError(f"{output} is for one table", hint=f"--family and --table choose one of {', '.join(labels)}; "
                         "NAME.iptb and FOLDER/ take all")  # fmt: skip
    return [output]


def _write(found: TextSource, paths: list[str], output: str, *, force: bool) -> None:
    from iptblob.building.output import buffer_of_text, snapshot_of_text
    from iptblob.check.marked import marked

    if _kind(output) in (_SNAPSHOT, "blob"):
        for made, reading in zip(found.tables, found.source.readings, strict=True):
            made.relaid = marked(made.relaid, reading)
    if _kind(output) == _SNAPSHOT:
        write_file(output, snapshot_of_text(found.tables, found.rules.file, found.sha256), force=force)
        return
    if output.endswith("/"):
        Path(output).mkdir(parents=True, exist_ok=True)
    for made, path in zip(found.tables, paths, strict=True):
        write_file(path, [buffer_of_text(made, "blob" if _kind(path) == "blob" else "replace")], force=force)


def _tell(found: TextSource, paths: list[str], form: str) -> None:
    """What was written, and what is wrong."""
    if form == "json":
        from iptblob.render.json.built import built_json

        write = sys.stderr.write if paths == ["-"] else lambda text: write_text([text])
        write(built_json(found, [] if found.problems else paths))
        return
    from iptblob.cli.telling import tell_problems
    from iptblob.render.counted import counted

    tell_problems(found.problems)
    if found.problems:
        warn(f"{found.rules.file}: {counted(len(found.problems), 'problem')}: nothing is written")
        return
    for at, made in enumerate(found.tables):
        name = "standard output" if paths[0] == "-" else paths[min(at, len(paths) - 1)]
        warn(f"{name}: {made.table.label}, {counted(len(made.table), 'entry', 'entries')}, {made.relaid.abi.name}, "
             f"{len(made.relaid.data)} bytes of entries")  # fmt: skip


def _corpus(folder: str, *, force: bool) -> int:
    from iptblob.check.seeding import valid_seeds
    from iptblob.render.counted import counted

    made = list(valid_seeds())
    paths = [f"{folder.rstrip('/')}/{seed.name}.replace" for seed in made]
    for path in paths:
        require_free(path, force=force)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for seed, path in zip(made, paths, strict=True):
        write_file(path, [seed.data], force=force)
    warn(f"{folder}: {counted(len(made), 'payload')}")
    return CLEAN
