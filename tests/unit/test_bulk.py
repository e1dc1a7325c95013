"""Bulk words are a short cut: they must say what the words of single payloads say."""

from __future__ import annotations

import random

import pytest

from iptblob import ext
from iptblob.abi import ABIS, Abi
from iptblob.ext.base import Context
from iptblob.ext.names import debian_12
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS

KEYS = [
    key for key in sorted(SPECS) if (found := ext.find(key[0], key[1])) is not None and found.bulk_for(key[2], key[3])
]


def payload(choice: random.Random, size: int) -> bytes:
    """Bytes such as real payloads hold: small numbers, full ranges, and now and then anything."""
    kinds = [bytes(size), choice.randbytes(size), b"\xff" * size]
    kinds += [bytes(choice.choice((0, 0, 1, 2, 3, 0x22, 0x41, 0xFF)) for _ in range(size)) for _ in range(3)]
    pieces = [choice.choice(kinds)[at : at + 4] for at in range(0, size, 4)]
    return b"".join(pieces)[:size]


def test_there_are_some() -> None:
    assert {key[1] for key in KEYS} >= {"comment", "tcp", "udp", "mark", "MARK", "DNAT"}


@pytest.mark.parametrize("abi", ABIS.values(), ids=ABIS)
@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[1]}-{key[2]}-{key[3]}")
@pytest.mark.parametrize("version", [(1, 8, 9), (1, 8, 11)], ids=["1.8.9", "1.8.11"])
def test_bulk_equals_words(key: tuple[str, str, int, str], abi: Abi, version: tuple[int, int, int]) -> None:
    kind, name, revision, family = key
    layout = layout_of(SPECS[key], abi)
    found = ext.find(kind, name)
    assert found is not None
    bulk, words = found.bulk_for(revision, family), found.words_for(revision, family)
    assert bulk is not None
    assert words is not None
    context = Context(family, abi, debian_12(), version)
    choice = random.Random(f"{key} {abi.name}")
    rows = columns.as_bytes(b"".join(payload(choice, layout.size) for _ in range(600))).reshape(600, -1)
    short = bulk(" -x NAME", columns.fields_of(layout, abi, rows), context)
    assert short == [f" -x NAME{words(row, context)}" for row in columns.decode(layout, abi, rows)]
    assert len(set(short)) > 20
