"""An output format that no test asks for is one that nobody has seen: every command's are asked for somewhere."""

from __future__ import annotations

import importlib

import click
import pytest

from iptblob.cli import COMMANDS, MODULES
from tests.conftest import ROOT

TESTS = [path for path in (ROOT / "tests").rglob("*") if path.suffix in (".py", ".ipt")]


def formats() -> list[tuple[str, str]]:
    """(command, format) of everything that can be printed."""
    found = []
    for name in COMMANDS:
        command: click.Command = importlib.import_module(f"iptblob.cli.{MODULES.get(name, name)}").command
        for option in command.params:
            if "--format" in option.opts and isinstance(option.type, click.Choice):
                found += [(name, str(form)) for form in option.type.choices]
    return found


def asked_for(line: str, command: str, form: str) -> bool:
    words = line.replace('"', " ").replace("'", " ").replace(",", " ").split()
    return command in words and "--format" in words and form in words


@pytest.mark.parametrize(("command", "form"), formats(), ids=lambda value: value)
def test_every_format_is_asked_for(command: str, form: str) -> None:
    module = importlib.import_module(f"iptblob.cli.{MODULES.get(command, command)}")
    default = next(option.default for option in module.command.params if "--format" in option.opts)
    lines = [line for path in TESTS for line in path.read_text().splitlines()]
    plain = form == default and any(f'"{command}"' in line or f"iptblob {command}" in line for line in lines)
    assert plain or any(asked_for(line, command, form) for line in lines)
