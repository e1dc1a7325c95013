"""What iptables versions print differently."""

from __future__ import annotations

import pytest

from tests.ext.payloads import printed

V1_8_9, V1_8_10, V1_8_11 = (1, 8, 9), (1, 8, 10), (1, 8, 11)
EVERYTHING = [0, 0xFFFFFFFF]


@pytest.mark.parametrize(
    ("codes", "iptables", "expected"),
    [
        ([0, 255], V1_8_9, "icmp --icmp-type any"),
        ([0, 255], V1_8_11, "icmp --icmp-type any"),
        ([255, 255], V1_8_9, "icmp --icmp-type any"),
        ([255, 255], V1_8_10, "icmp --icmp-type 255/255"),
        ([0, 0], V1_8_11, "icmp --icmp-type 255/0"),
    ],
)
def test_icmp_type_255_is_any_with_all_codes_only_since_1_8_10(
    codes: list[int], iptables: tuple[int, int, int], expected: str
) -> None:
    assert printed("match", "icmp", 0, type=255, codes=codes, iptables=iptables) == expected


@pytest.mark.parametrize(
    ("name", "family", "field", "option"),
    [
        ("ah", "ipv4", "spis", "--ahspi"),
        ("ah", "ipv6", "spis", "--ahspi"),
        ("esp", "ipv4", "spis", "--espspi"),
        ("frag", "ipv6", "ids", "--fragid"),
        ("ipcomp", "ipv6", "spis", "--ipcompspi"),
    ],
)
def test_inverted_full_range_is_printed_since_1_8_11(name: str, family: str, field: str, option: str) -> None:
    values = {"invflags": 1, field: EVERYTHING}
    assert printed("match", name, 0, family, iptables=V1_8_10, **values) == name
    assert printed("match", name, 0, family, iptables=V1_8_11, **values) == f"{name} ! {option} 0:4294967295"
    assert printed("match", name, 0, family, iptables=V1_8_11, **{field: EVERYTHING}) == name
    narrow = {"invflags": 1, field: [0, 0]}
    assert printed("match", name, 0, family, iptables=V1_8_9, **narrow) == f"{name} ! {option} 0"
