"""What a shell offers for the word that is being typed; loaded only when a shell asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from iptblob.abi import ABIS
from iptblob.family import FAMILIES

ARGUMENT_FILES = {"file", "files", "other", "rules"}
OPTION_FILES = {"output", "corpus", "baseline", "signers", "case", "sign"}


class Offered(click.ParamType[Any]):
    """A parameter's own type, which also knows what may be typed there."""

    def __init__(self, inner: click.ParamType[Any], words: Callable[[], Iterable[str]] | None) -> None:
        self.inner, self.words, self.name = inner, words, inner.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self.inner.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        if self.words is None:
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(word) for word in self.words() if word.startswith(incomplete)]


def offering(command: click.Command) -> click.Command:
    """The command, whose parameters say what may be typed for them."""
    for param in command.params:
        files = ARGUMENT_FILES if isinstance(param, click.Argument) else OPTION_FILES
        if param.name in files and not isinstance(param.type, click.Choice):
            param.type = Offered(param.type, None)
        elif param.name in WORDS:
            param.type = Offered(param.type, WORDS[param.name])
    return command


def _tables() -> Iterable[str]:
    return dict.fromkeys(table for family in FAMILIES.values() for table in family.tables)


def _checks() -> Iterable[str]:
    from iptblob.check.explain import every_check

    return ("list", *every_check())


def _commands() -> Iterable[str]:
    from iptblob.cli import COMMANDS

    return COMMANDS


WORDS: dict[str | None, Callable[[], Iterable[str]]] = {
    "table": _tables, "abi": lambda: ABIS, "explain": _checks, "name": _commands,
}  # fmt: skip
