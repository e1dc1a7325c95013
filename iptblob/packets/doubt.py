"""What is known of a field without a value: narrowed by each answer, so that no two contradict each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from iptblob.terms import Between, Bits

FEW_BITS = 8  # up to here every value is kept by itself
Test = Bits | Between


def as_span(test: Test, width: int) -> tuple[int, int] | None:
    """(lowest, highest) value of a test that is a range: a mask of leading ones is one."""
    if isinstance(test, Between):
        return test.low, test.high
    rest = ~test.mask & ((1 << width) - 1)
    return (test.value, test.value | rest) if rest & (rest + 1) == 0 else None


@dataclass
class Doubt:
    """The values that a field of ``width`` bits may have."""

    width: int
    values: set[int] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    sure: tuple[int, int] = (0, 0)  # (mask, value) of bits that are known
    excluded: list[tuple[int, int]] = field(default_factory=list)  # (mask, value) that it does not have

    @classmethod
    def between(cls, width: int, low: int = 0, high: int | None = None) -> Doubt:
        """From ``low`` to ``high``, by default every value."""
        top = (1 << width) - 1 if high is None else high
        return cls(width, set(range(low, top + 1)) if width <= FEW_BITS else None, [(low, top)])

    @classmethod
    def among(cls, width: int, values: set[int]) -> Doubt:
        return cls(width, set(values))

    def decide(self, test: Test) -> bool | None:
        """True or False where it is so of every value that is left, else None."""
        if self.values is not None:
            held = [_holds(test, value) for value in self.values]
            return None if any(held) and not all(held) else all(held)
        span = as_span(test, self.width)
        if span is None:
            assert isinstance(test, Bits)
            return self._decide_bits(test)
        inside = _cut(self.spans, *span)
        return None if inside and inside != self.spans else bool(inside)

    def _decide_bits(self, test: Bits) -> bool | None:
        if self._impossible(test.mask, test.value):
            return False
        free = test.mask & ~self.sure[0]
        if not free:
            return True
        if free & (free - 1) == 0 and self._impossible(test.mask, test.value ^ free):
            return True
        return None

    def _impossible(self, mask: int, value: int) -> bool:
        sure, known = self.sure
        if (value ^ known) & mask & sure:
            return True
        all_bits, all_values = mask | sure, (value & mask) | known
        return any(not one & ~all_bits and all_values & one == other for one, other in self.excluded)

    def narrow(self, test: Test, answer: bool) -> None:
        """Keep the values of which a test is ``answer``."""
        if self.values is not None:
            self.values = {value for value in self.values if _holds(test, value) == answer}
            return
        span = as_span(test, self.width)
        if span is not None:
            low, high = span
            top = (1 << self.width) - 1
            self.spans = _cut(self.spans, low, high) if answer else (
                _cut(self.spans, 0, low - 1) + _cut(self.spans, high + 1, top)
            )  # fmt: skip
        elif isinstance(test, Bits) and answer:
            mask, value = self.sure
            self.sure = (mask | test.mask, (value & ~test.mask) | test.value)
        elif isinstance(test, Bits):
            self.excluded.append((test.mask, test.value))

    @property
    def only(self) -> int | None:
        """The one value that is left."""
        if self.values is not None:
            return next(iter(self.values)) if len(self.values) == 1 else None
        if len(self.spans) == 1 and self.spans[0][0] == self.spans[0][1]:
            return self.spans[0][0]
        return None


def _holds(test: Test, value: int) -> bool:
    return test.low <= value <= test.high if isinstance(test, Between) else value & test.mask == test.value


def _cut(spans: list[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    return [(max(one, low), min(other, high)) for one, other in spans if max(one, low) <= min(other, high)]
