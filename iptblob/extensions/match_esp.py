"""Match esp: encapsulating security payload (libxt_esp.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, full_range
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, Options, RuleOption, both, inverts, pair, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_esp_0 import MatchEsp0
from iptblob.terms import FIRST_FRAGMENT, Condition, between, inverted_if, steps

INV_SPI = 0x1


def words(match: MatchEsp0, ctx: Context) -> str:
    return full_range("--espspi", match.spis, 0xFFFFFFFF, match.invflags & INV_SPI, ctx)


def packet(match: MatchEsp0, _: Context) -> Condition:
    """esp_mt (v6.18)."""
    return steps(FIRST_FRAGMENT, inverted_if(match.invflags & INV_SPI, between("spi", *match.spis)))


OPTIONS = Options(
    (RuleOption("--espspi", both(put(spis=pair), inverts("invflags", INV_SPI)), invertible=True),),
    start={"spis": [0, U32]},
)

EXTENSION = Extension(
    "match",
    "esp",
    "net/netfilter/xt_esp.c",
    {
        0: Revision(
            MatchEsp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "esp_mt_check", proto=50),
            packet=packet,
        ),
    },
    holds=holds("spis invflags"),
)
