"""A short form of tests/stress/mutants.py: hostile files through every command."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.hostile.calls import faults
from tests.hostile.mutators import mutants

HONEST = SAMPLES / "incident" / "before.iptb"
KINDS = ("manifest", "lookups", "container", "table")


def blob() -> bytes:
    from iptblob.snapshot import read_snapshot

    return next(table.read() for table in read_snapshot(HONEST).tables if table.table == "filter")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_no_command_stumbles(kind: str, seed: int, tmp_path: Path) -> None:
    suffix, data = mutants(HONEST.read_bytes(), blob())[kind](random.Random(f"{kind} {seed}"))
    path = tmp_path / f"mutant{suffix}"
    path.write_bytes(data)
    assert list(faults(path, HONEST)) == []
