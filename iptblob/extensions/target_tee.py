"""Target TEE: where the copy goes (libxt_TEE.c, iptables 1.8.9; revision 0: libxt_TEE.c, xtables-addons 1.24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.addresses import host
from iptblob.extensions.base import Context, address, text
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import ADDRESS, INTERFACE, holds
from iptblob.extensions.meaning import Columns, PayloadContext, c_string, inet_address
from iptblob.extensions.options import Fields, Given, Options, RuleOption, cut, put
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.target_tee_0 import TargetTee0
from iptblob.spec.layouts.target_tee_1 import TargetTee1
from iptblob.terms import Carries


def words_0(target: TargetTee0 | TargetTee1, ctx: Context) -> str:
    return f" --gateway {address(target.gw, ctx.family)}"


def words_1(target: TargetTee1, ctx: Context) -> str:
    return words_0(target, ctx) + (f" --oif {text(target.oif)}" if target.oif else "")


def columns_0(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    return inet_address(records["gw"], side), np.zeros((len(records), 16), dtype=np.uint8)


def columns_1(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    return inet_address(records["gw"], side), c_string(records["oif"], 16)


def check(x: Subject) -> Sequence[Issue]:
    """tee_tg_check."""
    if not any(x.row.gw):
        return bad("gw", "the gateway is the zero address")
    oif = x.bytes_of("oif")
    if oif[0] and oif[-1]:
        return bad("oif", "the last byte of oif is not 0")
    return FINE


INTERFACE_NAME = 15  # bytes, and the NUL


def set_gateway(fields: Fields, given: Given) -> None:
    fields["gw"] = host(given.value, given.family)


OPTIONS = Options(
    (
        RuleOption("--gateway", set_gateway, required=True),
        RuleOption("--oif", put(oif=lambda word: cut(word, INTERFACE_NAME))),
    )
)

EXTENSION = Extension(
    "target",
    "TEE",
    "net/netfilter/xt_TEE.c",
    {
        0: Revision(
            TargetTee0,
            words=words_0,
            meaning=Columns(columns_0),
            constraints=OLD_REVISION,
            inet_addresses=("gw",),
            effect=Carries("sends a copy elsewhere, which passes OUTPUT and POSTROUTING too"),
        ),
        1: Revision(
            TargetTee1,
            words=words_1,
            options=OPTIONS,
            meaning=Columns(columns_1),
            constraints=Constraints(check, "a gateway, a terminated interface name", "tee_tg_check"),
            inet_addresses=("gw",),
            effect=Carries("sends a copy elsewhere, which passes OUTPUT and POSTROUTING too"),
        ),
    },
    holds=holds(gw=ADDRESS, oif=INTERFACE),
)
