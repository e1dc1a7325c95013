"""Match multiport: a list of ports and ranges of ports (libxt_multiport.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_multiport_0 import MatchMultiport0
from iptblob.spec.layouts.match_multiport_1 import MatchMultiport1

OPTIONS = {0: " --sports ", 1: " --dports ", 2: " --ports "}


def ports(match: MatchMultiport1) -> list[str]:
    """The list, with the two ends of a range joined by a colon; an end may lie behind ``num_ports``."""
    numbers, is_range = match.ports, match.range_flags
    items = []
    at, end = 0, min(match.num_ports, len(numbers))
    while at < end:
        if is_range[at] and at + 1 < len(numbers):
            items.append(f"{numbers[at]}:{numbers[at + 1]}")
            at += 2
        else:
            items.append(str(numbers[at]))
            at += 1
    return items


def words_0(match: MatchMultiport0, _: Context) -> str:
    return OPTIONS.get(match.flags, "") + ",".join(map(str, match.ports[: match.num_ports]))


def words_1(match: MatchMultiport1, _: Context) -> str:
    return inverted(match.invert) + OPTIONS.get(match.flags, "") + ",".join(ports(match))


EXTENSION = Extension("match", "multiport", {0: words_0, 1: words_1})
