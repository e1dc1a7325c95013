"""`iptblob report`: a page, or Markdown, to look at and to send."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import (
    CLEAN,
    LEGACY,
    NFTABLES,
    Wanted,
    backend_option,
    iptables_option,
    opened,
    source_options,
    unread,
    warn,
)
from iptblob.cli.diff import open_side
from iptblob.cli.several import each_readable
from iptblob.cli.writing import require_free, write_file
from iptblob.errors import IptblobError, UsageError
from iptblob.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iptblob.abi import Abi
    from iptblob.diff.files import FileDiff
    from iptblob.report.document import Report
    from iptblob.report.given import Integrity, ReportFile

HTML, MARKDOWN = "html", "markdown"
Version = tuple[int, int, int]


@click.command(name="report")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@source_options
@click.option("--table", help="Only this table.")
@click.option("--netns", metavar="NAME", help="Only this network namespace: its label, a name, container or cgroup.")
@backend_option
@click.option("-o", "--output", metavar="OUT", default="-", show_default=True,
              help="Where to write it; - is standard output.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there already.")
@click.option("--format", "form", type=click.Choice([HTML, MARKDOWN]), default=HTML, show_default=True,
              help="One page for a browser, or text for a ticket.")  # fmt: skip
@click.option("--title", help="What to call it; by default whose firewall it is and what happened.")
@click.option("--signers", metavar="FILE", help="Check FILE.sig too, against these allowed signers (ssh-keygen(1)).")
@click.option("--seconds", type=click.FloatRange(0), default=20.0, show_default=True,
              help="How long to ask which packets fare otherwise; 0: do not.")  # fmt: skip
@iptables_option
def command(
    files: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    table: str | None,
    netns: str | None,
    backend: str,
    output: str,
    force: bool,
    form: str,
    title: str | None,
    signers: str | None,
    seconds: float,
    iptables: tuple[int, int, int],
) -> int:
    """Write what FILE says, or what happened from one FILE to the next, as a page to look at and to send.

    The page is one file that loads nothing: what matters first, in words; what changed side by side, and what it lets
    through; all rules with their bytes; hashes and signatures. Files are taken in the order of their time. A FILE may
    be a folder: every snapshot in it is taken.

    \b
    iptblob report after.iptb -o report.html
    iptblob report before.iptb after.iptb -o report.html
    iptblob report before.iptb after.iptb --format markdown

    Exit status: 0 written, 2 something could not be read, or only partly: it is named, there too.
    """
    if form == HTML and output == "-" and sys.stdout.isatty():
        raise UsageError("a page is for a browser", hint="name a file with -o, or say --format markdown")
    require_free(output, force=force)
    if files.count("-") > 1:
        raise UsageError("standard input can be read once only")
    wanted = Wanted(family, table, netns)
    paths = _expanded(files)
    given = list(each_readable(
        paths, lambda path: _given(path, abi, wanted, backend, iptables=iptables, signers=signers)
    ))  # fmt: skip
    made = _report(given, backend, iptables, seconds=seconds, title=title or "")
    write_file(output, [_text(made, form).encode("utf-8")], force=force)
    return CLEAN


def _text(report: Report, form: str) -> str:
    if form == MARKDOWN:
        from iptblob.report.markdown import markdown_of

        return markdown_of(report)
    from iptblob.report.contents import contents_of
    from iptblob.report.page import html_of

    return html_of(report, contents_of(report))


def _expanded(files: tuple[str, ...]) -> list[str]:
    """The files that are meant; of a folder those that say by their names that they are tables."""
    from iptblob.check.files import SUFFIXES, expand

    found = expand(files)
    unread(found.unread)
    left = [path for path in found.files if path in found.inside and not path.endswith(SUFFIXES)]
    for path in left:
        warn(f"{path}: left out: its name is not that of a table")
    kept = [path for path in found.files if path not in left]
    if not kept:
        raise UsageError("there is no table in this folder", file=files[0])
    return kept


def _given(
    path: str, abi: Abi | None, wanted: Wanted, backend: str, *, iptables: Version, signers: str | None
) -> ReportFile:  # fmt: skip
    from hashlib import sha256

    from iptblob.reading.opening import read_bytes
    from iptblob.report.given import ReportFile, tables_of
    from iptblob.table import Table

    data = read_bytes(path)
    source = opened(path, wanted.family, abi, data, answers=True)
    own = wanted._replace(netns=source.label_of(wanted.netns))
    side = open_side(path, family=own.family, abi=abi, table=own.table, netns=own.netns, read=(data, source))
    nft = []
    if source.dumps and backend != LEGACY:
        from iptblob.nftables import read_rules

        nft = list(read_rules(source, own.netns))
    chosen = (source.chosen if side.nft and side.nft.tables else source.select)(*own)
    unread([*chosen.unread, *chosen.unchained] if backend != NFTABLES else [])
    unread(side.nft.unread if side.nft is not None and backend != LEGACY else [])
    unread(source.nftables_unread(own.netns, read=backend != LEGACY))
    for line in source.nftables_doubts(own.netns, read=backend != LEGACY):
        warn(f"{source.file}: {line}")
    tables = [one for one in side.nft.tables.values() if isinstance(one, Table)] if nft and side.nft else []
    held = tables_of(chosen, tables, iptables, legacy=backend != NFTABLES)
    integrity, signature = _integrity(path, data, source.file, signers)
    return ReportFile(
        chosen, side, sha256(data).hexdigest(), len(data), integrity, signature=signature, held=held, nft=nft
    )


def _integrity(path: str, data: bytes, shown: str, signers: str | None) -> tuple[Integrity, str]:
    from iptblob.cli.verify import beside
    from iptblob.report.given import ALTERED, INTACT, UNKNOWN, Integrity
    from iptblob.snapshot.integrity import verify_bytes

    signature = "; ".join(line for _, line in beside(path, data, signers, None)) if path != "-" else ""
    try:
        problems = verify_bytes(data, shown)
    except IptblobError:
        return Integrity(UNKNOWN), signature
    if problems:
        unread(Unread(one.member, shown, f"NOT AS CAPTURED: {one.message}", start=one.start, size=one.end - one.start)
               for one in problems)  # fmt: skip
        return Integrity(ALTERED, tuple(str(problem) for problem in problems)), signature
    return Integrity(INTACT), signature


def _report(given: Sequence[ReportFile], backend: str, iptables: Version, *, seconds: float, title: str) -> Report:
    from itertools import pairwise

    from iptblob.fleet.moments import refuse_two_hosts
    from iptblob.fleet.timeline import histories, moments
    from iptblob.report.document import Report
    from iptblob.report.story import story_of

    found = moments([one.source for one in given])
    of_source = {id(one.source): one for one in given}
    ordered = [of_source[id(moment.source)] for moment in found]
    if len(ordered) == 1:
        return Report(ordered, unread=account().unread, title=title)
    story = story_of(_compared(ordered[0], ordered[-1], backend, iptables), seconds=seconds)
    steps, told = [], []
    if len(ordered) > 2:
        refuse_two_hosts([(one.source.file, one.source.manifest or {}) for one in ordered])
        steps = [
            story_of(_compared(one, other, backend, iptables), seconds=0)
            for one, other in pairwise(ordered)
        ]
        nft = None if backend == LEGACY else [one.side.nft for one in ordered]
        told = histories(found, iptables, legacy=backend != NFTABLES, nft=nft)
    return Report(ordered, story, steps, found, told, unread=account().unread, title=title)


def _compared(one: ReportFile, other: ReportFile, backend: str, iptables: Version) -> FileDiff:
    from iptblob.diff.backends import diff_files
    from iptblob.diff.files import Wishes

    found = diff_files(one.side, other.side, Wishes(iptables, backend=backend))
    unread(found.unread)
    return found
