"""Rules that are read together are the same bytes as rules that are read one by one."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from iptblob.nftables import NftRules, alike, read_rules
from iptblob.reading.opening import open_source
from tests.nft import messages
from tests.nft.messages import ACCEPT, counter, rule
from tests.nft.test_rules import FOREIGN, WRITTEN

DATA = Path(__file__).parent / "data"
CHAINS = messages.chain("INPUT", hook=1) + messages.chain("Zed") + messages.chain("Zod")


def both_ways(monkeypatch: pytest.MonkeyPatch, content: bytes, name: str = "rules.nl") -> tuple[NftRules, int]:
    """The rules as read together, after they were found equal to those read one by one; how many were read together."""
    together = 0

    def counted(*given: object) -> list[alike.AlikeRules]:
        nonlocal together
        groups = list(original(*given))  # type: ignore[arg-type]
        together += sum(len(group.rules) for group in groups)
        return groups

    original = alike.alike
    monkeypatch.setattr("iptblob.nftables.table.alike", counted)
    (quick,) = read_rules(open_source(name, data=content, answers=True))
    monkeypatch.setattr(alike, "FEWEST", 1 << 30)
    before = together
    (slow,) = read_rules(open_source(name, data=content, answers=True))
    monkeypatch.undo()
    assert together == before
    for one, other in zip(quick.tables, slow.tables, strict=True):
        assert bytes(one.data) == bytes(other.data)
        assert one.hooks == other.hooks
        assert one.origin is not None
        assert other.origin is not None
        assert (one.origin.places, one.origin.foreign, one.origin.hidden) == (
            other.origin.places, other.origin.foreign, other.origin.hidden)  # fmt: skip
    return quick, together


def _port(protocol: int, port: bytes, operator: int = 0) -> bytes:
    kind = messages.meta(16) + messages.compare(bytes([protocol]))
    return kind + messages.payload(2, 2, 2) + messages.compare(port, operator)


def varied(expressions: bytes, random_: random.Random) -> bytes:
    """The same with one byte of a value changed, or of anything else."""
    octets = bytearray(expressions)
    for _ in range(random_.choice((1, 1, 2, 5))):
        octets[random_.randrange(len(octets))] = random_.choice((0, 1, 0xFF, 0x49, random_.randrange(256)))
    return bytes(octets)


def test_all_shapes_with_all_values(monkeypatch: pytest.MonkeyPatch) -> None:
    random_ = random.Random(5)
    shapes = [*(one for one, _ in WRITTEN.values()), *FOREIGN.values()]
    rules = [rule(varied(shape, random_) if at % 3 else shape) for shape in shapes for at in range(60)]
    random_.shuffle(rules)
    _, together = both_ways(monkeypatch, CHAINS + b"".join(rules))
    assert together >= 500


def test_ports_counters_names_and_jumps_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = []
    for number in range(300):
        port = _port((6, 17)[number % 4 > 1], struct.pack(">H", number * 211 % 65536), number % 2)
        name = messages.meta(6) + messages.compare(b"eth%d\0" % (number % 10) if number % 7 else b"INVAL/D\0"[:6])
        goal = messages.verdict(-3, (b"Zed", b"Zod", b"Zad")[number % 3])  # there is no chain Zad
        rules.append(rule(port + name + counter(number, number << 33) + goal))
        named = messages.compare((b"INVAL/D\0", b"wlan-00\0")[number % 5 > 0])
        rules.append(rule(messages.meta(6) + named + ACCEPT))
    found, together = both_ways(monkeypatch, CHAINS + b"".join(rules))
    assert together >= 500
    assert found.foreign == 100


@pytest.mark.parametrize("sample", sorted(DATA.glob("*.iptb")), ids=lambda path: path.stem)
def test_captures(monkeypatch: pytest.MonkeyPatch, sample: Path) -> None:
    both_ways(monkeypatch, sample.read_bytes(), str(sample))


@pytest.mark.parametrize("order", "<>")
def test_both_byte_orders(monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    for writer in (messages.attribute, messages.message):
        monkeypatch.setitem(writer.__kwdefaults__, "order", order)  # type: ignore[attr-defined]
    rules = [rule(_port(6, struct.pack(">H", number)) + messages.verdict(1)) for number in range(64)]
    content = messages.chain("INPUT", hook=1) + b"".join(rules)
    found, together = both_ways(monkeypatch, content)
    assert together == 64
    assert found.tables[0].abi.order == order
