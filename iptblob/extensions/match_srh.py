"""Match srh: IPv6 segment routing header (libip6t_srh.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.addresses import host_and_mask
from iptblob.extensions.base import Context, inverted, ipv6, prefix_length
from iptblob.extensions.constraints import Constraints, all_of, within
from iptblob.extensions.held import AddressField, holds
from iptblob.extensions.meaning import ADDRESS, Columns, PayloadContext, octets
from iptblob.extensions.options import U8, U16, Effect, Fields, Given, Options, RuleOption, asks, both, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_srh_0 import MatchSrh0
from iptblob.spec.layouts.match_srh_1 import MatchSrh1
from iptblob.terms import pure

NO_PREFIX = 0xFFFFFFFF  # what stands for a mask that is no prefix: -1, printed without sign
# flag of the test, option, field
NUMBERS = (
    (0x0001, "next-hdr", "next_hdr"),
    (0x0002, "hdr-len-eq", "len_hdr"),
    (0x0004, "hdr-len-gt", "len_hdr"),
    (0x0008, "hdr-len-lt", "len_hdr"),
    (0x0010, "segs-left-eq", "segs_left"),
    (0x0020, "segs-left-gt", "segs_left"),
    (0x0040, "segs-left-lt", "segs_left"),
    (0x0080, "last-entry-eq", "last_entry"),
    (0x0100, "last-entry-gt", "last_entry"),
    (0x0200, "last-entry-lt", "last_entry"),
    (0x0400, "tag", "tag"),
)
SEGMENTS = ((0x0800, "psid"), (0x1000, "nsid"), (0x2000, "lsid"))


def words_0(match: MatchSrh0 | MatchSrh1, _: Context) -> str:
    return "".join(
        f"{inverted(match.mt_invflags & flag)} --srh-{option} {getattr(match, field)}"
        for flag, option, field in NUMBERS
        if match.mt_flags & flag
    )


def segment(match: MatchSrh1, name: str) -> str:
    length = prefix_length(getattr(match, f"{name}_mask"))
    return f" --srh-{name} {ipv6(getattr(match, f'{name}_addr'))}/{NO_PREFIX if length is None else length}"


def words_1(match: MatchSrh1, ctx: Context) -> str:
    return words_0(match, ctx) + "".join(
        inverted(match.mt_invflags & flag) + segment(match, name) for flag, name in SEGMENTS if match.mt_flags & flag
    )


NUMBERED = ("next_hdr", "len_hdr", "segs_left", "last_entry", "tag", "mt_flags", "mt_invflags")


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    nothing = np.zeros((len(records), ADDRESS), dtype=np.uint8)
    return [*(records[name] for name in NUMBERED), *[nothing] * 2 * len(SEGMENTS)]


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """A segment counts where its test is made."""
    found = [records[name] for name in NUMBERED]
    for flag, name in SEGMENTS:
        tested = (records["mt_flags"] & flag != 0)[:, None]
        found += [np.where(tested, octets(records[f"{name}_{part}"]), np.uint8(0)) for part in ("addr", "mask")]
    return found


SAYS = "flags within 0x3fff"


def test(bit: int, **values: Any) -> Effect:
    return asks("mt_flags", bit, "mt_invflags", **values)


def segment_of(name: str) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        fields[f"{name}_addr"], fields[f"{name}_mask"] = host_and_mask(given)

    return effect


OPTIONS_0 = Options(
    tuple(
        RuleOption(f"--srh-{name}", test(bit, **{field: up_to(U16 if name == "tag" else U8)}), invertible=True)
        for bit, name, field in NUMBERS
    )
)
OPTIONS_1 = Options(
    (
        *OPTIONS_0.table,
        *(RuleOption(f"--srh-{name}", both(test(bit), segment_of(name)), invertible=True) for bit, name in SEGMENTS),
    ),
    since=(1, 6, 2),
)

EXTENSION = Extension(
    "match",
    "srh",
    "net/ipv6/netfilter/ip6t_srh.c",
    {
        0: Revision(
            MatchSrh0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Columns(columns_0),
            constraints=Constraints(
                all_of(within("mt_flags", 0x3FFF), within("mt_invflags", 0x3FFF)), SAYS, "srh_mt6_check"
            ),
            packet=pure("extension headers are not told"),
        ),
        1: Revision(
            MatchSrh1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Columns(columns_1),
            constraints=Constraints(
                all_of(within("mt_flags", 0x3FFF), within("mt_invflags", 0x3FFF)), SAYS, "srh1_mt6_check"
            ),
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds(
        "next_hdr len_hdr segs_left last_entry tag mt_flags mt_invflags psid_mask nsid_mask lsid_mask",
        psid_addr=AddressField(mask="psid_mask"),
        nsid_addr=AddressField(mask="nsid_mask"),
        lsid_addr=AddressField(mask="lsid_mask"),
    ),
)
