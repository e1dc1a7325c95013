"""Match limit: packets per time (libxt_limit.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U32, OptionError, Options, RuleOption, atoi, number, put
from iptblob.extensions.rates import limit_overflows
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_limit_0 import MatchLimit0
from iptblob.terms import stateful

SCALE = 10_000  # units of ``avg`` in a second
UNITS = ((SCALE * 86_400, "day"), (SCALE * 3_600, "hour"), (SCALE * 60, "min"), (SCALE, "sec"))
DEFAULT_BURST = 5


def rate(period: int) -> str:
    """Packets per unit, in the smallest unit that gives a whole number; ``period`` is the time of one packet."""
    if period == 0:
        return "inf"
    chosen = UNITS[0]
    for unit in UNITS[1:]:
        if period > unit[0] or unit[0] // period < unit[0] % period:
            break
        chosen = unit
    return f"{chosen[0] // period}/{chosen[1]}"


def words(match: MatchLimit0, _: Context) -> str:
    out = f" --limit {rate(match.avg)}"
    return out if match.burst == DEFAULT_BURST else f"{out} --limit-burst {match.burst}"


def check(x: Subject) -> Sequence[Issue]:
    """limit_mt_check."""
    if limit_overflows(x.row.avg, x.row.burst, x.profile.hz):
        return bad("burst", f"avg {x.row.avg} times burst {x.row.burst} overflows, or burst is 0", "ERANGE")
    return FINE


MOST_BURST = 10_000
DEFAULT_RATE = "3/hour"
NAMES = {"second": SCALE, "minute": SCALE * 60, "hour": SCALE * 3_600, "day": SCALE * 86_400}


def period(text: str) -> int:
    """NUMBER[/UNIT], the unit cut short or not; a second without one (parse_rate). Behind the number anything goes."""
    _, found, unit = text.partition("/")
    count = atoi(text) & U32
    units = [length for name, length in NAMES.items() if unit and name.startswith(unit.lower())]
    if not count or (found and not units):
        raise OptionError("a rate such as 5/minute is expected (second, minute, hour, day)")
    one = (units[0] if found else SCALE) // count
    if not one:
        raise OptionError(f"at most {SCALE} in a second are expected")
    return one


OPTIONS = Options(
    (
        RuleOption("--limit", put(avg=period)),
        RuleOption("--limit-burst", put(burst=lambda text: number(text, MOST_BURST))),
    ),
    start={"avg": period(DEFAULT_RATE), "burst": DEFAULT_BURST},
)

EXTENSION = Extension(
    "match",
    "limit",
    "net/netfilter/xt_limit.c",
    {
        0: Revision(
            MatchLimit0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check, "burst not 0, and avg times burst without overflow", "limit_mt_check"),
            units={"avg": lambda of: rate(of["avg"])},
            unspec=True,
            own_compat_size=True,
            packet=stateful("how many packets came before"),
        ),
    },
    holds=holds("avg burst"),
)
