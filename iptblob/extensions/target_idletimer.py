"""Target IDLETIMER: timeout and label (libxt_IDLETIMER.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context, text
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, Subject, bad, proc_name
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import Columns, PayloadContext, c_string, same
from iptblob.extensions.options import Options, RuleOption, cut, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_idletimer_0 import TargetIdletimer0
from iptblob.spec.layouts.target_idletimer_1 import TargetIdletimer1
from iptblob.terms import Carries

ALARM = 1
INT_MAX = 0x7FFFFFFF


def words_0(target: TargetIdletimer0 | TargetIdletimer1, _: Context) -> str:
    return f" --timeout {target.timeout} --label {text(target.label)}"


def words_1(target: TargetIdletimer1, ctx: Context) -> str:
    return words_0(target, ctx) + (" --alarm" if target.timer_type == ALARM else "")


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["timeout"], c_string(records["label"], 28), same(0, records), same(0, records)


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["timeout"], c_string(records["label"], 28), records["send_nl_msg"], records["timer_type"]


def check(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    """idletimer_tg_checkentry, idletimer_tg_checkentry_v1."""
    row = x.row
    if x.revision and row.send_nl_msg:
        return bad("send_nl_msg", f"send_nl_msg is {row.send_nl_msg}", "EOPNOTSUPP")
    if not 0 < row.timeout < INT_MAX // 1000:
        return bad("timeout", f"timeout is {row.timeout}, 1 to {INT_MAX // 1000 - 1} are taken")
    label = x.bytes_of("label")
    if not label[0] or 0 not in label:
        return bad("label", "the label is empty or has no NUL")
    kind = row.timer_type if x.revision else 0
    if kind > 1:
        return bad("timer_type", f"timer_type is {kind}, the most is 1")
    existing = x.state.get(("idletimer", row.label))
    if existing is not None:
        differs = existing != kind if x.revision else existing & 1
        return bad("timer_type", "an earlier rule has a timer of this label and the other type") if differs else FINE
    name = proc_name(x, "label")
    if name or row.label in (b"power", b"subsystem", b"uevent"):
        return bad("label", "the label is no name for a file in sysfs")
    x.state["idletimer", row.label] = kind
    return FINE


SAYS = "a timeout of 1 to 2147482, a label fit for sysfs, one type per label, no netlink message"

LABEL = 27  # bytes, and the NUL
TABLE = (
    RuleOption("--timeout", put(timeout=number), required=True),
    RuleOption("--label", put(label=lambda word: cut(word, LABEL)), required=True),
)
OPTIONS_0 = Options(TABLE)
OPTIONS_1 = Options((*TABLE, RuleOption("--alarm", put(timer_type=ALARM), words=0)), since=(1, 8, 5))

EXTENSION = Extension(
    "target",
    "IDLETIMER",
    "net/netfilter/xt_IDLETIMER.c",
    with_arp(
        {
            0: Revision(
                TargetIdletimer0,
                words=words_0,
                options=OPTIONS_0,
                meaning=Columns(columns_0),
                unspec=PER_FAMILY,
                constraints=Constraints(check, SAYS, "idletimer_tg_checkentry", shared=True, symmetric=True),
                effect=Carries("starts a timer again"),
            ),
            1: Revision(
                TargetIdletimer1,
                words=words_1,
                options=OPTIONS_1,
                meaning=Columns(columns_1),
                unspec=PER_FAMILY,
                constraints=Constraints(check, SAYS, "idletimer_tg_checkentry_v1", shared=True, symmetric=True),
                effect=Carries("starts a timer again"),
            ),
        }
    ),
    holds=holds("timeout send_nl_msg timer_type", label=GIVEN_NAME),
)
