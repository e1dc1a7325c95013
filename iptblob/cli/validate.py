"""`iptblob validate`: what the kernel would say, and why."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import CLEAN, FOUND, backend_option, source_options, unread, warn, write_text
from iptblob.cli.progress import end_progress
from iptblob.cli.quiet import quiet, quiet_option
from iptblob.errors import UsageError
from iptblob.reading.evidence import KINDS

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.check.files import Expanded, Request
    from iptblob.render.verdicts import VerdictLine
    from iptblob.unread import Unread


@click.command(name="validate")
@click.argument("files", nargs=-1, metavar="FILE...")
@quiet_option("form", "explain")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", metavar="NAME", help="Only this network namespace: its label, a name, container or cgroup.")
@backend_option
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
    "--format", "form", type=click.Choice(["text", "json", "sarif", "junit"]), default="text", show_default=True,
    help="How to print.",
)  # fmt: skip
@click.option("--first", is_flag=True, help="Only the check that decides; do not look for what lies behind it.")
@click.option("--jobs", type=click.IntRange(1), help="Processes for a folder; default: one per core.")
@click.option("--explain", metavar="ID", help="Say what a check is; 'list' names them all.")
def command(
    files: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    backend: str,
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

    FILE is a snapshot (.iptb), a bare .blob or .replace, answers of nf_tables (.nl), a text of rules, a folder of them,
    or - for standard input. Of rules in nf_tables the matches and targets are judged, as nft_compat asks them, and
    nothing else. Of a text, lines that iptables refuses are told with their place. Exit status: 0 all is accepted, 1 a
    table is refused or its text would mislead (notes do not count), 2 something could not be read, or only partly, or
    what iptables makes of a line cannot be known here, or rules of nf_tables are not of iptables: it is named. Files in
    a folder that are plainly something else, texts among them, are listed and do not count.

    \b
    iptblob validate table.replace
    iptblob validate payloads/ --format sarif > verdicts.sarif
    iptblob validate rules.v4 --kernel 6.1
    """
    if explain is not None:
        return _explain(explain)
    if not files:
        raise UsageError("name a file, a folder, or - for standard input")
    from iptblob.check.files import Request, expand
    from iptblob.check.profile import asked_profile
    from iptblob.family import FAMILIES

    profile = None if kernel is None else asked_profile(kernel)
    of_family = FAMILIES[family] if family else None
    given = expand(files)
    unread(given.unread)
    request = Request(of_family, abi, kind, profile, compat=_yes(compat), current_entries=current_entries,
                      every=not first, table=table, netns=netns, folded=given.inside,
                      backend=backend)  # fmt: skip
    if form in ("sarif", "junit"):
        return _as_one_document(given, request, form)
    lines = _lines(given.files, request, form, bool(given.inside), jobs)
    return _told(lines, given, form)


def _told(lines: Iterable[VerdictLine], given: Expanded, form: str) -> int:
    """Print each verdict as it comes; what was not read goes into the account, what has no place there is listed."""
    status = CLEAN
    tally: Counter[str] = Counter()
    inside, left_out = given.inside, list(given.left_out)
    for line in lines:
        if line.unread is None:
            write_text([line.text])
            status = max(status, FOUND if line.found else CLEAN)
        elif line.foreign and line.file in inside:
            left_out.append(line.unread)
            continue
        else:
            unread([line.unread])
        tally[line.first] += 1
    if form == "json":
        from iptblob.render.json.verdict import closing_json

        write_text([closing_json(account().unread, left_out)])
    if inside:
        _summary(tally, left_out)
    if inside and not tally and account().complete:
        raise UsageError("there is no table in this folder")
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

    end_progress()  # this bar knows more
    # what goes to standard output must not be drawn above the bar, on standard error, instead
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("validating", total=len(paths))
        for line in in_parallel(paths, request, form, jobs):
            progress.update(task, completed=line.done)
            yield line


def _as_one_document(given: Expanded, request: Request, form: str) -> int:
    from iptblob.check.files import SUFFIXES, Judged, NotReadError, judge_file
    from iptblob.errors import StrangerError
    from iptblob.reading.damage import unread_of
    from iptblob.render.json.sarif import sarif_json
    from iptblob.render.junit import junit_xml

    judged: list[Judged] = []
    inside, left_out = given.inside, list(given.left_out)
    for path in given.files:
        for one in judge_file(path, request):
            if isinstance(one, Judged):
                judged.append(one)
            elif isinstance(one, NotReadError):
                unread([one.unread])
            elif isinstance(one, StrangerError) and path in inside and not path.endswith(SUFFIXES):
                left_out.append(unread_of(one, path))
            else:
                unread([unread_of(one, path)])
    made = sarif_json if form == "sarif" else junit_xml
    write_text([made(judged, account().unread, left_out)])
    found = any(one.verdict.misleads or not one.verdict.accepted for one in judged)
    if inside and not judged and account().complete:
        raise UsageError("there is no table in this folder")
    return FOUND if found else CLEAN


def _summary(tally: Counter[str], left_out: list[Unread]) -> None:
    """How many files by first failing check, on standard error."""
    if quiet():
        return
    end_progress()
    total = sum(tally.values())
    sys.stdout.flush()
    sys.stderr.write(f"{total} tables by first failing check:\n")
    for name, count in tally.most_common():
        sys.stderr.write(f"{count:8}  {name}\n")
    if left_out:
        from iptblob.render.counted import counted

        sys.stderr.write(f"no table, left out: {counted(len(left_out), 'file')}\n")
    for one in left_out:
        warn(str(one))


def _explain(name: str) -> int:
    from iptblob.check.changes import since_of
    from iptblob.check.explain import check_of, every_check

    if name == "list":
        for check in every_check().values():
            write_text([f"{check.id:28} {check.errno or check.severity:9} {check.function}\n"])
        return CLEAN
    check = check_of(name)
    rows = [
        ("accepted", check.wants), ("why", check.why), ("errno", check.errno or f"none ({check.severity})"),
        ("function", check.function), ("source", check.source("ipv4")), ("since", since_of(check)),
    ]  # fmt: skip
    write_text([f"{check.id}\n", *(f"  {what:9} {text}\n" for what, text in rows if text)])
    return CLEAN
