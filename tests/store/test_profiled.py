"""`fleet odd --profile`: what programs write by themselves does not make a host odd."""

from __future__ import annotations

import json
from pathlib import Path

from tests.store.calling import run_cli

CONTAINERS = {2: ("172.17.0.2", "8080"), 4: ("172.17.0.9", "9090")}  # two hosts that run some


def rules(number: int, *more: str) -> str:
    address, port = CONTAINERS.get(number, ("", ""))
    docker = [f"-A DOCKER -d {address}/32 -o docker0 -p tcp -m tcp --dport {port} -j ACCEPT"] if port else []
    lines = ["*filter", ":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]", ":DOCKER - [0:0]",
             "-A INPUT -i lo -j ACCEPT", "-A FORWARD -o docker0 -j DOCKER", *more, *docker, "COMMIT"]  # fmt: skip
    return "\n".join(lines) + "\n"


def stored(tmp_path: Path, texts: list[str]) -> str:
    hosts = tmp_path / "hosts"
    hosts.mkdir()
    for number, text in enumerate(texts):
        (hosts / f"node{number}").write_text(text)
    store = str(tmp_path / "store")
    assert run_cli("fleet", "add", store, str(hosts)).status == 0
    return store


def test_hosts_that_differ_in_what_docker_writes_are_alike(tmp_path: Path) -> None:
    store = stored(tmp_path, [rules(number) for number in range(6)])
    assert run_cli("fleet", "odd", store).status == 1
    done = run_cli("fleet", "odd", store, "--profile", "docker")
    assert done.status == 0
    assert done.out.splitlines()[0].startswith("no host is odd: 6 hosts in 1 group")
    # the chain of each, and of each the jump to it
    assert done.out.splitlines()[-1] == "profile docker: 6 chains and 6 rules of other chains left out, on 6 hosts"


def test_what_is_not_dockers_is_still_odd_and_stands_where_it_stood(tmp_path: Path) -> None:
    added = "-A FORWARD -s 198.51.100.23/32 -j ACCEPT"
    store = stored(tmp_path, [rules(number, *([added] if number == 3 else [])) for number in range(6)])
    done = run_cli("fleet", "odd", store, "--profile", "docker", "--format", "json")
    found = json.loads(done.out)
    assert (done.status, [name.rpartition("/")[2] for name in found["odd"]]) == (1, ["node3"])
    (difference,) = (one for group in found["groups"] for one in group["differences"])
    # the second rule of FORWARD, behind docker's
    assert (difference["chain"], difference["position"], difference["text"]) == (
        "FORWARD", 2, "-s 198.51.100.23/32 -j ACCEPT")  # fmt: skip
    assert found["profiles"] == [{"name": "docker", "hosts": 6, "chains": 6, "rules": 6}]


def test_a_file_may_name_what_is_alike(tmp_path: Path) -> None:
    texts = []
    for number in range(6):
        device = "ens3" if number == 2 else "eth0"
        said = f'-m comment --comment "made by run {number // 3}" '
        texts.append("\n".join(["*filter", ":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]",
                                f"-A INPUT -i {device} {said}-j ACCEPT", "COMMIT", ""]))  # fmt: skip
    store = stored(tmp_path, texts)
    assert run_cli("fleet", "odd", store).status == 1
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"schema": 1, "name": "own", "ignore": ["comment"], "map_iface": ["ens3=eth0"]}))
    done = run_cli("fleet", "odd", store, "--profile", str(own))
    assert done.status == 0
    assert "no host is odd: 6 hosts in 1 group" in done.out
    wrong = run_cli("fleet", "odd", store, "--profile", "dockr")
    assert (wrong.status, "docker" in wrong.err) == (2, True)
