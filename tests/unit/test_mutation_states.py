"""The folder of a transcript is what it was before a command is run again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tests.mutation.states import States


def test_what_a_command_did_is_undone(tmp_path: Path) -> None:
    folder = tmp_path / "session"
    (folder / "kept" / "deep").mkdir(parents=True)
    (folder / "kept" / "deep" / "a").write_text("one")
    (folder / "kept" / "link").symlink_to("deep/a")
    (folder / "gone").write_text("here")
    states = States(folder, tmp_path / "states")
    first = states.remember()
    assert states.remember() == first, "nothing has changed"

    (folder / "kept" / "deep" / "a").write_text("three")
    (folder / "kept" / "link").unlink()
    (folder / "kept" / "link").mkdir()
    (folder / "gone").unlink()
    (folder / "new").mkdir()
    os.mkfifo(folder / "new" / "pipe")
    second = states.remember()
    assert second != first

    states.restore(first)
    assert sorted(path.name for path in folder.rglob("*")) == ["a", "deep", "gone", "kept", "link"]
    assert (folder / "kept" / "link").read_text() == "one"
    assert (folder / "gone").read_text() == "here"
    states.restore(second)
    assert (folder / "kept" / "deep" / "a").read_text() == "three"
    assert (folder / "kept" / "link").is_dir()
    assert stat.S_ISFIFO((folder / "new" / "pipe").stat().st_mode)


def test_what_a_session_is_furnished_with_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "session"
    (folder / ".bin").mkdir(parents=True)
    (folder / "samples").symlink_to("/nowhere")
    states = States(folder, tmp_path / "states")
    empty = states.remember()
    (folder / ".bin" / "iptblob").write_text("shim")
    states.restore(empty)
    assert (folder / ".bin" / "iptblob").exists()
    assert (folder / "samples").is_symlink()
