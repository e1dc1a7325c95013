"""Targets put into words: no payload raises, and odd values read as the C code of iptables 1.8.9 prints them.

The expected texts were worked out by hand from the save functions, not from this package.
"""

from __future__ import annotations

import random

import numpy as np
import pytest

from iptblob import extensions
from iptblob.abi import ABIS, I386, ILP32_BE, LP64_BE, LP64_LE, Abi
from iptblob.extensions import nat
from iptblob.extensions.base import Context
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.target_connmark_0 import TargetConnmark0
from iptblob.spec.layouts.target_connmark_2 import TargetConnmark2
from iptblob.spec.layouts.target_connsecmark_0 import TargetConnsecmark0
from iptblob.spec.layouts.target_ct_0 import TargetCt0
from iptblob.spec.layouts.target_ct_2 import TargetCt2
from iptblob.spec.layouts.target_ecn_0 import TargetEcn0
from iptblob.spec.layouts.target_hmark_0 import TargetHmark0
from iptblob.spec.layouts.target_led_0 import TargetLed0
from iptblob.spec.layouts.target_mangle_0 import TargetMangle0
from iptblob.spec.layouts.target_mark_0 import TargetMark0
from iptblob.spec.layouts.target_mark_1 import TargetMark1
from iptblob.spec.layouts.target_mark_2 import TargetMark2
from iptblob.spec.layouts.target_masquerade_0_ipv4 import TargetMasquerade0Ipv4
from iptblob.spec.layouts.target_nfqueue_1 import TargetNfqueue1
from iptblob.spec.layouts.target_rateest_0 import TargetRateest0
from iptblob.spec.layouts.target_reject_0_ipv4 import TargetReject0Ipv4
from iptblob.spec.layouts.target_set_0 import TargetSet0, TargetSet0SetInfoV0
from iptblob.spec.layouts.target_set_1 import TargetSet1, TargetSet1SetInfo
from iptblob.spec.layouts.target_tee_0 import TargetTee0
from iptblob.spec.layouts.target_ulog_0 import TargetUlog0
from iptblob.spec.registry import SPECS

TARGETS = [key for key in SPECS if key[0] == "target" and key[1] not in ("", "ERROR")]
IPV4_ONE = bytes([192, 0, 2, 1])


def context(family: str = "ipv4", abi: Abi = LP64_LE, **names: dict[int, str]) -> Context:
    return Context(family, abi, Names(**names))


def said(name: str, revision: int, row: object, ctx: Context | None = None) -> str:
    ctx = ctx or context()
    extension = extensions.find("target", name)
    assert extension is not None
    words = extension.words_for(revision, ctx.family)
    assert words is not None
    return words(row, ctx)


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
@pytest.mark.parametrize("key", TARGETS, ids=lambda key: ".".join(map(str, key[1:])))
def test_no_payload_raises(key: tuple[str, str, int, str], abi: Abi) -> None:
    _, name, revision, family = key
    layout = layout_of(SPECS[key], abi)
    drawn = random.Random(f"{key}")
    payloads = [bytes(layout.size), b"\xff" * layout.size, b"\x80" * layout.size, b"\x01" * layout.size]
    payloads += [drawn.randbytes(layout.size) for _ in range(200)]
    octets = np.frombuffer(b"".join(payloads), dtype=np.uint8).reshape(len(payloads), layout.size)
    for row in columns.decode(layout, abi, octets):
        text = said(name, revision, row, context(family, abi))
        assert len(text) < 4096
        text.encode("latin-1")


def nat_words(flags: int, low: bytes, high: bytes, family: str = "ipv4", *, colon: bool = True) -> str:
    span = nat.Range(flags, low, high, 80, 90, 8000)
    return nat.range_words("--to", lambda row: row, skip_colon=not colon)(span, context(family))


def test_nat_range_of_every_kind() -> None:
    one, two = bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])
    assert nat_words(0, one, two) == ""
    assert nat_words(1, one, one) == " --to 10.0.0.1"
    assert nat_words(3, one, two) == " --to 10.0.0.1-10.0.0.2:80-90"
    assert nat_words(2, one, two) == " --to :80-90"
    assert nat_words(2, one, two, colon=False) == " --to 80-90"
    assert nat_words(0x23, one, one) == " --to 10.0.0.1:80-90/8000"
    assert nat_words(0x1C, one, one) == " --random --random-fully --persistent"
    wide = bytes(15) + b"\x01"
    assert nat_words(1, wide, wide, "ipv6") == " --to ::1"
    assert nat_words(3, wide, wide, "ipv6") == " --to [::1]:80-90"


def test_nat_compares_the_whole_union() -> None:
    low, high = IPV4_ONE + bytes(12), IPV4_ONE + bytes(11) + b"\x01"
    assert nat_words(1, low, high) == " --to 192.0.2.1-192.0.2.1"


def test_masquerade_with_addresses_keeps_the_colon() -> None:
    row = TargetMasquerade0Ipv4(1, 3, IPV4_ONE, IPV4_ONE, 1, 1)
    assert said("MASQUERADE", 0, row) == " --to-ports 192.0.2.1:1"


def test_reject_by_numbers_without_a_name() -> None:
    assert said("REJECT", 0, TargetReject0Ipv4(4)) == " --reject-with (null)"
    assert said("REJECT", 0, TargetReject0Ipv4(9)) == " --reject-with 9"


def test_old_marks_are_as_wide_as_a_long() -> None:
    assert said("MARK", 0, TargetMark0(0x1FFFFFFFF)) == " --set-mark 0x1ffffffff"
    assert said("MARK", 1, TargetMark1(5, 1)) == " --and-mark 0x5"
    assert said("MARK", 1, TargetMark1(5, 9)) == " 0x5"
    assert said("CONNMARK", 0, TargetConnmark0(1, 0xFFFFFFFF, 0)) == " --set-mark 0x1"
    assert said("CONNMARK", 0, TargetConnmark0(1, 0xFF, 0)) == " --set-mark 0x1/0xff"
    assert said("CONNMARK", 0, TargetConnmark0(0, 0xFFFFFFFF, 1)) == " --save-mark "
    assert said("CONNMARK", 0, TargetConnmark0(0, 0xFF, 2)) == " --restore-mark --mask 0xff"


def test_connmark_with_hostile_mode_or_direction() -> None:
    assert said("CONNMARK", 2, TargetConnmark2(1, 2, 3, 0, 4, 7)) == " ERROR: UNKNOWN CONNMARK MODE"
    assert said("CONNMARK", 2, TargetConnmark2(1, 2, 3, 9, 4, 0)) == " --set-xmark 0x1/0x2 9 4"
    assert said("CONNMARK", 2, TargetConnmark2(1, 2, 3, 1, 4, 0)) == " --set-xmark 0x1/0x2 --right-shift-mark 4"


def test_marks_of_arp() -> None:
    arp = context("arp")
    assert said("MARK", 2, TargetMark2(0, 0xFFFFFF00), arp) == "--and-mark ff"
    assert said("MARK", 2, TargetMark2(0xF0, 0xF0), arp) == "--or-mark f0"
    assert said("MARK", 2, TargetMark2(0xF0, 0), arp) == "--set-mark f0"
    assert said("NFQUEUE", 1, TargetNfqueue1(3, 2), arp) == "--queue-balance 3:4 "


def test_mangle_says_continue_for_any_other_verdict() -> None:
    row = TargetMangle0(bytes(range(16)), bytes(16), IPV4_ONE, IPV4_ONE, 0x05, 77)
    expected = "--mangle-ip-s 192.0.2.1 --mangle-mac-s 00:01:02:03:04:05 --mangle-target CONTINUE "
    assert said("mangle", 0, row, context("arp")) == expected


@pytest.mark.parametrize(("abi", "bits"), [(LP64_LE, 0x01), (I386, 0x01), (LP64_BE, 0x80), (ILP32_BE, 0x80)])
def test_ecn_bit_fields_follow_the_byte_order(abi: Abi, bits: int) -> None:
    assert said("ECN", 0, TargetEcn0(0x30, 0, bits), context(abi=abi)) == " --ecn-tcp-ece 1 --ecn-tcp-cwr 0"
    assert said("ECN", 0, TargetEcn0(0x30, 0, 0), context(abi=abi)) == " --ecn-tcp-remove"


def test_ct_events_without_names() -> None:
    row = TargetCt0(0, 0, 1 << 20, 2, b"", b"")
    assert said("CT", 0, row) == " --ctevents  --expevents "


def test_ct_notrack_prints_under_its_other_name() -> None:
    extension = extensions.find("target", "CT")
    assert extension is not None
    printed = extension.printed_for(2, "ipv4")
    assert printed is not None
    both_ways = TargetCt2(0x0D, 7, 0, 0, b"", b"", b"")
    assert printed(TargetCt2(3, 0, 0, 0, b"", b"", b""), context()) == "NOTRACK"
    assert printed(both_ways, context()) == "CT"
    assert said("CT", 2, both_ways) == " --notrack --zone 7"


def test_led_prints_signed_numbers_and_escapes() -> None:
    assert said("LED", 0, TargetLed0(b'netfilter-a"b\\', 1, 0xFFFFFFFF, b"")) == (
        ' --led-trigger-id "a\\"b\\\\" --led-delay -1 --led-always-blink'
    )
    assert said("LED", 0, TargetLed0(b"short", 0, 0, b"")) == ' --led-trigger-id ""'


def test_hmark_mask_with_holes() -> None:
    row = TargetHmark0(b"\xff\x00\xff\x00" + bytes(12), bytes(16), 0x1234, 0x5678, 0, 0, 0x03 | 0x08, 0, 0, 1, 0)
    assert said("HMARK", 0, row) == " --hmark-src-prefix -1 --hmark-dst-prefix 0 --hmark-spi-mask 0x12345678"


def test_rateest_wraps_as_an_unsigned_int() -> None:
    assert said("RATEEST", 0, TargetRateest0(b"r", -2, 1, b"")) == (
        " --rateest-name r --rateest-interval 250.0ms --rateest-ewmalog 500.0ms"
    )
    # 8,000,000 << 30 has no bits left in 32
    assert said("RATEEST", 0, TargetRateest0(b"r", 3, 30, b"")) == (
        " --rateest-name r --rateest-interval 8.0s --rateest-ewmalog 0us"
    )


def test_ulog_groups_are_counted_from_the_lowest_bit() -> None:
    assert said("ULOG", 0, TargetUlog0(1, 0, 1, b"")) == ""
    assert said("ULOG", 0, TargetUlog0(0x30, 0x1_0000_0002, 50, b"a b")) == (
        ' --ulog-prefix "a b" --ulog-nlgroup 5 --ulog-cprange 2 --ulog-qthreshold 50'
    )
    assert said("ULOG", 0, TargetUlog0(0, 0, 1, b"")) == " --ulog-nlgroup 0"


def test_sets_by_name_or_index() -> None:
    ctx = context(ipsets={1: "blocked"})
    none, some = TargetSet1SetInfo(65535, 0, 0), TargetSet1SetInfo(1, 3, 0b0100)
    assert said("SET", 1, TargetSet1(some, none), ctx) == " --add-set blocked dst,src,dst"
    assert said("SET", 1, TargetSet1(none, TargetSet1SetInfo(9, 1, 2)), ctx) == " --del-set 9 src"
    old = TargetSet0(TargetSet0SetInfoV0(1, [1, 2, 0, 1, 0, 0, 6]), TargetSet0SetInfoV0(65535, [0] * 7))
    assert said("SET", 0, old, ctx) == " --add-set blocked src,dst"


def test_modes_iptables_gives_up_on() -> None:
    assert said("CONNSECMARK", 0, TargetConnsecmark0(9)) == " [mode 9]"


def test_tee_before_it_had_an_interface() -> None:
    assert said("TEE", 0, TargetTee0(IPV4_ONE + bytes(12))) == " --gateway 192.0.2.1"
    assert said("TEE", 0, TargetTee0(bytes(15) + b"\x01"), context("ipv6")) == " --gateway ::1"
