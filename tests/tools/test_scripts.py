"""What the scripts around the suite do about a mirror that does not answer: told apart from every other failure.

The programs they call are replaced by small scripts, so that neither a network nor root is needed.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

NO_MIRROR, NO_SYSTEM = 75, 70
SILENT = "echo 'E: Could not connect to 192.0.2.1:80 (192.0.2.1).' >&2; exit 100"
BROKEN = "echo 'E: Unable to locate package nodejs' >&2; exit 100"


class Bench:
    """A folder of programs that stand before those of the machine; each notes its arguments in ``calls``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.program("sleep", "exit 0")
        self.program("id", "echo 0")

    def program(self, name: str, body: str) -> None:
        path = self.programs / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>{self.calls}\n{body}\n')
        path.chmod(0o755)

    def run(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        given = {key: value for key, value in os.environ.items() if key not in ("FETCH_FAILED", "FRESH_SUITE")}
        given |= {"PATH": f"{self.programs}:{os.environ['PATH']}", "TMPDIR": str(self.folder), **environment}
        return subprocess.run(
            list(map(str, command)), env=given, capture_output=True, text=True, timeout=60, check=False
        )

    def called(self, beginning: str) -> int:
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        return sum(line.startswith(beginning) for line in lines)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


# fetch.sh


def test_a_silent_mirror_is_asked_three_times(bench: Bench) -> None:
    bench.program("get", SILENT)
    noted = bench.folder / "noted"
    done = bench.run(ROOT / "tests/tools/fetch.sh", "get", "it", FETCH_FAILED=str(noted))
    assert (done.returncode, bench.called("get it")) == (NO_MIRROR, 3)
    assert noted.read_text() == "get it\n"
    assert "192.0.2.1" in done.stderr


def test_another_failure_keeps_its_status_and_is_not_tried_again(bench: Bench) -> None:
    bench.program("get", BROKEN)
    noted = bench.folder / "noted"
    done = bench.run(ROOT / "tests/tools/fetch.sh", "get", FETCH_FAILED=str(noted))
    assert (done.returncode, bench.called("get"), noted.exists()) == (100, 1, False)


def test_an_answer_to_the_second_try_is_an_answer(bench: Bench) -> None:
    bench.program("get", f'[ "$(grep -c ^get {bench.calls})" -gt 1 ] && exit 0\n{SILENT}')
    noted = bench.folder / "noted"
    done = bench.run(ROOT / "tests/tools/fetch.sh", "get", FETCH_FAILED=str(noted))
    assert (done.returncode, bench.called("get"), noted.exists()) == (0, 2, False)


# install.sh


@pytest.mark.parametrize(("update", "install", "noted"), [
    (SILENT, BROKEN, True),  # nothing to install from, because no list came
    (SILENT, SILENT, True),
    (SILENT, "exit 0", False),  # another source had all of it
    (BROKEN, BROKEN, False),
    ("exit 0", BROKEN, False),
    ("exit 0", SILENT, True),
])  # fmt: skip
def test_tools_that_cannot_be_had(bench: Bench, update: str, install: str, noted: bool) -> None:
    bench.program("dpkg-query", "exit 1")
    bench.program("apt-get", f'case "$*" in *update) {update} ;; *) {install} ;; esac')
    silence = bench.folder / "noted"
    done = bench.run("bash", ROOT / "tests/tools/install.sh", FETCH_FAILED=str(silence))
    assert (done.returncode, silence.exists()) == (0, noted), done.stdout
    assert ("tests that need them are skipped" in done.stdout) == (install != "exit 0")
    assert "APT::Update::Error-Mode=any" in bench.calls.read_text(), "or apt calls a silent mirror a success"


# fresh.sh


@pytest.mark.parametrize(("body", "status", "said"), [
    ("echo 'E: Failed getting release file http://192.0.2.1/debian/Release'; exit 1", NO_MIRROR, "does not answer"),
    ("echo 'E: No such script: /usr/share/debootstrap/scripts/x'; exit 1", NO_SYSTEM, "failed: debootstrap"),
])  # fmt: skip
def test_a_bare_system_that_cannot_be_made(bench: Bench, body: str, status: int, said: str) -> None:
    bench.program("debootstrap", body)
    bench.program("bwrap", "exit 0")
    cache = bench.folder / "cache"
    done = bench.run(ROOT / "tests/fresh.sh", "true", FRESH_CACHE=str(cache), FRESH_MIRROR="http://192.0.2.1/debian")
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert bench.called("debootstrap") == (3 if status == NO_MIRROR else 1)
    assert bench.called("bwrap") == 0
    assert not list(bench.folder.glob("fresh.*")), "its folder is removed"


@pytest.mark.parametrize(("silent", "inner", "status"), [
    (True, 2, NO_MIRROR), (False, 2, 2), (True, 0, 0), (False, 0, 0), (False, 1, 1),
])  # fmt: skip
def test_what_a_command_in_the_bare_system_ends_with(bench: Bench, silent: bool, inner: int, status: int) -> None:
    """A step that failed for want of an answer leaves a note in the bare system; without it a failure is a failure."""
    places = "apt/sources.list.d", "apt/apt.conf.d", "dpkg/dpkg.cfg.d", "ssl/certs"
    bench.program("debootstrap", f"mkdir -p {' '.join(f'$4/etc/{place}' for place in places)}")
    note = 'echo "npm ci" >"$2/no-answer"' if silent else ":"
    bench.program("bwrap", f"{note}\nexit {inner}")
    bench.program("git", 'for goal; do :; done\n[ "$1" = clone ] && mkdir -p "$goal"\nexit 0')
    cache = bench.folder / "cache"
    done = bench.run(
        ROOT / "tests/fresh.sh", "make", "test", FRESH_CACHE=str(cache), FRESH_MIRROR="http://192.0.2.1/debian"
    )
    assert done.returncode == status, done.stderr
    assert ("does not answer: npm ci" in done.stderr) == (status == NO_MIRROR)


# .ci/run


def ci(bench: Bench, fresh: str, native: str = "exit 0") -> subprocess.CompletedProcess[str]:
    """.ci/run beside other programs: ``fresh`` in the place of tests/fresh.sh."""
    for name in (".ci", "tests"):
        (bench.folder / name).mkdir()
    script = bench.folder / ".ci" / "run"
    script.write_text((ROOT / ".ci" / "run").read_text())
    bench.program("make", native)
    bench.program("fresh.sh", fresh)
    (bench.programs / "fresh.sh").rename(bench.folder / "tests" / "fresh.sh")
    return bench.run("bash", script)


def test_ci_goes_by_the_run_here_where_no_mirror_answers(bench: Bench) -> None:
    done = ci(bench, f"exit {NO_MIRROR}")
    assert (done.returncode, bench.called("fresh.sh")) == (0, 3)
    last = done.stdout.splitlines()[-1]
    assert last.startswith("NOT RUN on a bare Debian: no package mirror answered in three tries")
    assert "try 3 of 3: a package mirror does not answer" in done.stdout


def test_ci_fails_with_every_other_failure_of_the_bare_system(bench: Bench) -> None:
    done = ci(bench, '[ "$2" = demo ] || exit 2')
    assert (done.returncode, bench.called("fresh.sh make demo"), bench.called("fresh.sh make test")) == (2, 1, 1)
    assert "NOT RUN" not in done.stdout
    assert "on a bare Debian: make test: FAILED, status 2" in done.stdout.splitlines()[-1]


def test_ci_fails_at_once_with_a_failure_here(bench: Bench) -> None:
    done = ci(bench, "exit 0", '[ "$1" = check ] || exit 2')
    assert (done.returncode, bench.called("fresh.sh")) == (2, 0)
    assert done.stdout.splitlines()[-1].startswith("make test: FAILED, status 2")


def test_ci_passes(bench: Bench) -> None:
    done = ci(bench, "echo '==== 7 passed in 1.5s ===='")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "==== 7 passed in 1.5s ===="
    assert [bench.called(one) for one in ("make check", "make test", "fresh.sh make demo", "fresh.sh make test")] == [
        1
    ] * 4
