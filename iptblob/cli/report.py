"""`iptblob report`: a page, or Markdown, to look at and to send."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from iptblob.cli.account import account
from iptblob.cli.common import (
    CLEAN,
    backend_option,
    iptables_option,
    opened,
    source_options,
    unread,
    warn,
)
from iptblob.cli.several import each_readable
from iptblob.cli.writing import require_free, write_file
from iptblob.errors import StrangerError, UsageError
from iptblob.reading.opening import read_bytes

if TYPE_CHECKING:
    from collections.abc import Collection

    from iptblob.abi import Abi
    from iptblob.report.given import ReportFile
    from iptblob.report.making import ReportWishes

HTML, MARKDOWN = "html", "markdown"


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
    be a folder: every file in it is taken, and what is plainly no table is named and left out.

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
    from iptblob.check.files import expand
    from iptblob.report.making import ReportWishes, report_of, text_of_report

    wishes = ReportWishes(family, table, netns, backend, iptables, seconds=seconds, signers=signers, title=title or "")

    given = expand(files)
    unread(given.unread)
    for one in given.left_out:
        warn(f"{one.where}: left out: {one.why}")

    read = partial(_read, given.inside, wishes, family=family, abi=abi)
    files_read = [one for one in each_readable(given.files, read) if one is not None]
    if not files_read:
        raise UsageError("there is no table in this folder", file=files[0])
    made = report_of(files_read, wishes, account().unread)
    unread(made.unread)
    write_file(output, [text_of_report(made, form).encode("utf-8")], force=force)
    return CLEAN


def _read(
    inside: Collection[str], wishes: ReportWishes, path: str, *, family: str | None, abi: Abi | None
) -> ReportFile | None:
    """A file; None where a folder holds what is plainly no table, which is told."""
    from iptblob.check.files import SUFFIXES
    from iptblob.report.making import report_file

    data = read_bytes(path)
    try:
        source = opened(path, family, abi, data, answers=True)
    except StrangerError as error:
        if path not in inside or path.endswith(SUFFIXES):
            raise
        warn(f"{path}: left out: {error.message}")
        return None
    found = report_file(path, data, source, wishes)
    unread(found.unread)
    for line in found.doubts:
        warn(f"{found.source.file}: {line}")
    return found
