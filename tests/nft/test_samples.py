"""samples/nft: hosts on iptables-nft print as iptables-nft-save did, and compare with their legacy twins by meaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.nft.test_show import Run, plain

HOSTS = SAMPLES / "nft"
SNAPSHOTS = sorted(set(HOSTS.glob("*/*.iptb")) - {HOSTS / "arp/legacy.iptb"})  # which has no rule of nf_tables


def expected(snapshot: Path) -> bytes:
    """What iptables-nft-save, ip6tables-nft-save and arptables-nft-save printed at the moment of the capture."""
    texts = [snapshot.parent / "expected" / f"{snapshot.stem}.{family}.save" for family in ("ipv4", "ipv6", "arp")]
    return b"".join(text.read_bytes() for text in texts if text.exists())


def changes(iptblob: Run, a: Path, b: Path, *words: str) -> list[tuple[object, ...]]:
    """The script from A to B without what only tells the back-end."""
    found = json.loads(iptblob("diff", a, b, "--format", "json", *words).out)["changes"]
    names = ("kind", "family", "table", "chain", "position_a", "position_b", "before", "after")
    return sorted(tuple(str(one.get(name)) for name in names) for one in found)


def test_every_host_is_there() -> None:
    assert {str(path.relative_to(HOSTS)) for path in SNAPSHOTS} == {
        "docker/docker.iptb", "kube-proxy/kube-proxy.iptb", "mixed/mixed.iptb", "incident/before.iptb",
        "incident/after.iptb", "arp/arp.iptb",
    }  # fmt: skip


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem)
def test_the_text_is_that_of_the_tools(iptblob: Run, snapshot: Path) -> None:
    done = iptblob("show", "-c", "--backend", "nft", snapshot)
    assert plain(done.out) == plain(expected(snapshot))
    assert plain(done.out)
    assert done.status == (2 if snapshot.stem == "mixed" else 0)  # the rules of nft's own table are named


@pytest.mark.parametrize(("legacy", "nft"), [
    ("docker/docker.iptb", "docker/docker.iptb"), ("kube-proxy/kube-proxy.iptb", "kube-proxy/kube-proxy.iptb"),
])  # fmt: skip
def test_the_same_rules_in_both_back_ends_differ_in_nothing(iptblob: Run, legacy: str, nft: str) -> None:
    """Found by itself, and asked for."""
    for words in ((), ("--backend", "legacy:nft")):
        assert changes(iptblob, SAMPLES / legacy, HOSTS / nft, *words) == []


def test_arp_in_both_back_ends_differs_in_nothing(iptblob: Run, tmp_path: Path) -> None:
    """Nor does the text of arptables-nft-save, which hides nothing of these rules, and is read without a word."""
    nft, text = HOSTS / "arp/arp.iptb", HOSTS / "arp/expected/arp.arp.save"
    assert changes(iptblob, HOSTS / "arp/legacy.iptb", nft) == []
    assert changes(iptblob, text, nft) == []
    done = iptblob("diff", text, nft)
    assert (done.status, done.out, done.err) == (0, b"", "")
    other = tmp_path / "other.save"
    changed = text.read_bytes().replace(b"--opcode 2", b"--opcode 3").replace(b"-d 192.0.2.80", b"-d 192.0.2.81")
    other.write_bytes(changed)
    assert [one[0] for one in changes(iptblob, other, nft)] == ["rule-edited"] * 2


def test_the_incident_reads_the_same(iptblob: Run) -> None:
    mine = changes(iptblob, HOSTS / "incident/before.iptb", HOSTS / "incident/after.iptb")
    theirs = changes(iptblob, SAMPLES / "incident/before.iptb", SAMPLES / "incident/after.iptb")
    assert mine == theirs
    assert len(mine) > 4


def test_a_mixed_host_says_that_both_must_be_passed(iptblob: Run) -> None:
    text = iptblob("info", HOSTS / "mixed/mixed.iptb").text
    assert "A packet must pass both" in text
    order = next(line for line in text.splitlines() if line.startswith("  ipv4 INPUT: "))
    assert order.index("legacy filter") < order.index("nf_tables inet guard input")
    assert "a packet must pass all of them" in text
    shown = iptblob("show", HOSTS / "mixed/mixed.iptb").text
    assert "# ipv4 filter, legacy" in shown
    assert "# ipv4 filter, nf_tables" in shown
    assert "chain prerouting: type filter, hook prerouting, priority -200" in shown


def test_a_history_of_both_moments(iptblob: Run) -> None:
    text = iptblob("timeline", HOSTS / "incident/before.iptb", HOSTS / "incident/after.iptb").text
    assert "@@ ipv4 filter, nf_tables @@" in text
    assert "operations" in text
