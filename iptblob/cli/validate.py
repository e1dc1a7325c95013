"""`iptblob validate`: what the kernel would say, and why."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, FAILED, FOUND, open_input, source_options, warn
from iptblob.errors import IptblobError

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.check.profile import Profile
    from iptblob.check.verdict import Verdict


@click.command(name="validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@source_options
@click.option("--kernel", help="Judge as this kernel version does, for instance 6.18; default: the newest known.")
@click.option("--current-entries", type=click.IntRange(0), help="Entries in the table that would be replaced.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def command(
    files: tuple[str, ...],
    family: str | None,
    abi: Abi | None,
    kernel: str | None,
    current_entries: int | None,
    form: str,
) -> int:
    """Say whether the kernel would accept the tables of FILE, and if not: which check, errno, byte and field.

    FILE is a snapshot (.iptb), a bare .blob or .replace, or - for standard input. Exit status 1 when there is a
    finding of severity error or warning.
    """
    from iptblob.check.profile import NEWEST, find_profile

    profile = find_profile(kernel) if kernel else NEWEST
    status = CLEAN
    for file in files:
        try:
            for verdict in _verdicts(file, family, abi, profile, current_entries):
                _write(file, verdict, form)
                if any(finding.severity in ("error", "warning") for finding in verdict.findings):
                    status = max(status, FOUND)
        except IptblobError as error:
            warn(str(error))
            status = FAILED
    return status


def _verdicts(
    file: str, family: str | None, abi: Abi | None, profile: Profile, current_entries: int | None
) -> list[Verdict]:
    from iptblob.check.run import validate_reading

    source = open_input(file, family, abi)
    return [validate_reading(reading, profile, current_entries=current_entries) for reading in source.readings]


def _write(file: str, verdict: Verdict, form: str) -> None:
    from iptblob.render.verdict import verdict_object, verdict_text

    if form == "json":
        sys.stdout.write(json.dumps(verdict_object(file, verdict)) + "\n")
        return
    sys.stdout.write("".join(f"{line}\n" for line in verdict_text(file, verdict)))
