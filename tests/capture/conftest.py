"""Running things in throw-away network namespaces of the real kernel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(tmp_path: Path) -> dict[str, str]:
    """For the shell in the namespace: $IPTBLOB runs the command; the lock of iptables is our own."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return dict(
        os.environ, PATH=path, PYTHONPATH=str(ROOT), IPTBLOB=f"{sys.executable} -m iptblob", PYTHON=sys.executable,
        XTABLES_LOCKFILE=str(tmp_path / "xtables.lock"), LC_ALL="C",
    )  # fmt: skip


def need(*tools: str) -> None:
    """Skip aloud where a tool is missing."""
    for tool in tools:
        if not shutil.which(tool, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"):
            pytest.skip(f"{tool} is not installed")


def run_in_netns(
    tmp_path: Path, script: str, unshare: Sequence[str] = ("unshare", "-rn")
) -> subprocess.CompletedProcess[str]:
    """Run a shell script in a new network namespace, with the test's folder as the current one."""
    words = [*unshare, "bash", "-euo", "pipefail", "-c", f"echo begun >&2\n{script}"]
    done = subprocess.run(
        words, cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False
    )
    begun, _, told = done.stderr.partition("begun\n")
    if begun:
        pytest.skip(f"no network namespace with legacy iptables here: {begun.strip()}")
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout, told)


@pytest.fixture(scope="session")
def _can_unshare() -> str:
    """ "" or the reason why there is no namespace with legacy iptables to be had."""
    tool = shutil.which("iptables-legacy", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not tool or not shutil.which("unshare"):
        return "iptables-legacy or unshare is not installed"
    env = dict(os.environ, XTABLES_LOCKFILE=os.devnull)
    done = subprocess.run(["unshare", "-rn", tool, "-S"], env=env, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"no network namespace with legacy iptables here: {done.stderr.strip()}"


@pytest.fixture
def netns(tmp_path: Path, _can_unshare: str) -> Run:
    """netns(script) runs a shell script in a namespace of its own; fails the test when the script fails."""
    if _can_unshare:
        pytest.skip(_can_unshare)

    def run(script: str, status: int | None = 0) -> subprocess.CompletedProcess[str]:
        done = run_in_netns(tmp_path, script)
        assert status is None or done.returncode == status, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run
