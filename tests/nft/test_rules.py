"""Rules of nf_tables against what iptables-nft-save 1.8.9 printed of them, and against being misread."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from iptblob.abi import LP64_LE
from iptblob.extensions.base import Context
from iptblob.names import debian_12
from iptblob.nftables import read_rules
from iptblob.reading.opening import open_source
from iptblob.words.save import rule_texts
from tests.nft import messages
from tests.nft.messages import ACCEPT, DROP, attribute, compare, counter, data, expression, masked, meta, payload, rule

TCP = meta(16) + compare(b"\x06")
SOURCE = payload(1, 12, 4)


def read(content: bytes) -> list[tuple[str, str]]:
    """(text, what is told instead or beside it) of the rules of INPUT in the first table."""
    (found,) = read_rules(open_source("rules.nl", data=content, answers=True))
    table = found.tables[0]
    assert table.origin is not None
    texts = rule_texts(table, Context(table.family.name, LP64_LE, debian_12(), (1, 8, 9), nft=True))
    chain = next(chain for chain in table.chains if chain.name == b"INPUT")
    told = {**table.origin.foreign, **table.origin.hidden}
    return [("" if at in table.origin.foreign else texts[at], told.get(at, "")) for at in range(chain.start, chain.end)]


WRITTEN = {
    "nothing": (counter(), ""),
    "verdict": (counter() + ACCEPT, " -j ACCEPT"),
    "address": (SOURCE + compare(bytes((10, 0, 0, 1))) + counter() + DROP, " -s 10.0.0.1/32 -j DROP"),
    "bytes of an address": (payload(1, 16, 2) + compare(b"\x0a\x01", 1) + DROP, " ! -d 10.1.0.0/16 -j DROP"),
    "mask": (SOURCE + masked(b"\xff\0\xff\0") + compare(b"\x01\0\x03\0"), " -s 1.0.3.0/255.0.255.0"),
    "interface": (meta(6) + compare(b"eth0\0") + ACCEPT, " -i eth0 -j ACCEPT"),
    "interface as nft writes it": (meta(6) + compare(b"eth0".ljust(16, b"\0")), " -i eth0"),
    "wildcard": (meta(7) + compare(b"eth", 1), " ! -o eth+"),
    "no interface": (meta(6) + compare(b"INVAL/D\0") + DROP, " ! -i + -j DROP"),
    "any interface": (meta(6) + counter() + DROP, " -j DROP"),
    "protocol": (meta(16) + compare(b"\x2f", 1), " ! -p gre"),
    "protocol as 1.8.11 writes it": (payload(1, 9, 1) + compare(b"\x11"), " -p udp"),
    "fragment": (payload(1, 6, 2) + masked(b"\x1f\xff") + compare(b"\0\0", 1), " -f"),
    "no fragment": (payload(1, 6, 2) + masked(b"\x1f\xff") + compare(b"\0\0"), " ! -f"),
    "port": (TCP + payload(2, 2, 2) + compare(b"\0\x16") + ACCEPT, " -p tcp -m tcp --dport 22 -j ACCEPT"),
    "both ports at once": (meta(16) + compare(b"\x11") + payload(2, 0, 4) + compare(b"\0\x44\0\x43"),
                           " -p udp -m udp --sport 68 --dport 67"),
    "ports from": (TCP + payload(2, 0, 2) + compare(b"\0\x05", 5), " -p tcp -m tcp --sport 5:65535"),
    "ports to": (TCP + payload(2, 0, 2) + compare(b"\0\x05", 3), " -p tcp -m tcp --sport 0:5"),
    "ports between": (TCP + payload(2, 0, 2) + compare(b"\0\x05", 5) + compare(b"\0\x09", 3),
                      " -p tcp -m tcp --sport 5:9"),
    "ports not between": (TCP + payload(2, 0, 2) + messages.ranged(b"\0\x05", b"\0\x09", 1),
                          " -p tcp -m tcp ! --sport 5:9"),
    "flags": (TCP + payload(2, 13, 1) + masked(b"\x17") + compare(b"\x02", 1),
              " -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN"),
    "mark": (meta(3) + compare(struct.pack("<I", 7)), " -m mark --mark 0x7"),
    "part of a mark": (meta(3) + masked(b"\xff\0\0\0") + compare(b"\x07\0\0\0", 1), " -m mark ! --mark 0x7/0xff"),
    "trace": (expression("immediate", attribute(1, 9), data(2, b"\1"))
              + expression("meta", attribute(2, 12), attribute(3, 9)), " -j TRACE"),
    "limit": (expression("limit", attribute(1, struct.pack(">Q", 7)), attribute(2, struct.pack(">Q", 60)),
                         attribute(3, 5), attribute(4, 0), attribute(5, 0)) + DROP, " -m limit --limit 7/min -j DROP"),
    "nflog": (expression("log", attribute(2, b"a b\0"), attribute(1, struct.pack(">H", 3)), attribute(3, 0),
                         attribute(4, struct.pack(">H", 7))),
              ' -j NFLOG --nflog-prefix "a b" --nflog-group 3 --nflog-size 0 --nflog-threshold 7'),
    "match": (expression("match", attribute(1, b"ttl\0"), attribute(2, 0), attribute(3, b"\0\x40".ljust(8, b"\0"))),
              " -m ttl --ttl-eq 64"),
    "unknown match": (expression("match", attribute(1, b"new\0"), attribute(2, 3), attribute(3, b"\1".ljust(8, b"\0"))),
                      " -m new [unknown revision 3, 8 bytes: 0100000000000000]"),
    "jump": (messages.verdict(-3, b"Zed"), " -j Zed"),
    "goto": (messages.verdict(-4, b"Zed"), " -g Zed"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_what_iptables_writes_is_read_back(name: str) -> None:
    expressions, text = WRITTEN[name]
    assert read(rule(expressions)) == [(text, "")]


FOREIGN = {
    "an expression of nft": expression("lookup", attribute(1, b"set\0"), attribute(2, 1)),
    "an unknown attribute": expression("cmp", attribute(1, 1), attribute(2, 0), data(3, b"x"), attribute(9, 0)),
    "an attribute twice": expression("counter", attribute(1, 0), attribute(2, 0), attribute(2, 1)),
    "compared without a load": compare(b"\0\0\0\0"),
    "loaded and not compared": SOURCE + ACCEPT,
    "another register": payload(1, 12, 4, register=2) + compare(b"\0\0\0\0", register=1),
    "an address twice": (SOURCE + compare(b"\0\0\0\1")) * 2,
    "less than an address": SOURCE + compare(b"\0\0\0\1", 2),
    "more than an address": payload(1, 12, 8) + compare(bytes(8)),
    "a cut comparison": SOURCE + compare(b"\0\0"),
    "another header field": payload(1, 8, 1) + compare(b"\x40"),
    "another header": payload(0, 6, 6) + compare(bytes(6)),
    "a mask with xor": SOURCE + masked(b"\xff" * 4, b"\1\0\0\0") + compare(b"\0\0\0\1"),
    "two masks": SOURCE + masked(b"\xff\0\0\0") + masked(b"\0\xff\0\0") + compare(b"\0\0\0\0"),
    "ports without a protocol": payload(2, 2, 2) + compare(b"\0\x16"),
    "ports of any protocol but one": meta(16) + compare(b"\x06", 1) + payload(2, 2, 2) + compare(b"\0\x16"),
    "ports of another protocol": meta(16) + compare(b"\x84") + payload(2, 2, 2) + compare(b"\0\x16"),
    "both ports but these": TCP + payload(2, 0, 4) + compare(b"\0\x44\0\x43", 1),
    "a port below 0": TCP + payload(2, 2, 2) + compare(b"\0\0", 2),
    "an interface with a hole": meta(6) + compare(b"et\0h0\0"),
    "a wildcard longer than any": meta(6) + compare(b"a" * 15),
    "a group of interfaces": meta(21) + compare(b"\0\0\0\1"),
    "over a limit": expression("limit", attribute(1, struct.pack(">Q", 7)), attribute(2, struct.pack(">Q", 60)),
                               attribute(3, 5), attribute(5, 1)),
    "bytes at a limit": expression("limit", attribute(1, struct.pack(">Q", 7)), attribute(2, struct.pack(">Q", 60)),
                                   attribute(3, 5), attribute(4, 1)),
    "a log of nft": expression("log", attribute(2, b"x\0")),
    "a queue": messages.verdict(3),
    "a jump to nowhere": messages.verdict(-3),
    "behind a verdict": ACCEPT + counter(),
    "two counters": counter() + counter(),
    "a mark set": expression("immediate", attribute(1, 1), data(2, b"\1\0\0\0"))
    + expression("meta", attribute(2, 3), attribute(3, 1)),
    "a damaged expression": attribute(1, b"\x03\0\1\0"),
    "the name that stands for foreign rules": expression("match", attribute(1, b"nf_tables\0"), attribute(2, 0),
                                                         attribute(3, b"x")),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_iptables_does_not_write_is_told_whole(name: str) -> None:
    """Neither as a rule with fewer conditions nor not at all."""
    ((text, told),) = read(rule(FOREIGN[name]))
    assert text == ""
    assert told.startswith("not written by iptables (")
    assert told.count("[") == FOREIGN[name].count(struct.pack("<H", 0x8001)) or name == "a damaged expression"


def test_a_port_compared_twice_is_printed_as_iptables_nft_save_does_and_told() -> None:
    twice = TCP + payload(2, 2, 2) + compare(b"\0\x50") + payload(2, 2, 2) + compare(b"\0\x51")
    ((text, told),) = read(rule(twice + ACCEPT))
    assert text == " -p tcp -m tcp --dport 81 -j ACCEPT"
    assert "compares a port twice" in told


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders(order: str) -> None:
    names = (attribute(1, b"filter\0", order=order), attribute(2, b"INPUT\0", order=order))
    accept = attribute(4, [attribute(1, [attribute(1, b"immediate\0", order=order), attribute(2, [
        attribute(1, 0, order=order), attribute(2, [attribute(2, [attribute(1, 1, order=order)], order=order)],
                                                order=order)], order=order)], order=order)], order=order)  # fmt: skip
    content = messages.message(messages.NEWRULE, 2, *names, accept, order=order)
    (found,) = read_rules(open_source("rules.nl", data=content, answers=True))
    table = found.tables[0]
    assert rule_texts(table, Context("ipv4", table.abi, debian_12(), (1, 8, 9), nft=True))[0] == " -j ACCEPT"


HERE = Path(__file__).parent / "data"


def test_a_rule_knows_the_byte_of_its_message() -> None:
    first, second = rule(ACCEPT), rule(SOURCE + compare(b"\0\0\0\1") + DROP)
    (found,) = read_rules(open_source("rules.nl", data=first + second, answers=True))
    origin = found.tables[0].origin
    assert origin is not None
    assert [place for place in origin.places if place >= 0] == [0, len(first)]
