"""Match srh: IPv6 segment routing header (libip6t_srh.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, ipv6, prefix_length
from iptblob.spec.layouts.match_srh_0 import MatchSrh0
from iptblob.spec.layouts.match_srh_1 import MatchSrh1

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


EXTENSION = Extension("match", "srh", {0: words_0, 1: words_1})
