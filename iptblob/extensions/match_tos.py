"""Match tos: type of service (libxt_tos.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, same
from iptblob.extensions.options import Fields, Given, Options, RuleOption, both, inverts
from iptblob.extensions.precedence import tos_and_mask
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.match_tos_0 import MatchTos0
from iptblob.spec.layouts.match_tos_1 import MatchTos1
from iptblob.terms import Condition, inverted_if, same_bits, steps

INVERT_TESTED = KernelChange("tos-invert", "invert is 0 or 1")


def words_0(match: MatchTos0, _: Context) -> str:
    return f"{inverted(match.invert)} --tos 0x{match.tos:02x}"


def words_1(match: MatchTos1, _: Context) -> str:
    return f"{inverted(match.invert)} --tos 0x{match.tos_value:02x}/0x{match.tos_mask:02x}"


def check_1(x: Subject) -> Sequence[Issue]:
    """tos_mt_check (v7.3.4)."""
    invert = x.row.invert
    return bad("invert", f"invert is {invert}, 0 and 1 are taken") if invert > 1 and x.made(INVERT_TESTED) else FINE


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return same(0xFF, records), records["tos"], records["invert"]


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["tos_mask"], records["tos_value"], records["invert"]


def packet(match: MatchTos0 | MatchTos1, _: Context) -> Condition:
    """tos_mt (v6.18); revision 0 compares the whole byte."""
    mask, value = (0xFF, match.tos) if isinstance(match, MatchTos0) else (match.tos_mask, match.tos_value)
    return steps(inverted_if(match.invert, same_bits("tos", mask, value)))


MASK_OF_NAMES = 0x3F


def set_tos(fields: Fields, given: Given) -> None:
    fields["tos_value"], fields["tos_mask"] = tos_and_mask(given.value, MASK_OF_NAMES)


OPTIONS = Options((RuleOption("--tos", both(set_tos, inverts("invert", 1)), invertible=True, required=True),))

EXTENSION = Extension(
    "match",
    "tos",
    "net/netfilter/xt_dscp.c",
    {
        0: Revision(
            MatchTos0,
            words=words_0,
            meaning=Columns(columns_0),
            constraints=OLD_REVISION,
            packet=packet,
        ),
        1: Revision(
            MatchTos1,
            words=words_1,
            options=OPTIONS,
            meaning=Columns(columns_1),
            constraints=Constraints(check_1, "invert 0 or 1", "tos_mt_check", changes=(INVERT_TESTED,)),
            packet=packet,
        ),
    },
    holds=holds("tos invert tos_mask tos_value"),
)
