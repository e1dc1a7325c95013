"""Match rateest: compares the rate of an estimator (libxt_rateest.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.constraints import FINE, Constraints, Issue, KernelChange, Subject, bad, need, terminated
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    U32,
    Effect,
    End,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    both,
    cut,
    flag,
    inverts,
    leading_float,
    number,
    put,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_rateest_0 import MatchRateest0
from iptblob.terms import stateful

NAMES_TERMINATED = KernelChange(
    "rateest-names", "names end in a NUL", "netfilter: x_tables: ensure names are nul-terminated"
)
INVERT, ABS, REL, DELTA, BPS, PPS = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
MODES = {1: "eq", 2: "lt", 3: "gt"}


def bits(rate: int) -> str:
    """Bytes per second in bits, rounded as libxt_rateest does."""
    value = rate * 8
    if value >= 1_000_000_000:
        return f"{value / 1_000_000:.0f}Mbit"
    return f"{value / 1_000:.0f}Kbit" if value >= 1_000_000 else f"{value}bit"


def compared(match: MatchRateest0, name: str, first: str, second: str) -> str:
    """One of the two rates and what it is compared with. A mode that does not exist is shown as its number."""
    mode = f"{inverted(match.flags & INVERT)} --rateest-{MODES.get(match.mode, match.mode)}"
    if match.flags & DELTA:
        return f" --rateest-{name}1 {first}{mode} --rateest-{name}2 {second}"
    return f"{mode} --rateest-{name}" + (f" {second}" if match.flags & ABS else "")


def rates(match: MatchRateest0) -> str:
    out = compared(match, "bps", bits(match.bps1), bits(match.bps2)) if match.flags & BPS else ""
    return out + (compared(match, "pps", str(match.pps1), str(match.pps2)) if match.flags & PPS else "")


def words(match: MatchRateest0, _: Context) -> str:
    out = " --rateest-delta" if match.flags & DELTA else ""
    if match.flags & REL:
        return f"{out} --rateest1 {text(match.name1)}{rates(match)} --rateest2 {text(match.name2)}"
    return f"{out} --rateest {text(match.name1)}{rates(match)}"


def check(x: Subject) -> Sequence[Issue]:
    """xt_rateest_mt_checkentry."""
    row = x.row
    if (row.flags & 0x06).bit_count() != 1 or not row.flags & 0x30:
        return bad("flags", f"flags are {row.flags:#x}: one of ABS and REL, and BPS or PPS")
    if not 1 <= row.mode <= 3:
        return bad("mode", f"mode is {row.mode}, known are 1 to 3")
    for field in ("name1", "name2"):
        unterminated = terminated(field, "ENAMETOOLONG")(x)
        if unterminated and x.made(NAMES_TERMINATED):
            return unterminated
    wanted = [("name1", row.name1)] + ([("name2", row.name2)] if row.flags & 0x04 else [])
    for field, name in wanted:
        if ("rateest", name) not in x.state:
            if not x.state["payload"]:
                return (need("rateest", field, "an estimator of that name must exist"),)
            return bad(field, "no earlier rule of this table has a RATEEST target of that name", "ENOENT")
    return FINE


NAME = 15  # bytes, and the NUL
# Units of rates and what they are in bits (libxt_rateest.c).
_PREFIXES = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}
_BINARY = {"": 1, "ki": 1024, "mi": 1024**2, "gi": 1024**3, "ti": 1024**4}
UNITS = {f"{one}bit": scale for one, scale in (_PREFIXES | _BINARY).items()}
UNITS |= {f"{one}bps": 8 * scale for one, scale in (_PREFIXES | _BINARY).items()}


def byte_rate(text: str) -> int:
    """Bytes in a second, from bits where no unit says otherwise (rateest_get_rate)."""
    value, unit = leading_float(text)
    if unit and unit.lower() not in UNITS:
        raise OptionError(f"one of {', '.join(UNITS)} is expected behind the number")
    return int(value * UNITS.get(unit.lower(), 1) / 8) & U32  # what a processor of 64 bits makes of more


def given_rate(field: str, bit: int, read: Callable[[str], int]) -> Effect:
    """The rate need not be given."""

    def effect(fields: Fields, given: Given) -> None:
        fields["flags"] = fields.get("flags", 0) | bit
        if given.values:
            fields[field] = read(given.value)

    return effect


def rate_option(name: str, effect: Effect, *aliases: str) -> RuleOption:
    return RuleOption(name, effect, words=0, maybe=True, aliases=aliases)


def settle(fields: Fields, _: End) -> None:
    if not fields.get("flags", 0) & REL:
        fields["flags"] = fields.get("flags", 0) | ABS


def name(text: str) -> bytes:
    return cut(text, NAME)


GIVEN = Options(
    (
        RuleOption("--rateest1", put(name1=name), aliases=("--rateest",)),
        RuleOption("--rateest2", both(put(name2=name), flag("flags", REL))),
        rate_option("--rateest-bps1", given_rate("bps1", BPS, byte_rate)),
        rate_option("--rateest-pps1", given_rate("pps1", PPS, number)),
        rate_option("--rateest-bps2", given_rate("bps2", BPS, byte_rate), "--rateest-bps"),
        rate_option("--rateest-pps2", given_rate("pps2", PPS, number), "--rateest-pps"),
        RuleOption("--rateest-delta", flag("flags", DELTA), words=0),
        *(RuleOption(f"--rateest-{word}", both(put(mode=mode), inverts("flags", INVERT)), words=0, invertible=True)
          for mode, word in MODES.items()),
    ),
    finish=settle,
)  # fmt: skip

EXTENSION = Extension(
    "match",
    "rateest",
    "net/netfilter/xt_rateest.c",
    {
        0: Revision(
            MatchRateest0,
            words=words,
            units={"bps1": lambda of: bits(of["bps1"]), "bps2": lambda of: bits(of["bps2"])},
            options=GIVEN,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "one of ABS and REL, BPS or PPS, mode 1 to 3, names of estimators that exist",
                "xt_rateest_mt_checkentry",
                shared=True,
                changes=(NAMES_TERMINATED,),
            ),
            unspec=True,
            packet=stateful("how many bytes and packets passed before"),
        ),
    },
    holds=holds("flags mode bps1 pps1 bps2 pps2", name1=GIVEN_NAME, name2=GIVEN_NAME),
)
