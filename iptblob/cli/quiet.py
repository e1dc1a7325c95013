"""--quiet: the exit status is the answer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click
from click.core import ParameterSource

from iptblob.errors import UsageError


def quiet_option(*printing: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--quiet for a command; ``printing`` are its parameters that say how to print, refused beside it."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(*args: Any, quiet: bool, **values: Any) -> Any:
            context = click.get_current_context()
            if quiet:
                _refuse(context, printing)
            context.meta[__name__] = quiet
            return command(*args, **values)

        option: Callable[..., Any] = click.option(
            "-q", "--quiet", is_flag=True, help="Print nothing but errors: the exit status is the answer."
        )(run)
        return option

    return decorate


def _refuse(context: click.Context, printing: tuple[str, ...]) -> None:
    """UsageError where it was said how to print what is not printed."""
    for param in context.command.params:
        if param.name in printing and context.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"--quiet prints nothing: {param.opts[-1]} has no place beside it")


def quiet() -> bool:
    """Whether the command that runs was asked to print nothing."""
    context = click.get_current_context(silent=True)
    return bool(context is not None and context.meta.get(__name__))
