"""One thing of what a command was given is removed, cut or corrupt: the same answer, or status 2 and it is named.

All kinds of files, every command; ``python -m tests.stress.account`` searches on from other seeds.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iptblob.cli import COMMANDS
from tests.account.wrongs import Bench, Sample, samples

# are given no file; minimize is given one payload, cut or not; fleet keeps what it is given (tests/store)
GIVEN_NO_FILE = {"capture", "agent", "minimize", "completion", "help", "fleet"}


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: f"{sample.name}{sample.suffix}")
def test_one_thing_wrong(sample: Sample, tmp_path: Path) -> None:
    draw = random.Random(sample.name)
    bench = Bench(sample, tmp_path)
    wrongs = sample.wrongs(bench.data, draw)
    for command in draw.sample(sample.commands, 2):
        for wrong in (next(wrongs), next(wrongs)):
            assert not bench.fault(command, wrong)


def test_every_command_is_tried() -> None:
    assert {command[0] for sample in samples() for command in sample.commands} == set(COMMANDS) - GIVEN_NO_FILE


def test_without_the_account_there_are_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search can fail."""
    sample = next(one for one in samples() if one.name == "router")
    bench = Bench(sample, tmp_path)
    wrong = next(one for one in sample.wrongs(bench.data, random.Random(1)) if one.what.endswith(".blob removed"))
    assert not bench.fault(("show", "{}"), wrong)
    monkeypatch.setattr("iptblob.cli.settled", lambda status: status)
    assert "untouched" in bench.fault(("show", "{}"), wrong)
