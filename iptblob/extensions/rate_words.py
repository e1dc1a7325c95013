"""Rates of packets and bytes as people write them, and the cost that stands for them (libxt_hashlimit.c, 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable

from iptblob.extensions.options import U32, U64, OptionError, atoi, leading

BYTE_SHIFT = 4
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_FACTORS = {"k": 1 << 10, "m": 1 << 20}


def cost_to_bytes(cost: int) -> int:
    """Bytes a second from the cost of 16 of them, in 64-bit arithmetic."""
    return ((U32 // cost if cost else U32) - 1 << BYTE_SHIFT) & U64


def bytes_to_cost(amount: int) -> int:
    return U32 // ((amount >> BYTE_SHIFT & U32) + 1)


def burst(most: int, widest: int) -> Callable[[str], int]:
    """A number, and behind it k or m for bytes; whatever else follows does not count (parse_burst)."""

    def read(text: str) -> int:
        value, rest = leading(text, widest, 1)
        value *= _FACTORS.get(rest[:1], 1)
        if value > (widest if rest else most):
            raise OptionError(f"a number from 1 to {most} is expected")
        return value

    return read


def given_bytes(text: str, widest: int) -> int | None:
    """None where these are packets."""
    at, amount = text.find("b/s"), atoi(text)
    if at < 1 or not amount:
        return None
    amount *= _FACTORS.get(text[at - 1], 1)
    cost = bytes_to_cost(amount) if 0 < amount <= widest and amount >> BYTE_SHIFT & U32 != U32 else 0
    if not cost:
        raise OptionError("the rate is too high")
    return cost


def given_packets(text: str, scale: int) -> tuple[int, int]:
    """(time of one packet, seconds in the unit)"""
    _, found, unit = text.partition("/")
    units = [seconds for name, seconds in _SECONDS.items() if unit and name.startswith(unit.lower())] if found else [1]
    count = atoi(text) & U64
    if not units or not count:
        raise OptionError("a rate such as 5/minute (second, minute, hour, day) or 512kb/s is expected")
    if not scale * units[0] // count:
        raise OptionError(f"at most {scale} in a second are expected")
    return scale * units[0] // count, units[0]
