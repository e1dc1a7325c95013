"""Match statistic: a random share, or every n-th packet (libxt_statistic.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext
from iptblob.extensions.options import End, Fields, Given, OptionError, Options, RuleOption, leading_float, number
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_statistic_0 import MatchStatistic0
from iptblob.terms import Condition, Fact, inverted_if, steps

INVERT = 0x1
RANDOM, NTH = 0, 1
CERTAIN = 0x80000000
MOST = CERTAIN - 1


def words(match: MatchStatistic0, _: Context) -> str:
    """The mode and its figures; nothing for a mode that does not exist."""
    bang = inverted(match.flags & INVERT)
    if match.mode == RANDOM:
        return f" --mode random{bang} --probability {match.every / CERTAIN:.11f}"
    if match.mode == NTH:
        return f" --mode nth{bang} --every {(match.every + 1) & 0xFFFFFFFF} --packet {match.packet}"
    return ""


def columns(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """In random mode one number counts; 31 bits are drawn, so from all ones on it is certain (xt_statistic.c, v6.1)."""
    random, every = records["mode"] == RANDOM, records["every"]
    return (
        records["mode"], records["flags"],
        np.where(random, np.minimum(every, MOST), every), np.where(random, 0, records["packet"]),
    )  # fmt: skip


def check(x: Subject) -> Sequence[Issue]:
    """statistic_mt_check."""
    if x.row.mode > 1:
        return bad("mode", f"mode is {x.row.mode}, the most is 1")
    return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0x1") if x.row.flags & ~1 else FINE


MODES = {"random": RANDOM, "nth": NTH}


def set_mode(fields: Fields, given: Given) -> None:
    if given.value not in MODES:
        raise OptionError(f"one of {', '.join(MODES)} is expected")
    fields["mode"] = MODES[given.value]


def set_probability(fields: Fields, given: Given) -> None:
    """lround of a number from 0 to 1 times 2^31 (libxt_statistic.c)."""
    share, rest = leading_float(given.value)
    if rest or not 0 <= share <= 1:
        raise OptionError("a number from 0 to 1 is expected")
    fields.update(share=int(share * CERTAIN + 0.5), flags=int(given.inverted))


def set_every(fields: Fields, given: Given) -> None:
    fields.update(every=number(given.value, least=1) - 1, flags=int(given.inverted))


def set_packet(fields: Fields, given: Given) -> None:
    fields["packet"] = number(given.value)


def require_mode(fields: Fields, _: End) -> None:
    """Each mode has options of its own, and takes none of the other's."""
    wanted = {"every", "packet"} if fields["mode"] == NTH else {"share"}
    if set(fields) - {"mode", "flags"} != wanted:
        raise OptionError("--mode random with --probability, or --mode nth with --every and --packet, is expected")
    if fields.get("packet", 0) > fields.get("every", 0):
        raise OptionError("--packet is less than --every")
    fields.update(every=fields.pop("share", fields.get("every")))


OPTIONS = Options(
    (
        RuleOption("--mode", set_mode, required=True),
        RuleOption("--probability", set_probability, invertible=True),
        RuleOption("--every", set_every, invertible=True),
        RuleOption("--packet", set_packet),
    ),
    finish=require_mode,
)


def packet(match: MatchStatistic0, ctx: Context) -> Condition:
    """statistic_mt (v6.18): certain where the probability is 1 or 0, or each packet is the n-th."""
    if match.mode == RANDOM and match.every in (0, CERTAIN):
        return steps(inverted_if(match.flags & INVERT, match.every == CERTAIN))
    if match.mode == NTH and match.every == match.packet == 0:
        return steps(not match.flags & INVERT)
    return steps(Fact(f"statistic{words(match, ctx)}", "chance, or how many packets came before", stateful=True))


EXTENSION = Extension(
    "match",
    "statistic",
    "net/netfilter/xt_statistic.c",
    {
        0: Revision(
            MatchStatistic0,
            words=words,
            options=OPTIONS,
            meaning=Columns(columns),
            constraints=Constraints(check, "mode at most 1, flags within 0x1", "statistic_mt_check"),
            unspec=True,
            packet=packet,
        ),
    },
    holds=holds("mode flags every packet"),
)
