"""Bulk words are a short cut: they must say what the words of single payloads say."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iptblob import extensions
from iptblob.abi import ABIS, LP64_LE, Abi
from iptblob.extensions import cells
from iptblob.extensions.base import Context, ipv4, quoted
from iptblob.names import debian_12
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS
from iptblob.words.head import ipv4_addresses, ipv4_cells

KEYS = [
    key for key in sorted(SPECS) if (found := extensions.find(*key[:2])) is not None and found.bulk_for(*key[2:])
]


def payload(choice: random.Random, size: int) -> bytes:
    """Bytes such as real payloads hold: small numbers, full ranges, and now and then anything."""
    kinds = [bytes(size), choice.randbytes(size), b"\xff" * size]
    kinds += [bytes(choice.choice((0, 0, 1, 2, 3, 0x22, 0x41, 0xFF)) for _ in range(size)) for _ in range(3)]
    pieces = [choice.choice(kinds)[at : at + 4] for at in range(0, size, 4)]
    return b"".join(pieces)[:size]


def as_usual(name: str, records: np.ndarray, choice: random.Random) -> None:
    """Give some records the form that bulk words are made for."""
    for field in set(records.dtype.names or ()) & {"option", "flg_mask", "flg_cmp", "invflags", "invert"}:
        records[field] = 0
    for record in records:
        if name in ("tcp", "udp"):
            for ports in ("src_ports", "dst_ports"):
                record[ports] = choice.choice(((0, 0xFFFF), (choice.randrange(1 << 16),) * 2))
        elif name == "mark":
            record["mask"] = 0xFFFFFFFF
        elif name == "DNAT":
            record["flags"] = choice.choice((1, 3))
            record["max_addr"], record["max_port"] = record["min_addr"], record["min_port"]


def test_there_are_some() -> None:
    assert {key[1] for key in KEYS} >= {"comment", "tcp", "udp", "mark", "MARK", "DNAT"}


@pytest.mark.parametrize("abi", ABIS.values(), ids=ABIS)
@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[1]}-{key[2]}-{key[3]}")
@pytest.mark.parametrize("version", [(1, 8, 9), (1, 8, 11)], ids=["1.8.9", "1.8.11"])
def test_bulk_equals_words(key: tuple[str, str, int, str], abi: Abi, version: tuple[int, int, int]) -> None:
    kind, name, revision, family = key
    layout = layout_of(SPECS[key], abi)
    found = extensions.find(kind, name)
    assert found is not None
    bulk, words = found.bulk_for(revision, family), found.words_for(revision, family)
    assert bulk is not None
    assert words is not None
    context = Context(family, abi, debian_12(), version)
    choice = random.Random(f"{key} {abi.name}")
    rows = columns.as_bytes(b"".join(payload(choice, layout.size) for _ in range(600))).reshape(600, -1).copy()
    as_usual(name, columns.view(layout, abi, rows)[::2], choice)
    made, usual = bulk(columns.view(layout, abi, rows), context)
    short = np.array(cells.strings(made), dtype=object)[usual].tolist()
    slow = [words(row, context) for row in columns.decode(layout, abi, rows[usual])]
    assert short == slow
    assert len(set(short)) > 20 or (name, family) == ("DNAT", "ipv6")


numbers = st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 300), max_size=20)
texts = st.lists(st.binary(max_size=24), min_size=1, max_size=20)


@given(numbers)
def test_numbers(values: list[int]) -> None:
    column = np.array(values, dtype=np.uint64)
    assert cells.strings(cells.decimal(column)) == [str(value) for value in values]
    assert cells.strings(cells.hexadecimal(column)) == [f"0x{value:x}" for value in values]


@given(st.lists(st.binary(min_size=4, max_size=4), min_size=1, max_size=20))
def test_addresses(values: list[bytes]) -> None:
    rows = columns.as_bytes(b"".join(values)).reshape(-1, 4)
    assert cells.strings(cells.dotted(rows)) == [ipv4(value) for value in values]


@given(texts)
def test_quotes(values: list[bytes]) -> None:
    rows = np.array(values, dtype="S32").view(np.uint8).reshape(-1, 32)
    made, done = cells.quoted(rows)
    slow = [quoted(value.partition(b"\0")[0]) for value in values]
    expected = [text for text, one in zip(slow, done.tolist(), strict=True) if one]
    assert cells.strings(made[done]) == expected
    assert all("\\" in text for text, one in zip(slow, done.tolist(), strict=True) if not one)


def test_texts_that_make_no_matrix() -> None:
    assert cells.strings(cells.of_texts(["a", "", "\xff-b"])) == ["a", "", "\xff-b"]
    with pytest.raises(cells.WidthError):
        cells.of_texts(["a\0b"])
    for long in (["a" * (cells.WIDEST + 1)], ["a" * cells.WIDEST] * (cells.MOST // cells.WIDEST + 1)):
        with pytest.raises(cells.WidthError):
            cells.of_texts(long)


addresses = st.sampled_from([b"\0" * 4, b"\xff" * 4, b"\xff\xff\0\0", b"\xff\0\xff\0", b"\x0a\1\2\3"]) | st.binary(
    min_size=4, max_size=4
)


@given(st.lists(st.tuples(addresses, addresses, addresses, addresses, st.integers(0, 0x7F)), min_size=1, max_size=20))
def test_heads(rows: list[tuple[bytes, bytes, bytes, bytes, int]]) -> None:
    dtype = [(name, "V4") for name in ("src", "dst", "smsk", "dmsk")]
    records = np.array([tuple(np.void(value) for value in row[:4]) for row in rows], dtype=dtype)
    inverts = np.array([row[4] for row in rows], dtype=np.uint8)
    fields = [list(column) for column in zip(*(row[:4] for row in rows), strict=True)]
    context = Context("ipv4", LP64_LE, debian_12())
    assert cells.strings(ipv4_cells(records, inverts)) == ipv4_addresses(fields, inverts.tolist(), context)
