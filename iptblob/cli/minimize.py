"""`iptblob minimize`: the smallest buffer that fails the same check first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iptblob.cli.common import CLEAN, source_options
from iptblob.errors import UsageError
from iptblob.reading.evidence import BLOB, REPLACE

if TYPE_CHECKING:
    from iptblob.abi import Abi


@click.command(name="minimize")
@click.argument("file")
@source_options
@click.option("--kind", type=click.Choice([BLOB, REPLACE]), help="What the bytes are; by default name or bytes tell.")
@click.option("--kernel", help="Judge as this kernel version does; default: the newest known.")
@click.option("-o", "--output", help="Where to write it; default: NAME.min.SUFFIX beside FILE, - for standard output.")
@click.option("--force", is_flag=True, help="Replace the output if it exists.")
def command(
    file: str, family: str | None, abi: Abi | None, kind: str | None, kernel: str | None, output: str | None,
    force: bool,
) -> int:  # fmt: skip
    """Shrink FILE, a rejected .replace or .blob, while the same check of the kernel fails first.

    \b
    iptblob minimize crash.replace -o small.replace
    """
    from iptblob.capture.agent.output import put
    from iptblob.check.files import likeliest
    from iptblob.check.minimize import minimize
    from iptblob.check.profile import NEWEST, asked_profile
    from iptblob.check.run import validate_bytes
    from iptblob.family import FAMILIES
    from iptblob.reading.opening import MAX_BUFFER, read_bytes

    data = read_bytes(file, MAX_BUFFER)
    profile = NEWEST if kernel is None else asked_profile(kernel)
    of_kind = kind or (REPLACE if file.endswith(".replace") else None)
    best = likeliest(data, of_kind, FAMILIES[family] if family else None, abi, file)
    try:
        found = minimize(
            data, best.kind, best.family, best.abi,
            lambda one: validate_bytes(one, best.kind, best.family, best.abi, profile, every=False),
        )  # fmt: skip
    except UsageError as error:
        raise UsageError(error.message, file=file, hint=error.hint) from error
    path = Path(file)
    goal = output or ("-" if file == "-" else str(path.with_suffix(f".min{path.suffix}")))
    try:
        put(goal, [found.data], force)
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", file=goal) from error
    sys.stderr.write(
        f"{len(data)} bytes, {sum(map(bool, data))} of them not zero -> {len(found.data)} bytes, "
        f"{sum(map(bool, found.data))} not zero: {found.errno} by {found.check}, {found.trials} tries\n"
    )
    return CLEAN
