"""Compiling the entry points for the tests: one run of the pinned compiler for each target and mode."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "ksy" / "gallery" / "network"
BUILD = ROOT / "ksy" / "build"
KINDS = ("blob", "entries", "replace")


def need_compiler() -> None:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (BUILD / "node_modules" / "kaitai-struct").exists():
        pytest.skip("the npm packages of ksy/build are not installed (make node)")


def build_module(name: str) -> Any:
    """A module of ksy/build, which is no package of ours."""
    if str(BUILD) not in sys.path:
        sys.path.insert(0, str(BUILD))
    return importlib.import_module(name)


@cache
def entry_specs() -> dict[str, Any]:
    return {path.stem: yaml.safe_load(path.read_text()) for path in sorted(GALLERY.glob("*.ksy"))}


def compile_into(folder: Path, names: list[str], target: str, mode: str) -> Path:
    specs = entry_specs()
    for name, text in build_module("specs").compile_specs(specs, names, target, mode).items():
        (folder / name.lstrip("/")).write_text(text)
    return folder


def load(folder: Path, name: str) -> Any:
    """The class that was compiled to Python from the entry point ``name``."""
    spec = importlib.util.spec_from_file_location(f"{folder.name}_{name}", folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, "".join(part.capitalize() for part in name.split("_")))
