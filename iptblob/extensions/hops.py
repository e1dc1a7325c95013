"""What the kernel asks of the time to live and the hop limit (net/netfilter/xt_hl.c and xt_HL.c, v6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.options import U8, Effect, Fields, Given, OptionError, Options, RuleOption, number, put
from iptblob.terms import Action, Adds, Carries, Condition, Term, Writes, between, equals, negated, steps

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


def hop_test(mode: int, hops: int) -> Condition:
    """ttl_mt, hl_mt6 (net/netfilter/xt_hl.c, v6.18): equal, not equal, less, greater; another mode is false."""
    tests: dict[int, Term] = {
        0: equals("ttl", hops),
        1: negated(equals("ttl", hops)),
        2: between("ttl", 0, hops - 1),
        3: between("ttl", hops + 1, 255),
    }
    return steps(tests.get(mode, False))


def hop_change(mode: int, hops: int) -> Action:
    """ttl_tg, hl_tg6 (net/netfilter/xt_HL.c, v6.18): set, more, less, within 0 to 255; another mode changes nothing."""
    if mode == 0:
        return Writes("ttl", 0, hops)
    if mode in (1, 2):
        return Adds("ttl", hops if mode == 1 else -hops)
    return Carries("a mode that the kernel does not know")


def hop_options(field: str, modes: Mapping[int, str]) -> Options:
    """The options of a change: a number to set, or by how much."""
    names = tuple(option.strip() for option in modes.values())
    table = (RuleOption(option, _change(field, mode)) for mode, option in zip(modes, names, strict=True))
    return Options(tuple(table), one_of=names, apart=(names,))


def _change(field: str, mode: int) -> Effect:
    least = 1 if mode else 0
    return put(**{"mode": mode, field: lambda text: number(text, U8, least)})
