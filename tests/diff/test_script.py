"""What must hold of every script, over random tables and random edits of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from iptblob.diff.apply import apply, rules_of
from iptblob.diff.script import compare
from tests.diff.model import Model, edited, listings, models

RULES = ("insert", "delete", "edit", "swap", "move")
ALL = (*RULES, "policy", "rename")
MIRROR = {"rule-inserted": "rule-deleted", "rule-deleted": "rule-inserted", "chain-added": "chain-removed",
          "chain-removed": "chain-added"}  # fmt: skip


def test_two_neighbours_swapped_is_one_move() -> None:
    one = Model({"INPUT": "DROP"}, {"INPUT": ["-s 10.0.0.1/32 -j ACCEPT", "-s 10.0.0.2/32 -j DROP"]})
    other = Model({"INPUT": "DROP"}, {"INPUT": one.chains["INPUT"][::-1]})
    assert [change.kind for change in compare(*listings(one, other)).changes] == ["rule-moved"]


def test_duplicates_are_counted() -> None:
    one = Model({"INPUT": "DROP"}, {"INPUT": ["-j LOG"] * 5})
    other = Model({"INPUT": "DROP"}, {"INPUT": ["-j LOG"] * 3})
    assert Counter(change.kind for change in compare(*listings(one, other)).changes) == {"rule-deleted": 2}


@given(models())
@settings(max_examples=100, deadline=None)
def test_a_table_does_not_differ_from_itself(model: Model) -> None:
    assert compare(*listings(model, model.copy())).changes == []


@given(edited(ALL, 8))
@settings(max_examples=150, deadline=None)
def test_the_script_makes_b_of_a(case: tuple[Model, Model, int]) -> None:
    a, b, _ = case
    one, other = listings(a, b)
    result = apply(compare(one, other).changes, rules_of(one))
    assert result.chains == rules_of(other).chains
    assert result.policies == rules_of(other).policies


@given(edited(ALL, 6))
@settings(max_examples=150, deadline=None)
def test_the_other_way_round_is_as_long(case: tuple[Model, Model, int]) -> None:
    a, b, _ = case
    there = Counter(change.kind for change in compare(*listings(a, b)).changes)
    back = Counter(MIRROR.get(change.kind, change.kind) for change in compare(*listings(b, a)).changes)
    assert there == back


@pytest.mark.parametrize("kinds", [*((kind,) for kind in ALL), RULES, ALL], ids="+".join)
def test_no_script_is_longer_than_the_edits_made(kinds: tuple[str, ...]) -> None:
    @given(edited(kinds, 5))
    @settings(max_examples=100, deadline=None)
    def check(case: tuple[Model, Model, int]) -> None:
        a, b, made = case
        assert len(compare(*listings(a, b)).changes) <= made

    check()
