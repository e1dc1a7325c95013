"""Rules of nf_tables through the Python API: the same objects, with places in the dump."""

from __future__ import annotations

import zipfile

import pytest

import iptblob
from iptblob.errors import UsageError
from tests.conftest import SAMPLES
from tests.nft.test_show import plain

MIXED = SAMPLES / "nft" / "mixed" / "mixed.iptb"


def test_both_back_ends_side_by_side() -> None:
    mixed = iptblob.open(MIXED)
    assert {table.backend for table in mixed.tables} == {"legacy"}
    assert {table.backend for table in mixed.nft_tables} == {"nf_tables"}
    one, other = mixed.table("filter"), mixed.table("filter", backend="nft")
    assert one.chain("INPUT").hook == other.chain("INPUT").hook == "INPUT"
    assert [native.label for native in mixed.natives] == ["inet guard"]
    with pytest.raises(UsageError, match="no tables ipv4 raw"):
        mixed.table("raw", backend="nft")
    with pytest.raises(UsageError, match="no back-end"):
        mixed.table("filter", backend="nftables")


def test_texts_are_those_of_iptables_nft_save() -> None:
    mixed = iptblob.open(MIXED)
    texts = "".join(table.text(counters=True) for table in mixed.nft_tables)
    assert plain(texts.encode()) == plain((MIXED.parent / "expected" / "mixed.ipv4.save").read_bytes())


def test_a_rule_knows_the_byte_of_its_message() -> None:
    with zipfile.ZipFile(MIXED) as archive:
        (member,) = (name for name in archive.namelist() if name.endswith("/nft/rules.nl"))
        dump = archive.read(member)
    for table in iptblob.open(MIXED).nft_tables:
        for rule in table.rules:
            size = int.from_bytes(dump[rule.file_offset : rule.file_offset + 4], "little")
            message = dump[rule.file_offset : rule.file_offset + size]
            assert message[4:6] == b"\x06\x0a"  # NFT_MSG_NEWRULE
            assert rule.chain.name.encode() + b"\0" in message


def test_verdicts_and_what_there_is_not() -> None:
    table = iptblob.open(MIXED).table("nat", backend="nft")
    assert table.validate().accepted
    assert table.validate("6.1").kind == "nf_tables"
    with pytest.raises(UsageError, match="in no layout"):
        table.convert("i386")
    assert iptblob.open(SAMPLES / "docker" / "docker.iptb").nft_tables == ()
