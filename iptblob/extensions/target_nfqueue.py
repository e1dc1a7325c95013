"""Target NFQUEUE: queue numbers (libxt_NFQUEUE.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context
from iptblob.extensions.constraints import ANYWHERE, FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, same
from iptblob.extensions.options import (
    U16,
    Effect,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    flag,
    numbers,
    put,
    up_to,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_nfqueue_0 import TargetNfqueue0
from iptblob.spec.layouts.target_nfqueue_1 import TargetNfqueue1
from iptblob.spec.layouts.target_nfqueue_2 import TargetNfqueue2
from iptblob.spec.layouts.target_nfqueue_3 import TargetNfqueue3
from iptblob.terms import Queues

BYPASS, CPU_FANOUT = 0x01, 0x02


def words_0(target: TargetNfqueue0, _: Context) -> str:
    return f" --queue-num {target.queuenum}"


def words_1(target: TargetNfqueue1 | TargetNfqueue2 | TargetNfqueue3, _: Context) -> str:
    if target.queues_total <= 1:
        return f" --queue-num {target.queuenum}"
    return f" --queue-balance {target.queuenum}:{target.queuenum + target.queues_total - 1}"


def words_2(target: TargetNfqueue2, ctx: Context) -> str:
    return words_1(target, ctx) + (" --queue-bypass" if target.bypass & BYPASS else "")


def words_3(target: TargetNfqueue3, ctx: Context) -> str:
    out = words_1(target, ctx) + (" --queue-bypass" if target.flags & BYPASS else "")
    return out + (" --queue-cpu-fanout" if target.flags & CPU_FANOUT else "")


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["queuenum"], same(1, records), same(0, records)


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["queuenum"], records["queues_total"], same(0, records)


def columns_2(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """A bypass other than 0 and 1, which the kernel refuses, is like no flags of revision 3."""
    bypass = records["bypass"].astype(np.int64)
    return records["queuenum"], records["queues_total"], np.where(bypass > BYPASS, bypass << 16, bypass)


def columns_3(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["queuenum"], records["queues_total"], records["flags"]


def check(x: Subject) -> Sequence[Issue]:
    """nfqueue_tg_check."""
    row = x.row
    if not row.queues_total:
        return bad("queues_total", "no queue at all")
    if row.queues_total - 1 + row.queuenum > 0xFFFF:
        return bad("queues_total", f"queues {row.queuenum} to {row.queues_total - 1 + row.queuenum}", "ERANGE")
    if x.revision == 2 and row.bypass > 1:
        return bad("bypass", f"bypass is {row.bypass}, the most is 1")
    if x.revision == 3 and row.flags & ~0x03:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0x3")
    return FINE


CONSTRAINTS = Constraints(check, "at least one queue, none above 65535, known flags", "nfqueue_tg_check")


def queue(target: TargetNfqueue0 | TargetNfqueue1, _: Context) -> Queues:
    return Queues(target.queuenum)


def queue_2(target: TargetNfqueue2, _: Context) -> Queues:
    return Queues(target.queuenum, bool(target.bypass))


def queue_3(target: TargetNfqueue3, _: Context) -> Queues:
    """nfqueue_tg_v3 (v6.18)."""
    return Queues(target.queuenum, bool(target.flags & 1))


def set_queues(fields: Fields, given: Given) -> None:
    """FIRST:LAST; since 1.8.11 the last queue of all cannot be named, and an open range ends before it."""
    found = numbers(given.value, U16 - (given.iptables >= (1, 8, 11)))
    if len(found) != 2 or found[0] >= found[1]:
        raise OptionError("FIRST:LAST is expected, in ascending order")
    fields.update(queuenum=found[0], queues_total=(found[1] - found[0] + 1) & U16)


def nothing(_: Fields, __: Given) -> None:
    """What this revision has no place for."""


def queues(bypass: Effect, fanout: Effect, since: tuple[int, int, int]) -> Options:
    return Options(
        (
            RuleOption("--queue-num", put(queuenum=up_to(U16)), excludes=("--queue-balance",)),
            RuleOption("--queue-balance", set_queues),
            RuleOption("--queue-bypass", bypass, words=0),
            RuleOption("--queue-cpu-fanout", fanout, words=0, wants=("--queue-balance",)),
        ),
        start={"queues_total": 1},
        since=since,
    )


OPTIONS_1 = queues(nothing, nothing, (1, 4, 5))
OPTIONS_2 = queues(flag("bypass", BYPASS), nothing, (1, 4, 11))
OPTIONS_3 = queues(flag("flags", BYPASS), flag("flags", CPU_FANOUT), (1, 4, 19))

OPTIONS_0 = Options(
    (
        RuleOption("--queue-num", put(queuenum=up_to(U16))),
        RuleOption("--queue-bypass", nothing, words=0),
    )
)

EXTENSION = Extension(
    "target",
    "NFQUEUE",
    "net/netfilter/xt_NFQUEUE.c",
    with_arp(
        {
            0: Revision(
                TargetNfqueue0,
                words=words_0,
                options=OPTIONS_0,
                meaning=Columns(columns_0),
                constraints=ANYWHERE,
                unspec=True,
                effect=queue,
            ),
            1: Revision(
                TargetNfqueue1,
                words=words_1,
                options=OPTIONS_1,
                meaning=Columns(columns_1),
                constraints=CONSTRAINTS,
                unspec=True,
                effect=queue,
            ),
            2: Revision(
                TargetNfqueue2,
                words=words_2,
                options=OPTIONS_2,
                meaning=Columns(columns_2),
                constraints=CONSTRAINTS,
                unspec=True,
                effect=queue_2,
            ),
            3: Revision(
                TargetNfqueue3,
                words=words_3,
                options=OPTIONS_3,
                meaning=Columns(columns_3),
                constraints=CONSTRAINTS,
                unspec=True,
                effect=queue_3,
            ),
        }
    ),
    holds=holds("queuenum queues_total bypass flags"),
)
