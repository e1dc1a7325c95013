"""The odd ones of made-up fleets: everything that was planted, and nothing else."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from iptblob.store.adding import GivenFile, add
from iptblob.store.census import taken
from iptblob.store.odd import Oddness, odd_ones
from iptblob.store.place import Store
from tests.store.calling import run_cli
from tests.store.fleets import START_NS, Made, host

DAY_NS = 86_400 * 10**9


def stored(tmp_path: Path, made: list[Made]) -> Store:
    for number, one in enumerate(made):
        (tmp_path / f"{number}-{one.name}.iptb").write_bytes(one.data)
    store = Store.opened_or_made(str(tmp_path / "store"))
    done = add(store, [GivenFile(str(path)) for path in sorted(tmp_path.glob("*.iptb"))]).done
    assert not done.unread
    return store


def names(found: Oddness) -> set[str]:
    return {found.census.hosts[at].name for at in found.odd}


@pytest.mark.parametrize("planted", ["port", "address", "policy"])
@pytest.mark.parametrize("addresses", [True, False])
def test_the_planted_host_of_forty_is_the_odd_one(tmp_path: Path, planted: str, addresses: bool) -> None:
    made = [host(number, "web", 3, planted if number == 17 else "", addresses=addresses) for number in range(40)]
    found = odd_ones(taken(stored(tmp_path, made)))
    assert names(found) == {"web00017"}
    assert [len(group.hosts) for group in found.groups] == [39, 1]
    text = run_cli("fleet", "odd", str(tmp_path / "store"))
    assert text.status == 1
    assert text.out.startswith("web00017 is odd: ")
    assert "39 others agree" in text.out.splitlines()[0]


def test_hosts_that_are_alike_but_for_their_own_values_are_one_group(tmp_path: Path) -> None:
    store = stored(tmp_path, [host(number, "web", 3, addresses=number % 2 == 0) for number in range(8)])
    done = run_cli("fleet", "odd", str(store.folder), "--format", "json")
    told = json.loads(done.out)
    assert (done.status, told["odd"], len(told["groups"])) == (0, [], 1), told
    assert {host for value in told["values"] for host in value["hosts"]} == {f"web{number:05d}" for number in range(8)}


def test_an_own_address_that_two_hosts_have_stands_out(tmp_path: Path) -> None:
    made = [host(number, "web", 3, addresses=False) for number in range(12)]
    renamed = host(3, "web", 3, addresses=False, name="backup")
    found = odd_ones(taken(stored(tmp_path, [*made, renamed])))
    assert names(found) == {"web00003", "backup"}


def test_versions_and_roles_are_groups_and_not_odd(tmp_path: Path) -> None:
    made = [host(number, ("web", "db")[number % 2], 3 - (number // 2 % 3)) for number in range(24)]
    found = odd_ones(taken(stored(tmp_path, made)))
    assert not names(found)
    assert len(found.groups) == 6
    assert not found.agree


def test_a_sole_holder_of_a_version_is_odd(tmp_path: Path) -> None:
    made = [host(number, "web", 3 if number else 1) for number in range(10)]
    assert names(odd_ones(taken(stored(tmp_path, made)))) == {"web00000"}


def test_random_fleets(tmp_path: Path) -> None:
    """Planted hosts and nothing else, where each version has several hosts."""
    for seed in range(3):
        chance = random.Random(seed)
        planted = dict.fromkeys(chance.sample(range(60), 4))
        kinds = ["port", "address", "policy", "port"]
        made = [
            host(number, ("web", "db")[number % 2], 3 if number % 6 else 2,
                 kinds[list(planted).index(number)] if number in planted else "", addresses=seed != 1)
            for number in range(60)
        ]  # fmt: skip
        folder = tmp_path / str(seed)
        folder.mkdir()
        found = odd_ones(taken(stored(folder, made)))
        assert names(found) == {made[number].name for number in planted}


def test_drift_tells_what_changed_where_and_when(tmp_path: Path) -> None:
    before = [host(number, "web", 2) for number in range(6)]
    after = [host(number, "web", 3 if number < 4 else 2, at_ns=START_NS + DAY_NS) for number in range(6)]
    store = stored(tmp_path, before + after)
    done = run_cli("fleet", "drift", str(store.folder), "--format", "json")
    told = json.loads(done.out)
    assert done.status == 1
    assert [[one["host"] for one in move["hosts"]] for move in told["moves"]] == [
        [f"web{number:05d}" for number in range(4)]
    ]
    changes = {(one["change"], one["text"]) for one in told["moves"][0]["differences"]}
    assert ("added", "-s 198.51.2.0/24 -j DROP") in changes
    assert "4 hosts" in run_cli("fleet", "drift", str(store.folder)).out


def test_two_moments_of_a_host(tmp_path: Path) -> None:
    store = stored(tmp_path, [host(1, "web", 2), host(1, "web", 3, at_ns=START_NS + DAY_NS)])
    folder = str(store.folder)
    done = run_cli("fleet", "diff", folder, "web00001@2026-11-23", "web00001", "--format", "json")
    assert done.status == 1
    assert len(json.loads(done.out)["differences"]) == 3
    assert run_cli("fleet", "diff", folder, "web00001", "web00001").status == 0
    for wrong in ("web0001", "web00001@yesterday", "web00001@2020-01-01"):
        assert run_cli("fleet", "diff", folder, wrong, "web00001").status == 2


def test_who_has_a_rule_and_who_lacks_it(tmp_path: Path) -> None:
    store = stored(tmp_path, [host(number, "web", 3 if number else 1) for number in range(5)])
    folder, rule = str(store.folder), "-A BLOCK -s 198.51.2.0/24 -j DROP"
    missing = json.loads(run_cli("fleet", "missing", folder, rule, "--format", "json").out)
    assert (missing["missing"], missing["having"]) == (["web00000"], 4)
    assert run_cli("fleet", "missing", folder, rule).status == 1
    digest = missing["digests"][0]
    assert json.loads(run_cli("fleet", "missing", folder, digest, "--format", "json").out)["missing"] == ["web00000"]
    seen = json.loads(run_cli("fleet", "seen", folder, rule, "--format", "json").out)
    assert [one["host"] for one in seen["hosts"]] == [f"web{number:05d}" for number in range(1, 5)]
    assert seen["hosts"][0]["chains"] == ["ipv4/filter/BLOCK"]
    assert run_cli("fleet", "missing", folder, "-A INPUT -s 198.51.2.0/24 -j DROP").out.startswith("5 hosts without")
    other = run_cli("fleet", "missing", folder, "-m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT")
    assert other.status == 0, "the same rule in another spelling"
    assert run_cli("fleet", "seen", folder, "-s 192.0.2.1 -j DROP").out == "seen on 0 hosts\n"
    assert run_cli("fleet", "seen", folder, "--no-such-option").status == 2
