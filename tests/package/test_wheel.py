"""The wheel, installed, with the source tree out of reach: it answers as the checkout does."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import iptblob
from tests.conftest import ROOT, SAMPLES

COMMANDS = [
    ["--version"],
    ["show", "incident/after.iptb"],
    ["show", "--format", "json", "docker/docker.iptb"],
    ["info", "everything/everything.iptb"],
    ["inspect", "incident/after.iptb", "--family", "ipv4", "--table", "filter", "--rule", "INPUT:6"],
    ["diff", "incident/before.iptb", "incident/after.iptb"],
    ["timeline", "incident/before.iptb", "incident/after.iptb"],
    ["validate", "--format", "sarif", "broken"],
    ["verify", "docker/docker.iptb"],
    ["agent"],
]


@pytest.fixture(scope="module")
def away(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples in a folder that is not the project's."""
    folder = tmp_path_factory.mktemp("away")
    words = {word.partition("/")[0] for command in COMMANDS for word in command}
    for name in words & {path.name for path in SAMPLES.iterdir()}:
        shutil.copytree(SAMPLES / name, folder / name)
    return folder


def run(words: list[str], path: Path, cwd: Path) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "iptblob", *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_answer_as_in_the_checkout(words: list[str], installed: Path, away: Path) -> None:
    answer = run(words, installed, away)
    assert answer == run(words, ROOT, away)
    assert answer[0] in (0, 1), answer[2]
    assert answer[1]


def test_it_is_the_wheel_that_answers(installed: Path, away: Path) -> None:
    code = "import iptblob, iptblob.api; print(iptblob.__file__, iptblob.api.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=away, env=environment, capture_output=True, text=True, check=True)
    assert all(path.startswith(str(installed)) for path in done.stdout.split())


def test_every_file_of_the_package_is_in_the_wheel(dist: Path) -> None:
    (path,) = dist.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        packed = {name for name in archive.namelist() if not re.search(r"\.(dist-info|data)/", name)}
        pages = {Path(name).name for name in archive.namelist() if ".data/data/share/man/man1/" in name}
    assert pages == {path.name for path in (ROOT / "docs" / "man").glob("*.1")}
    files = {file for file in (ROOT / "iptblob").rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    assert packed == {str(file.relative_to(ROOT)) for file in files}


def test_version_type_marker_and_schemas(installed: Path) -> None:
    (found,) = importlib.metadata.distributions(name="iptblob", path=[str(installed)])
    assert found.version == iptblob.__version__
    assert (installed / "iptblob" / "py.typed").exists()
    schemas = list((installed / "iptblob" / "data" / "schema").glob("*.json"))
    assert len(schemas) >= 4
    for schema in schemas:
        json.loads(schema.read_text())
