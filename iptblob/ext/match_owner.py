"""Match owner: owner of the socket a packet comes from (libxt_owner.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, text
from iptblob.spec.layouts.match_owner_0_ipv4 import MatchOwner0Ipv4
from iptblob.spec.layouts.match_owner_0_ipv6 import MatchOwner0Ipv6
from iptblob.spec.layouts.match_owner_1 import MatchOwner1

UID, GID = 0x1, 0x2
PID, SID, COMM = 0x4, 0x8, 0x10  # revision 0
SOCKET, SUPPL_GROUPS = 0x4, 0x8  # revision 1


def chosen(match: MatchOwner0Ipv4 | MatchOwner0Ipv6 | MatchOwner1, tests: dict[int, str]) -> str:
    """The words of the tests that are made, inverted or not."""
    return "".join(inverted(match.invert & flag) + words for flag, words in tests.items() if match.match & flag)


def ids(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def tests_0(match: MatchOwner0Ipv4 | MatchOwner0Ipv6) -> dict[int, str]:
    return {
        UID: f" --uid-owner {match.uid}",
        GID: f" --gid-owner {match.gid}",
        PID: f" --pid-owner {match.pid & 0xFFFFFFFF}",
        SID: f" --sid-owner {match.sid & 0xFFFFFFFF}",
    }


def words_0_ipv4(match: MatchOwner0Ipv4, _: Context) -> str:
    return chosen(match, tests_0(match) | {COMM: f" --cmd-owner {text(match.comm)}"})


def words_0_ipv6(match: MatchOwner0Ipv6, _: Context) -> str:
    return chosen(match, tests_0(match))


def words_1(match: MatchOwner1, _: Context) -> str:
    tests = {
        SOCKET: " --socket-exists",
        UID: f" --uid-owner {ids(match.uid_min, match.uid_max)}",
        GID: f" --gid-owner {ids(match.gid_min, match.gid_max)}",
        SUPPL_GROUPS: " --suppl-groups",
    }
    return chosen(match, tests)


EXTENSION = Extension("match", "owner", {(0, "ipv4"): words_0_ipv4, (0, "ipv6"): words_0_ipv6, 1: words_1})
