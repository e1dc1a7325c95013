"""Which stream gets what, and the exit status, of processes of their own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.conftest import SAMPLES

TABLES = [str(SAMPLES / "broken" / "good.replace"), str(SAMPLES / "broken" / "loop-of-one-rule.replace")]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "iptblob", *words], capture_output=True, text=True, check=False)


def on_terminal(words: list[str], **streams: int) -> tuple[int, str]:
    """(status, what the terminal showed) of a command whose standard error is a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "iptblob", *words], stderr=follower, **streams) as process:
        os.close(follower)
        seen = b""
        try:
            while piece := os.read(leader, 1 << 16):
                seen += piece
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(leader)
    return process.returncode, seen.decode()


def test_findings_go_to_standard_output_and_failures_to_standard_error() -> None:
    done = run("validate", *TABLES, "nowhere.replace")
    assert done.returncode == 2
    assert done.stdout.startswith("ACCEPT  ")
    assert "REJECT ELOOP  " in done.stdout
    assert done.stderr == "iptblob: nowhere.replace: No such file or directory\n"
    assert run("validate", TABLES[0]).returncode == 0
    assert run("validate", TABLES[1]).returncode == 1


def test_a_folder_s_verdicts_go_to_the_file_while_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    folder, out = tmp_path / "folder", tmp_path / "verdicts"
    folder.mkdir()
    for path in TABLES:
        (folder / Path(path).name).symlink_to(path)
    with out.open("wb") as stream:
        status, seen = on_terminal(["validate", str(folder)], stdout=stream.fileno())
    assert status == 1
    lines = out.read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["ACCEPT", "REJECT"]
    assert "validating" in seen
    assert "100%" in seen
    assert "2 tables by first failing check:" in seen
    assert "ACCEPT" not in seen


def test_a_full_disk_is_an_error() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run([sys.executable, "-m", "iptblob", "show", str(SAMPLES / "incident" / "after.iptb")],
                              stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "iptblob: input or output: No space left on device\n")
