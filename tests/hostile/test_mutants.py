"""A short form of tests/stress/mutants.py: hostile files through every command."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.hostile.calls import faults
from tests.hostile.mutators import mutants

HONEST = SAMPLES / "incident" / "before.iptb"
KINDS = ("manifest", "lookups", "container", "structure", "member", "netlink", "dumps", "text", "log")


def test_every_kind_has_its_mutator() -> None:
    assert tuple(mutants()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(2))
def test_no_command_stumbles(kind: str, seed: int, tmp_path: Path) -> None:
    suffix, data = mutants()[kind](random.Random(f"{kind} {seed}"))
    path = tmp_path / f"mutant{suffix}"
    path.write_bytes(data)
    assert list(faults(path, HONEST)) == []
