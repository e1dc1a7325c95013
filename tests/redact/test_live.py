"""What the running kernel takes it takes redacted too, and refuses what it refused for the same reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from iptblob.cli import run
from tests.capture.conftest import Run, _can_unshare, netns
from tests.conftest import SAMPLES

__all__ = ["_can_unshare", "netns"]
pytestmark = pytest.mark.kernel

# Tables that are taken of each; of those with everything the kernel wants sets and objects that are not there.
TAKEN = {"docker": 5, "empty": 11, "ufw": 3, "router": 4, "kube-proxy": 4, "everything": 0, "unsent": 0}


@pytest.mark.parametrize("sample", TAKEN)
def test_the_kernel_answers_a_copy_as_the_original(sample: str, netns: Run, tmp_path: Path) -> None:
    original, copy = SAMPLES / sample / f"{sample}.iptb", tmp_path / "copy.iptb"
    assert run(["redact", str(original), "-o", str(copy)]) == 0
    done = netns(f"$PYTHON -m tests.redact.live {original} {copy}", status=None)
    assert done.returncode == 0, done.stderr[-400:]
    answers = [line.split()[1] for line in done.stdout.splitlines()]
    assert answers.count("taken") >= TAKEN[sample], done.stdout
