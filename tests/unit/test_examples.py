"""Every command's help shows how it is called, with options that there are."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from iptblob.cli import COMMANDS, cli
from iptblob.cli.fleet import FLEET_COMMANDS

NAMES = [*(name for name in COMMANDS if name != "fleet"), *(f"fleet {name}" for name in FLEET_COMMANDS)]


def command_of(name: str) -> click.Command:
    found: click.Command | None = cli
    for word in name.split():
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(cli), word)
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example_that_can_be_called(name: str) -> None:
    command = command_of(name)
    shown = f"{command.help}\n{command.epilog}"
    examples = re.findall(rf"(?:^|[:|] +| )iptblob {name}((?: (?:->|[^>|<\n])*)?)", shown, re.MULTILINE)
    assert examples
    for words in examples:
        # raises where an option or value is none
        command.make_context(name, shlex.split(words.partition("   (")[0]), help_option_names=["-h", "--help"])
