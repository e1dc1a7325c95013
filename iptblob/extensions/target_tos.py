"""Target TOS (libxt_TOS.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, same
from iptblob.extensions.options import U8, Effect, Fields, Given, Options, RuleOption, up_to
from iptblob.extensions.precedence import tos_and_mask
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.target_tos_0 import TargetTos0
from iptblob.spec.layouts.target_tos_1 import TargetTos1
from iptblob.terms import Writes


def words_0(target: TargetTos0, _: Context) -> str:
    return f" --set-tos 0x{target.tos:02x}"


def words_1(target: TargetTos1, _: Context) -> str:
    return f" --set-tos 0x{target.tos_value:02x}/0x{target.tos_mask:02x}"


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """Revision 0 left the precedence alone (ipt_TOS.c, v2.6.23)."""
    return same(0x1E, records), records["tos"]


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["tos_mask"], records["tos_value"]


def write_0(target: TargetTos0, _: Context) -> Writes:
    return Writes("tos", 0, target.tos)


def write(target: TargetTos1, _: Context) -> Writes:
    """tos_tg, tos_tg6 (v6.18)."""
    return Writes("tos", target.tos_mask ^ 0xFF, target.tos_value)


MASK_OF_NAMES = 0x3F


def change(values: Callable[[str], tuple[int, int]]) -> Effect:
    """(tos & ~mask) ^ value."""

    def effect(fields: Fields, given: Given) -> None:
        fields["tos_value"], fields["tos_mask"] = values(given.value)

    return effect


octet = up_to(U8)
CHANGES = ("--set-tos", "--and-tos", "--or-tos", "--xor-tos")
OPTIONS = Options(
    (
        RuleOption("--set-tos", change(lambda text: tos_and_mask(text, MASK_OF_NAMES))),
        RuleOption("--and-tos", change(lambda text: (0, ~octet(text) & U8))),
        RuleOption("--or-tos", change(lambda text: (octet(text), octet(text)))),
        RuleOption("--xor-tos", change(lambda text: (octet(text), 0))),
    ),
    one_of=CHANGES,
    apart=(CHANGES,),
)

EXTENSION = Extension(
    "target",
    "TOS",
    "net/netfilter/xt_DSCP.c",
    {
        0: Revision(
            TargetTos0,
            words=words_0,
            meaning=Columns(columns_0),
            constraints=OLD_REVISION,
            effect=write_0,
        ),
        1: Revision(
            TargetTos1,
            words=words_1,
            options=OPTIONS,
            meaning=Columns(columns_1),
            constraints=Constraints(table="mangle"),
            effect=write,
        ),
    },
    holds=holds("tos tos_value tos_mask"),
)
