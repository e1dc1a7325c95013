"""`iptblob verify`: is this file what was captured?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from iptblob.snapshot import Problem

CLEAN, FOUND = 0, 1


@click.command(name="verify")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--signers", metavar="FILE", help="Check FILE.sig too, against these allowed signers (ssh-keygen(1)).")
@click.option("--case", "case", metavar="LOG", help="Check the chain of this case log, and that it lists each FILE.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(files: tuple[str, ...], signers: str | None, case: str | None, form: str) -> int:
    """Check that each FILE is the snapshot that was captured: every byte of it.

    Names the member and the byte range of whatever is not. Exit status: 0 untouched,
    1 something is wrong, 2 unreadable.
    """
    from iptblob.cli.common import write_text
    from iptblob.render.json.problems import problems_json
    from iptblob.snapshot import verify

    status = CLEAN
    for file in files:
        problems = verify(file)
        sound, notes = _beside(file, signers, case)
        if problems or not sound:
            status = FOUND
        if not problems:
            notes.insert(0, "ok: every byte is as it was written")
        write_text([problems_json(file, problems, notes) if form == "json" else _report(file, problems, notes)])
    return status


def _beside(file: str, signers: str | None, case: str | None) -> tuple[bool, list[str]]:
    """Signature and case log: (all well, what there is to say)."""
    from iptblob.capture.caselog import ChainError, find_in_case
    from iptblob.capture.sign import SignatureError, check_signature

    notes, sound = [], True
    try:
        if signers:
            notes.append(f"good signature by {check_signature(file, signers)}")
    except SignatureError as error:
        notes.append(f"BAD SIGNATURE: {error}")
        sound = False
    try:
        if case:
            notes.append(find_in_case(case, file))
    except ChainError as error:
        notes.append(f"CASE LOG: {error}")
        sound = False
    return sound, notes


def _report(file: str, problems: list[Problem], notes: list[str]) -> str:
    from iptblob.escape import visible

    lines = [str(problem) for problem in problems] + notes
    return "".join(f"{visible(f'{file}: {line}'.encode('utf-8', 'surrogateescape'))}\n" for line in lines)
