"""Match frag: fragment header of IPv6 (libip6t_frag.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, full_range, inverted
from iptblob.extensions.constraints import Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, Options, RuleOption, both, flag, inverts, number, pair, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_frag_0 import MatchFrag0
from iptblob.terms import pure

INV_IDS, INV_LEN = 0x1, 0x2
LEN = 0x2
FLAGS = {0x4: " --fragres", 0x8: " --fragfirst", 0x10: " --fragmore", 0x20: " --fraglast"}


def words(match: MatchFrag0, ctx: Context) -> str:
    out = full_range("--fragid", match.ids, 0xFFFFFFFF, match.invflags & INV_IDS, ctx)
    if match.flags & LEN:
        out += f"{inverted(match.invflags & INV_LEN)} --fraglen {match.hdrlen}"
    return out + "".join(word for flag, word in FLAGS.items() if match.flags & flag)


IDS, RES, FIRST, MORE, LAST = 0x1, 0x4, 0x8, 0x10, 0x20
OPTIONS = Options(
    (
        RuleOption("--fragid", both(flag("flags", IDS), put(ids=pair), inverts("invflags", INV_IDS)), invertible=True),
        RuleOption("--fraglen", both(flag("flags", LEN), put(hdrlen=number), inverts("invflags", INV_LEN)),
                   invertible=True),
        RuleOption("--fragres", flag("flags", RES), words=0),
        RuleOption("--fragfirst", flag("flags", FIRST), words=0),
        RuleOption("--fragmore", flag("flags", MORE), words=0),
        RuleOption("--fraglast", flag("flags", LAST), words=0),
    ),
    start={"ids": [0, U32]},
    apart=(("--fragmore", "--fraglast"),),
)  # fmt: skip

EXTENSION = Extension(
    "match",
    "frag",
    "net/ipv6/netfilter/ip6t_frag.c",
    {
        0: Revision(
            MatchFrag0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(within("invflags", 0x03), "invflags within 0x3", "frag_mt6_check"),
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds("ids hdrlen flags invflags"),
)
