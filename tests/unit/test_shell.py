"""Completion as the shells ask for it, help, and who decides about colours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

BEFORE, AFTER = (str(SAMPLES / "incident" / f"{when}.iptb") for when in ("before", "after"))


def ran(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "iptblob", *words], capture_output=True, text=True, check=False, cwd=ROOT,
        env=clean | {"PYTHONPATH": str(ROOT)} | settings,
    )  # fmt: skip


def offered(line: str) -> list[str]:
    """What bash is offered for the last word of ``line``."""
    words = line.split(" ")
    done = ran(_IPTBLOB_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("iptblob val", "plain,validate"), ("iptblob help rea", "plain,reach"),
        ("iptblob show ", "file,"), ("iptblob diff a.iptb ", "file,"), ("iptblob convert x -o ", "file,"),
        ("iptblob show --abi ilp32", "plain,ilp32-be"), ("iptblob show --table na", "plain,nat"),
        ("iptblob validate --explain hook-entry-", "plain,hook-entry-missing"),
        ("iptblob show --family ar", "plain,arp"),
        ("iptblob completion fi", "plain,fish"),
    ],
)  # fmt: skip
def test_what_is_offered(line: str, word: str) -> None:
    assert word in offered(line)


def test_files_are_offered_where_files_are_taken_alone() -> None:
    assert "file," not in offered("iptblob inspect x.iptb --rule ")
    assert "file," in offered("iptblob verify --signers ")


@pytest.mark.parametrize("form", ["json", "restore"])
def test_colours_where_there_are_none_are_refused(form: str) -> None:
    done = ran("diff", BEFORE, AFTER, "--format", form, "--color", "always")
    assert done.returncode == 2
    assert f"--color always: --format {form} has no colours" in done.stderr
    assert ran("diff", BEFORE, AFTER, "--format", form, "--color", "never").returncode == 1


def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash
    shim = tmp_path / "iptblob"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m iptblob "$@"\n')
    shim.chmod(0o755)
    (tmp_path / "script").write_text(ran("completion", "bash").stdout)
    asked = "complete -p iptblob; COMP_WORDS=(iptblob time); COMP_CWORD=1; _iptblob_completion iptblob"
    done = subprocess.run(
        [bash, "--norc", "-c", f". {tmp_path}/script; {asked}; echo ${{COMPREPLY[@]}}"],
        capture_output=True, text=True, check=False,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "timeline", done.stderr
    assert "-F _iptblob_completion iptblob" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_takes_its_script(shell: str, tmp_path: Path) -> None:
    script = ran("completion", shell)
    assert script.returncode == 0
    assert "_IPTBLOB_COMPLETE" in script.stdout
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(script.stdout)
    done = subprocess.run([found, "-n", tmp_path / "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_of_a_command_is_its_help() -> None:
    assert ran("help", "diff").stdout == ran("diff", "--help").stdout
    assert ran("help").stdout == ran("--help").stdout
    missing = ran("help", "dif")
    assert missing.returncode == 2
    assert "did you mean diff?" in missing.stderr


@pytest.mark.parametrize(
    ("words", "settings", "expected"),
    [
        ((), {}, False), (("--color", "always"), {}, True), ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False), ((), {"FORCE_COLOR": "", "NO_COLOR": ""}, False),
        (("--color", "always"), {"TERM": "dumb"}, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [("diff", BEFORE, AFTER), ("inspect", AFTER, "--rule", "ipv4/filter/INPUT:1")])
def test_who_decides_about_colours(
    command: tuple[str, ...], words: tuple[str, ...], settings: dict[str, str], expected: bool
) -> None:
    done = ran(*command, *words, **settings)
    assert done.returncode in (0, 1), done.stderr
    assert ("\x1b[" in done.stdout) is expected
