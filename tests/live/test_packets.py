"""What ``iptblob trace`` says of packets, against the counters of the running kernel."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

import pytest

from tests.live.pitfalls import SCENES
from tests.tools import live


@cache
def played() -> dict[str, list[dict[str, Any]]]:
    """All scenes, in one namespace."""
    done = live.run([sys.executable, "-m", "tests.live.pitfalls"], timeout=300)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


@pytest.mark.kernel
@pytest.mark.parametrize("name", SCENES)
def test_pitfall(name: str) -> None:
    """The kernel counts in the rules that are written down, and one branch says the same of every counter."""
    live.need()
    for (_, rules, verdict), found in zip(SCENES[name].packets, played()[name], strict=True):
        assert not found["refused"]
        assert found["moved"] == rules, found["told"]
        assert found["fits"], found["told"]
        assert found["verdict"] == verdict, found["told"]


@pytest.mark.kernel
def test_pitfall_a_taken_tuple_is_told() -> None:
    live.need()
    for found in played()["a_tuple_that_is_taken_changes_the_port"]:
        assert any("another port" in note for note in found["notes"])


@pytest.mark.kernel
def test_pairs_of_random_tables_agree_with_the_walk() -> None:
    live.need()
    command = [sys.executable, "-m", "tests.stress.reach", "--pairs", "6", "--seed", "5", "--inside"]
    done = live.run(command, timeout=300)
    said = done.stdout.decode(errors="replace")
    assert done.returncode == 0, said + done.stderr.decode(errors="replace")[-2000:]
    assert " packets" in said
    assert " wrong" not in said
    assert " not confirmed" not in said


@pytest.mark.kernel
@pytest.mark.parametrize(
    "options", [["--family", "ipv4"], ["--family", "ipv6"], ["--family", "ipv4", "--stateless"]], ids=" ".join
)
def test_random_packets_move_the_counters_of_one_branch(options: list[str]) -> None:
    live.need()
    command = [sys.executable, "-m", "tests.stress.packets", "--packets", "50", "--seed", "11", *options]
    done = live.run([*command, "--inside"], timeout=300)
    said = done.stdout.decode(errors="replace")
    assert done.returncode == 0, said + done.stderr.decode(errors="replace")[-2000:]
    assert " packets" in said
    assert " wrong" not in said


@pytest.mark.kernel
def test_the_incident_through_the_kernel() -> None:
    """The intruder's packet among them: each side's kernel counts it at the entry that ``reach`` names."""
    live.need()
    done = live.run([sys.executable, "-m", "tests.live.incident_packets"], timeout=120)
    said = done.stdout.decode(errors="replace")
    assert done.returncode == 0, said + done.stderr.decode(errors="replace")[-2000:]
    assert " 0 wrong" in said
