"""The same rules loaded by both iptables differ in nothing, but for what the newer one drops by itself."""

from __future__ import annotations

import json
import sys

import pytest

from tests.conftest import SAMPLES
from tests.tools import live

FILES = [
    *(f"{name}/rules.{version}" for name in ("docker", "incident", "router", "ufw") for version in ("v4", "v6")),
    "kube-proxy/rules.v4",
    *(f"everything/expected/ipv{version}.{table}.save" for version in (4, 6) for table in ("mangle", "nat", "raw")),
]  # fmt: skip


@pytest.mark.kernel
@pytest.mark.parametrize("file", FILES)
def test_rules_of_a_sample(file: str) -> None:
    live.need()
    family = "ipv6" if "v6" in file else "ipv4"
    command = [sys.executable, "-m", "tests.nft.both_tools", family, str(SAMPLES / file)]
    done = live.run(command, timeout=300)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    found = json.loads(done.stdout)
    assert found["said"] == ["", ""], found["said"]
    assert found["changes"] == []
    assert (found["status"], found["unread"]) == (0, [])
    assert found["rules"] >= 4
    assert len(found["refused"]) * 5 < found["rules"]  # which one of the tools lacks, or this kernel


SAID = "iptables-nft 1.8.9 makes another rule of it"


@pytest.mark.kernel
def test_what_the_tool_itself_makes_otherwise() -> None:
    """Of samples/everything: flags that ask for none, a protocol above 255, the range of NFLOG, two of one match."""
    live.need()
    command = [sys.executable, "-m", "tests.nft.both_tools", "ipv4",
               str(SAMPLES / "everything/expected/ipv4.filter.save")]  # fmt: skip
    done = live.run(command, timeout=600)
    found = json.loads(done.stdout)
    known = ("--tcp-flags NONE NONE", "-m tcp --dport 80 -m tcp --dport 81", "-p mptcp", "--nflog-range", "--dport 81")
    strange = [
        change for change in found["changes"]
        if not any(word in (change["before"] or change["after"]) for word in known)
    ]  # fmt: skip
    assert strange == [], SAID
    assert found["rules"] > 2000
