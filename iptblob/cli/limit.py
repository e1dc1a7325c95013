"""--limit: how much a command reads, for files that are larger than any honest one it knows of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click


class Size(click.ParamType[int]):
    """Bytes, or a number with K, M or G."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"(\d{1,15})([KMG]?)", str(value).upper(), re.ASCII)
        if not found or not int(found[1]):
            self.fail(f"{value!r} is no size such as 500K or 2G", param, ctx)
        return int(found[1]) << {"": 0, "K": 10, "M": 20, "G": 30}[found[2]]


def limit_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with --limit, which holds for all that it reads."""
    limited: Callable[..., Any] = limit_of(
        "Read a FILE that unpacks to as much (500M, 2G); by default 256M, or 150 times its own size if that is more."
    )(command)
    return limited


def limit_of(said: str) -> Callable[..., Any]:
    """--limit for a command that reads something else; ``said`` is its help."""
    option: Callable[..., Any] = click.option(
        "--limit", type=Size(), metavar="SIZE", expose_value=False, callback=_raise, help=said
    )
    return option


def _raise(_: click.Context, __: click.Parameter, value: int | None) -> None:
    from iptblob import bounds

    bounds.raise_to(value)
