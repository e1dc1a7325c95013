"""Payloads no kernel takes: numbers beyond arrays and tables, strings without end. Words, never an error."""

from __future__ import annotations

import random

import pytest

from iptblob.abi import ABIS, ILP32_BE, LP64_BE
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS
from tests.ext.payloads import printed

KEYS = sorted(key for key in SPECS if key[1] not in ("", "ERROR"))


@pytest.mark.parametrize("key", KEYS, ids=lambda key: "-".join(map(str, key)))
def test_any_bytes_have_words(key: tuple[str, str, int, str]) -> None:
    kind, name, revision, family = key
    rnd = random.Random(f"any bytes {key}")
    for abi in ABIS.values():
        size = layout_of(SPECS[key], abi).size
        for payload in (bytes(size), b"\xff" * size, b"\x80" * size, *(rnd.randbytes(size) for _ in range(20))):
            words = printed(kind, name, revision, family, abi=abi, payload=payload)
            assert len(words) < 50_000
            assert words.encode("latin-1")


def test_bpf_length_beyond_the_array_prints_the_array() -> None:
    text = printed("match", "bpf", 0, num_bpf_program=65535)
    assert text.startswith('bpf --bytecode "65535,0 0 0 0,')
    assert text.count(",") == 64
    assert text.endswith('0 0 0 0"')


def test_bpf_without_instructions_leaves_the_quote_open() -> None:
    assert printed("match", "bpf", 1) == 'bpf --bytecode "0,'


def test_bpf_instructions_follow_the_byte_order() -> None:
    """Revision 1 keeps them as bytes: code 6 (return), k 1."""
    program = bytes.fromhex("0006 00 00 00000001")
    for abi in (LP64_BE, ILP32_BE):
        assert printed("match", "bpf", 1, abi=abi, num_bpf_program=1, program=program) == 'bpf --bytecode "1,6 0 0 1"'


def test_bpf_mode_nobody_prints() -> None:
    assert printed("match", "bpf", 1, mode=2, fd=5) == "bpf [unknown mode 2]"


def test_cgroup_union_is_a_class_id_in_host_order() -> None:
    classid = bytes.fromhex("00100001")
    assert printed("match", "cgroup", 2, abi=LP64_BE, has_classid=1, path=classid) == "cgroup --cgroup 1048577"
    assert printed("match", "cgroup", 2, has_classid=1, path=classid[::-1]) == "cgroup --cgroup 1048577"


def test_comment_of_256_bytes_loses_the_last_one() -> None:
    assert printed("match", "comment", 0, comment=b"c" * 256) == "comment --comment " + "c" * 255


def test_hl_mode_beyond_the_table_is_its_number() -> None:
    assert printed("match", "hl", 0, "ipv6", mode=4, hop_limit=64) == "hl 4 64"


def test_options_beyond_the_array_are_not_read() -> None:
    text = printed("match", "dst", 0, "ipv6", flags=2, num_opts=255, opts=[0x01FF] * 16)
    assert text == "dst --dst-opts " + ",".join(["1"] * 16)


def test_dccp_types_above_invalid_are_numbers() -> None:
    assert printed("match", "dccp", 0, flags=4, typemask=0x8002) == "dccp --dccp-types RESPONSE,15"
    assert printed("match", "dccp", 0, flags=4, typemask=0xFC01) == "dccp --dccp-types REQUEST,INVALID"
