"""Rules of arptables-nft: what arptables-nft-save prints of them, what legacy arptables has of the same, and no others.

The texts of ``WRITTEN`` are those that arptables-nft-save 1.8.9 printed of these expressions.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.abi import LP64_LE
from iptblob.extensions.base import Context
from iptblob.names import debian_12
from iptblob.nftables import NftRules, read_rules
from iptblob.reading.opening import open_source
from iptblob.words.save import rule_texts
from tests.conftest import Done
from tests.nft import messages
from tests.nft.messages import ACCEPT, DROP, attribute, compare, counter, data, expression, masked, meta, payload
from tests.nft.test_alike import both_ways, varied
from tests.nft.test_show import plain
from tests.tools import live

Run = Callable[..., Done]
ARP = 3
HARDWARE = payload(1, 0, 2) + compare(b"\0\1")
SIX, FOUR = payload(1, 4, 1) + compare(b"\6"), payload(1, 5, 1) + compare(b"\4")
ALWAYS = HARDWARE + SIX + FOUR
SENDER, MAC = payload(1, 14, 4), b"\0\x11\x22\x33\x44\x55"
TRACE = expression("immediate", attribute(1, 9), data(2, b"\1")) + expression("meta", attribute(2, 12), attribute(3, 9))
HIDDEN = "part of a hardware address"

WRITTEN = {
    "nothing": (ALWAYS + counter(), " ", ""),
    "a verdict": (ALWAYS + counter() + ACCEPT, " -j ACCEPT", ""),
    "an address": (ALWAYS + SENDER + compare(bytes((10, 0, 0, 1))) + DROP, " -j DROP -s 10.0.0.1", ""),
    "bytes of an address": (ALWAYS + payload(1, 24, 2) + compare(b"\x0a\1", 1), " ! -d 10.1.0.0/16", ""),
    "an address of zeros": (ALWAYS + payload(1, 24, 4) + compare(bytes(4)), " -d 0.0.0.0", ""),
    "a mask": (ALWAYS + SENDER + masked(b"\xff\xff\xf0\0") + compare(b"\x0a\0\0\0"), " -s 10.0.0.0/20", ""),
    "a mask with a hole": (ALWAYS + SENDER + masked(b"\xff\0\xff\0") + compare(b"\1\0\3\0"),
                           " -s 1.0.3.0/255.0.255.0", ""),
    "an interface": (meta(6) + compare(b"eth", 1) + ALWAYS + DROP, " -j DROP ! -i eth+", ""),
    "another one": (meta(7) + compare(b"eth0\0") + ALWAYS + DROP, " -j DROP -o eth0", ""),
    "no interface": (meta(7) + compare(b"INVAL/D\0") + ALWAYS, " ! -o +", ""),
    "any interface": (meta(6) + ALWAYS, " ", ""),
    "an operation": (ALWAYS + payload(1, 6, 2) + compare(b"\0\2", 1), " ! --opcode 2", ""),
    "a protocol": (ALWAYS + payload(1, 2, 2) + compare(b"\x08\x06"), " --proto-type 0x806", ""),
    "hardware addresses": (
        ALWAYS + payload(1, 8, 6) + compare(MAC, 1) + payload(1, 18, 6) + masked(b"\xff\xf0\0\0\0\0")
        + compare(b"\0\x10\0\0\0\0"),
        " ! --src-mac 00:11:22:33:44:55 --dst-mac 00:10:00:00:00:00/ff:f0:00:00:00:00", "",
    ),
    "a part of one": (ALWAYS + payload(1, 8, 2) + compare(MAC[:2]) + ACCEPT, " -j ACCEPT", HIDDEN),
    "hardware": (payload(1, 0, 2) + compare(b"\0\2", 1) + SIX + FOUR, " ! --h-type 2", ""),
    "no Ethernet": (payload(1, 0, 2) + compare(b"\0\1", 1) + SIX + FOUR, " ", "other hardware than Ethernet"),
    "another length": (HARDWARE + payload(1, 4, 1) + compare(b"\6", 1) + FOUR, " ", "not 6 bytes long"),
    "another length and an operation": (
        HARDWARE + payload(1, 4, 1) + compare(b"\6", 1) + FOUR + payload(1, 6, 2) + compare(b"\0\3"),
        " ! --opcode 3", "not 6 bytes long",
    ),
    "a jump": (ALWAYS + messages.verdict(-3, b"Zed"), " -j Zed", ""),
    "a jump to what legacy tables have built in": (ALWAYS + messages.verdict(-3, b"FORWARD"), " -j FORWARD", ""),
    "tracing": (ALWAYS + TRACE, " -j TRACE", ""),
}  # fmt: skip
FOREIGN = {
    "without all": ACCEPT,
    "without the hardware": SIX + FOUR + ACCEPT,
    "without the length of hardware addresses": HARDWARE + FOUR + ACCEPT,
    "without the length of protocol addresses": HARDWARE + SIX + ACCEPT,
    "both lengths at once": HARDWARE + payload(1, 4, 2) + compare(b"\6\4") + ACCEPT,
    "long hardware addresses": HARDWARE + payload(1, 4, 1) + compare(b"\x14") + FOUR,
    "long protocol addresses": HARDWARE + SIX + payload(1, 5, 1) + compare(b"\x10"),
    "other protocol addresses": HARDWARE + SIX + payload(1, 5, 1) + compare(b"\4", 1),
    "a part of a length": HARDWARE + SIX + payload(1, 5, 1) + masked(b"\xff") + compare(b"\4"),
    "a mask that leaves the end of an address out": ALWAYS + payload(1, 8, 6) + masked(b"\xff\xff\xff\0\0\0")
    + compare(b"\0\x11\x22\0\0\0"),
    "a masked operation": ALWAYS + payload(1, 6, 2) + masked(b"\0\1") + compare(b"\0\1"),
    "an operation twice": ALWAYS + (payload(1, 6, 2) + compare(b"\0\1")) * 2,
    "more than an address": ALWAYS + payload(1, 14, 6) + compare(bytes(6)),
    "two addresses": ALWAYS + payload(1, 8, 10) + compare(bytes(10)),
    "a byte within an address": ALWAYS + payload(1, 15, 1) + compare(b"\0"),
    "less than it loads": ALWAYS + SENDER + compare(b"\0\0"),
    "an address as a range": ALWAYS + SENDER + messages.ranged(bytes(4), b"\0\0\0\7"),
    "a mark": ALWAYS + meta(3) + compare(b"\3\0\0\0"),
    "a protocol of IP": ALWAYS + meta(16) + compare(b"\6"),
    "ports": ALWAYS + payload(2, 0, 2) + compare(b"\0\x16"),
    "a match": ALWAYS + expression("match", attribute(1, b"ttl\0"), attribute(2, 0), attribute(3, bytes(8))),
    "a limit": ALWAYS + expression("limit", attribute(1, bytes(7) + b"\7"), attribute(2, bytes(7) + b"\x3c"),
                                   attribute(3, 5)),
    "a log": ALWAYS + expression("log", attribute(1, b"\0\3")),
    "a goto": ALWAYS + messages.verdict(-4, b"Zed"),
    "a jump to what is not there": ALWAYS + messages.verdict(-3, b"Zod"),
}  # fmt: skip
CHAINS = b"".join(messages.chain(name, family=ARP) for name in ("Zed", "FORWARD")) + messages.chain(
    "INPUT", family=ARP, hook=0)  # fmt: skip


def rule(*expressions: bytes) -> bytes:
    return messages.rule(*expressions, family=ARP)


def opened(content: bytes) -> NftRules:
    (found,) = read_rules(open_source("rules.nl", data=content, answers=True))
    return found


def read(content: bytes) -> list[tuple[str, str]]:
    """(text, what is told instead or beside it) of the rules of INPUT."""
    (table,) = opened(CHAINS + content).tables
    assert table.origin is not None
    texts = rule_texts(table, Context("arp", LP64_LE, debian_12(), (1, 8, 9), nft=True))
    chain = next(chain for chain in table.chains if chain.name == b"INPUT")
    told = {**table.origin.foreign, **table.origin.hidden}
    return [("" if at in table.origin.foreign else texts[at], told.get(at, "")) for at in range(chain.start, chain.end)]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_arptables_writes_is_read_back(name: str) -> None:
    expressions, text, hidden = WRITTEN[name]
    ((got, told),) = read(rule(expressions))
    assert got == text
    assert hidden in told
    assert bool(hidden) == bool(told)


@pytest.mark.parametrize("name", FOREIGN)
def test_what_arptables_does_not_write_is_told_whole(name: str) -> None:
    ((text, told),) = read(rule(FOREIGN[name]))
    assert text == ""
    assert told.startswith("not written by iptables (")
    assert told.count("[") == FOREIGN[name].count(b"\1\x80")


def test_read_together_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import random

    random_ = random.Random(7)
    shapes = [*(one for one, _, _ in WRITTEN.values()), *FOREIGN.values()]
    rules = [rule(varied(shape, random_) if at % 3 else shape) for shape in shapes for at in range(60)]
    rules += [rule(ALWAYS + SENDER + compare(bytes((10, 0, 0, at))) + counter(at, at) + DROP) for at in range(200)]
    random_.shuffle(rules)
    _, together = both_ways(monkeypatch, CHAINS + b"".join(rules))
    assert together >= 500


def test_a_chain_called_forward_is_of_no_hook() -> None:
    """Where somebody made one; else it stands in the table as in a legacy one, and in no text."""
    (table,) = opened(CHAINS + messages.rule(ACCEPT, chain="FORWARD", family=ARP)).tables
    assert [(chain.name, chain.hook) for chain in table.chains if chain.name == b"FORWARD"] == [(b"FORWARD", None)]
    (table,) = opened(messages.chain("INPUT", family=ARP, hook=0)).tables
    assert [chain.name for chain in table.chains] == [b"INPUT", b"OUTPUT", b"FORWARD"]
    assert [chain.name for chain in table.saved_chains] == [b"INPUT", b"OUTPUT"]


def test_without_a_dump_of_chains(iptblob: Run, tmp_path: Path) -> None:
    path = tmp_path / "rules.nl"
    path.write_bytes(rule(ALWAYS + ACCEPT) + messages.rule(ALWAYS + DROP, chain="FORWARD", family=ARP))
    done = iptblob("show", path)
    assert plain(done.out) == [b"*filter", b":INPUT -", b":OUTPUT -", b":FORWARD -", b"-A INPUT -j ACCEPT",
                               b"-A FORWARD -j DROP"]  # fmt: skip
    assert done.status == 2


def test_no_other_table_of_arp_is_one_of_arptables(iptblob: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.nl"
    path.write_bytes(CHAINS + rule(ALWAYS + ACCEPT) + messages.rule(ALWAYS + DROP, table="nat", family=ARP))
    done = iptblob("show", path)
    assert "nf_tables arp nat: not a table of iptables, ip6tables or arptables" in done.text
    assert done.status == 2


def test_a_table_of_inet_is_of_no_arp_packet(iptblob: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.nl"
    chains = messages.chain("INPUT", family=ARP, hook=0) + messages.chain("in", table="own", family=1, hook=1)
    path.write_bytes(chains + rule(ALWAYS + ACCEPT) + messages.rule(DROP, chain="in", table="own", family=1))
    done = iptblob("show", path, "--family", "arp")
    assert (done.status, done.err) == (0, "")
    assert "1 rule of nf_tables inet own: NOT READ" in iptblob("show", path).err


def test_validate_asks_the_targets_of_arp_and_not_what_is_a_setting(iptblob: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.nl"
    path.write_bytes(CHAINS + rule(ALWAYS + TRACE))
    assert iptblob("validate", path).status == 0
    classify = expression("target", attribute(1, b"CLASSIFY\0"), attribute(2, 0), attribute(3, bytes(8)))
    hides = ALWAYS + payload(1, 8, 2) + compare(MAC[:2])
    path.write_bytes(CHAINS + rule(hides + classify))  # which the kernel takes in OUTPUT and FORWARD alone
    done = iptblob("validate", path)
    assert done.status == 1
    assert "CLASSIFY" in done.text


def test_what_a_text_hides_is_compared(iptblob: Run, tmp_path: Path) -> None:
    """Rules that arptables-nft-save prints alike differ, and the difference is said."""
    a, b = tmp_path / "a.nl", tmp_path / "b.nl"
    for path, octets in ((a, MAC[:2]), (b, MAC[1:3])):
        path.write_bytes(CHAINS + rule(ALWAYS + payload(1, 8, 2) + compare(octets) + ACCEPT))
    assert iptblob("diff", a, a).status == 0
    done = iptblob("diff", a, b)
    assert done.status == 1
    assert "data=0x0011" in done.text
    assert "data=0x1122" in done.text


def test_that_hardware_is_ethernet_counts_within_one_back_end(tmp_path: Path, iptblob: Run) -> None:
    a, b = tmp_path / "a.nl", tmp_path / "b.nl"
    a.write_bytes(CHAINS + rule(ALWAYS + ACCEPT))
    b.write_bytes(CHAINS + rule(payload(1, 0, 2) + compare(b"\0\1", 1) + SIX + FOUR + ACCEPT))
    assert iptblob("diff", a, b).status == 1


def test_generated_rules_in_both_back_ends(iptblob: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line as arptables-nft-save prints it; and what legacy arptables took too differs in nothing."""
    live.need(root=True)
    done = live.run([sys.executable, str(Path(__file__).with_name("load_arp.py")), str(tmp_path)], timeout=300)
    assert done.returncode == 0, done.stderr
    counts = json.loads((tmp_path / "counts.json").read_text())
    shown = iptblob("show", "-c", "--backend", "nft", "--family", "arp", tmp_path / "nft.iptb")
    got, saved = plain(shown.out), plain((tmp_path / "save").read_bytes())
    assert [pair for pair in zip(got, saved, strict=True) if pair[0] != pair[1]] == []
    lines = sum(b" -A " in line for line in got)
    assert lines == counts["rules"] >= 6_000
    assert "not written by iptables" not in shown.err
    snapshot = tmp_path / "nft.iptb"
    compared = iptblob("diff", "--backend", "legacy:nft", "--format", "json", snapshot, snapshot)
    found = json.loads(compared.out)["changes"]
    told = [one for one in found if one.get("chain") not in ("strange", "Zed")]
    assert told == []
    assert counts["both"] >= 4_000
    assert len(found) > counts["rules"] - counts["both"]  # the rules of these chains are nowhere else
    with capsys.disabled():
        print(f"\n{lines:,} lines equal to those of arptables-nft-save, {counts['both']:,} rules equal to legacy ones")
