"""Target TCPOPTSTRIP: numbers of TCP options (libxt_TCPOPTSTRIP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import TCP, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_tcpoptstrip_0 import TargetTcpoptstrip0
from iptblob.terms import Carries


def words(target: TargetTcpoptstrip0, _: Context) -> str:
    chosen = [number for number in range(256) if target.strip_bmap[number >> 5] >> (number & 31) & 1]
    return f" --strip-options {','.join(map(str, chosen))}" if chosen else ""


EXTENSION = Extension(
    "target",
    "TCPOPTSTRIP",
    "net/netfilter/xt_TCPOPTSTRIP.c",
    {
        0: Revision(
            TargetTcpoptstrip0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(table="mangle", proto=TCP),
            effect=Carries("takes options out of the TCP header"),
        ),
    },
)
