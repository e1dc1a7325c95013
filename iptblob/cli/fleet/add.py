"""`iptblob fleet add`."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account, unread
from iptblob.cli.common import CLEAN, warn, write_text
from iptblob.errors import UsageError

if TYPE_CHECKING:
    from iptblob.store.adding import GivenFile


@click.command(name="add")
@click.argument("store")
@click.argument("snapshots", nargs=-1, metavar="[SNAPSHOT]...")
@click.option("--labels", metavar="FILE", help="A CSV of labels: a column host, and one for each label.")
@click.option(
    "--engine", metavar="ADDRESS", help="Decode on the Dask cluster whose scheduler is there (tcp://HOST:PORT)."
)
@click.option("--workers", type=click.IntRange(1, 1024), metavar="N",
              help="Processes on this machine; default: one for each processor.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to tell what was added.")  # fmt: skip
def command(
    store: str, snapshots: tuple[str, ...], labels: str | None, engine: str | None, workers: int | None, form: str
) -> int:
    """Decode SNAPSHOTs into STORE, which is made where there is none.

    A SNAPSHOT is a file as every command takes it, a folder, a pattern, or an address that fsspec knows (s3://, ssh://).
    What is in the store already is passed over, by its contents: a run that was killed can be run again.
    Exit status: 0 all is in the store, 2 something could not be read, or only partly: it is named, and listed there.

    \b
    iptblob fleet add store captures/*.iptb
    iptblob fleet add store s3://bucket/captures/ --engine tcp://scheduler:8786
    iptblob fleet add store --labels hosts.csv
    """
    if not snapshots and labels is None:
        raise UsageError("name snapshots to add, or --labels")
    if engine is not None and workers is not None:
        raise UsageError("--workers are processes here, --engine decodes elsewhere: name one of them")
    from iptblob.store.adding import add
    from iptblob.store.place import Store

    wanted = _labels(labels) if labels is not None else {}
    given = list(_files(snapshots))
    kept = Store.opened_or_made(store)
    if wanted:
        kept.add_labels(wanted)
    added = add(kept, given, engine=engine, workers=workers or 0)
    for one in added.done.strangers:
        warn(f"{one.where}: left out: {one.why}")
    unread(added.done.unread)
    if snapshots and not added.done.added and not added.known and account().complete:
        raise UsageError("there is no table in what was given")
    if form == "json":
        from iptblob.render.json.fleet import added_json

        write_text([added_json(store, added, account().unread, len(wanted))])
    else:
        from iptblob.render.fleet import added_lines

        write_text(f"{line}\n" for line in added_lines(store, added, len(wanted)))
    return CLEAN


def _files(snapshots: tuple[str, ...]) -> Iterator[GivenFile]:
    """Every file that is meant."""
    from iptblob.check.files import SUFFIXES, expand
    from iptblob.store.adding import GivenFile
    from iptblob.store.remote import listed

    here: list[str] = []
    for one in snapshots:
        if "://" in one:
            names, found = listed(one)
            yield from (GivenFile(name, found and not name.endswith(SUFFIXES)) for name in names)
        elif not Path(one).exists() and glob.has_magic(one):
            fits = sorted(glob.glob(one, recursive=True))  # noqa: PTH207 - pathlib has none for absolute patterns
            if not fits:
                raise UsageError("no file is called so", file=one)
            here += fits
        else:
            here.append(one)
    if "-" in here:
        raise UsageError("a store is made of files: standard input is none")
    if here:
        meant = expand(tuple(here))
        unread(meant.unread)
        for left in meant.left_out:
            warn(f"{left.where}: left out: {left.why}")
        yield from (GivenFile(path, path in meant.inside and not path.endswith(SUFFIXES)) for path in meant.files)


def _labels(path: str) -> dict[str, dict[str, str]]:
    """Labels by host; UsageError where the file says none, or what it says does not fit together."""
    import csv
    import io

    from iptblob.reading.opening import read_bytes

    try:
        rows = csv.DictReader(io.StringIO(read_bytes(path).decode("utf-8-sig"), newline=""), strict=True)
        names = list(rows.fieldnames or ())
        if "host" not in names or len(names) < 2 or len(set(names)) < len(names):
            raise UsageError("labels need a line of names: host, and one for each label", file=path)
        found: dict[str, dict[str, str]] = {}
        for row in rows:
            if None in row or None in row.values() or not row["host"]:
                raise UsageError(f"line {rows.line_num}: not as many values as there are names", file=path)
            if row["host"] in found:
                raise UsageError(f"line {rows.line_num}: {row['host']} has labels already", file=path)
            found[row["host"]] = {name: row[name] for name in names if name != "host"}
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"no CSV: {error}", file=path) from error
    return found
