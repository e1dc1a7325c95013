"""What is known of a field without a value: no answers contradict each other."""

from __future__ import annotations

import random

import pytest

from iptblob.packets.doubt import Doubt
from iptblob.terms import Between, Bits


@pytest.mark.parametrize("width", [6, 12])
def test_answers_never_contradict(width: int) -> None:
    """Against every value there is: a test is decided where all values that fit the answers agree, and only there."""
    chance = random.Random(width)
    for _ in range(300):
        doubt, left = Doubt.between(width), set(range(1 << width))
        for _ in range(6):
            low = chance.randrange(1 << width)
            if chance.random() < 0.5:
                test: Between | Bits = Between("x", low, min((1 << width) - 1, low + chance.choice([0, 3, 900])))
            else:
                ones = chance.randrange(width)
                mask = ((1 << width) - 1) >> ones << ones
                test = Bits("x", mask, low & mask)
            fits = {
                one for one in left
                if (test.low <= one <= test.high if isinstance(test, Between) else one & test.mask == test.value)
            }  # fmt: skip
            decided = doubt.decide(test)
            assert decided == (None if fits and fits != left else bool(fits))
            if decided is None:
                answer = chance.random() < 0.5
                doubt.narrow(test, answer)
                left = fits if answer else left - fits
        assert doubt.only == (next(iter(left)) if len(left) == 1 else None)


def test_bits_of_a_wide_field() -> None:
    """A mask without order: what was said of its bits stays said."""
    doubt = Doubt.between(32)
    assert doubt.decide(Bits("mark", 0x0F0, 0x010)) is None
    doubt.narrow(Bits("mark", 0x0F0, 0x010), True)
    assert doubt.decide(Bits("mark", 0x0F0, 0x020)) is False
    assert doubt.decide(Bits("mark", 0x030, 0x010)) is True
    doubt.narrow(Bits("mark", 0x001, 0x001), False)
    assert doubt.decide(Bits("mark", 0x011, 0x011)) is False
    assert doubt.decide(Bits("mark", 0x001, 0x000)) is True
