"""Forged, stripped and swapped signatures and case logs: none of them ends with 0, none hides another fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.capture.caselog import ChainError, append_to_case, check_case, head_of
from iptblob.errors import IptblobError
from tests.conftest import SAMPLES, Done

Iptblob = Callable[..., Done]
Lines = list[bytes]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A log of three snapshots: a.iptb, b.iptb and c.iptb beside it."""
    log = tmp_path / "case.jsonl"
    for name, source in (("a", "before"), ("b", "after"), ("c", "before")):
        path = tmp_path / f"{name}.iptb"
        shutil.copy(SAMPLES / "incident" / f"{source}.iptb", path)
        append_to_case(str(log), str(path))
    return log


def record(line: bytes, **changed: object) -> bytes:
    return json.dumps({**json.loads(line), **changed}).encode() + b"\n"


# what was done to the log, its head not copied; the exit status for a.iptb, which is in most of them
CHANGED: dict[str, tuple[Callable[[Lines], bytes], int]] = {
    "its end cut off": (lambda lines: b"".join(lines[:2]), 2),
    "whole, without its head": (b"".join, 2),
    "a line left out": (lambda lines: lines[0] + lines[2], 1),
    "lines swapped": (lambda lines: lines[1] + lines[0] + lines[2], 1),
    "a line twice": (lambda lines: lines[0] + lines[0] + lines[1], 1),
    "other ends of lines": (lambda lines: b"".join(lines).replace(b"\n", b"\r\n"), 1),
    "a byte order mark": (lambda lines: b"\xef\xbb\xbf" + b"".join(lines), 1),
    "no newline at its end": (lambda lines: b"".join(lines)[:-1], 1),
    "nothing": (lambda _: b"", 1),
    "true for a number": (lambda lines: lines[0].replace(b'"seq": 1', b'"seq": true'), 1),
    "an empty line": (lambda lines: b"".join(lines) + b"\n", 1),
    "the last line altered": (lambda lines: record(lines[0], host="evil"), 1),
    "control characters": (lambda lines: record(lines[0], logged="\x1b[31m\u202eX"), 2),
    "another type": (lambda lines: record(lines[0], logged={"a": [1] * 10}), 2),
    "a number of 300 digits": (lambda lines: record(lines[0], seq=10**300), 1),
    "nesting": (lambda _: b"[" * 100_000 + b"\n", 1),
    "no objects": (lambda _: b'3\n"x"\n', 1),
    "a list": (lambda _: b"[1]\n", 1),
    "no text": (lambda _: os.urandom(5000) + b"\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGED)
def test_a_case_log_that_was_changed(what: str, case: Path, iptblob: Iptblob) -> None:
    change, status = CHANGED[what]
    other = case.with_name("other")
    other.write_bytes(change(case.read_bytes().splitlines(keepends=True)))
    done = iptblob("verify", case.with_name("a.iptb"), "--case", other)
    assert done.status == status, done.text
    assert "CASE LOG" in done.text
    assert "ok: every byte" in done.text
    assert not any(octet < 32 and octet != 10 for octet in done.out)
    asked = iptblob("verify", case.with_name("a.iptb"), "--case", other, "--format", "json")
    assert json.loads(asked.out)["ok"] is False


def test_a_head_shows_what_the_chain_does_not(case: Path, iptblob: Iptblob) -> None:
    lines = case.read_bytes().splitlines(keepends=True)
    assert iptblob("verify", case.with_name("a.iptb"), "--case", case).status == 0
    case.write_bytes(b"".join(lines[:2]))
    done = iptblob("verify", case.with_name("a.iptb"), "--case", case)
    assert (done.status, "some are missing" in done.text) == (1, True)
    case.write_bytes(b"".join(lines[:2]) + record(lines[2], logged="2001-01-01T00:00:00Z"))
    done = iptblob("verify", case.with_name("a.iptb"), "--case", case)
    assert (done.status, "altered" in done.text) == (1, True)


def test_nothing_is_added_where_the_head_is_gone(case: Path) -> None:
    """The new line and head would make a cut log look whole."""
    before = b"".join(case.read_bytes().splitlines(keepends=True)[:2])
    case.write_bytes(before)
    with pytest.raises(ChainError, match="some are missing"):
        append_to_case(str(case), str(case.with_name("a.iptb")))
    Path(head_of(str(case))).unlink()
    with pytest.raises(ChainError, match="whether lines are missing"):
        append_to_case(str(case), str(case.with_name("a.iptb")))
    assert case.read_bytes() == before


def test_a_log_killed_before_its_first_line_has_its_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, path = tmp_path / "log", SAMPLES / "incident" / "before.iptb"

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.write", killed)
        with pytest.raises(KeyboardInterrupt):
            append_to_case(str(log), str(path))
    append_to_case(str(log), str(path))
    assert len(check_case(str(log))) == 1


def test_a_log_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "log").symlink_to(tmp_path / "precious")
    os.mkfifo(tmp_path / "fifo")
    for name, said in (("log", "symbolic link"), ("fifo", "no regular file")):
        with pytest.raises(IptblobError, match=said):
            append_to_case(str(tmp_path / name), str(SAMPLES / "incident" / "before.iptb"))
    assert (tmp_path / "precious").read_text() == "precious"


# --- signatures -----------------------------------------------------------------------------------------------


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """a.iptb and b.iptb signed by alice's key, c.iptb by another; ``signers`` knows alice."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not installed")
    from iptblob.capture.sign import sign

    for name in ("key", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    for name, source in (("a", "before"), ("b", "after"), ("c", "before")):
        shutil.copy(SAMPLES / "incident" / f"{source}.iptb", tmp_path / f"{name}.iptb")
        sign(str(tmp_path / f"{name}.iptb"), str(tmp_path / ("other" if name == "c" else "key")))
    public = (tmp_path / "key.pub").read_text().rsplit(" ", 1)[0]
    for name, line in {
        "signers": f'alice@x namespaces="iptblob" {public}', "expired": f'alice@x valid-before="20200101" {public}',
        "others": f'alice@x namespaces="git" {public}', "authority": f"*@x cert-authority {public}", "empty": "",
        "evil": f"al\033[31mice@x {public}", "garbage": "\0\xff" * 1000,
    }.items():  # fmt: skip
        (tmp_path / name).write_text(line)
    return tmp_path


def test_a_good_signature(signed: Path, iptblob: Iptblob) -> None:
    done = iptblob("verify", signed / "a.iptb", "--signers", signed / "signers")
    assert (done.status, "good signature by alice@x" in done.text) == (0, True)
    done = iptblob("verify", signed / "a.iptb", "--signers", signed / "evil")
    assert b"\x1b" not in done.out
    assert (signed / "a.iptb.sig").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("signers", ["expired", "others", "authority", "empty", "garbage"])
def test_signers_that_do_not_vouch(signed: Path, signers: str, iptblob: Iptblob) -> None:
    _refused(iptblob, signed / "a.iptb", signed / signers, 1)


def test_signatures_that_do_not_fit(signed: Path, iptblob: Iptblob) -> None:
    _refused(iptblob, signed / "c.iptb", signed / "signers", 1)  # by another
    shutil.copy(signed / "b.iptb.sig", signed / "a.iptb.sig")  # of another file
    _refused(iptblob, signed / "a.iptb", signed / "signers", 1)
    made = signed / "n.iptb"
    shutil.copy(signed / "c.iptb", made)  # by alice, but for something else
    words = ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", signed / "key", made]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    _refused(iptblob, made, signed / "signers", 1)
    (signed / "b.iptb.sig").write_bytes(os.urandom(3000))
    _refused(iptblob, signed / "b.iptb", signed / "signers", 1)


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "dangling"])
def test_a_signature_that_is_none(signed: Path, kind: str, iptblob: Iptblob) -> None:
    beside = signed / "a.iptb.sig"
    beside.unlink()
    if kind == "folder":
        beside.mkdir()
    elif kind == "fifo":
        os.mkfifo(beside)
    elif kind == "dangling":
        beside.symlink_to(signed / "nowhere")
    _refused(iptblob, signed / "a.iptb", signed / "signers", 2)


def test_a_missing_signature_hides_nothing_and_stops_nobody(signed: Path, iptblob: Iptblob) -> None:
    data = bytearray((signed / "a.iptb").read_bytes())
    data[len(data) // 2] ^= 1
    (signed / "x.iptb").write_bytes(data)
    done = iptblob("verify", signed / "x.iptb", "nofile", signed / "b.iptb", "--signers", signed / "signers")
    assert done.status == 2
    assert "the contents changed" in done.text
    assert "SIGNATURE NOT CHECKED" in done.text
    assert "good signature by alice@x" in done.text
    assert "nofile" in done.err


@pytest.mark.parametrize("option", ["--signers", "--case"])
def test_an_empty_name_is_an_error(option: str, iptblob: Iptblob) -> None:
    assert iptblob("verify", SAMPLES / "incident" / "before.iptb", option, "").status == 2


def test_standard_input_is_verified(iptblob: Iptblob) -> None:
    data = (SAMPLES / "incident" / "before.iptb").read_bytes()
    assert iptblob("verify", "-", stdin=data).status == 0
    assert iptblob("verify", "-", stdin=data + b"x").status == 1


def _refused(iptblob: Iptblob, path: Path, signers: Path, status: int) -> None:
    done = iptblob("verify", path, "--signers", signers)
    assert (done.status, "SIGNATURE" in done.text) == (status, True), done.text
    asked = json.loads(iptblob("verify", path, "--signers", signers, "--format", "json").out)
    assert asked["ok"] is False
