"""git diff and git difftool with the settings that docs/diff.md tells, by the real git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

DOCS = (ROOT / "docs" / "diff.md").read_text()

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two versions of one snapshot, the second not committed, and `iptblob` on the path."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "iptblob").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m iptblob "$@"\n')
    (tools / "iptblob").chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "-q")
    shutil.copy(SAMPLES / "docker" / "docker.iptb", work / "host.iptb")
    (work / ".gitattributes").write_text(re.search(r"echo '(.*)' >> .gitattributes", DOCS)[1] + "\n")  # type: ignore[index]
    git(work, "add", "-A")
    git(work, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one")
    shutil.copy(SAMPLES / "ufw" / "ufw.iptb", work / "host.iptb")
    return work


def git(work: Path, *arguments: str) -> str:
    env = {**os.environ, "PATH": f"{work.parent / 'bin'}:{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull,
           "GIT_PAGER": "cat"}  # fmt: skip
    done = subprocess.run(["git", *arguments], cwd=work, capture_output=True, check=False, env=env)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "replace")


def setting(name: str) -> str:
    found = re.search(rf"^git config {re.escape(name)} '(.*)'$", DOCS, re.MULTILINE)
    assert found, f"docs/diff.md does not tell how to set {name}"
    return found[1]


def test_textconv_compares_text(repository: Path) -> None:
    git(repository, "config", "diff.iptblob.textconv", setting("diff.iptblob.textconv"))
    shown = git(repository, "diff")
    assert "-:DOCKER-USER - [0:0]" in shown
    assert "+:ufw-user-input - [0:0]" in shown


def test_driver_shows_the_script(repository: Path) -> None:
    git(repository, "config", "diff.iptblob.command", setting("diff.iptblob.command"))
    shown = git(repository, "diff")
    assert "- :DOCKER -" in shown
    assert "~ ipv4/filter/INPUT" in shown


def test_driver_shows_a_new_file(repository: Path) -> None:
    git(repository, "config", "diff.iptblob.command", setting("diff.iptblob.command"))
    shutil.copy(SAMPLES / "docker" / "docker.iptb", repository / "new.iptb")
    git(repository, "add", "-A")
    assert ":DOCKER-USER -" in git(repository, "diff", "--cached", "--", "new.iptb")


def test_difftool(repository: Path) -> None:
    git(repository, "config", "difftool.iptblob.cmd", setting("difftool.iptblob.cmd"))
    assert "- :DOCKER -" in git(repository, "difftool", "-y", "-t", "iptblob")
