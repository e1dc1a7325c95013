"""`iptblob verify`: is this file what was captured?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from iptblob.cli.limit import limit_option
from iptblob.cli.quiet import quiet_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iptblob.snapshot.integrity import Problem

CLEAN, FOUND, FAILED = 0, 1, 2


@click.command(name="verify")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@quiet_option("form")
@click.option("--signers", metavar="FILE", help="Check FILE.sig too, against these allowed signers (ssh-keygen(1)).")
@click.option("--case", "case", metavar="LOG", help="Check the chain of this case log, and that it lists each FILE.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@limit_option
def command(files: tuple[str, ...], signers: str | None, case: str | None, form: str) -> int:
    """Check that each FILE is the snapshot that was captured: every byte of it.

    Names the member and the byte range of whatever is not. FILE may be - for standard input, or a folder: the snapshots
    in it are checked, other files are named and left out. Exit status: 0 untouched, 1 something is wrong, 2 a file,
    signature or case log could not be read: it is named, and the others are checked.

    \b
    iptblob verify host.iptb
    iptblob verify host.iptb --signers allowed_signers --case case.log
    """
    from iptblob.cli.account import unread
    from iptblob.cli.common import write_text
    from iptblob.cli.progress import counted_off
    from iptblob.errors import IptblobError
    from iptblob.reading.damage import unread_of
    from iptblob.render.json.problems import problems_json

    if signers == "" or case == "":
        raise click.UsageError("--signers and --case need the name of a file")
    if signers and "-" in files:
        raise click.UsageError("--signers needs a file: standard input has no .sig beside it")
    status, named = CLEAN, _snapshots(files)
    for file in counted_off(named, len(named), "files"):
        try:
            judged = judge(file, signers, case)
        except IptblobError as error:  # and on to the next file
            lost = unread_of(error, file)
            unread([lost])
            write_text([problems_json(file, [], [], [lost], ok=False)] if form == "json" else [])
            continue
        status = max(status, judged.status)
        shown = problems_json(file, judged.problems, judged.notes, [], ok=judged.status == CLEAN)
        write_text([shown if form == "json" else _report(file, judged)])
    return status


def _snapshots(paths: tuple[str, ...]) -> list[str]:
    """The files that are meant: of a folder those that are snapshots by their name or their first bytes. UsageError
    where it holds none: nothing was checked then."""
    from pathlib import Path

    from iptblob.cli.several import meant
    from iptblob.cli.tell import note

    given = meant(paths)
    taken = []
    for file in given.files:
        if file in given.inside and not file.endswith(".iptb"):
            try:
                with Path(file).open("rb") as opened:
                    other = opened.read(4) != b"PK\3\4"
            except OSError:
                other = False  # it is read below, and told
            if other:
                note(f"{file}: left out: no snapshot")
                continue
        taken.append(file)
    if not taken and not given.unread:
        raise click.UsageError("there is no snapshot in what was given")
    return taken


class Verified(NamedTuple):
    """What there is to say of one file: 0 all well, 1 something is wrong, 2 something could not be looked at."""

    status: int
    problems: list[Problem]
    notes: list[str]


def judge(file: str, signers: str | None, case: str | None) -> Verified:
    """The file is read once: hashes, signature and case log are held against the same bytes."""
    from iptblob.reading.opening import read_bytes
    from iptblob.snapshot.integrity import verify_bytes

    data = read_bytes(file)
    problems = verify_bytes(data, file)
    status, notes = FOUND if problems else CLEAN, [] if problems else ["ok: every byte is as it was written"]
    for found, note in _beside(file, data, signers, case):
        status = max(status, found)
        notes.append(note)
    return Verified(status, problems, notes)


def _beside(file: str, data: bytes, signers: str | None, case: str | None) -> Iterator[tuple[int, str]]:
    """Signature and case log: (exit status, what there is to say). What is missing hides nothing else."""
    from iptblob.capture.caselog import ChainError, NoHeadError, find_in_case
    from iptblob.capture.sign import SignatureError, check_signature
    from iptblob.errors import IptblobError

    if not signers:
        yield from _not_asked(file)
    else:
        try:
            yield CLEAN, f"good signature by {check_signature(file, signers, data)}"
        except SignatureError as error:
            yield FOUND, f"BAD SIGNATURE: {error}"
        except IptblobError as error:
            yield FAILED, f"SIGNATURE NOT CHECKED: {error}"
    if case:
        try:
            yield CLEAN, find_in_case(case, file, data)
        except ChainError as error:
            yield FOUND, f"CASE LOG: {error}"
        except NoHeadError as error:
            yield FAILED, f"CASE LOG, ITS END: {error}"
        except IptblobError as error:
            yield FAILED, f"CASE LOG NOT CHECKED: {error}"


def _not_asked(file: str) -> Iterator[tuple[int, str]]:
    """Whether there is a signature, which nobody asked to check; standard input has nothing beside it."""
    from pathlib import Path

    if file != "-":
        signature = f"{file}.sig"
        there = Path(signature).exists()
        yield CLEAN, f"{signature}: NOT CHECKED, --signers does" if there else f"not signed: there is no {signature}"


def _report(file: str, judged: Verified) -> str:
    from iptblob.escape import visible

    lines = [str(problem) for problem in judged.problems] + judged.notes
    return "".join(f"{visible(f'{file}: {line}'.encode('utf-8', 'surrogateescape'))}\n" for line in lines)
