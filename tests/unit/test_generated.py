"""The committed parsers and layouts are what the specs give."""

from __future__ import annotations

import hashlib
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPECS = sorted([*(ROOT / "ksy").glob("*.ksy"), *(ROOT / "ksy" / "ext").glob("*.ksy")])


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_layout_comes_from_this_spec(spec: Path) -> None:
    layout = importlib.import_module(f"iptblob.spec.layouts.{spec.stem}")
    assert hashlib.sha256(spec.read_bytes()).hexdigest() == layout.SPEC_SHA256, "run `make ksy`"


def test_generated_files_are_fresh() -> None:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (ROOT / "ksy" / "build" / "node_modules" / "kaitai-struct-compiler").exists():
        pytest.skip("kaitai-struct-compiler is not installed (npm ci in ksy/build)")
    command = [sys.executable, str(ROOT / "ksy" / "build" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
