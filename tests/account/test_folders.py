"""Folders and many files: every one is judged, or listed for what it is."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES, Done

GOOD = SAMPLES / "broken" / "good.replace"
BEFORE, AFTER = SAMPLES / "incident" / "before.iptb", SAMPLES / "incident" / "after.iptb"
STRACE = ROOT / "tests" / "data" / "strace"
Iptblob = Callable[..., Done]


def test_files_of_any_name_are_judged(iptblob: Iptblob, tmp_path: Path) -> None:
    """A fuzzer names its payloads as it likes; that one has a known ending leaves out no other."""
    for number in range(5):
        shutil.copy(GOOD, tmp_path / f"id:{number:06}")
    shutil.copy(GOOD, tmp_path / "good.replace")
    done = iptblob("validate", tmp_path, "--format", "json")
    *verdicts, last = map(json.loads, done.text.splitlines())
    assert done.status == 0
    assert len(verdicts) == 6
    assert last == {"schema": 1, "unread": []}


def test_what_is_plainly_something_else_is_listed_and_does_not_count(iptblob: Iptblob, tmp_path: Path) -> None:
    shutil.copy(GOOD, tmp_path / "good.replace")
    (tmp_path / "README").write_text("Payloads of last week.\n")
    shutil.copy("/bin/true", tmp_path / "tool")
    done = iptblob("validate", tmp_path, "--format", "json")
    last = json.loads(done.text.splitlines()[-1])
    assert done.status == 0
    assert sorted(Path(one["where"]).name for one in last["left_out"]) == ["README", "tool"]
    assert "README: this is text, no table" in done.err
    named = iptblob("validate", tmp_path / "README", tmp_path / "good.replace")
    assert named.status == 2
    assert "1 accept" not in named.err


def test_what_claims_to_be_a_table_counts(iptblob: Iptblob, tmp_path: Path) -> None:
    shutil.copy(GOOD, tmp_path / "good.replace")
    (tmp_path / "note.blob").write_text("no table\n")
    done = iptblob("validate", tmp_path)
    assert done.status == 2
    assert "note.blob" in done.err


def test_a_folder_without_any_table(iptblob: Iptblob, tmp_path: Path) -> None:
    (tmp_path / "README").write_text("Nothing yet.\n")
    for form in ("text", "json", "sarif"):
        done = iptblob("validate", tmp_path, "--format", form)
        assert done.status == 2
        assert "no table in this folder" in done.err


def test_one_bad_file_among_many(iptblob: Iptblob, tmp_path: Path) -> None:
    bad = tmp_path / "bad.iptb"
    bad.write_bytes(b"nothing of the kind")
    many = iptblob("timeline", BEFORE, bad, AFTER)
    assert many.status == 2
    assert "[1]" in many.text
    assert "bad.iptb" in many.err
    against = iptblob("diff", "--baseline", BEFORE, bad, AFTER, tmp_path / "gone.iptb")
    assert against.status == 2
    assert "0 of 1 equal" in against.text
    assert "bad.iptb" in against.err
    assert "gone.iptb" in against.err


def test_two_hosts_have_no_common_history(iptblob: Iptblob) -> None:
    done = iptblob("timeline", AFTER, SAMPLES / "router" / "router.iptb")
    assert (done.status, done.text) == (2, "")
    assert "hosts" in done.err


def test_several_logs_are_imported(iptblob: Iptblob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    logs = [shutil.copy(STRACE / f"{name}.log", tmp_path) for name in ("noy-min", "cut", "newres")]
    bad = tmp_path / "bad.log"
    bad.write_bytes(b"nothing of the kind")
    done = iptblob("import", logs[0], bad, *logs[1:], tmp_path / "gone.log")
    assert done.status == 2
    assert [name in done.err for name in ("bad.log", "gone.log", "cut.log, line")] == [True] * 3
    assert sorted(path.name for path in tmp_path.glob("*.iptb")) == ["cut.iptb", "newres.iptb", "noy-min.iptb"]
    assert f"{logs[2]}: line" in done.text
    assert iptblob("import", *logs, "-o", "one.iptb").status == 2
    again = iptblob("import", *logs)
    assert (again.status, again.err.count("it exists already")) == (2, 3)


def test_logs_are_imported_into_a_folder(iptblob: Iptblob, tmp_path: Path) -> None:
    logs = [shutil.copy(STRACE / f"{name}.log", tmp_path) for name in ("noy-min", "newres")]
    folder = tmp_path / "evidence"
    folder.mkdir()
    assert iptblob("import", *logs, "-o", folder).status == 0
    assert sorted(path.name for path in folder.iterdir()) == ["newres.iptb", "noy-min.iptb"]
    again = iptblob("import", logs[0], "-o", folder)
    assert (again.status, f"{folder}/noy-min.iptb: it exists already" in again.err) == (2, True)


def test_verify_goes_on_and_says_what_is_not_signed(iptblob: Iptblob, tmp_path: Path) -> None:
    bad = tmp_path / "bad.iptb"
    bad.write_bytes(AFTER.read_bytes()[:9000])
    done = iptblob("verify", tmp_path / "gone.iptb", bad, AFTER)
    assert done.status == 2
    assert "gone.iptb: No such file" in done.err
    assert f"{AFTER}: ok: every byte" in done.text
    assert f"{AFTER}: not signed: there is no {AFTER}.sig" in done.text
    lines = iptblob("verify", "--format", "json", bad, tmp_path / "gone.iptb").text.splitlines()
    told = [json.loads(line) for line in lines]
    assert [(one["ok"], bool(one["problems"]), bool(one["unread"])) for one in told] == [
        (False, True, False), (False, False, True)
    ]  # fmt: skip


def test_links_pipes_and_folders_behind_links(iptblob: Iptblob, tmp_path: Path) -> None:
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    shutil.copy(GOOD, other / "payload")
    (folder / "behind").symlink_to(other)
    (other / "back").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    done = iptblob("validate", folder, "--format", "json")
    *verdicts, last = map(json.loads, done.text.splitlines())
    assert (done.status, [Path(one["file"]).name for one in verdicts]) == (0, ["payload"])
    assert [(Path(one["where"]).name, one["why"]) for one in last["left_out"]] == [("pipe", "no regular file")]
    (folder / "dangling").symlink_to("nowhere")
    for form in ("text", "json", "sarif"):
        done = iptblob("validate", folder, "--format", form)
        assert done.status == 2
        assert "dangling: a link to a file that is not there" in done.err


@pytest.mark.parametrize("words", [("timeline", "{}"), ("diff", "--baseline", str(BEFORE), "{}")])
def test_folders_are_taken_by_commands_of_many_files(iptblob: Iptblob, tmp_path: Path, words: tuple[str, ...]) -> None:
    for path in (BEFORE, AFTER):
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / "README").write_text("Captures of last week.\n")
    asked = [word.format(tmp_path) for word in words]
    done = iptblob(*asked)
    apart = iptblob(*[word.format(tmp_path) for word in words[:-1]], tmp_path / BEFORE.name, tmp_path / AFTER.name)
    assert done.status == 1
    assert sorted(done.text.splitlines()) == sorted(apart.text.splitlines())
    assert "README: left out: this is text, no table" in done.err
    (tmp_path / "cut.iptb").write_bytes(BEFORE.read_bytes()[:300])
    assert iptblob(*asked).status == 2
    empty = tmp_path / "none"
    empty.mkdir()
    (empty / "README").write_text("Nothing yet.\n")
    assert iptblob(*[word.format(empty) for word in words]).status == 2


def test_verify_takes_folders(iptblob: Iptblob, tmp_path: Path) -> None:
    inner = tmp_path / "week" / "monday"
    inner.mkdir(parents=True)
    shutil.copy(BEFORE, inner / "before.iptb")
    shutil.copy(AFTER, tmp_path / "week" / "of another name")
    (tmp_path / "week" / "README").write_text("Captures of last week.\n")
    done = iptblob("verify", tmp_path / "week")
    assert (done.status, done.text.count("ok: every byte")) == (0, 2)
    assert "README: left out: no snapshot" in done.err
    changed = bytearray(AFTER.read_bytes())
    changed[len(changed) // 2] ^= 1
    (inner / "changed.iptb").write_bytes(changed)
    assert iptblob("verify", tmp_path / "week").status == 1
    (inner / "no snapshot at all.iptb").write_bytes(b"nothing of the kind")
    broken = iptblob("verify", tmp_path / "week")
    assert broken.status == 2
    assert "no snapshot at all.iptb: this is no snapshot" in broken.err
    assert iptblob("verify", tmp_path / "week" / "README").status == 2  # named, so meant
    empty = tmp_path / "none"
    empty.mkdir()
    assert iptblob("verify", empty).status == 2
