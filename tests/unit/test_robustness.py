"""Bad input is the normal case: an answer in one line, never a traceback, never without end."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done, blob_of, corpus_id, corpus_tables

SEEDS = [info for info in corpus_tables() if info.parent.name in ("docker", "empty") or "security" in info.name]
COMMANDS = ("show", "validate", "diff", "inspect", "info", "json", "tree")
TRUNCATIONS = 12  # of each seed and command; tests/stress/damage.py runs thousands
CHANGES = 60


def arguments_of(name: str, path: Path, whole: Path) -> list[object]:
    return {
        "show": ["show", "-c", path],
        "json": ["show", "--format", "json", path],
        "tree": ["show", "--format", "tree", "--follow", path],
        "validate": ["validate", path],
        "diff": ["diff", path, whole],
        "inspect": ["inspect", path, "--offset", "200"],
        "info": ["info", path],
    }[name]


def check(done: Done, seconds: float) -> None:
    assert done.status in (0, 1, 2)
    assert "Traceback" not in done.err
    assert seconds < 10, "without end"
    if done.status == 2:
        lines = done.err.splitlines()
        assert lines
        assert all(line.startswith("iptblob: ") for line in lines), "one line for each thing that was not read"


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("info", SEEDS[::3], ids=corpus_id)
def test_damaged_blobs(name: str, info: Path, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    whole = blob_of(info)
    (tmp_path / "whole.blob").write_bytes(whole)
    path = tmp_path / "damaged.blob"
    choice = random.Random(f"{name} {corpus_id(info)}")
    damaged = [whole[: choice.randrange(len(whole))] for _ in range(TRUNCATIONS)]
    for _ in range(CHANGES):
        octets = bytearray(whole)
        octets[choice.randrange(len(octets))] = choice.randrange(256)
        damaged.append(bytes(octets))
    for data in damaged:
        path.write_bytes(data)
        start = time.process_time()
        check(iptblob(*arguments_of(name, path, tmp_path / "whole.blob")), time.process_time() - start)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2 << 20  # KiB


@pytest.mark.parametrize("data", [b"", b"\0", b"PK\x03\x04", b"\xff" * 4096, b"A" * 200, bytes(300)])
def test_what_is_no_table_is_refused_in_one_line(data: bytes, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    path = tmp_path / "x.blob"
    path.write_bytes(data)
    done = iptblob("show", path)
    assert done.status == 2
    assert done.out == b""
    assert done.err.count("\n") == 1
    assert "x.blob" in done.err


def test_control_characters_of_a_file_name_stay_off_the_terminal(tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    done = iptblob("show", tmp_path / "a\x1b[31mb\n.blob")
    assert done.status == 2
    assert "\x1b" not in done.err
    assert done.err.count("\n") == 1


def test_standard_input_is_read(iptblob: Callable[..., Done]) -> None:
    info = SEEDS[0]
    assert iptblob("show", "-", stdin=blob_of(info)).out.startswith(b"# ")
