"""Conversion held against the running kernel, which has a compat reply for 32-bit programs and loads what was made."""

from __future__ import annotations

import json

import pytest

from tests.building.spellings import REFUSED, lines
from tests.capture.conftest import Run, _can_unshare, need, netns
from tests.conftest import SAMPLES

__all__ = ["_can_unshare", "netns"]
pytestmark = pytest.mark.kernel

TABLES = {
    "docker": "ipv4.filter ipv4.nat ipv6.filter", "ufw": "ipv4.filter ipv6.filter",
    "router": "ipv4.filter ipv4.nat ipv4.mangle ipv6.filter", "kube-proxy": "ipv4.nat ipv4.filter",
}  # fmt: skip


@pytest.mark.parametrize("sample", TABLES)
def test_the_kernel_converts_alike_and_takes_what_was_converted(sample: str, netns: Run) -> None:
    folder = SAMPLES / sample
    load = "\n".join(
        f"{tool}-legacy-restore -c < {folder}/{name}"
        for tool, name in (("iptables", "rules.v4"), ("ip6tables", "rules.v6"))
        if (folder / name).exists()
    )
    done = netns(f"{load}\n$PYTHON -m tests.building.live {TABLES[sample]}")
    told = dict(line.split() for line in done.stdout.splitlines())
    assert list(told) == TABLES[sample].split()
    assert all(int(count) > 3 for count in told.values())


def test_spellings_make_the_bytes_that_the_tool_makes(netns: Run) -> None:
    need("iptables-legacy-restore")
    done = netns("$PYTHON -m tests.building.live_spellings")
    rules, refused = map(int, done.stdout.split())
    assert rules > 70
    assert refused == len(lines(REFUSED))


def test_generated_rules_are_taken_alike_and_to_the_same_bytes(netns: Run) -> None:
    """Some of what ``python -m tests.stress.spellings 20000`` asks."""
    need("iptables-legacy-restore", "ip6tables-legacy-restore", "arptables-legacy", "ipset")
    done = netns("$PYTHON -m tests.building.live_generated 500 7", status=None)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures.get("different", 0) == 0, done.stdout
    assert done.returncode == 0, done.stderr
    assert figures["the same bytes"] > 120
    assert figures["refused alike"] > 120


def test_the_kernel_takes_compiled_texts_and_prints_them_back(netns: Run) -> None:
    """Natively and as a 32-bit program; iptables-legacy-save then prints the rules that the text says."""
    need("iptables-legacy-save")
    names = ("ufw", "router", "docker", "kube-proxy")
    files = [path for name in names for path in sorted((SAMPLES / name).glob("rules.v?"))]
    done = netns(f"$PYTHON -m tests.building.live_text {' '.join(map(str, files))}")
    told = [line.split() for line in done.stdout.splitlines()]
    assert {line[3] for line in told} == {"lp64-le", "i386"}
    assert sum(int(line[4]) for line in told) > 6000


def test_the_lines_of_restore_turn_b_back_into_a(netns: Run) -> None:
    """Random pairs: B loaded, the lines applied with --noflush, and iptables-legacy-save prints A."""
    need("iptables-legacy-restore")
    pairs, lines = netns("$PYTHON -m tests.building.live_restore 7 40").stdout.split()
    assert int(pairs) == 40
    assert int(lines) > 400


def test_commands_are_taken_alike_and_leave_the_same_rules(netns: Run) -> None:
    """Rules named again in other words, numbers, several addresses, chains that come later or never: some of what
    ``python -m tests.building.live_commands 5000`` asks."""
    need("iptables-legacy-restore")
    done = netns("$PYTHON -m tests.building.live_commands 300 5", status=None)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures.get("different", 0) == 0, done.stdout
    assert figures["the same"] > 60
    assert figures["refused"] > 60


def test_the_lines_that_undo_a_change_do_so_for_pairs_of_samples(netns: Run) -> None:
    need("iptables-legacy-restore", "ip6tables-legacy-restore")
    files = [SAMPLES / name for name in ("docker/docker.iptb", "incident/before.iptb", "incident/after.iptb",
                                         "router/router.iptb",
                                         "ufw/ufw.iptb", "kube-proxy/kube-proxy.iptb")]  # fmt: skip
    done = netns(f"$PYTHON -m tests.building.live_pairs {' '.join(map(str, files))}", status=None)
    answers = done.stdout.splitlines()
    assert len(answers) == len(files) * (len(files) - 1)
    assert all(" same, " in line for line in answers), done.stdout + done.stderr
