"""Packets as people write them."""

from __future__ import annotations

import pytest

from iptblob.errors import UsageError
from iptblob.packets.described import described
from iptblob.packets.mind import device_number


def test_ipv4_tcp() -> None:
    packet = described("198.51.100.23:40000 -> 203.0.113.10:22/tcp SYN in=eth0 state=NEW mark=0x1 length=60")
    assert packet.family == "ipv4"
    assert packet.inward == b"eth0"
    wanted = {"src": 0xC6336417, "dst": 0xCB00710A, "sport": 40000, "dport": 22, "proto": 6, "tcpflags": 2, "mark": 1,
              "length": 60, "state": 3, "sock": 0, "ttl": 64}  # fmt: skip
    assert wanted.items() <= packet.values.items()
    assert packet.taken == {"ttl": 64, "tos": 0, "fragoff": 0}


def test_ipv6_ports_stand_behind_brackets() -> None:
    packet = described("[2001:db8::1]:1000 -> [2001:db8::2]:53/udp in=eth0")
    assert packet.family == "ipv6"
    assert packet.values["dst"] == 0x20010DB8000000000000000000000002
    assert packet.values["dport"] == 53
    assert "dport" not in described("2001:db8::1 -> 2001:db8::2/icmp icmp=128/0 in=eth0").values


def test_arp() -> None:
    packet = described("arp 203.0.113.1 -> 203.0.113.10 op=1 in=eth0 mac=02:00:00:00:00:01")
    assert packet.family == "arp"
    assert {"op": 1, "hrd": 1, "pro": 0x800, "hln": 6, "smac": 0x020000000001}.items() <= packet.values.items()


def test_what_this_host_sends_leaves_by_an_interface() -> None:
    packet = described("203.0.113.10 -> 192.0.2.1/47 out=eth1 uid=1000")
    assert packet.inward is None
    assert packet.values["outward"] == device_number(b"eth1")
    assert packet.values["sock"] == 1
    assert described("203.0.113.10 -> 192.0.2.1/47", lambda value, _: value == 0xCB00710A).inward is None


def test_a_later_fragment_begins_anywhere_but_at_0() -> None:
    packet = described("1.2.3.4 -> 5.6.7.8/tcp in=eth0 frag=later")
    assert "fragoff" not in packet.values
    assert packet.doubts()["fragoff"].spans == [(1, 0x1FFF)]
    assert described("1.2.3.4 -> 5.6.7.8/tcp in=eth0 frag=later:185").values["fragoff"] == 185
    assert described("::1 -> ::2/tcp in=eth0 frag=later:2").values["fragoff"] == 16


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.2.3.4", "no packet"),
        ("1.2.3.4 -> 5.6.7.8 in=eth0", "the protocol is missing"),
        ("1.2.3.4 -> 5.6.7.8/tcp", "say the interface"),
        ("1.2.3.4 -> 5.6.7.8/tcp in=", "1 to 15 bytes"),
        ("1.2.3.4 -> ::1/tcp in=eth0", "two families"),
        ("1.2.3.4:70000 -> 5.6.7.8/tcp in=eth0", "not within 0 and 65535"),
        ("1.2.3.4:7 -> 5.6.7.8/icmp in=eth0", "it has no ports"),
        ("1.2.3.4 -> 5.6.7.8/tcp in=eth0 stat=NEW", "did you mean"),
        ("1.2.3.4 -> 5.6.7.8/tcp in=eth0 state=UNTRACKED", "only a rule makes a packet UNTRACKED"),
        ("1.2.3.4 -> 5.6.7.8/udp in=eth0 SYN", "neither key=value nor anything known"),
        ("1.2.3.4 -> 5.6.7.8/tcp in=eth0 SIN", "no flags of TCP"),
        ("1.2.3.4 -> 5.6.7.8/tcp in=eth0 mac=1:2", "no hardware address"),
        ("1.2.3.4 -> 5.6.7.8/tcp in=eth0 frag=later:0", "does not begin at 0"),
        ("arp 1.2.3.4 -> 5.6.7.8 op=1", "say the interface"),
        ("arp 1.2.3.4:5 -> 5.6.7.8 in=eth0", "without ports"),
        ("1.2.3.x -> 5.6.7.8/tcp in=eth0", "no address"),
        ("1.2.3.4 -> 5.6.7.8/nope in=eth0", "no number"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        described(text)
