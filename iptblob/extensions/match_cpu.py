"""Match cpu: processor that handles the packet (libxt_cpu.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Options, RuleOption, both, inverts, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_cpu_0 import MatchCpu0
from iptblob.terms import pure


def words(match: MatchCpu0, _: Context) -> str:
    return f"{inverted(match.invert)} --cpu {match.cpu}"


OPTIONS = Options((RuleOption("--cpu", both(put(cpu=number), inverts("invert", 1)), invertible=True, required=True),))

EXTENSION = Extension(
    "match",
    "cpu",
    "net/netfilter/xt_cpu.c",
    {
        0: Revision(
            MatchCpu0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(within("invert", 0x01), "invert 0 or 1", "cpu_mt_check"),
            unspec=True,
            packet=pure("the processor that takes the packet", ("invert", 1), by_hook=True),
        ),
    },
    holds=holds("cpu invert"),
)
