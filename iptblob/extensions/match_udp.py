"""Match udp: ports (libxt_udp.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.base import Context, full_range
from iptblob.extensions.cells import Cells, Mask, single_ports
from iptblob.extensions.constraints import UDP, Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, plain_ports
from iptblob.extensions.options import Options, RuleOption, both, inverts, port_pair, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_udp_0 import MatchUdp0
from iptblob.spec.layouts.match_udplite_0 import MatchUdplite0
from iptblob.terms import FIRST_FRAGMENT, Condition, between, inverted_if, steps

INV_SRC_PORT, INV_DST_PORT = 0x01, 0x02


def words(match: MatchUdp0 | MatchUdplite0, ctx: Context) -> str:
    out = full_range("--sport", match.src_ports, 0xFFFF, match.invflags & INV_SRC_PORT, ctx)
    return out + full_range("--dport", match.dst_ports, 0xFFFF, match.invflags & INV_DST_PORT, ctx)


def bulk(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    ports, usual = single_ports(records["src_ports"], records["dst_ports"])
    return ports, usual & (records["invflags"] == 0)


def columns(records: NDArray[Any], _: PayloadContext) -> list[NDArray[Any]]:
    """Both ranges, and what else is inverted."""
    flags = records["invflags"].astype(np.int64)
    source = plain_ports(records["src_ports"], (flags & INV_SRC_PORT) != 0)
    goal = plain_ports(records["dst_ports"], (flags & INV_DST_PORT) != 0)
    return [*source, *goal, flags & ~(INV_SRC_PORT | INV_DST_PORT)]


OPTIONS = Options(
    (
        RuleOption("--sport", both(put(src_ports=port_pair), inverts("invflags", INV_SRC_PORT)),
                   aliases=("--source-port",), invertible=True),
        RuleOption("--dport", both(put(dst_ports=port_pair), inverts("invflags", INV_DST_PORT)),
                   aliases=("--destination-port",), invertible=True),
    ),
    start={"src_ports": [0, 0xFFFF], "dst_ports": [0, 0xFFFF]},
)  # fmt: skip


def packet(match: MatchUdp0 | MatchUdplite0, _: Context) -> Condition:
    """udp_mt (v6.18)."""
    return steps(
        FIRST_FRAGMENT,
        inverted_if(match.invflags & INV_SRC_PORT, between("sport", *match.src_ports)),
        inverted_if(match.invflags & INV_DST_PORT, between("dport", *match.dst_ports)),
    )


EXTENSION = Extension(
    "match",
    "udp",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchUdp0,
            words=words,
            options=OPTIONS,
            bulk=bulk,
            meaning=Columns(columns),
            constraints=Constraints(
                within("invflags", 0x03), "invflags within 0x3", "udp_mt_check", proto=UDP, reads=("invflags",)
            ),
            packet=packet,
        ),
    },
    holds=holds("src_ports dst_ports invflags"),
)
