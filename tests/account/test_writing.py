"""Nothing is overwritten unasked, and what is no regular file is written through."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.capture.agent.output import put, put_free
from iptblob.capture.agent.run import save
from tests.conftest import ROOT, SAMPLES, Done

AFTER = SAMPLES / "incident" / "after.iptb"
LOOP = SAMPLES / "broken" / "loop-of-one-rule.replace"
Iptblob = Callable[..., Done]


def run(words: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A shell line in a folder; ``iptblob`` is the command."""
    shell = f'iptblob() {{ "{sys.executable}" -m iptblob "$@"; }}\n{words}'
    return subprocess.run(
        ["sh", "-c", shell], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )


def test_a_file_stays_unless_forced(tmp_path: Path) -> None:
    goal = tmp_path / "old.iptb"
    goal.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        put(str(goal), [b"new"])
    assert goal.read_bytes() == b"precious"
    put(str(goal), [b"new"], True)
    assert goal.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["old.iptb"]


def test_two_captures_in_one_second_are_two_files(tmp_path: Path) -> None:
    first, second = (put_free(str(tmp_path / "host-20260101T000000Z.iptb"), [b"x"]) for _ in range(2))
    assert first != second
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "host-20260101T000000Z-2.iptb", "host-20260101T000000Z.iptb"
    ]  # fmt: skip


def test_a_capture_into_a_folder_takes_a_name_that_is_free(tmp_path: Path) -> None:
    (tmp_path / "host-20261123T134000Z.iptb").write_bytes(b"precious")
    manifest = {"host": {"name": "host"}, "clocks": {"started": {"utc": "2026-11-23T13:40:00Z"}}, "tables": []}
    path, _ = save(manifest, {}, str(tmp_path))
    assert Path(path).parent == tmp_path
    assert (tmp_path / "host-20261123T134000Z.iptb").read_bytes() == b"precious"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("force", [True, False])
def test_a_link_is_not_followed(tmp_path: Path, force: bool) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    goal = tmp_path / "goal"
    goal.symlink_to(tmp_path / "precious")
    if force:
        put(str(goal), [b"new"], True)
        assert (goal.is_symlink(), goal.read_bytes()) == (False, b"new")
    else:
        with pytest.raises(FileExistsError):
            put(str(goal), [b"new"])
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    put(str(tmp_path / "a"), [b"new"])
    with pytest.raises(FileExistsError):
        put(str(tmp_path / "a"), [b"newer"])
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"new")]


@pytest.mark.parametrize("name", ["x" * 255, "\u00e4" * 120 + ".iptb"])
def test_the_longest_names(tmp_path: Path, name: str) -> None:
    put(str(tmp_path / name), [b"x"])
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_fifo_is_written_through(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    put(str(fifo), [b"one", b"two" * 100_000])
    reader.join(20)
    assert read == [b"one" + b"two" * 100_000]
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_device_stays_a_device(iptblob: Iptblob) -> None:
    """As root a rename over it would destroy it for the whole host."""
    done = iptblob("import", SAMPLES / "broken" / "good.replace", "-o", "/dev/null")
    assert done.status == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    "words",
    [
        ("import", "{}.replace"), ("import", "{}.replace", "-o", "{}.iptb"),
        ("minimize", "{}.replace", "-o", "{}.iptb"),
    ],
)  # fmt: skip
def test_commands_refuse_a_file_that_exists(
    iptblob: Iptblob, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(LOOP, tmp_path / "x.replace")
    (tmp_path / "x.iptb").write_bytes(b"precious")
    filled = [word.format("x") for word in words]
    done = iptblob(*filled)
    assert done.status == 2
    assert "--force" in done.err
    assert (tmp_path / "x.iptb").read_bytes() == b"precious"
    assert iptblob(*filled, "--force").status in (0, 2)
    assert (tmp_path / "x.iptb").read_bytes() != b"precious"


def test_carving_never_replaces_its_source(iptblob: Iptblob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    core = tmp_path / "core.iptb"
    core.write_bytes(b"\0" * 64 + (SAMPLES / "broken" / "good.replace").read_bytes())
    before = core.read_bytes()
    for more in ((), ("--force",)):
        assert iptblob("import", "--carve", "core.iptb", *more).status == 2
        assert core.read_bytes() == before


@pytest.mark.parametrize(
    "words", ["verify {0} 2>&-", "verify {0} >&-", "verify {0} <&-", "diff {0} {0} 2>&-", "show {0} >&- 2>&- <&-"]
)
def test_closed_streams_change_no_answer(words: str, tmp_path: Path) -> None:
    done = run(f"iptblob {words.format(AFTER)}", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_standard_output_by_another_name_holds_the_snapshot_alone(iptblob: Iptblob, tmp_path: Path) -> None:
    log = ROOT / "tests" / "data" / "strace" / "noy-min.log"
    done = run(f"iptblob import '{log}' -o /dev/stdout > found.iptb; iptblob verify found.iptb", tmp_path)
    assert b"ok: every byte" in done.stdout
    assert b"ipv4 nat" in done.stderr


@pytest.mark.parametrize("words", [("import",), ("import", "--carve"), ("minimize",)])
def test_a_snapshot_is_called_one(iptblob: Iptblob, words: tuple[str, ...]) -> None:
    done = iptblob(*words, AFTER)
    assert done.status == 2
    assert done.err.endswith("after.iptb: this is a snapshot: show, validate and diff read it as it is\n")
