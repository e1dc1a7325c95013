"""Hosts with one policy and other names: mappings, what is left out, baselines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.diff.mapping import ADDRESS, INTERFACE, Mapping
from iptblob.errors import UsageError
from tests.conftest import Done, make_runner

HOST = """*nat
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:{svc} - [0:0]
:{sep} - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A PREROUTING -d {host}/32 -i {wan} -p tcp -m tcp --dport 443 -j DNAT --to-destination {host}:8443
-A PREROUTING -d {host}/32 -i {wan} -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080
-A OUTPUT -d 10.96.0.1/32 -p tcp -m tcp --dport 443 -j {svc}
-A POSTROUTING -s 10.0.0.0/8 -o {wan} -j SNAT --to-source {host}
-A POSTROUTING -o {veth} -m comment --comment "container {hash}" -j ACCEPT
-A POSTROUTING -s 192.0.2.99/32 -j RETURN
-A KUBE-SERVICES -d 10.96.0.10/32 -p udp -m udp --dport 53 -j {svc}
-A {svc} -m comment --comment "dns" -j {sep}
-A {sep} -p udp -m udp -j DNAT --to-destination 10.244.0.7:53
COMMIT
"""

ONE = HOST.format(
    host="203.0.113.10", wan="eth0", veth="veth1a2b3c4", hash="0123456789ab", svc="KUBE-SVC-AAAAAAAAAAAAAAAA",
    sep="KUBE-SEP-BBBBBBBBBBBBBBBB",
)  # fmt: skip
TWO = HOST.format(
    host="198.51.100.20", wan="ens192", veth="veth99ffee0", hash="fedcba987654", svc="KUBE-SVC-CCCCCCCCCCCCCCCC",
    sep="KUBE-SEP-DDDDDDDDDDDDDDDD",
)  # fmt: skip


@pytest.fixture
def iptblob(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    return make_runner(monkeypatch)


@pytest.fixture
def hosts(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "one.v4").write_text(ONE)
    (tmp_path / "two.v4").write_text(TWO)
    return tmp_path / "one.v4", tmp_path / "two.v4"


def kinds(done: Done) -> list[str]:
    return [change["kind"] for change in json.loads(done.out)["changes"]]


def test_hosts_differ_without_a_mapping(hosts: tuple[Path, Path], iptblob: Callable[..., Done]) -> None:
    done = iptblob("diff", "--format", "json", *hosts)
    assert sorted(kinds(done)) == ["chain-renamed"] * 2 + ["rule-edited"] * 4
    assert done.status == 1


def test_a_given_mapping_makes_them_equal(hosts: tuple[Path, Path], iptblob: Callable[..., Done]) -> None:
    done = iptblob(
        "diff", "--map-addr", "203.0.113.10=198.51.100.20", "--map-iface", "eth0=ens192", "--map-iface",
        "veth1a2b3c4=veth99ffee0", "--ignore", "comment", "--kind", "rule-edited", *hosts,
    )  # fmt: skip
    assert done.status == 0, done.text


def test_a_solved_mapping_makes_them_equal_and_is_told(hosts: tuple[Path, Path], iptblob: Callable[..., Done]) -> None:
    done = iptblob("diff", "--auto-map", "--format", "json", *hosts)
    found = json.loads(done.out)
    assert found["changes"] == []
    assert set(found["mapping"]) == {
        "--map-addr 203.0.113.10=198.51.100.20", "--map-iface eth0=ens192", "--map-iface veth1a2b3c4=veth99ffee0",
        "--map-name 0123456789ab=fedcba987654", "--map-name KUBE-SVC-AAAAAAAAAAAAAAAA=KUBE-SVC-CCCCCCCCCCCCCCCC",
        "--map-name KUBE-SEP-BBBBBBBBBBBBBBBB=KUBE-SEP-DDDDDDDDDDDDDDDD",
    }  # fmt: skip
    again = iptblob("diff", *(word for line in found["mapping"] for word in line.split(" ", 1)), *hosts)
    assert again.status == 0, again.text


def test_an_edit_stays_a_difference_under_a_solved_mapping(
    hosts: tuple[Path, Path], iptblob: Callable[..., Done]
) -> None:
    hosts[1].write_text(TWO.replace("192.0.2.99", "192.0.2.66").replace("--dport 80 ", "--dport 81 "))
    done = iptblob("diff", "--auto-map", "--format", "json", *hosts)
    assert kinds(done) == ["rule-edited"] * 2


def test_networks_move_as_a_whole() -> None:
    mapping = Mapping()
    mapping.add(ADDRESS, "10.1.0.0/16=10.2.0.0/16")
    mapping.add(INTERFACE, "eth0=ens3")
    words = ("-s", "10.1.7.9/32", "-i", "eth0", "-j", "DNAT", "--to-destination", "10.1.0.1-10.1.0.9:80")
    assert mapping.rewrite(words) == (
        "-s", "10.2.7.9/32", "-i", "ens3", "-j", "DNAT", "--to-destination", "10.2.0.1-10.2.0.9:80",
    )  # fmt: skip


@pytest.mark.parametrize("pair", ["x", "=", "10.0.0.1=", "10.0.0.1=::1", "10.0.0.0/8=10.0.0.0/9", "a.b=c.d"])
def test_a_mapping_that_says_nothing_is_refused(pair: str) -> None:
    with pytest.raises(UsageError):
        Mapping().add(ADDRESS, pair)


def test_baseline_groups_hosts_that_differ_alike(tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    plain = ONE
    bad = ONE.replace("--dport 443", "--dport 444")
    for name, text in (("base", plain), ("a", plain), ("b", bad), ("c", bad), ("d", plain), ("e", ONE + TWO)):
        (tmp_path / f"{name}.v4").write_text(text if name != "e" else plain.replace("-s 10.0.0.0/8 ", ""))
    files = [tmp_path / f"{name}.v4" for name in "abcde"]
    done = iptblob("diff", "--baseline", tmp_path / "base.v4", "--format", "json", *files)
    groups = json.loads(done.out)["groups"]
    names = [[Path(file["file"]).stem for file in group["files"]] for group in groups]
    assert names == [["a", "d"], ["b", "c"], ["e"]]
    assert [group["identical"] for group in groups] == [True, False, False]
    assert done.status == 1
    text = iptblob("diff", "--baseline", tmp_path / "base.v4", *files).text
    assert text.startswith(f"2 of 5 equal {tmp_path / 'base.v4'}\n")
    assert iptblob("diff", "--baseline", tmp_path / "base.v4", files[0]).status == 0
