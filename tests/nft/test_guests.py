"""nf_tables of other kernels: captures of booted ones, with what iptables-nft printed there.

`python -m tests.guests capture --store` makes them. Which kernel a dump is from must not matter to what is read of it.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Done
from tests.nft.test_show import plain

CAPTURES = sorted((ROOT / "tests/data/guests").glob("*.iptb"))
Run = Callable[..., Done]


def test_they_are_of_kernels_far_apart() -> None:
    assert {path.stem.rpartition(".")[0] for path in CAPTURES} >= {"5.10", "6.1", "7.2"}
    for path in CAPTURES:
        with zipfile.ZipFile(path) as archive:
            version = json.loads(archive.read("manifest.json"))["kernel"]["version"]
        assert re.search(rf"Debian {re.escape(path.stem)}[-~]", version)


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_shown_as_the_guests_iptables_printed_it(iptblob: Run, path: Path, family: str) -> None:
    saved = plain(path.with_name(f"{path.stem}.save.{family}").read_bytes())
    assert sum(b"-A " in line for line in saved) > 60
    done = iptblob("show", "-c", "--family", family, path)
    assert plain(done.out) == saved
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("path", CAPTURES[1:], ids=lambda path: path.stem)
def test_the_same_rules_differ_in_nothing(iptblob: Run, path: Path) -> None:
    done = iptblob("diff", CAPTURES[0], path)
    assert [line for line in done.text.splitlines() if line.startswith(("+", "-", "~"))] == []
    assert done.status == 0
