"""What README.md and docs/ show is what happens.

A ``console`` block holds commands after ``$ `` and what they print: it is run, and compared with the page. In what is
shown, a line ``...`` stands for lines that are left out, and ``...`` within a line for some text. Every other block
with commands (fenced or indented) must name commands and options that there are. Python blocks belong to
tests/unit/test_api.py, the git settings of docs/diff.md to tests/diff/test_git.py.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from iptblob.cli import cli
from tests.conftest import ROOT
from tests.golden.session import Session

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CALL = re.compile(r"(?:sudo )?iptblob ([a-z]+)\b ?(.*)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODULE = re.compile(r"python -m (tests\.[\w.]+)(.*)")


class Block(NamedTuple):
    """A block of a page: its language ("" where none is said), where it begins, its lines."""

    page: str
    line: int
    language: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text()
    for found in FENCE.finditer(text):
        yield Block(page.name, text[: found.start()].count("\n") + 1, found[1], found[2])
    rest = FENCE.sub(lambda found: "\n" * found[0].count("\n"), text)
    for found in re.finditer(r"(?:^ {4}.*\n)+", rest, re.MULTILINE):
        yield Block(page.name, rest[: found.start()].count("\n") + 1, "", re.sub("^    ", "", found[0], flags=re.M))


ALL = [block for page in PAGES for block in blocks(page)]
CONSOLE = [block for block in ALL if block.language == "console"]
NAMED = [block for block in ALL if block.language in ("", "sh")]


def where(block: Block) -> str:
    return f"{block.page}:{block.line}"


def commands(text: str) -> Iterator[tuple[str, str]]:
    """(command, what the page shows below it)."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield re.sub(r"\s+# .*", "", command), shown


def pattern(shown: str) -> str:
    """A regular expression for what is shown, dots standing for what is left out."""
    lines = [r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*?") + "\n"
             for line in shown.rstrip("\n").split("\n")]  # fmt: skip
    return "".join(lines)


@pytest.mark.parametrize("block", CONSOLE, ids=where)
def test_console_block(block: Block, tmp_path: Path) -> None:
    session, ran = Session(tmp_path), 0
    for command, shown in commands(block.text):
        ran += 1
        if command.startswith("make "):  # the whole of it is what .ci/run does; here: there is such a goal
            printed = session.run(f"$ make -n -C {shlex.quote(str(ROOT))} {command[5:]} > /dev/null\n")
            assert printed.endswith("[0]\n\n"), printed
            assert not shown
            continue
        printed = session.run(f"$ {command}\n")
        text = re.sub(r"\[\d+\]\n\n$", "", printed)
        assert re.fullmatch(pattern(shown), text), f"$ {command}\nshown:\n{shown}\nprinted:\n{text}"
    assert ran, "a console block holds at least one command"


def test_commands_with_output_stand_in_console_blocks_only() -> None:
    for block in ALL:
        if block.language != "console":
            assert not re.search(r"^\$ ", block.text, re.MULTILINE), where(block)
    for page in PAGES:
        bare = FENCE.sub("", page.read_text())
        assert not re.search(r"^\s*\$ \w", bare, re.MULTILINE), f"{page.name}: a command outside of any block"


def calls(block: Block) -> Iterator[tuple[str, str]]:
    """(command of iptblob, its arguments) of every call in a block; comments and what stands behind pipes cut off."""
    for line in block.text.splitlines():
        for part in re.split(r" \| ", line):
            found = CALL.search(part)
            if found and not line.startswith(("git config", "[", "#")):
                yield found[1], re.split(r"\s+#|\s{2,}|(?:^|\s)> | \|\| |; ", found[2])[0].strip()


@pytest.mark.parametrize("block", [block for block in NAMED if any(calls(block))], ids=where)
def test_named_commands_and_options_exist(block: Block) -> None:
    for name, arguments in calls(block):
        known = cli.get_command(click.Context(cli), name)
        assert known is not None, f"{where(block)}: iptblob {name}"
        # raises where an option or value is none; a command remembers the names of its help option
        known.make_context(name, shlex.split(arguments), help_option_names=["-h", "--help"])


@pytest.mark.parametrize("block", [block for block in NAMED if MODULE.search(block.text)], ids=where)
def test_named_programs_exist(block: Block) -> None:
    for module, rest in MODULE.findall(block.text):
        spec = importlib.util.find_spec(module)
        assert spec is not None, f"{where(block)}: {module}"
        assert spec.origin is not None
        source = Path(spec.origin).read_text()
        options = re.findall(r"(?<!\S)--[a-z-]+", re.split(r"\s{2,}", rest.strip())[0])
        assert all(f'"{option}"' in source for option in options), f"{where(block)}: {module} {options}"


def test_synopses_of_the_readme() -> None:
    """The table of commands names all of them, and options that each has."""
    rows = re.findall(r"^\| `iptblob ([a-z]+) ?(.*)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert [name for name, _ in rows] == sorted({name for name, _ in rows}, key=[name for name, _ in rows].index)
    assert {name for name, _ in rows} == set(cli.list_commands(click.Context(cli)))
    for name, rest in rows:
        known = cli.get_command(click.Context(cli), name)
        assert known is not None
        there = {option for parameter in known.params for option in parameter.opts}
        assert set(re.findall(r"(?<![\w-])--?[a-z-]+", rest)) <= there, name


def test_dots_stand_for_what_is_left_out_and_for_nothing_else() -> None:
    assert re.fullmatch(pattern("a\n...\nz\n"), "a\nb\nc\nz\n")
    assert re.fullmatch(pattern("a\n...\n"), "a\n")
    assert re.fullmatch(pattern("a ... z\n"), "a b z\n")
    assert not re.fullmatch(pattern("a ... z\n"), "a b\n z\n")
    assert not re.fullmatch(pattern("a\nz\n"), "a\nb\nz\n")
