"""Profiles leave out what a program wrote, say how much that was, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.diff.profiles import shipped
from tests.conftest import SAMPLES, Done

Iptblob = Callable[..., Done]
PLAIN = "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n{chains}-A INPUT -i lo -j ACCEPT\n{rules}COMMIT\n"
# profile -> chains it declares, rules it writes: as the programs do (Docker 24, kube-proxy 1.28, Calico 3.26, Tailscale
# 1.50, libvirt 9)
WRITTEN = {
    "docker": (("DOCKER", "DOCKER-USER", "DOCKER-ISOLATION-STAGE-1"), (
        "-A FORWARD -j DOCKER-USER", "-A FORWARD -o docker0 -j DOCKER", "-A DOCKER-USER -j RETURN",
        "-A FORWARD -i br-0123456789ab ! -o br-0123456789ab -j ACCEPT", "-A DOCKER -d 172.17.0.2/32 -j ACCEPT",
    )),
    "kube-proxy": (("KUBE-SERVICES", "KUBE-FIREWALL"), (
        "-A INPUT -m comment --comment \"kubernetes services\" -j KUBE-SERVICES", "-A KUBE-FIREWALL -j DROP",
    )),
    "calico": (("cali-INPUT", "cali-from-hep-forward"), (
        "-A INPUT -m comment --comment \"cali:Cz_u1IQiXIMmKD4c\" -j cali-INPUT",
        "-A FORWARD -m comment --comment \"cali:S93hcgKJrXEqnTfs\" -j MARK --set-mark 1", "-A cali-INPUT -j ACCEPT",
    )),
    "tailscale": (("ts-input",), ("-A INPUT -j ts-input", "-A ts-input -s 100.64.0.1/32 -i lo -j ACCEPT")),
    "libvirt": (("LIBVIRT_INP",), (
        "-A INPUT -j LIBVIRT_INP", "-A FORWARD -i virbr0 -j ACCEPT", "-A LIBVIRT_INP -j DROP",
    )),
}  # fmt: skip


def text(chains: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> str:
    return PLAIN.format(
        chains="".join(f":{name} - [0:0]\n" for name in chains), rules="".join(f"{rule}\n" for rule in rules)
    ).replace("--set-mark 1", "")


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_a_program_writes_is_left_out_and_counted(iptblob: Iptblob, tmp_path: Path, name: str) -> None:
    chains, rules = WRITTEN[name]
    rules = tuple(rule.replace("-j MARK --set-mark 1", "-j ACCEPT") for rule in rules)
    before, after, entered = tmp_path / "a.v4", tmp_path / "b.v4", tmp_path / "c.v4"
    before.write_text(text())
    after.write_text(text(chains, rules))
    entered.write_text(text(chains, (*rules, "-A INPUT -s 198.51.100.23/32 -j ACCEPT")))
    assert iptblob("diff", before, after).status == 1
    done = iptblob("diff", "--profile", name, before, after)
    assert (done.status, done.out) == (0, b"")
    assert f"profile {name}: {len(chains) + len(rules)} changes left out" in done.err
    found = json.loads(iptblob("diff", "--profile", name, before, entered, "--format", "json").out)
    assert [one["after"] for one in found["changes"]] == ["-A INPUT -s 198.51.100.23/32 -j ACCEPT"]
    assert any("left out" in note for note in found["notes"])


def test_every_profile_is_tried() -> None:
    assert shipped() == sorted(WRITTEN)


def test_real_tables_of_the_programs(iptblob: Iptblob, tmp_path: Path) -> None:
    """Of captured tables nothing is left that names the program."""
    empty = tmp_path / "empty.v4"
    empty.write_text("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n")
    for sample, name, mark in (("docker", "docker", "DOCKER"), ("kube-proxy", "kube-proxy", "KUBE-")):
        path = next((SAMPLES / sample).glob("*.iptb"))
        done = iptblob("diff", "--profile", name, "--family", "ipv4", empty, path, "--format", "json")
        lines = [line for one in json.loads(done.out)["changes"] for line in (one["before"], one["after"]) if line]
        assert not [line for line in lines if mark in line], lines[:3]


@pytest.mark.parametrize(("written", "said"), [
    ("", "empty"), ("[", "no JSON"), ("[]", "no profile"), ('{"schema": 2, "name": "x"}', "no profile"),
    ('{"schema": 1, "name": "x", "chain": []}', "did you mean chains"),
    ('{"schema": 1, "name": "x", "chains": "A"}', "list"), ('{"schema": 1, "name": "x", "rules": ["("]}', "no pattern"),
    ('{"schema": 1, "name": "x", "ignore": ["coment"]}', "coment"),
])  # fmt: skip
def test_a_file_that_is_no_profile(iptblob: Iptblob, tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "profile.json"
    path.write_text(written)
    before = SAMPLES / "incident/before.iptb"
    done = iptblob("diff", "--profile", path, before, before)
    assert (done.status, done.out) == (2, b"")
    assert said in done.err


def test_a_profile_of_ones_own(iptblob: Iptblob, tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    path.write_text('{"schema": 1, "name": "ours", "ignore": ["comment"], "map_addr": ["10.0.0.1=10.0.0.2"]}')
    a, b = tmp_path / "a.v4", tmp_path / "b.v4"
    a.write_text(text(rules=("-A INPUT -s 10.0.0.1/32 -m comment --comment a -j ACCEPT",)))
    b.write_text(text(rules=("-A INPUT -s 10.0.0.2/32 -m comment --comment b -j ACCEPT",)))
    assert iptblob("diff", a, b).status == 1
    assert iptblob("diff", "--profile", path, a, b).status == 0
    assert iptblob("diff", "--profile", "nothing-of-the-kind", a, b).status == 2
