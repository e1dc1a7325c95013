"""The plan of the house: imports go one way, and what ARCHITECTURE says of it is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "iptblob"

# A room imports from the rooms of earlier layers and from itself, never from its neighbours on the same layer.
LAYERS = [
    ["values"],
    [
        "errors", "unread", "backends", "bounds", "model", "abi", "family", "names",
        "nearest", "escape", "version", "terms",
    ],
    ["spec", "restore", "capture/agent"],
    ["netlink"],
    ["snapshot", "table"],
    ["capture", "reading", "extensions", "misleading"],
    ["words", "hosttools", "nftables"],
    ["building"],
    ["check", "diff", "redact"],
    ["fleet", "packets"],
    ["store"],
    ["render"],
    ["report"],
    ["api"],
    ["__init__"],
    ["cli"],
    ["__main__"],
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
GENERATED = ("parsers", "layouts")
MODULES = sorted(
    path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if not set(GENERATED) & set(path.parts[:-1])
)


def room_of(path: Path) -> str:
    """The room a module stands in: the longest name in LAYERS that its path begins with."""
    parts = path.with_suffix("").parts
    names = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in names if name in LEVEL), parts[0])


@cache
def imported(path: Path) -> frozenset[Path]:
    """Files of the package that a module imports, within functions and for types too."""
    return frozenset(_imported(ast.parse((PACKAGE / path).read_text())))


@cache
def loaded(path: Path) -> frozenset[Path]:
    """The same without what is imported for types."""
    tree = ast.parse((PACKAGE / path).read_text())
    types = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    tree.body = [node for node in tree.body if node not in types]
    return frozenset(_imported(tree))


def _imported(tree: ast.Module) -> Iterator[Path]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "iptblob":
            module = str(node.module)
            yield from (_file(f"{module}.{alias.name}") or _file(module) or Path() for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (_file(alias.name) or Path() for alias in node.names if alias.name.split(".")[0] == "iptblob")


def _file(dotted: str) -> Path | None:
    inner = Path(*dotted.split(".")[1:])
    package = inner / "__init__.py"
    return package if (PACKAGE / package).is_file() else _module(inner)


def _module(inner: Path) -> Path | None:
    return inner.with_suffix(".py") if inner.name and (PACKAGE / inner.with_suffix(".py")).is_file() else None


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_go_one_way(path: Path) -> None:
    own = room_of(path)
    others = {room_of(one) for one in imported(path)} - {own}
    assert not {room for room in others if LEVEL[room] >= LEVEL[own]}, f"{path} imports from its layer or a later one"


def test_no_two_modules_import_each_other() -> None:
    """Names that only a type checker imports may lead back: nothing is loaded for them."""
    graph = {path: loaded(path) - {path} for path in MODULES if path.name != "__init__.py"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {error.args[1]}")


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] not in ("cli", "capture")], ids=str)
def test_only_the_command_line_prints(path: Path) -> None:
    tree = ast.parse((PACKAGE / path).read_text())
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    streams = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr")]
    assert not [node for node in streams if isinstance(node.value, ast.Name) and node.value.id == "sys"]


FILES = ("capture", "capture/agent", "snapshot")  # whose JSON is part of a file, not of what a command prints


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) not in FILES], ids=str)
def test_json_is_written_in_one_place(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse((PACKAGE / path).read_text())) if isinstance(node, ast.Call)]
    writes = [call for call in calls if isinstance(call, ast.Attribute) and call.attr in ("dump", "dumps")]
    assert not writes or path.parts[:2] == ("render", "json")


def test_every_module_has_a_room_and_every_room_a_module() -> None:
    assert {room_of(path) for path in MODULES} == set(LEVEL)


def test_the_map_of_the_house_is_the_house() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    plan = text.partition("## The map of the house")[2].split("```")[1]
    inside = plan.partition("iptblob/\n")[2].partition("\nsamples/")[0]
    names = {
        name.rstrip("/") for line in inside.splitlines() if re.match(r"  \S", line)
        for name in re.split(r"  +", line.strip())[0].split()
    }  # fmt: skip
    rooms = {room for room in LEVEL if "/" not in room and not room.startswith("__")}
    assert names - {"data"} == rooms
    for line in plan.splitlines():
        if line and not line.startswith((" ", "iptblob")):
            assert (ROOT / line.split()[0]).is_dir(), line
