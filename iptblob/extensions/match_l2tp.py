"""Match l2tp: tunnel and session. iptables has no library for it; the words are those of the kernel's fields."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import (
    FINE,
    FORWARD,
    INPUT,
    OUTPUT,
    PREROUTING,
    UDP,
    Constraints,
    Issue,
    Subject,
    bad,
)
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_l2tp_0 import MatchL2tp0
from iptblob.terms import pure

TID, SID, VERSION, TYPE = 0x1, 0x2, 0x4, 0x8
TYPES = {0: "control", 1: "data"}


def words(match: MatchL2tp0, _: Context) -> str:
    tests = (
        (TID, f" --tid {match.tid}"),
        (SID, f" --sid {match.sid}"),
        (VERSION, f" --pversion {match.version}"),
        (TYPE, f" --type {TYPES.get(match.type, match.type)}"),
    )
    return "".join(option for flag, option in tests if match.flags & flag)


def check(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    """l2tp_mt_check4, l2tp_mt_check6."""
    row = x.row
    if row.flags & ~0x0F:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0xf")
    if not row.flags & 0x3 and not (row.flags & 0x8 and row.type == 0):
        return bad("flags", "neither tunnel nor session nor control type is tested")
    if row.flags & 0x4:
        if row.version not in (2, 3):
            return bad("version", f"version is {row.version}, known are 2 and 3")
        if row.version == 2 and row.flags & 0x1 and row.tid > 0xFFFF:
            return bad("tid", f"tunnel {row.tid} is too large for version 2")
        if row.version == 2 and row.flags & 0x2 and row.sid > 0xFFFF:
            return bad("sid", f"session {row.sid} is too large for version 2")
    if x.proto not in (UDP, 115):
        return bad("flags", "the rule is neither for udp nor for l2tp")
    return bad("version", "version 2 does not run over IP") if x.proto == 115 and row.version == 2 else FINE


EXTENSION = Extension(
    "match",
    "l2tp",
    "net/netfilter/xt_l2tp.c",
    {
        0: Revision(
            MatchL2tp0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "known flags, something to test, version 2 or 3 with ids that fit, over udp or l2tp",
                {"ipv4": "l2tp_mt_check4", "ipv6": "l2tp_mt_check6"},
                hooks=PREROUTING | INPUT | FORWARD | OUTPUT,
            ),
            packet=pure("the header of L2TP is not told"),
        ),
    },
    holds=holds("tid sid version type flags"),
)
