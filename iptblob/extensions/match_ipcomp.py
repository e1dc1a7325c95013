"""Match ipcomp: IP payload compression (libxt_ipcomp.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, full_range
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, both, inverts, pair, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_ipcomp_0 import MatchIpcomp0
from iptblob.terms import FIRST_FRAGMENT, Condition, between, inverted_if, steps

INV_SPI = 0x1


def words(match: MatchIpcomp0, ctx: Context) -> str:
    out = full_range("--ipcompspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)
    return f"{out} --compres" if match.hdrres else out


def packet(match: MatchIpcomp0, _: Context) -> Condition:
    """comp_mt (v6.18)."""
    return steps(FIRST_FRAGMENT, inverted_if(match.invflags & INV_SPI, between("spi", *match.spis)))


OPTIONS = Options(
    (
        RuleOption("--ipcompspi", both(put(spis=pair), inverts("invflags", INV_SPI)), invertible=True),
        RuleOption("--compres", put(hdrres=1), words=0),
    )
)

EXTENSION = Extension(
    "match",
    "ipcomp",
    "net/netfilter/xt_ipcomp.c",
    {
        0: Revision(
            MatchIpcomp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "comp_mt_check", proto=108),
            packet=packet,
        ),
    },
    holds=holds("spis invflags hdrres"),
)
