"""What the kernel asks of the time to live and the hop limit (net/netfilter/xt_hl.c and xt_HL.c, v6.1)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.options import Effect, Fields, Given, OptionError, number

MODE_TESTED = KernelChange(
    "hop-match-mode", "the match tests its mode", "netfilter: xt_HL: add pr_fmt and checkentry validation"
)


def check_match(x: Subject) -> Sequence[Issue]:
    """ttl_mt_check, hl_mt6_check."""
    if x.row.mode > 3 and x.made(MODE_TESTED):
        return bad("mode", f"mode is {x.row.mode}, the most is 3")
    return FINE


def check_target(x: Subject) -> Sequence[Issue]:
    """ttl_tg_check, hl_tg6_check."""
    mode, value = x.row
    if mode > 2:
        return bad("mode", f"mode is {mode}, the most is 2")
    return bad(x.row._fields[1], "a change by 0") if mode and not value else FINE


def match_constraints(function: str) -> Constraints:
    """What ``function`` asks of a match."""
    return Constraints(check_match, "mode at most 3", function, changes=(MODE_TESTED,))


def compares(field: str, mode: int) -> Effect:
    """A comparison with the number of hops; of the modes only "equal" has an inverted one, the next."""

    def effect(fields: Fields, given: Given) -> None:
        if "mode" in fields:
            raise OptionError("only one comparison can be given")
        fields.update({"mode": mode + given.inverted, field: number(given.value, 255)})

    return effect
