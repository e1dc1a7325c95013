"""Running the real tools in a throw-away network namespace."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "samples" / "tools"
ROOT = Path(__file__).parents[2]
Run = Callable[[str], None]
Runner = Callable[[Path, str], None]


@pytest.fixture(scope="session")
def can_unshare() -> str:
    """Why kernel tests cannot run here, or nothing."""
    if not shutil.which("iptables-legacy") or not shutil.which("unshare"):
        return "iptables-legacy or unshare is not installed"
    done = subprocess.run(["unshare", "-rn", "iptables-legacy", "-S"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"no network namespace with iptables: {done.stderr.strip()}"


@pytest.fixture(scope="session")
def netns_in(can_unshare: str) -> Runner:
    """Runs a shell script of a folder in a new network namespace.

    There, ``take FAMILY TABLE FILE`` saves a table's bytes, and ``capture FILE`` makes a snapshot.
    """
    if can_unshare:
        pytest.skip(can_unshare)
    take = (
        f'take() {{ {sys.executable} -c \'import sys; sys.path.insert(0, "{TOOLS}"); import rawtables; '
        'open(sys.argv[3], "wb").write(rawtables.blob(sys.argv[1], sys.argv[2]))\' "$@"; }\n'
        f'capture() {{ {sys.executable} -m iptblob capture -o "$1"; }}\n'
    )

    def run(folder: Path, script: str) -> None:
        done = subprocess.run(
            ["unshare", "-rn", "bash", "-euc", take + script],
            cwd=folder, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture
def netns(tmp_path: Path, netns_in: Runner) -> Run:
    """The same in the test's own folder."""
    return lambda script: netns_in(tmp_path, script)
