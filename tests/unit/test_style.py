"""Sizes and shapes that keep the code readable, held for everything that is not generated."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parents[2] / "iptblob"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name not in ("parsers", "layouts"))
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]
MOST_POSITIONAL = 5
# One standard-library program of its own, joined to one file: its names and calls are its own matter.
ALONE = "capture/agent/"
# What a program holds is called what it is called inside: one is the face of the other, and "table" is the only word
# that the kernel, its tools and their users have for it. The API exports no class of this name but its own.
FACES = {"Table"}
# Constants of one name and two values, and why.
TWO_VALUES = {
    "SCHEMA": "each document's own number",
    "ERROR": "the target's name in bytes, and a severity",
    "FLOOR": "the least of two bounds on memory: of carving, and of a container",
    "INFO": "a kind of reply, and a socket option in a trace",
    "MAX_DEPTH": "the bounds of netlink attributes, and of a manifest",
    "COUNTERS": "a kind of change, and a socket option in a trace",
    "ENTRIES": "a kind of buffer, and a socket option in a trace",
    "REPLACE": "a kind of buffer, and a socket option in a trace",
}


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> list[int]:
    """Lines of each function."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes]


def test_files_are_small() -> None:
    sizes = {name: lines(path) for name, path in zip(NAMES, FILES, strict=True) if name != "spec/registry.py"}
    assert median(sizes.values()) <= 100
    assert not {name: size for name, size in sizes.items() if size > 400}


def test_functions_are_small() -> None:
    sizes = {name: functions(path) for name, path in zip(NAMES, FILES, strict=True)}
    assert median(size for each in sizes.values() for size in each) <= 8
    assert not {name: max(each) for name, each in sizes.items() if each and max(each) > 60}


@pytest.mark.parametrize("path", [path for path in FILES if ALONE not in str(path)], ids=str)
def test_long_calls_name_their_arguments(path: Path) -> None:
    """A reader cannot count to eight; ``zip`` and readers of many fields take alike arguments and are left alone."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    long = [
        f"line {call.lineno}: {ast.unparse(call.func)}"
        for call in calls
        if len(call.args) > MOST_POSITIONAL and not _takes_alike(call)
    ]
    assert not long


def _takes_alike(call: ast.Call) -> bool:
    return ast.unparse(call.func) in ("zip", "picker") or any(isinstance(one, ast.Starred) for one in call.args)


def test_no_two_classes_have_one_name() -> None:
    classes = Counter(
        node.name
        for path in FILES
        if ALONE not in str(path)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in classes.items() if count > 1} <= FACES


def test_no_constant_name_has_two_values() -> None:
    """An extension is a room of its own; elsewhere a name that can be imported means one thing."""
    files = [path for path in FILES if ALONE not in str(path) and "extensions" not in path.parts]
    values: dict[str, set[str]] = {}
    for path in files:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign):
                for name, value in _assigned(node):
                    if name.isupper() and not name.startswith("_"):
                        values.setdefault(name, set()).add(value)
    assert {name for name, found in values.items() if len(found) > 1} <= set(TWO_VALUES)


def _assigned(node: ast.Assign) -> Iterator[tuple[str, str]]:
    for target in node.targets:
        if isinstance(target, ast.Name):
            yield target.id, ast.unparse(node.value)
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(map(ast.unparse, target.elts), map(ast.unparse, node.value.elts), strict=True)
