"""Rules and counters through snapshots of the running kernel."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import Done, make_runner
from tests.diff.conftest import Run
from tests.diff.test_files import schema

pytestmark = pytest.mark.kernel

STEPS = """
ip link set lo up
send() { python3 -c 'import socket; s = socket.socket(2, 2); [s.sendto(b"x", ("127.0.0.1", 9)) for _ in range(5)]'; }
I=iptables-legacy
$I -A INPUT -p icmp -j ACCEPT; $I -A INPUT -p udp -j ACCEPT; $I -A INPUT -s 203.0.113.1 -j DROP; capture 0.iptb
send; capture 1.iptb
send; $I -I INPUT 1 -s 203.0.113.2 -j DROP; capture 2.iptb
send; $I -D INPUT -s 203.0.113.1 -j DROP; $I -Z; send; capture 3.iptb
$I -A INPUT -s 203.0.113.1 -j DROP; $I -P FORWARD DROP; capture 4.iptb
"""


@pytest.fixture
def iptblob(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    return make_runner(monkeypatch)


def test_what_happened_is_told(netns: Run, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    netns(STEPS)
    files = [tmp_path / f"{at}.iptb" for at in (3, 0, 2, 1, 4)]  # the order is that of their clocks
    done = iptblob("timeline", "--format", "json", "--family", "ipv4", *files)
    found = json.loads(done.out)
    jsonschema.validate(found, schema("timeline"))
    assert done.status == 1
    assert [Path(one["file"]).stem for one in found["snapshots"]] == ["0", "1", "2", "3", "4"]
    (table,) = found["tables"]
    rules = {rule["rule"]: rule for rule in table["rules"]}
    udp = rules["-A INPUT -p udp -j ACCEPT"]
    assert (udp["first_seen"], udp["last_seen"], udp["never_hit"]) == (0, 4, False)
    assert [one["packets"] for one in udp["deltas"]] == [5, 5, 5, 0]
    assert [one["reset"] for one in udp["deltas"]] == [None, None, "the whole table", None]
    assert udp["deltas"][0]["packets_per_second"] > 0
    assert udp["deltas"][2]["packets_per_second"] is None
    new = rules["-A INPUT -s 203.0.113.2/32 -j DROP"]
    assert (new["first_seen"], new["never_hit"], new["position"]) == (2, True, 1)
    assert [event["kind"] for event in new["events"]] == ["appeared"]
    back = rules["-A INPUT -s 203.0.113.1/32 -j DROP"]
    assert [(event["snapshot"], event["kind"]) for event in back["events"]] == [(3, "gone"), (4, "returned")]
    assert {(event["snapshot"], event["kind"]) for event in table["events"]} == {
        (3, "counters-restarted"),
        (4, "policy"),
    }
    text = iptblob("timeline", "--family", "ipv4", *files).text
    assert "counters of the whole table were reset; 5 packets" in text
    assert "never hit: INPUT:1" in text


def test_nothing_happened(netns: Run, tmp_path: Path, iptblob: Callable[..., Done]) -> None:
    netns("iptables-legacy -A INPUT -j ACCEPT; capture 0.iptb; capture 1.iptb")
    assert iptblob("timeline", tmp_path / "0.iptb", tmp_path / "1.iptb").status == 0
