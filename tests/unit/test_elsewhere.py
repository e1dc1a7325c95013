"""Commands that need no kernel run where there is no Linux: with the modules and calls taken away that others lack."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from iptblob.cli import COMMANDS
from tests.conftest import ROOT

# What neither Windows nor macOS has, or one of them.
MODULES = ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "readline", "spwd", "crypt")
CALLS = {
    "os": ("fork", "forkpty", "uname", "geteuid", "getuid", "getgid", "sched_getaffinity", "O_NOFOLLOW", "O_NONBLOCK",
           "O_CLOEXEC", "O_DIRECTORY", "setns", "unshare", "memfd_create", "posix_fadvise", "splice", "pipe2"),
    "signal": ("pthread_sigmask", "SIGPIPE", "SIGHUP", "SIGALRM", "alarm", "setitimer"),
    "socket": ("AF_NETLINK", "AF_UNIX"),
}  # fmt: skip
TAKEN_AWAY = f"""
import importlib, sys
import numpy  # what was built for this system may ask it
for name, calls in {CALLS!r}.items():
    module = importlib.import_module(name)
    for call in calls:
        if hasattr(module, call):
            delattr(module, call)
for name in {MODULES!r}:
    sys.modules[name] = None
from iptblob.cli import main
main(sys.argv[1:])
"""
BEFORE, AFTER = (str(ROOT / f"samples/incident/{name}.iptb") for name in ("before", "after"))
TEXT = str(ROOT / "samples/incident/ipv4.filter.save")
# command -> words; every command that a file is enough for
OFFLINE: dict[str, tuple[str, ...]] = {
    "info": (AFTER,), "show": (AFTER,), "inspect": (AFTER, "--rule", "ipv4/filter/INPUT:6"), "validate": (AFTER,),
    "diff": (BEFORE, AFTER), "trace": (AFTER, "198.51.100.23:40000 -> 203.0.113.10:22/tcp", "in=eth0"),
    "reach": (BEFORE, AFTER), "timeline": (BEFORE, AFTER), "report": (BEFORE, AFTER, "-o", "page.html"),
    "verify": (AFTER,), "agent": (), "build": ("rules.v4", "-o", "rules.replace"),
    "convert": (AFTER, "--abi", "ilp32-le", "-o", "other.iptb"), "completion": ("bash",), "help": ("diff",),
    "fleet": ("add", "store", BEFORE, AFTER), "import": ("table.bin", "-o", "imported.iptb"), "minimize": (),
    "redact": (AFTER, "-o", "copy.iptb"),
}  # fmt: skip


def run(folder: Path, *words: str, code: str = TAKEN_AWAY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words], cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def prepared(folder: Path) -> None:
    from iptblob.reading.opening import open_source

    (folder / "rules.v4").write_text("*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n")
    table = open_source(AFTER).tables[0]
    (folder / "table.bin").write_bytes((ROOT / "samples/misleading/name-after-the-end.replace").read_bytes())
    assert len(table)


@pytest.mark.parametrize("command", [name for name in OFFLINE if name != "minimize"])
def test_offline_commands_run(command: str, tmp_path: Path) -> None:
    prepared(tmp_path)
    there = run(tmp_path, command, *OFFLINE[command])
    assert "Traceback" not in there.stderr, there.stderr
    other = tmp_path / "other"
    other.mkdir()
    prepared(other)
    here = run(other, command, *OFFLINE[command], code="import sys; from iptblob.cli import main; main(sys.argv[1:])")
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_every_command_but_capture_is_tried() -> None:
    assert set(OFFLINE) == set(COMMANDS) - {"capture"}


def test_a_folder_is_validated(tmp_path: Path) -> None:
    done = run(tmp_path, "validate", str(ROOT / "samples/misleading"))
    assert (done.returncode in (1, 2), "Traceback" in done.stderr) == (True, False), done.stderr


def test_a_large_table_is_shown_without_a_second_process(tmp_path: Path) -> None:
    lines = (f"-A INPUT -s 10.{at >> 16}.{at >> 8 & 255}.{at & 255}/32 -j DROP" for at in range(21_000))
    (tmp_path / "large.v4").write_text("\n".join(["*filter", ":INPUT ACCEPT [0:0]", *lines, "COMMIT", ""]))
    assert run(tmp_path, "build", "large.v4", "-o", "large.blob").returncode == 0
    done = run(tmp_path, "show", "large.blob")
    assert (done.returncode, done.stdout.count("-A INPUT")) == (0, 21_000)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_capture_says_where_it_runs(system: str, tmp_path: Path) -> None:
    code = (
        "import sys, iptblob.cli.capture, subprocess, multiprocessing\nfrom iptblob.cli import main\n"
        f"sys.platform = {system!r}; main(sys.argv[1:])"
    )
    done = run(tmp_path, "capture", code=code)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "only on Linux" in done.stderr
    assert not list(tmp_path.iterdir())
