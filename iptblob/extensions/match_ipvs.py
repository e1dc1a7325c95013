"""Match ipvs: connections of the IP virtual server (libxt_ipvs.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, network
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, HostDecides, Revision
from iptblob.spec.layouts.match_ipvs_0 import MatchIpvs0
from iptblob.terms import pure

PROPERTY, PROTO, VADDR, VPORT, DIR, METHOD, VPORTCTL = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40
METHODS = {0: "MASQ", 2: "IPIP", 3: "GATE"}


def words(match: MatchIpvs0, ctx: Context) -> str:
    """--ipvs is printed only where it is the only test; an inverted direction is the other direction."""
    if match.bitmask == PROPERTY:
        return f"{inverted(match.invert & PROPERTY)} --ipvs"
    before = (
        (PROTO, f"--vproto {match.l4proto}"),
        (VADDR, f"--vaddr {network(match.vaddr, match.vmask, ctx.family)}"),
        (VPORT, f"--vport {match.vport}"),
    )
    behind = (
        (METHOD, f"--vmethod {METHODS.get(match.fwd_method, 'UNKNOWN')}"),
        (VPORTCTL, f"--vportctl {match.vportctl}"),
    )
    direction = f" --vdir {'REPLY' if match.invert & DIR else 'ORIGINAL'}" if match.bitmask & DIR else ""
    return tests(before, match) + direction + tests(behind, match)


def tests(options: tuple[tuple[int, str], ...], match: MatchIpvs0) -> str:
    return "".join(f"{inverted(match.invert & flag)} {option}" for flag, option in options if match.bitmask & flag)


EXTENSION = Extension(
    "match",
    "ipvs",
    "net/netfilter/xt_ipvs.c",
    {
        0: Revision(
            MatchIpvs0,
            words=words,
            meaning=FIELDS,
            unspec=True,
            constraints=HostDecides("upstream has it, and few kernels are built with it"),
            inet_addresses=("vaddr", "vmask"),
            packet=pure("what IPVS does with a packet", by_hook=True),
        ),
    },
)
