"""Decision diagrams against sets that are counted out."""

from __future__ import annotations

import random

import pytest

from iptblob.packets.bdd import Diagrams, Edge, PlainDiagrams, TooLargeError

WIDTH = 6


@pytest.fixture(params=["plain", "oxidd"])
def diagrams(request: pytest.FixtureRequest) -> Diagrams:
    if request.param == "plain":
        return PlainDiagrams()
    pytest.importorskip("oxidd", reason="the extra reach is not installed")
    from iptblob.packets.bdd_oxidd import OxiddDiagrams

    return OxiddDiagrams()


def members(diagrams: Diagrams, edge: Edge) -> set[int]:
    every = range(1 << WIDTH)
    bits = {one: {level: one >> (WIDTH - 1 - level) & 1 for level in range(WIDTH)} for one in every}
    return {one for one in every if diagrams.holds(edge, bits[one])}


def test_sets_of_all_kinds(diagrams: Diagrams) -> None:
    chance = random.Random(7)
    levels = diagrams.variables(WIDTH)
    known: list[tuple[Edge, set[int]]] = [(diagrams.true, set(range(1 << WIDTH))), (diagrams.false, set())]
    for _ in range(400):
        (a, one), (b, other) = chance.choice(known), chance.choice(known)
        kind = chance.choice(["cube", "both", "either", "without", "neg"])
        if kind == "cube":
            chosen = sorted(chance.sample(levels, 2))
            values = [chance.randrange(2) for _ in chosen]
            wanted = list(zip(chosen, values, strict=True))
            fits = {
                at for at in range(1 << WIDTH) if all(at >> (WIDTH - 1 - level) & 1 == bit for level, bit in wanted)
            }
            known.append((diagrams.cube(chosen, values), fits))
        elif kind == "both":
            known.append((diagrams.both(a, b), one & other))
        elif kind == "either":
            known.append((diagrams.either(a, b), one | other))
        elif kind == "without":
            known.append((diagrams.without(a, b), one - other))
        else:
            known.append((diagrams.neg(a), set(range(1 << WIDTH)) - one))
    for edge, expected in known:
        assert members(diagrams, edge) == expected
    for a, one in known[:60]:
        for b, other in known[:60]:
            assert (a == b) == (one == other)  # one set has one edge


def test_a_packet_is_picked_from_a_set(diagrams: Diagrams) -> None:
    levels = diagrams.variables(3)
    edge = diagrams.cube(levels, [1, 0, 1])
    assert diagrams.pick(edge) == {0: 1, 1: 0, 2: 1}


def test_what_is_not_looked_at_is_left_out(diagrams: Diagrams) -> None:
    levels = diagrams.variables(3)
    edge = diagrams.both(diagrams.cube(levels, [1, 0, 1]), diagrams.true)
    assert diagrams.exist(range(1), edge) == diagrams.cube(levels[:1], [1])


def test_a_budget_ends_it() -> None:
    diagrams = PlainDiagrams(most=5)
    with pytest.raises(TooLargeError, match="more than 5 nodes"):
        diagrams.cube(diagrams.variables(10), [1] * 10)
