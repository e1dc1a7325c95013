"""The pager, progress and --quiet, on a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

BEFORE, AFTER = (str(SAMPLES / "incident" / f"{when}.iptb") for when in ("before", "after"))
SPOOF = str(SAMPLES / "misleading" / "comment-with-newline.iptb")
MARKED = "sed s/^/paged:/"


def seen(*words: str, code: str = "", typed: bytes = b"", **settings: str) -> tuple[str, int]:
    """What a terminal shows of a command, errors too, and its status."""
    leader, follower = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("PAGER", "LESS", "IPTBLOB_PAGER")}
    start = ["-c", code] if code else ["-m", "iptblob"]
    with subprocess.Popen(
        [sys.executable, *start, *words], stdin=follower, stdout=follower, stderr=follower, cwd=ROOT,
        env=clean | {"TERM": "xterm", "PYTHONPATH": str(ROOT)} | settings, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(follower)
        text = b""
        if typed:
            os.write(leader, typed)
        try:
            while piece := os.read(leader, 1 << 16):
                text += piece
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(leader)
    return text.decode("utf-8", "replace").replace("\r\n", "\n"), process.returncode


@pytest.mark.parametrize(
    ("settings", "words", "paged"),
    [
        ({"PAGER": MARKED}, (), True), ({"IPTBLOB_PAGER": MARKED, "PAGER": "cat"}, (), True),
        ({"PAGER": MARKED, "IPTBLOB_PAGER": ""}, (), False), ({"PAGER": MARKED}, ("--no-pager",), False),
        ({"PAGER": MARKED, "TERM": "dumb"}, (), False), ({"PAGER": f"{MARKED} | sed s/a/a/"}, (), True),
    ],
)  # fmt: skip
def test_who_decides_about_a_pager(settings: dict[str, str], words: tuple[str, ...], paged: bool) -> None:
    text, status = seen(*words, "diff", BEFORE, AFTER, **settings)
    assert status == 1
    assert ("paged:" in text) is paged
    assert "198.51.100.23" in text


def test_colours_and_escapes_are_those_of_a_terminal() -> None:
    assert "paged:\x1b[" in seen("diff", BEFORE, AFTER, PAGER=MARKED)[0]
    text, _ = seen("show", SPOOF, PAGER=MARKED)
    assert "\\x0a[0:0] -A INPUT -s 192.0.2.99/32" in text
    assert "paged:[0:0] -A INPUT -s 192.0.2.99/32" not in text


def test_nothing_but_a_terminal_is_paged(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = f"{sys.executable} -m iptblob diff --format json {BEFORE} {AFTER} > {out}"
    code = f"import subprocess; subprocess.run({command!r}, shell=True)"
    assert seen(code=code, PAGER=MARKED)[0] == ""
    assert out.read_bytes().startswith(b"{")


def test_a_pager_that_is_not_there_is_said_and_done_without() -> None:
    text, status = seen("diff", BEFORE, AFTER, PAGER="no-such-pager")
    assert status == 1
    assert "iptblob: the pager no-such-pager cannot be started" in text
    assert "198.51.100.23" in text


def test_a_pager_that_ends_early_is_no_error() -> None:
    text, status = seen("show", str(SAMPLES / "docker" / "docker.iptb"), PAGER="true")
    assert (text, status) == ("", 0)


def test_less_leaves_short_output_where_it_is_and_keeps_long_output() -> None:
    if not shutil.which("less"):
        pytest.skip("less is not installed")
    stat, status = seen("diff", "--stat", BEFORE, AFTER)
    assert status == 1
    assert "1 policy changed" in stat
    long = str(SAMPLES / "docker" / "docker.iptb")
    _, whole, _ = run("show", long)
    text, status = seen("show", long, typed=b"q")
    assert status == 0
    assert "*" in text
    assert len(text.splitlines()) < 30 < len(whole.splitlines())  # a screen of it, then less was told to quit


SLOW = """
import sys, time
import iptblob.cli.show as show
real = show.opened
def slow(*words, **named):
    time.sleep(float(sys.argv.pop()))
    return real(*words, **named)
show.opened = slow
from iptblob.cli import main
main(sys.argv[1:-1])
"""


def test_progress_after_a_second_and_none_before() -> None:
    slow, status = seen("show", AFTER, "1.6", code=SLOW, PAGER="")
    assert status == 0
    assert "\r\x1b[Kiptblob show: 1 s" in slow
    assert slow.index("iptblob show:") < slow.rindex("\r\x1b[K") < slow.index("*filter")
    assert "iptblob show:" not in seen("show", AFTER, "0", code=SLOW, PAGER="")[0]


def test_progress_is_for_terminals_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW, "show", AFTER, "1.6"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "iptblob show:" not in done.stderr


def run(*words: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "iptblob", *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("diff", BEFORE, AFTER), 1), (("diff", AFTER, AFTER), 0), (("reach", BEFORE, AFTER), 1),
        (("timeline", BEFORE, AFTER), 1), (("verify", AFTER), 0), (("validate", AFTER), 0),
        (("validate", str(SAMPLES / "broken")), 1), (("diff", "--baseline", BEFORE, AFTER), 1),
    ],
)  # fmt: skip
def test_quiet_is_the_status_alone(words: tuple[str, ...], status: int) -> None:
    assert run(words[0], "--quiet", *words[1:]) == (status, "", "")


@pytest.mark.parametrize("command", ["diff", "timeline", "verify", "validate", "reach"])
def test_quiet_says_errors(command: str, tmp_path: Path) -> None:
    status, out, err = run(command, "-q", str(tmp_path / "gone.iptb"), AFTER)
    assert (status, out) == (2, "")
    assert "gone.iptb" in err


@pytest.mark.parametrize("command", ["diff", "timeline", "verify", "validate", "reach"])
def test_quiet_and_how_to_print_are_refused(command: str) -> None:
    status, out, err = run(command, "--quiet", "--format", "json", AFTER, AFTER)
    assert (status, out) == (2, "")
    assert "--quiet prints nothing: --format has no place beside it" in err
