"""`iptblob validate`: what the kernel would say, and why."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from iptblob.backends import UnreadRules
from iptblob.cli.common import CLEAN, FAILED, FOUND, source_options, warn
from iptblob.errors import UsageError
from iptblob.reading.evidence import KINDS

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.check.files import Judged, Request
    from iptblob.render.verdicts import VerdictLine


@click.command(name="validate")
@click.argument("files", nargs=-1, metavar="FILE...")
@source_options
@click.option("--kind", type=click.Choice(KINDS), help="What a bare buffer is; by default its name or bytes tell.")
@click.option(
    "--kernel",
    help="Judge as this kernel does: 6.18, 6.1.192, a line of uname; default: a snapshot's own, else the newest known.",
)
@click.option(
    "--compat", type=click.Choice(["yes", "no"]),
    help="Whether the kernel has the code for 32-bit programs; default: as a snapshot or a known build says, else yes.",
)  # fmt: skip
@click.option("--current-entries", type=click.IntRange(0), help="Entries in the table that would be replaced.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.option("--first", is_flag=True, help="Only the check that decides; do not look for what lies behind it.")
@click.option("--jobs", type=click.IntRange(1), help="Processes for a folder; default: one per core.")
@click.option("--explain", metavar="ID", help="Say what a check is; 'list' names them all.")
def command(
    files: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    kind: str | None,
    kernel: str | None,
    compat: str | None,
    current_entries: int | None,
    form: str,
    first: bool,
    jobs: int | None,
    explain: str | None,
) -> int:
    """Say whether the kernel would accept the tables of FILE, and if not: which check, errno, byte and field.

    FILE is a snapshot (.iptb), a bare .blob or .replace, a folder of them, or - for standard input. Exit status 1 when
    a table is refused, or when its text would mislead; notes do not count. 2 when something could not be read, or a
    snapshot holds rules of nf_tables, which are not judged.
    """
    if explain is not None:
        return _explain(explain)
    if not files:
        raise UsageError("name a file, a folder, or - for standard input")
    from iptblob.check.files import Request, expand
    from iptblob.check.profile import find_profile
    from iptblob.family import FAMILIES

    profile = None if kernel is None else find_profile(kernel)
    of_family = FAMILIES[family] if family else None
    request = Request(of_family, abi, kind, profile,
                      compat=_yes(compat), current_entries=current_entries, every=not first)  # fmt: skip
    paths, folder = expand(files)
    if form == "sarif":
        return _sarif(paths, request)
    status = CLEAN
    tally: Counter[str] = Counter()
    unread: list[UnreadRules] = []
    for line in _lines(paths, request, form, folder, jobs):
        if line.failed:
            warn(line.text)
            unread += [line.unread] if line.unread else []
        else:
            sys.stdout.write(line.text)
        status = max(status, FAILED if line.failed else FOUND if line.found else CLEAN)
        tally[line.first] += 1
    if form == "json" and unread:
        from iptblob.render.json.unread import unread_line

        sys.stdout.write(unread_line(unread))
    if folder:
        _summary(tally)
    return status


def _yes(text: str | None) -> bool | None:
    return None if text is None else text == "yes"


def _lines(paths: list[str], request: Request, form: str, folder: bool, jobs: int | None) -> Iterator[VerdictLine]:
    from iptblob.render.verdicts import in_parallel, lines_of

    if not folder:
        for path in paths:
            yield from lines_of(path, request, form, brief=False)
        return
    if not sys.stderr.isatty() or sys.stdout.isatty():  # on a terminal the lines themselves show how far it is
        yield from in_parallel(paths, request, form, jobs)
        return
    from rich.console import Console
    from rich.progress import Progress

    # what goes to standard output must not be drawn above the bar, on standard error, instead
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("validating", total=len(paths))
        for line in in_parallel(paths, request, form, jobs):
            progress.update(task, completed=line.done)
            yield line


def _sarif(paths: list[str], request: Request) -> int:
    from iptblob.check.files import Judged, judge_file
    from iptblob.render.json.sarif import sarif_json

    judged: list[Judged] = []
    status = CLEAN
    for path in paths:
        for one in judge_file(path, request):
            if isinstance(one, Judged):
                judged.append(one)
                status = max(status, FOUND if one.verdict.misleads or not one.verdict.accepted else CLEAN)
            else:
                warn(str(one))
                status = FAILED
    sys.stdout.write(sarif_json(judged))
    return status


def _summary(tally: Counter[str]) -> None:
    """How many files by first failing check, on standard error."""
    total = sum(tally.values())
    sys.stdout.flush()
    sys.stderr.write(f"{total} tables by first failing check:\n")
    for name, count in tally.most_common():
        sys.stderr.write(f"{count:8}  {name}\n")


def _explain(name: str) -> int:
    from iptblob.check.changes import since_of
    from iptblob.check.explain import check_of, every_check

    if name == "list":
        for check in every_check().values():
            sys.stdout.write(f"{check.id:28} {check.errno or check.severity:9} {check.function}\n")
        return CLEAN
    check = check_of(name)
    rows = [
        ("accepted", check.wants), ("why", check.why), ("errno", check.errno or f"none ({check.severity})"),
        ("function", check.function), ("source", check.source("ipv4")), ("since", since_of(check)),
    ]  # fmt: skip
    sys.stdout.write(f"{check.id}\n" + "".join(f"  {what:9} {text}\n" for what, text in rows if text))
    return CLEAN
