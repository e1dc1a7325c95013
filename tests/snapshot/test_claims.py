"""A manifest that says something else than the bytes: told, and the bytes decide."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.reading.snapshot import open_tables
from tests.conftest import SAMPLES, Done


def rewritten(folder: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """The docker sample with another manifest."""
    path = folder / "claims.iptb"
    with zipfile.ZipFile(SAMPLES / "docker" / "docker.iptb") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
            new.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("i386", "the manifest says layout i386, the bytes say lp64-le"),
        ("s390x", "the manifest says layout s390x, the bytes say lp64-le"),
        ("nonsense", "the manifest says layout nonsense, the bytes say lp64-le"),
    ],
)
def test_another_layout_is_told(tmp_path: Path, iptblob: Callable[..., Done], claim: str, told: str) -> None:
    def change(manifest: dict[str, object]) -> None:
        manifest["abi"] = claim
        for record in manifest["tables"]:  # type: ignore[attr-defined]
            if "abi" in record:
                record["abi"] = claim

    path = rewritten(tmp_path, change)
    truth = iptblob("show", SAMPLES / "docker" / "docker.iptb")
    done = iptblob("show", path)
    assert told in done.err
    assert done.out == truth.out
    assert done.status == 1
    assert truth.status == 0


def test_a_true_manifest_is_believed() -> None:
    path = SAMPLES / "docker" / "docker.iptb"
    source = open_tables(path.read_bytes(), str(path))
    assert {reading.misfit for reading in source.readings} == {()}
    assert {table.abi.name for table in source.tables} == {"lp64-le"}


def test_what_is_wrong_as_json(tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    sound = iptblob("verify", "--format", "json", SAMPLES / "docker" / "docker.iptb")
    assert (sound.status, json.loads(sound.out)["ok"]) == (0, True)
    path = rewritten(tmp_path, lambda manifest: manifest.update(abi="i386"))
    done = iptblob("verify", "--format", "json", path)
    said = json.loads(done.out)
    assert (done.status, said["schema"], said["file"], said["ok"]) == (1, 1, str(path), False)
    assert said["problems"]
