"""Target TCPOPTSTRIP: numbers of TCP options (libxt_TCPOPTSTRIP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import TCP, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U8, U32, OptionError, Options, RuleOption, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_tcpoptstrip_0 import TargetTcpoptstrip0
from iptblob.terms import Carries


def words(target: TargetTcpoptstrip0, _: Context) -> str:
    chosen = [number for number in range(256) if target.strip_bmap[number >> 5] >> (number & 31) & 1]
    return f" --strip-options {','.join(map(str, chosen))}" if chosen else ""


NAMED = {"wscale": 3, "mss": 2, "sack-permitted": 4, "sack": 5, "timestamp": 8, "md5": 19}


def stripped(text: str) -> list[int]:
    """A bit for each option by its name or number."""
    found = 0
    for word in text.split(","):
        option = NAMED.get(word) or number(word, U8, 2)
        if found >> option & 1:
            raise OptionError(f"{word} is given twice")
        found |= 1 << option
    return [found >> 32 * at & U32 for at in range(8)]


OPTIONS = Options((RuleOption("--strip-options", put(strip_bmap=stripped)),))

EXTENSION = Extension(
    "target",
    "TCPOPTSTRIP",
    "net/netfilter/xt_TCPOPTSTRIP.c",
    {
        0: Revision(
            TargetTcpoptstrip0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(table="mangle", proto=TCP),
            effect=Carries("takes options out of the TCP header"),
        ),
    },
    holds=holds("strip_bmap"),
)
