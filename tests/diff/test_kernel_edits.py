"""Single edits made with the real tools: the script must name exactly that edit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done, make_runner
from tests.diff.conftest import Run

pytestmark = pytest.mark.kernel

RULES = """*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:BAD - [0:0]
:EMPTY - [0:0]
:WEB - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -m comment --comment "ssh from the office" -j ACCEPT
-A INPUT -p tcp -m multiport --dports 80,443 -j WEB
-A INPUT -s 192.0.2.0/24 -j BAD
-A INPUT -p icmp -m limit --limit 5/sec -j ACCEPT
-A INPUT -j LOG --log-prefix "in: "
-A INPUT -j DROP
-A BAD -m recent --name bad --set
-A BAD -j LOG --log-prefix "bad: "
-A BAD -j DROP
-A WEB -s 198.51.100.7/32 -j DROP
-A WEB -m hashlimit --hashlimit-upto 10/sec --hashlimit-mode srcip --hashlimit-name web -j ACCEPT
-A WEB -g BAD
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.5:80
-A POSTROUTING -s 10.0.0.0/24 -o eth0 -j MASQUERADE
COMMIT
"""

IPT = "iptables-legacy"
# name: (command, table, kind, chain, position before, position after)
EDITS: dict[str, tuple[str, str, str, str, int | None, int | None]] = {
    "append": ("-A WEB -j RETURN", "filter", "rule-inserted", "WEB", None, 4),
    "insert at the top": ("-I INPUT -s 203.0.113.9 -j ACCEPT", "filter", "rule-inserted", "INPUT", None, 1),
    "insert in the middle": ("-I INPUT 5 -p udp --dport 53 -j ACCEPT", "filter", "rule-inserted", "INPUT", None, 5),
    "insert into an empty chain": ("-A EMPTY -j RETURN", "filter", "rule-inserted", "EMPTY", None, 1),
    "insert a rule without a target": ("-I FORWARD -p gre", "filter", "rule-inserted", "FORWARD", None, 1),
    "delete the first": ("-D INPUT 1", "filter", "rule-deleted", "INPUT", 1, None),
    "delete the last": ("-D INPUT 8", "filter", "rule-deleted", "INPUT", 8, None),
    "delete by words": ("-D INPUT -s 192.0.2.0/24 -j BAD", "filter", "rule-deleted", "INPUT", 5, None),
    "replace the port": (
        '-R INPUT 3 -p tcp -m tcp --dport 2222 -m comment --comment "ssh from the office" -j ACCEPT', "filter",
        "rule-edited", "INPUT", 3, 3,
    ),
    "replace the comment": (
        '-R INPUT 3 -p tcp -m tcp --dport 22 -m comment --comment "ssh from anywhere" -j ACCEPT', "filter",
        "rule-edited", "INPUT", 3, 3,
    ),
    "replace the verdict": ("-R INPUT 8 -j REJECT", "filter", "rule-edited", "INPUT", 8, 8),
    "replace the source": ("-R WEB 1 -s 198.51.100.8 -j DROP", "filter", "rule-edited", "WEB", 1, 1),
    "replace the mask": ("-R INPUT 5 -s 192.0.0.0/16 -j BAD", "filter", "rule-edited", "INPUT", 5, 5),
    "replace the interface": ("-R INPUT 1 -i lo+ -j ACCEPT", "filter", "rule-edited", "INPUT", 1, 1),
    "invert": ("-R INPUT 1 ! -i lo -j ACCEPT", "filter", "rule-edited", "INPUT", 1, 1),
    "replace the states": (
        "-R INPUT 2 -m conntrack --ctstate ESTABLISHED -j ACCEPT", "filter", "rule-edited", "INPUT", 2, 2,
    ),
    "add a port": (
        "-R INPUT 4 -p tcp -m multiport --dports 80,443,8443 -j WEB", "filter", "rule-edited", "INPUT", 4, 4,
    ),
    "replace the limit": (
        "-R INPUT 6 -p icmp -m limit --limit 6/sec -j ACCEPT", "filter", "rule-edited", "INPUT", 6, 6,
    ),
    "replace the log prefix": ('-R INPUT 7 -j LOG --log-prefix "IN: "', "filter", "rule-edited", "INPUT", 7, 7),
    "goto to jump": ("-R WEB 3 -j BAD", "filter", "rule-edited", "WEB", 3, 3),
    "jump elsewhere": ("-R INPUT 5 -s 192.0.2.0/24 -j EMPTY", "filter", "rule-edited", "INPUT", 5, 5),
    "drop the target": ("-R INPUT 8", "filter", "rule-edited", "INPUT", 8, 8),
    "policy": ("-P INPUT DROP", "filter", "policy", "INPUT", None, None),
    "policy of forward": ("-P FORWARD DROP", "filter", "policy", "FORWARD", None, None),
    "new chain": ("-N NEW", "filter", "chain-added", "NEW", None, None),
    "chain deleted": ("-X EMPTY", "filter", "chain-removed", "EMPTY", None, None),
    "chain renamed": ("-E BAD WORSE", "filter", "chain-renamed", "BAD", None, None),
    "empty chain renamed": ("-E EMPTY VOID", "filter", "chain-renamed", "EMPTY", None, None),
    "destination of the translation": (
        "-t nat -R PREROUTING 1 -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.6:80", "nat", "rule-edited",
        "PREROUTING", 1, 1,
    ),
    "ports at random": (
        "-t nat -R POSTROUTING 1 -s 10.0.0.0/24 -o eth0 -j MASQUERADE --random", "nat", "rule-edited", "POSTROUTING",
        1, 1,
    ),
    "moved up": (
        '-D INPUT 7 && iptables-legacy -I INPUT 2 -j LOG --log-prefix "in: "', "filter", "rule-moved", "INPUT", 7, 2,
    ),
    "moved to another chain": (
        "-D WEB 1 && iptables-legacy -I BAD 2 -s 198.51.100.7 -j DROP", "filter", "rule-moved", "WEB", 1, 2,
    ),
    "two neighbours swapped": (
        "-D WEB 1 && iptables-legacy -I WEB 2 -s 198.51.100.7 -j DROP", "filter", "rule-moved", "WEB", None, None,
    ),
}  # fmt: skip


@pytest.fixture
def iptblob(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    return make_runner(monkeypatch)


@pytest.mark.parametrize("name", EDITS)
def test_the_script_names_the_edit_and_nothing_else(
    name: str, netns: Run, tmp_path: Path, iptblob: Callable[..., Done]
) -> None:
    command, table, kind, chain, before, after = EDITS[name]
    (tmp_path / "rules").write_text(RULES)
    netns(
        f"iptables-legacy-restore rules; take ipv4 {table} a.blob; {IPT}-save -t {table} > a.save\n"
        f"{IPT} {command}; take ipv4 {table} b.blob; {IPT}-save -t {table} > b.save"
    )
    for a, b in (("a.blob", "b.blob"), ("a.save", "b.blob"), ("a.blob", "b.save"), ("a.save", "b.save")):
        done = iptblob("diff", "--format", "json", tmp_path / a, tmp_path / b)
        changes = json.loads(done.out)["changes"]
        assert [change["kind"] for change in changes] == [kind], (a, b)
        (change,) = changes
        assert (change["family"], change["table"]) == ("ipv4", table)
        assert chain in (change["chain"], change.get("chain_b"))
        if before or after:
            assert (change["position_a"], change["position_b"]) == (before, after)
        assert done.status == 1
    back = json.loads(iptblob("diff", "--format", "json", tmp_path / "b.blob", tmp_path / "a.blob").out)["changes"]
    assert len(back) == 1


def test_a_rule_replaced_by_an_unrelated_one_is_two_changes(
    netns: Run, tmp_path: Path, iptblob: Callable[..., Done]
) -> None:
    (tmp_path / "rules").write_text(RULES)
    netns(
        "iptables-legacy-restore rules; take ipv4 filter a.blob\n"
        "iptables-legacy -R INPUT 6 -d 203.0.113.1 -j EMPTY; take ipv4 filter b.blob"
    )
    changes = json.loads(iptblob("diff", "--format", "json", tmp_path / "a.blob", tmp_path / "b.blob").out)["changes"]
    kinds = {change["kind"]: (change["position_a"], change["position_b"]) for change in changes}
    assert kinds == {"rule-deleted": (6, None), "rule-inserted": (None, 6)}


def test_a_reload_and_traffic_are_no_difference(netns: Run, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    (tmp_path / "rules").write_text(RULES)
    netns(
        "iptables-legacy-restore rules; ip link set lo up; take ipv4 filter a.blob\n"
        'python3 -c \'import socket; s = socket.socket(2, 2); [s.sendto(b"x", ("127.0.0.1", 9)) for _ in range(9)]\'\n'
        "take ipv4 filter b.blob; iptables-legacy-save | iptables-legacy-restore; take ipv4 filter c.blob"
    )
    for other in ("b.blob", "c.blob"):
        done = iptblob("diff", tmp_path / "a.blob", tmp_path / other)
        assert (done.status, done.out) == (0, b"")
    counted = json.loads(iptblob("diff", "-c", "--format", "json", tmp_path / "a.blob", tmp_path / "b.blob").out)
    assert {change["kind"] for change in counted["changes"]} == {"counters"}


def test_a_swapped_set_is_a_difference(netns: Run, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    netns(
        "ipset create one hash:ip && ipset create two hash:ip && ipset add one 192.0.2.1 && ipset add two 192.0.2.2\n"
        "iptables-legacy -A INPUT -j ACCEPT; iptables-legacy -A INPUT -m set --match-set one src -j DROP\n"
        "capture a.iptb; ipset swap one two; capture b.iptb; ipset swap one two; capture c.iptb"
    )
    done = iptblob("diff", "--format", "json", tmp_path / "a.iptb", tmp_path / "b.iptb")
    (change,) = json.loads(done.out)["changes"]
    assert (change["kind"], change["chain"], change["position_a"], change["position_b"]) == (
        "rule-edited",
        "INPUT",
        2,
        2,
    )
    assert "192.0.2.2" in json.dumps(change["fields"])
    assert iptblob("diff", tmp_path / "a.iptb", tmp_path / "c.iptb").status == 0


def test_a_table_that_is_not_there_accepts_everything(netns: Run, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    netns(
        "iptables-legacy -A INPUT -j ACCEPT; capture a.iptb; iptables-legacy -t raw -L > list; capture b.iptb\n"
        "iptables-legacy -t raw -P OUTPUT DROP; iptables-legacy -t raw -A PREROUTING -j NOTRACK; capture c.iptb"
    )
    done = iptblob("diff", tmp_path / "a.iptb", tmp_path / "b.iptb")
    assert (done.status, done.out) == (0, b"")
    assert "ipv4 raw is in" in done.err
    for a, b, kinds in (("a", "c", ["rule-inserted", "policy"]), ("c", "a", ["rule-deleted", "policy"])):
        found = json.loads(iptblob("diff", "--format", "json", tmp_path / f"{a}.iptb", tmp_path / f"{b}.iptb").out)
        assert [change["kind"] for change in found["changes"]] == kinds
