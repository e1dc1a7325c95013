"""A skip for a reason that nobody listed fails the run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import skips
from tests.conftest import ROOT

TESTS = '''
import pytest
def test_passes(): pass
def test_skipped(): pytest.skip({reason!r})
'''


def run(folder: Path, reason: str, workers: str, **more: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text("from tests.skips import pytest_sessionfinish, pytest_terminal_summary\n")
    (folder / "test_it.py").write_text(TESTS.format(reason=reason))
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("BARE", "PYTEST"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", workers, "-p", "no:cacheprovider", folder],
        cwd=folder, env={**environment, "PYTHONPATH": str(ROOT), **more}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("workers", ["0", "1"])
def test_an_unlisted_reason_fails_the_run(workers: str, tmp_path: Path) -> None:
    done = run(tmp_path, "too hot today", workers)
    assert done.returncode == 1, done.stdout
    assert "not listed in tests/skips.py: too hot today" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


def test_a_missing_tool_fails_the_bare_run_only(tmp_path: Path) -> None:
    assert run(tmp_path, "nft is not installed", "0").returncode == 0
    assert run(tmp_path, "nft is not installed", "0", BARE_DEBIAN="bookworm").returncode == 1


def test_a_listed_reason_passes_everywhere(tmp_path: Path) -> None:
    assert run(tmp_path, "no python3.6 here", "0", BARE_DEBIAN="bookworm").returncode == 0


def test_every_reason_in_the_tests_is_listed() -> None:
    """What can be read of it: the text before the first value, of every pytest.skip."""
    unknown = []
    for path in (ROOT / "tests").rglob("*.py"):
        for text in re.findall(r"pytest\.skip\(f?\"([^\"{]{12,})", path.read_text("utf-8")):
            start = text.rstrip()
            patterns = [*skips.NOTHING_TO_TEST, *skips.MACHINE, *skips.TOOL]
            plain = [re.sub(r"\\(.)|\(.*?\)\??", r"\1", pattern) for pattern in patterns]
            if skips.faults([text], bare=False) and not any(one.startswith(start) for one in plain):
                unknown.append(f"{path.name}: {text}")
    assert not unknown
