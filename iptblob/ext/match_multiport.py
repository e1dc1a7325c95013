"""Match multiport: a list of ports and ranges of ports (libxt_multiport.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_multiport_0 import MatchMultiport0
from iptblob.spec.layouts.match_multiport_1 import MatchMultiport1

OPTIONS = {0: " --sports ", 1: " --dports ", 2: " --ports "}


def ports(match: MatchMultiport1, ctx: Context) -> list[str]:
    """The list, with the two ends of a range joined by a colon; an end may lie behind ``num_ports``.

    Kernels that do not look for it take a range that begins at the last port. libxt_multiport then reads its end
    from what follows the ports, the first two range flags.
    """
    behind = int.from_bytes(bytes(match.range_flags[:2]), "big" if ctx.abi.is_be else "little")
    numbers = [*match.ports, behind]
    items = []
    at, end = 0, min(match.num_ports, len(match.ports))
    while at < end:
        is_range = match.range_flags[at]
        items.append(f"{numbers[at]}:{numbers[at + 1]}" if is_range else str(numbers[at]))
        at += 2 if is_range else 1
    return items


def words_0(match: MatchMultiport0, _: Context) -> str:
    return OPTIONS.get(match.flags, "") + ",".join(map(str, match.ports[: match.num_ports]))


def words_1(match: MatchMultiport1, ctx: Context) -> str:
    return inverted(match.invert) + OPTIONS.get(match.flags, "") + ",".join(ports(match, ctx))


EXTENSION = Extension("match", "multiport", {0: words_0, 1: words_1})
