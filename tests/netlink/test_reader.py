"""The reader of netlink answers: what is well formed, what is not, and what of it lasts."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from iptblob.abi import LP64_BE, LP64_LE, Abi
from iptblob.netlink import DamagedError, Nest, read_messages
from iptblob.netlink.attributes import MAX_DEPTH, body_of
from iptblob.netlink.state import state_hash
from iptblob.netlink.survey import count_messages, count_rules

# written by hand after include/uapi/linux/netlink.h and nf_tables.h, in the byte order of the machine
ORDERS = [LP64_LE, LP64_BE]


def attr(abi: Abi, kind: int, value: bytes) -> bytes:
    return struct.pack(f"{abi.order}HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)


def message(abi: Abi, kind: int, body: bytes, sequence: int = 1) -> bytes:
    return struct.pack(f"{abi.order}IHHII", 16 + len(body), kind, 2, sequence, 4711) + body + bytes(-len(body) % 4)


def expression(abi: Abi, name: str, data: bytes = b"") -> bytes:
    return attr(abi, 1 | 0x8000, attr(abi, 1, name.encode() + b"\0") + attr(abi, 2 | 0x8000, data))


def counter(abi: Abi, packets: int) -> bytes:
    return expression(
        abi, "counter", attr(abi, 1, struct.pack(">Q", packets * 60)) + attr(abi, 2, struct.pack(">Q", packets))
    )


def rule(
    abi: Abi, expressions: bytes, table: str = "filter", handle: int = 5, family: int = 2, generation: int = 9
) -> bytes:
    body = struct.pack(">BBH", family, 0, generation) + attr(abi, 1, table.encode() + b"\0") + attr(abi, 2, b"INPUT\0")
    body += attr(abi, 3, struct.pack(">Q", handle)) + attr(abi, 4 | 0x8000, expressions)
    return message(abi, 0xA06, body)


DONE = {abi.name: message(abi, 3, bytes(4)) for abi in ORDERS}


@pytest.mark.parametrize("abi", ORDERS, ids=lambda abi: abi.name)
def test_messages_and_nested_attributes(abi: Abi) -> None:
    data = rule(abi, counter(abi, 7) + expression(abi, "immediate")) + DONE[abi.name]
    first, last = read_messages(data, abi)
    assert (first.kind, first.is_content, last.kind, last.is_content) == (0xA06, True, 3, False)
    nest = body_of(data, first, "nfgenmsg", abi)
    assert nest.text(1) == b"filter"
    assert nest.number(3) == 5
    assert nest.value(99) is None
    listed = nest.nest(4)
    assert listed is not None
    assert [listed.inside(one).text(1) for one in listed.attributes] == [b"counter", b"immediate"]
    data_of = listed.inside(listed.attributes[0]).nest(2)
    assert data_of is not None
    assert data_of.number(2) == 7
    place = data_of.attributes[1]
    assert data[place.start : place.end] == struct.pack(">Q", 7)


@pytest.mark.parametrize("abi", ORDERS, ids=lambda abi: abi.name)
def test_what_does_not_fit_is_named_with_its_byte(abi: Abi) -> None:
    whole = rule(abi, counter(abi, 1))
    for wrong, at in (
        (whole + b"\0" * 7, len(whole)),
        (whole[:-4], 0),
        (whole + struct.pack(f"{abi.order}IHHII", 9, 0, 0, 0, 0), len(whole)),
    ):
        with pytest.raises(DamagedError) as caught:
            list(read_messages(wrong, abi))
        assert caught.value.offset == at
    inner = Nest(b"\0" * 4 + struct.pack(f"{abi.order}HH", 40, 1), 4, 8, abi)
    with pytest.raises(DamagedError, match="40 bytes, 4 are left") as caught:
        _ = inner.attributes
    assert caught.value.offset == 4


def test_nesting_has_an_end() -> None:
    nest = Nest(b"", 0, 0, LP64_LE)
    for _ in range(MAX_DEPTH):
        nest = Nest(nest.data, 0, 0, LP64_LE, nest.depth + 1)
    with pytest.raises(DamagedError, match="deep"):
        Nest(b"", 0, 0, LP64_LE, nest.depth + 1)
    content = b""
    for _ in range(2000):  # a dynset in a dynset in a dynset
        content = attr(LP64_LE, 1, b"dynset\0") + attr(LP64_LE, 2, attr(LP64_LE, 7, content))
    with pytest.raises(DamagedError):
        state_hash(rule(LP64_LE, attr(LP64_LE, 1, content[:60000])), LP64_LE)


@pytest.mark.parametrize("abi", ORDERS, ids=lambda abi: abi.name)
def test_counters_handles_and_generation_do_not_count_and_all_else_does(abi: Abi) -> None:
    plain = rule(abi, counter(abi, 1) + expression(abi, "immediate", attr(abi, 1, bytes(4))))
    same = rule(abi, counter(abi, 99) + expression(abi, "immediate", attr(abi, 1, bytes(4))), handle=6, generation=1)
    other = rule(abi, counter(abi, 1) + expression(abi, "immediate", attr(abi, 1, b"\0\0\0\1")))
    assert state_hash(plain, abi) == state_hash(same, abi) == state_hash(plain + DONE[abi.name], abi)
    different = (other, rule(abi, counter(abi, 1), table="nat"), plain + plain, rule(abi, b"", family=10))
    assert len({state_hash(one, abi) for one in (plain, *different)}) == 5


def elements(abi: Abi, name: str, *keys: int) -> bytes:
    listed = b"".join(
        attr(abi, 1 | 0x8000, attr(abi, 1, attr(abi, 1, bytes([10, 0, 0, key]))) + attr(abi, 5, struct.pack(">Q", key)))
        for key in keys
    )
    body = (
        struct.pack(">BBH", 2, 0, 0) + attr(abi, 1, b"t\0") + attr(abi, 2, name.encode() + b"\0") + attr(abi, 3, listed)
    )
    return message(abi, 0xA0C, body)


def test_elements_of_a_set_have_no_order() -> None:
    abi = LP64_LE
    together = state_hash(elements(abi, "s", 1, 2, 3), abi)
    assert together == state_hash(elements(abi, "s", 3) + elements(abi, "s", 2, 1), abi)
    assert together != state_hash(elements(abi, "s", 1, 2), abi)
    assert together != state_hash(elements(abi, "r", 1, 2, 3), abi)


def test_who_wrote_a_rule() -> None:
    abi = LP64_LE
    for data, iptables in (
        (rule(abi, counter(abi, 1) + expression(abi, "immediate")), 1),
        (rule(abi, expression(abi, "immediate")), 0),  # iptables counts always
        (rule(abi, counter(abi, 1), table="own"), 0),
        (rule(abi, counter(abi, 1), family=1), 0),
        (rule(abi, counter(abi, 1) + expression(abi, "ct")), 0),
        (rule(abi, expression(abi, "match"), table="own"), 1),  # nft itself cannot write one
    ):
        found = count_rules(data, abi)
        assert (found.iptables, found.native) == (iptables, 1 - iptables)
        assert count_messages(data + DONE[abi.name], abi) == 1


def test_mutated_answers_are_read_or_refused() -> None:
    """No other exception, whatever the bytes."""
    abi, chance = LP64_LE, random.Random(12)
    whole = rule(abi, counter(abi, 1) + expression(abi, "dynset", attr(abi, 10, counter(abi, 2)))) + elements(
        abi, "s", 1, 2
    )
    refused = 0
    for _ in range(4000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 4, 255, chance.randrange(256)))
        for read in (state_hash, count_rules, count_messages):
            try:
                read(bytes(data[: chance.randint(0, len(data))] if chance.random() < 0.2 else data), abi)
            except DamagedError:
                refused += 1
    assert refused > 1000


def test_a_real_dump_reads_the_same_in_pieces(tmp_path: Path) -> None:
    """Each message of a stored capture alone hashes as it does among others of its table."""
    from iptblob.snapshot import read_snapshot

    snapshot = read_snapshot(Path(__file__).parents[1] / "data" / "schema-2.iptb")
    names = [name for name in snapshot.members if name.endswith(".nl")]
    assert len(names) > 10
    for name in names:
        data = snapshot.read(name)
        pieces = [data[one.at : one.end] for one in read_messages(data, LP64_LE)]
        assert sum(count_messages(piece, LP64_LE) for piece in pieces) == count_messages(data, LP64_LE)
        state_hash(data, LP64_LE)
