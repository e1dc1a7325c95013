"""Every rule of samples/everything that iptables-nft takes, against what iptables-nft-save prints of it.

``IPTABLES_NFT`` names other programs (xtables-nft-multi), with colons between them, to ask beside the installed one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done
from tests.nft.test_show import plain
from tests.tools import live

INSTALLED = "/usr/sbin/xtables-nft-multi"
PROGRAMS = [INSTALLED, *filter(None, os.environ.get("IPTABLES_NFT", "").split(":"))]
LEAST = 3_400  # rules of each family that each version takes; the samples hold 3,600 and 3,900
LEAST_EQUAL = 7_000  # rule lines of both families that each version prints


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_rule(
    iptblob: Callable[..., Done], program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not shutil.which(program):
        pytest.skip(f"not installed: {program}")
    live.need(root=True)
    command = [sys.executable, str(Path(__file__).with_name("load.py")), str(tmp_path), program]
    done = live.run(command, timeout=300)
    assert done.returncode == 0, done.stderr
    said = subprocess.run([program, "iptables", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"v([\d.]+)", said)
    assert version is not None
    counts = json.loads((tmp_path / "counts.json").read_text())
    assert min(counts[family]["taken"] for family in counts) >= LEAST, counts
    shown = iptblob("show", "-c", "--iptables", version[1], tmp_path / "nft.iptb")
    equal = 0
    for family in ("ipv4", "ipv6"):
        own = iptblob("show", "-c", "--iptables", version[1], "--family", family, tmp_path / "nft.iptb")
        got, expected = plain(own.out), plain((tmp_path / f"save.{family}").read_bytes())
        assert len(got) == len(expected)
        assert [pair for pair in zip(got, expected, strict=True) if pair[0] != pair[1]] == []
        equal += sum(b" -A " in line for line in got)
    with capsys.disabled():
        print(f"\n{equal:,} of {equal:,} rule lines equal to those of iptables-nft-save {version[1]}")
    assert equal >= LEAST_EQUAL
    assert "not written by iptables" not in shown.err
    assert shown.status == 0
