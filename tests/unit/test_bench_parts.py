"""The parts of the benchmark that measure in one process, on a small capture: `make bench` runs them for minutes."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLES

BENCH = ROOT / "tests" / "bench"
DOCKER = SAMPLES / "docker" / "docker.iptb"
ENTRIES = 47  # of its ipv4 nat table, as GET_INFO said


def part(name: str, *arguments: str | Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, BENCH / name, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def blob(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "ipv4.nat.blob"
    with zipfile.ZipFile(DOCKER) as archive:
        (member,) = (name for name in archive.namelist() if name.endswith("/ipv4/nat.blob"))
        path.write_bytes(archive.read(member))
    return path


@pytest.mark.parametrize("words", [[], ["--plain"]])
def test_the_full_kaitai_parse(blob: Path, words: list[str]) -> None:
    assert part("reference.py", blob, *words)["entries"] == ENTRIES


def test_equality_of_kaitai_and_columns(blob: Path) -> None:
    told = part("equality.py", blob)
    assert (told["entries"], told["equal"]) == (ENTRIES, True)


def test_the_stages_of_reading(blob: Path) -> None:
    assert part("stages.py", blob)["stages"]


def test_grouping_of_a_fleet(tmp_path: Path) -> None:
    for name in ("a.iptb", "b.iptb"):
        (tmp_path / name).write_bytes(DOCKER.read_bytes())
    told = part("grouping.py", tmp_path)
    assert (told["files"], told["groups"]) == (2, 1)


@pytest.mark.parametrize("way", ["deepdiff", "deepdiff-chains"])
def test_deepdiff(tmp_path: Path, way: str) -> None:
    pytest.importorskip("deepdiff")
    for name, port in (("a", 22), ("b", 23)):
        rule = f"-A INPUT -p tcp --dport {port} -j ACCEPT"
        (tmp_path / name).write_text(f"*filter\n:INPUT ACCEPT [0:0]\n{rule}\nCOMMIT\n")
    assert part("others.py", way, tmp_path / "a", tmp_path / "b")
