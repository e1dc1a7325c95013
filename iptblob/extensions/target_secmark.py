"""Target SECMARK: a security context (libxt_SECMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context, text
from iptblob.extensions.constraints import PER_FAMILY, Constraints, Issue, Subject, bad, need
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import Columns, PayloadContext, c_string
from iptblob.extensions.options import Options, RuleOption, cut, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_secmark_0 import TargetSecmark0
from iptblob.spec.layouts.target_secmark_1 import TargetSecmark1
from iptblob.terms import Carries

SELINUX = 1


def words(target: TargetSecmark0 | TargetSecmark1, _: Context) -> str:
    """iptables-save gives up on an unknown mode; here its number stands in for the option."""
    option = "--selctx" if target.mode == SELINUX else f"[mode {target.mode}]"
    return f" {option} {text(target.secctx)}"


def columns(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["mode"], c_string(records["secctx"], 256)


def check(x: Subject) -> Sequence[Issue]:
    """secmark_tg_check_v0, secmark_tg_check_v1."""
    if x.table not in (b"mangle", b"security"):
        return bad("mode", "only valid in tables mangle and security")
    if x.row.mode != 1:
        return bad("mode", f"mode is {x.row.mode}, the only one is 1")
    return (need("lsm", "secctx", "a security module must know the context"),)


SAYS = "table mangle or security, mode 1, a context the security module knows"

CONTEXT = 255  # bytes, and the NUL
SELCTX = RuleOption("--selctx", put(secctx=lambda word: cut(word, CONTEXT), mode=SELINUX), required=True)
OPTIONS_0, OPTIONS_1 = Options((SELCTX,)), Options((SELCTX,), since=(1, 8, 8))

EXTENSION = Extension(
    "target",
    "SECMARK",
    "net/netfilter/xt_SECMARK.c",
    {
        0: Revision(
            TargetSecmark0,
            words=words,
            options=OPTIONS_0,
            meaning=Columns(columns),
            unspec=PER_FAMILY,
            constraints=Constraints(check, SAYS, "secmark_tg_check_v0"),
            effect=Carries("sets a security mark"),
        ),
        1: Revision(
            TargetSecmark1,
            words=words,
            options=OPTIONS_1,
            meaning=Columns(columns),
            unspec=PER_FAMILY,
            constraints=Constraints(check, SAYS, "secmark_tg_check_v1"),
            effect=Carries("sets a security mark"),
        ),
    },
    holds=holds("mode", secctx=GIVEN_NAME),
)
