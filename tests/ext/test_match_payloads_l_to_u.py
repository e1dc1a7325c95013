"""Matches from l2tp to u32 put into words: no payload raises, and odd values read as iptables prints them.

The expected texts were worked out by hand from the save functions, not from this package.
"""

from __future__ import annotations

import random

import numpy as np
import pytest

from iptblob import extensions
from iptblob.abi import ABIS, I386, ILP32_BE, LP64_BE, LP64_LE, Abi
from iptblob.extensions.base import Context
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.match_limit_0 import MatchLimit0
from iptblob.spec.layouts.match_mark_0 import MatchMark0
from iptblob.spec.layouts.match_mh_0 import MatchMh0
from iptblob.spec.layouts.match_multiport_0 import MatchMultiport0
from iptblob.spec.layouts.match_multiport_1 import MatchMultiport1
from iptblob.spec.layouts.match_owner_0_ipv4 import MatchOwner0Ipv4
from iptblob.spec.layouts.match_owner_0_ipv6 import MatchOwner0Ipv6
from iptblob.spec.layouts.match_pkttype_0 import MatchPkttype0
from iptblob.spec.layouts.match_policy_0 import MatchPolicy0, MatchPolicy0Elem
from iptblob.spec.layouts.match_rateest_0 import MatchRateest0
from iptblob.spec.layouts.match_recent_0 import MatchRecent0
from iptblob.spec.layouts.match_rt_0 import MatchRt0
from iptblob.spec.layouts.match_sctp_0 import MatchSctp0, MatchSctp0FlagInfo
from iptblob.spec.layouts.match_set_1 import MatchSet1, MatchSet1SetInfo
from iptblob.spec.layouts.match_state_0 import MatchState0
from iptblob.spec.layouts.match_statistic_0 import MatchStatistic0
from iptblob.spec.layouts.match_string_1 import MatchString1
from iptblob.spec.layouts.match_tcp_0 import MatchTcp0
from iptblob.spec.layouts.match_time_0 import MatchTime0
from iptblob.spec.layouts.match_ttl_0 import MatchTtl0
from iptblob.spec.layouts.match_u32_0 import MatchU320, MatchU320Location, MatchU320Test, MatchU320ValueRange
from iptblob.spec.layouts.match_udp_0 import MatchUdp0
from iptblob.spec.registry import SPECS

MATCHES = [key for key in SPECS if key[0] == "match" and key[1] >= "l"]
OLD, NEW = (1, 8, 10), (1, 8, 11)
WHOLE_DAY, ALL_MONTHDAYS, ALL_WEEKDAYS = 86_399, 0xFFFFFFFE, 0xFE


def context(family: str = "ipv4", abi: Abi = LP64_LE, iptables: tuple[int, int, int] = NEW) -> Context:
    return Context(family, abi, Names(), iptables)


def said(name: str, revision: int, row: object, ctx: Context | None = None) -> str:
    ctx = ctx or context()
    extension = extensions.find("match", name)
    assert extension is not None
    words = extension.words_for(revision, ctx.family)
    assert words is not None
    return words(row, ctx)


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
@pytest.mark.parametrize("key", MATCHES, ids=lambda key: ".".join(map(str, key[1:])))
def test_no_payload_raises(key: tuple[str, str, int, str], abi: Abi) -> None:
    _, name, revision, family = key
    layout = layout_of(SPECS[key], abi)
    drawn = random.Random(f"{key}")
    payloads = [bytes(layout.size), b"\xff" * layout.size, b"\x80" * layout.size, b"\x01" * layout.size]
    payloads += [drawn.randbytes(layout.size) for _ in range(100)]
    octets = np.frombuffer(b"".join(payloads), dtype=np.uint8).reshape(len(payloads), layout.size)
    for row in columns.decode(layout, abi, octets):
        text = said(name, revision, row, context(family, abi))
        assert len(text) < 16_384
        text.encode("latin-1")


# What the versions of iptables print differently


@pytest.mark.parametrize(("version", "printed"), [(OLD, ""), (NEW, " ! --sport 0:65535")])
def test_inverted_full_range_of_ports(version: tuple[int, int, int], printed: str) -> None:
    ctx = context(iptables=version)
    assert said("udp", 0, MatchUdp0([0, 65535], [0, 65535], 1), ctx) == printed
    assert said("tcp", 0, MatchTcp0([0, 65535], [0, 65535], 0, 0, 0, 1), ctx) == printed


def test_inverted_full_range_of_types_and_segments() -> None:
    mh = MatchMh0([0, 255], 1)
    rt = MatchRt0(0, [0, 0xFFFFFFFF], 0, 0, 2, [bytes(16)] * 16, 0)
    assert said("mh", 0, mh, context("ipv6", iptables=OLD)) == ""
    assert said("mh", 0, mh, context("ipv6")) == " ! --mh-type 0:255"
    assert said("rt", 0, rt, context("ipv6", iptables=OLD)) == ""
    assert said("rt", 0, rt, context("ipv6")) == " ! --rt-segsleft 0:4294967295"


def test_numbers_of_recent_had_a_sign() -> None:
    row = MatchRecent0(0xFFFFFFFF, 0x80000000, 1, 0, b"x", 0)
    assert said("recent", 0, row, context(iptables=OLD)) == (
        " --rcheck --seconds -1 --hitcount -2147483648 --name x --rsource"
    )
    assert said("recent", 0, row) == " --rcheck --seconds 4294967295 --hitcount 2147483648 --name x --rsource"


@pytest.mark.parametrize(
    ("mask", "before", "since"),
    [
        (0, " --state ", " --state"),
        (0x108, " --state NEW,UNTRACKED", " --state NEW,UNTRACKED"),
        (0x41, " --state INVALID", " --state INVALID,SNAT"),
        (0xFFFFFFFF, " --state INVALID,NEW,RELATED,ESTABLISHED,UNTRACKED",
         " --state INVALID,NEW,RELATED,ESTABLISHED,UNTRACKED,SNAT,DNAT"),
    ],
)  # fmt: skip
def test_states(mask: int, before: str, since: str) -> None:
    assert said("state", 0, MatchState0(mask), context(iptables=OLD)) == before
    assert said("state", 0, MatchState0(mask)) == since


# Lengths and numbers that lie


def test_more_ports_than_there_are() -> None:
    ports = list(range(1, 16))
    fifteen = ",".join(map(str, ports))
    assert said("multiport", 0, MatchMultiport0(1, 255, ports)) == f" --dports {fifteen}"
    assert said("multiport", 1, MatchMultiport1(2, 255, ports, [0] * 15, 1)) == f" ! --ports {fifteen}"
    assert said("multiport", 0, MatchMultiport0(9, 2, ports)) == "1,2"


@pytest.mark.parametrize(("abi", "end"), [(LP64_LE, 0x0201), (LP64_BE, 0x0102)])
def test_range_that_begins_at_the_last_port(abi: Abi, end: int) -> None:
    row = MatchMultiport1(0, 15, [7] * 15, [1, 2, *[0] * 12, 1], 0)
    seven = ",".join(["7:7", *["7"] * 12])
    assert said("multiport", 1, row, context(abi=abi)) == f" --sports {seven},7:{end}"


def test_range_whose_end_is_not_counted() -> None:
    assert said("multiport", 1, MatchMultiport1(0, 1, [7, 8, *[0] * 13], [1, *[0] * 14], 0)) == " --sports 7:8"


def test_more_addresses_tests_and_steps_than_there_are() -> None:
    rt = MatchRt0(0, [0, 0xFFFFFFFF], 0, 0, 0, [bytes(15) + b"\1"] * 16, 255)
    assert said("rt", 0, rt, context("ipv6")) == " " + ",".join(["::1"] * 16)
    one = MatchU320Test([MatchU320Location(1, 9)] * 11, [MatchU320ValueRange(2, 2)] * 11, 255, 255)
    none = one._replace(num_locations=0, num_ranges=0)
    whole = "0x1" * 11 + "=" + ",".join(["0x2"] * 11)
    assert said("u32", 0, MatchU320([one] * 11, 255, 0)) == f' --u32 "{"&&".join([whole] * 11)}"'
    assert said("u32", 0, MatchU320([none] * 11, 1, 1)) == ' ! --u32 "0x1="'
    assert said("u32", 0, MatchU320([none] * 11, 0, 0)) == ' --u32 ""'


@pytest.mark.parametrize(
    ("pattern", "length", "printed"),
    [
        (b"", 0, '--string ""'),
        (b"a" * 128, 255, f'--string "{"a" * 128}"'),
        (b'q"\\x', 4, r'--string "q\"\\x"'),
        (b"end\\", 4, '--hex-string "|656e645c|"'),
        (b"end\\", 3, '--string "end"'),
        (b"\x7f", 1, '--hex-string "|7f|"'),
        (b"\xe9t\xe9", 3, '--hex-string "|e974e9|"'),
    ],
)
def test_patterns(pattern: bytes, length: int, printed: str) -> None:
    row = MatchString1(0, 0xFFFF, b"bm", pattern.ljust(128, b"\0"), length, 0, bytes(8))
    assert said("string", 1, row) == f" {printed} --algo bm"


def test_chunk_flags_are_kept_by_the_place_of_a_name_in_the_list() -> None:
    types = [0] * 64
    types[0], types[2] = 1 << 0 | 1 << 15, 1 << 0  # DATA, a type without a name, I_DATA
    info = [MatchSctp0FlagInfo(0, 0x02, 0x06), MatchSctp0FlagInfo(15, 0x01, 0x03), MatchSctp0FlagInfo(64, 1, 1)]
    row = MatchSctp0([0, 0], [0, 0], types, 1, [*info, MatchSctp0FlagInfo(0, 1, 1)], 2, 4, 4)
    assert said("sctp", 0, row) == " ! --chunk-types any DATA:uB,:bE,I_DATA"
    assert said("sctp", 0, row._replace(num_flag_info=-1)) == " ! --chunk-types any DATA,,I_DATA"
    # beyond the list the C code reads what does not belong to it
    assert said("sctp", 0, row._replace(num_flag_info=1_000)) == " ! --chunk-types any DATA:uB:E,:bE,I_DATA:0x01/0x01"


def test_chunk_types_all_and_none() -> None:
    row = MatchSctp0([0, 0], [0, 0], [0] * 64, 2, [MatchSctp0FlagInfo(255, 0, 0)] * 4, 0, 4, 0)
    assert said("sctp", 0, row) == " --chunk-types all NONE"
    assert said("sctp", 0, row._replace(chunkmap=[0xFFFFFFFF] * 64)) == " --chunk-types all ALL"
    only_unused = row._replace(chunkmap=[0] * 63 + [1])  # neither none nor a type
    assert said("sctp", 0, only_unused) == " --chunk-types all"


def test_a_set_without_a_recorded_name_is_its_index() -> None:
    assert said("set", 1, MatchSet1(MatchSet1SetInfo(7, 2, 0x05))) == " ! --match-set 7 dst,src"
    assert said("set", 1, MatchSet1(MatchSet1SetInfo(7, 0, 0))) == " --match-set 7"


def test_unknown_numbers() -> None:
    assert said("pkttype", 0, MatchPkttype0(-5, 1)) == " ! --pkt-type -5"
    assert said("ttl", 0, MatchTtl0(4, 64)) == " 64"
    assert said("statistic", 0, MatchStatistic0(2, 1, 5, 6, 7, bytes(8))) == ""
    assert said("statistic", 0, MatchStatistic0(1, 0, 0xFFFFFFFF, 6, 7, bytes(8))) == " --mode nth --every 0 --packet 6"
    assert said("tcp", 0, MatchTcp0([0, 65535], [0, 65535], 0, 0xC1, 0x40, 0)) == " --tcp-flags FIN,0xc0 0x40"
    row = MatchRateest0(b"a", b"", 0x12, 0, 0, 0, 1, 0, bytes(8), bytes(8))
    assert said("rateest", 0, row) == " --rateest a --rateest-0 --rateest-bps 8bit"  # there iptables-save stops


@pytest.mark.parametrize(
    ("rate", "printed"),
    [(0, "0bit"), (124_999, "999992bit"), (125_000, "1000Kbit"), (125_062, "1000Kbit"), (125_063, "1001Kbit"),
     (124_999_999, "1000000Kbit"), (125_000_000, "1000Mbit"), (0xFFFFFFFF, "34360Mbit")],
)  # fmt: skip
def test_rates_in_bits(rate: int, printed: str) -> None:
    row = MatchRateest0(b"a", b"", 0x12, 3, 0, 0, rate, 0, bytes(8), bytes(8))
    assert said("rateest", 0, row) == f" --rateest a --rateest-gt --rateest-bps {printed}"


@pytest.mark.parametrize(
    ("avg", "burst", "printed"),
    [
        (0, 5, " --limit inf"),
        (1, 5, " --limit 10000/sec"),
        (10_000, 5, " --limit 1/sec"),
        (3_333, 5, " --limit 3/sec"),  # 10,000 / 3,333 leaves 1
        (3_334, 0, " --limit 10797/hour --limit-burst 0"),  # the minute leaves 3,214, more than its 179 packets
        (10_001, 5, " --limit 86391/day"),  # the hour leaves 6,401, more than its 3,599 packets
        (864_000_001, 5, " --limit 0/day"),
        (0xFFFFFFFF, 0xFFFFFFFF, " --limit 0/day --limit-burst 4294967295"),
    ],
)
def test_limits(avg: int, burst: int, printed: str) -> None:
    assert said("limit", 0, MatchLimit0(avg, burst, 0, 0, 0, 0, bytes(8))) == printed


# What depends on the layout


@pytest.mark.parametrize(
    ("second", "on_64_bits", "on_32_bits"),
    [
        (0, "", ""),
        (1, "1970-01-01T00:00:01", "1970-01-01T00:00:01"),
        (0x7FFFFFFF, "2038-01-19T03:14:07", ""),
        (0x80000000, "2038-01-19T03:14:08", "1901-12-13T20:45:52"),
        (0xFFFFFFFF, "2106-02-07T06:28:15", "1969-12-31T23:59:59"),
    ],
)
def test_dates(second: int, on_64_bits: str, on_32_bits: str) -> None:
    row = MatchTime0(0, second, 0, WHOLE_DAY, ALL_MONTHDAYS, ALL_WEEKDAYS, 0)
    for abi, date in ((LP64_LE, on_64_bits), (LP64_BE, on_64_bits), (I386, on_32_bits), (ILP32_BE, on_32_bits)):
        assert said("time", 0, row, context(abi=abi)) == (f" --datestop {date}" if date else "")


def test_no_day_and_more_than_a_day() -> None:
    row = MatchTime0(0, 0, 90_061, 0xFFFFFFFF, 1, 1, 3)
    assert said("time", 0, row) == (
        " --timestart 25:01:01 --timestop 1193046:28:15 --monthdays  --weekdays  --kerneltz --contiguous"
    )


@pytest.mark.parametrize(
    ("abi", "proto_and_reqid"), [(LP64_LE, 0b100100), (LP64_BE, 0b00100100), (ILP32_BE, 0b00100100)]
)
def test_bit_fields_begin_at_the_end_of_the_machine(abi: Abi, proto_and_reqid: int) -> None:
    none = bytes(16)
    elem = MatchPolicy0Elem(none, none, none, none, 0, 5, 50, 0, proto_and_reqid, 0x04 if abi is LP64_LE else 0x20)
    row = MatchPolicy0([elem] * 4, 2, 1)
    assert said("policy", 0, row, context(abi=abi)) == " --dir out --pol ipsec --reqid 5 ! --proto 50"


def test_more_elements_than_there_are() -> None:
    elem = MatchPolicy0Elem(*[bytes(16)] * 4, 0, 0, 0, 7, 0x08, 0x08)
    row = MatchPolicy0([elem] * 4, 0x0D, 0xFFFF)
    assert said("policy", 0, row) == " --dir in --pol none --strict" + " --next".join([" ! --mode ???"] * 4)


# Revisions no kernel of today has


def test_old_revisions() -> None:
    assert said("mark", 0, MatchMark0(0x1_0000_0001, 0xFFFFFFFF, 1)) == " ! --mark 0x1"
    assert said("mark", 0, MatchMark0(2, 0xF_0000_000F, 0)) == " --mark 0x2/0xf"
    four = MatchOwner0Ipv4(1, 2, -1, 4, b"sh", 0x1F, 0x14)
    assert said("owner", 0, four) == (
        " --uid-owner 1 --gid-owner 2 ! --pid-owner 4294967295 --sid-owner 4 ! --cmd-owner sh"
    )
    assert (
        said("owner", 0, MatchOwner0Ipv6(1, 2, 3, 4, 0x1A, 0x02), context("ipv6")) == " ! --gid-owner 2 --sid-owner 4"
    )
