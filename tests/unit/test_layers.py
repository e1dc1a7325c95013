"""Imports go one way, and only the command line prints."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "iptblob"

# A module may import from its own layer and from those before it.
LAYERS = [
    ["errors", "model", "abi", "family", "ahead", "__init__"],
    ["spec"],
    ["netlink"],
    ["capture", "snapshot"],
    ["ext"],
    ["lanes", "walk"],
    ["table"],
    ["likeness", "detect", "fields", "source", "backends", "hosttools"],
    ["check", "render", "diff"],
    ["api"],
    ["cli", "__main__"],
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# What programs import is loaded from there on first use.
EXCEPTIONS = {"__init__.py": LEVEL["api"]}
# Opening a snapshot yields tables: the one place of the snapshot package above the container itself.
EXCEPTIONS |= {"snapshot/reading.py": LEVEL["source"]}
# What other tools left is known by its structure, which the readers know.
EXCEPTIONS |= {"capture/imports.py": LEVEL["source"], "capture/carve.py": LEVEL["source"]}
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "parsers" not in path.parts)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / path).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("iptblob"):
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("iptblob.")}
    return names


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_go_one_way(path: Path) -> None:
    own = EXCEPTIONS.get(str(path), LEVEL[path.parts[0].removesuffix(".py")])
    upward = {name for name in imported(path) if LEVEL.get(name, 0) > own}
    assert not upward, f"{path} imports from a later layer"


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] not in ("cli", "capture")], ids=str)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse((PACKAGE / path).read_text())) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


def test_every_module_has_a_layer() -> None:
    assert {path.parts[0].removesuffix(".py") for path in MODULES} <= set(LEVEL)
