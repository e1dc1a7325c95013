"""Match ah: IPsec authentication header (libipt_ah.c, libip6t_ah.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, full_range, inverted
from iptblob.extensions.constraints import INVERSION, Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, Options, RuleOption, both, inverts, number, pair, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_ah_0_ipv4 import MatchAh0Ipv4
from iptblob.spec.layouts.match_ah_0_ipv6 import MatchAh0Ipv6
from iptblob.terms import FIRST_FRAGMENT, Condition, between, inverted_if, pure, steps

INV_SPI, INV_LEN = 0x1, 0x2


def words_ipv4(match: MatchAh0Ipv4, ctx: Context) -> str:
    return full_range("--ahspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)


def words_ipv6(match: MatchAh0Ipv6, ctx: Context) -> str:
    out = full_range("--ahspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)
    if match.hdrlen or match.invflags & INV_LEN:
        out += f"{inverted(match.invflags & INV_LEN)} --ahlen {match.hdrlen}"
    return f"{out} --ahres" if match.hdrres else out


def packet(match: MatchAh0Ipv4, _: Context) -> Condition:
    """ah_mt (v6.18)."""
    return steps(FIRST_FRAGMENT, inverted_if(match.invflags & INV_SPI, between("spi", *match.spis)))


OPTIONS = Options(
    (RuleOption("--ahspi", both(put(spis=pair), inverts("invflags", INV_SPI)), invertible=True),),
    start={"spis": [0, U32]},
)
OPTIONS_IPV6 = Options(
    (
        *OPTIONS.table,
        RuleOption("--ahlen", both(put(hdrlen=number), inverts("invflags", INV_LEN)), invertible=True),
        RuleOption("--ahres", put(hdrres=1), words=0),
    ),
    start=OPTIONS.start,
)

EXTENSION = Extension(
    "match",
    "ah",
    {"ipv4": "net/ipv4/netfilter/ipt_ah.c", "ipv6": "net/ipv6/netfilter/ip6t_ah.c"},
    {
        (0, "ipv4"): Revision(
            MatchAh0Ipv4,
            words=words_ipv4,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "ah_mt_check", proto=51),
            packet=packet,
        ),
        (0, "ipv6"): Revision(
            MatchAh0Ipv6,
            words=words_ipv6,
            options=OPTIONS_IPV6,
            meaning=FIELDS,
            constraints=Constraints(within("invflags", 0x03), "invflags within 0x3", "ah_mt6_check"),
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds("spis invflags hdrlen hdrres"),
)
