"""Layout of target_tcpoptstrip_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "70e19e2244251da26f208b4d6d04b9995a28f0d21d962cf73914891a349b9694"


class TargetTcpoptstrip0(NamedTuple):
    """TCPOPTSTRIP target (struct xt_tcpoptstrip_target_info)"""

    strip_bmap: list[int]


LP64 = L('target_tcpoptstrip_0', 32, TargetTcpoptstrip0, (
    F('strip_bmap', 'strip_bmap', 0, 32, 'u', 4, count=8, doc='One bit for each option number, lowest bit of the first word for option 0.'),
))

I386 = LP64

ILP32 = LP64
