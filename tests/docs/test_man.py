"""The man pages: as the help has it, whole, and without a warning of groff."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT
from tests.unit.test_examples import NAMES, command_of

MAN = ROOT / "docs" / "man"
PAGES = sorted(MAN.glob("*.1"))


def test_the_pages_are_what_the_help_gives() -> None:
    command = [sys.executable, str(MAN / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_has_a_page() -> None:
    named = {f"iptblob-{name.replace(' ', '-')}.1" for name in NAMES}
    assert {path.name for path in PAGES} == named | {"iptblob.1", "iptblob-fleet.1"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_groff_has_nothing_to_say(path: Path) -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def shown(page: Path, width: int = 200) -> str:
    """The page as man shows it, blanks made one."""
    if not shutil.which("man"):
        pytest.skip("man is not installed")
    environment = {**os.environ, "MANWIDTH": str(width), "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": "", "PAGER": "cat"}
    done = subprocess.run(
        ["man", "--warnings=w", "-l", page], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(r"\s+", " ", done.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_and_example_is_in_its_page(name: str) -> None:
    """What click knows is looked up in what man prints, not in what the pages were made of."""
    command = command_of(name)
    text = shown(MAN / f"iptblob-{name.replace(' ', '-')}.1")
    for param in command.params:
        if isinstance(param, click.Option):
            for word in (*param.opts, *param.secondary_opts):
                assert f" {word} " in text or f" {word}, " in text, word
            for part in (param.help or "").split():
                assert part in text, f"{param.opts}: {part}"
            if isinstance(param.type, click.Choice):
                assert all(str(choice) in text for choice in param.type.choices)
    for line in re.findall(r"^ *iptblob .*$", f"{command.help}\n{command.epilog}", re.MULTILINE):
        assert re.sub(r"\s+", " ", line.strip()) in text, line
