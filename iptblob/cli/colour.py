"""--color: whether standard output gets colours."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from iptblob.cli.terminal import on_terminal
from iptblob.errors import UsageError

WHEN = ("auto", "always", "never")


def color_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--color for a command whose text has colours; `coloured` gives the answer."""
    option: Callable[..., Any] = click.option(
        "--color", type=click.Choice(WHEN), default="auto", show_default=True, expose_value=False, callback=_chosen,
        help="Colours: on a terminal (NO_COLOR, FORCE_COLOR and TERM=dumb are heeded), always, never.",
    )(command)  # fmt: skip
    return option


def _chosen(context: click.Context, _: click.Parameter, value: str) -> None:
    context.meta[__name__] = value


def refuse_colours(form: str) -> None:
    """UsageError where colours were asked for and a format has none."""
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(__name__) == "always":
        raise UsageError(f"--color always: --format {form} has no colours")


def coloured() -> bool:
    """Whether the command that runs prints colours: as --color says, else as the environment does (no-color.org,
    force-color.org), else on a terminal."""
    context = click.get_current_context(silent=True)
    when = context.meta.get(__name__, "auto") if context else "auto"
    if when != "auto":
        return bool(when == "always")
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and on_terminal()
