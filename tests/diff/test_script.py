"""What must hold of every script, over random tables and random edits of them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings

from iptblob.api import open as open_snapshot
from iptblob.api.tables import _side
from iptblob.diff.files import Side, Wishes, diff_sides
from iptblob.diff.script import compare
from tests.diff.apply import apply, rules_of
from tests.diff.mirror import unmirrored
from tests.diff.model import Model, edited, listings, models
from tests.stress.mirror import MAKERS, check

RULES = ("insert", "delete", "edit", "swap", "move")
ALL = (*RULES, "policy", "rename")


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
def test_the_way_back_is_the_mirror_of_the_way_there(case: tuple[Model, Model, int]) -> None:
    a, b, _ = case
    assert not unmirrored(compare(*listings(a, b)).changes, compare(*listings(b, a)).changes)


@given(models(), models())
@settings(max_examples=150, deadline=None)
def test_it_is_between_tables_that_have_little_in_common(a: Model, b: Model) -> None:
    assert not unmirrored(compare(*listings(a, b)).changes, compare(*listings(b, a)).changes)


@pytest.mark.parametrize("other", [2, 3])
def test_moves_that_compete_with_an_edit_are_chosen_alike_from_both_sides(other: int) -> None:
    empty: dict[str, list[str]] = {"INPUT": [], "FORWARD": [], "OUTPUT": [], "C0": [], "C1": [], "C2": []}
    accept = "-s 10.0.0.1/32 -j ACCEPT"
    a = Model({}, {**empty, "C0": ["-s 10.0.0.1/32 -j C2"], "C2": [accept, f"-s 10.0.0.{other}/32 -j DROP"]})
    b = Model({}, {**empty, "INPUT": [accept], "C2": ["-s 10.0.0.1/32 -j C2"]})
    there, back = compare(*listings(a, b)).changes, compare(*listings(b, a)).changes
    assert len(there) == len(back) == 3
    assert not unmirrored(there, back)


@pytest.mark.parametrize("number", range(len(MAKERS) * 12))
def test_pairs_of_every_kind_are_mirrored_in_every_way_of_comparing(number: int) -> None:
    kind, way, (a, b), wrong = check(number, 5)
    assert not wrong, f"{kind}, {way}\n{a.save().decode()}{b.save().decode()}"


def test_a_script_that_is_no_mirror_is_found() -> None:
    a = Model({}, {"INPUT": ["-s 10.0.0.1/32 -j DROP", "-s 10.0.0.2/32 -j DROP"]})
    b = Model({}, {"INPUT": a.chains["INPUT"][::-1]})
    there = compare(*listings(a, b)).changes
    assert [change.kind for change in there] == ["rule-moved"]
    assert len(unmirrored(there, there)) == 2


# Unrelated rules


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("-p tcp -m tcp --dport 22 -j ACCEPT", "-m set --match-set office src -j DROP"),
        ("-i lo -j ACCEPT", "-p tcp -m tcp --dport 22 -j ACCEPT"),
        ("-j LOG --log-prefix x", "-s 10.0.0.1/32 -j DROP"),
    ],
)
def test_rules_without_anything_in_common_are_no_edit(before: str, after: str) -> None:
    a, b = Model({}, {"INPUT": [before]}), Model({}, {"INPUT": [after]})
    kinds = sorted(change.kind for change in compare(*listings(a, b)).changes)
    assert kinds == ["rule-deleted", "rule-inserted"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("-p tcp -m tcp --dport 22 -j ACCEPT", "-p tcp -m tcp --dport 443 -j ACCEPT"),
        ("-j ACCEPT", "-j DROP"),
        ('-m comment --comment "one two three four five six" -j DROP', '-m comment --comment "uno" -j DROP'),
    ],
)
def test_rules_with_something_in_common_are_an_edit(before: str, after: str) -> None:
    a, b = Model({}, {"INPUT": [before]}), Model({}, {"INPUT": [after]})
    assert [change.kind for change in compare(*listings(a, b)).changes] == ["rule-edited"]


def test_similar_rules_meet_across_unrelated_ones() -> None:
    a = Model({}, {"INPUT": ["-p tcp -m tcp --dport 22 -j ACCEPT", "-m set --match-set office src -j DROP"]})
    b = Model({}, {"INPUT": ["-m set --match-set office dst -j DROP", "-p tcp -m tcp --dport 23 -j ACCEPT"]})
    edits = [(change.position_a, change.position_b) for change in compare(*listings(a, b)).changes]
    assert sorted(edits) == [(1, 2), (2, 1)]


@pytest.mark.parametrize("kinds", [*((kind,) for kind in ALL), RULES, ALL], ids="+".join)
def test_no_script_is_longer_than_the_edits_made(kinds: tuple[str, ...]) -> None:
    @given(edited(kinds, 5))
    @settings(max_examples=100, deadline=None)
    def check(case: tuple[Model, Model, int]) -> None:
        a, b, made = case
        assert len(compare(*listings(a, b)).changes) <= made

    check()


# Real tables


def real_sides() -> list[Side]:
    samples = Path(__file__).parents[2] / "samples"
    files = ["incident/before.iptb", "incident/after.iptb", "docker/docker.iptb", "everything/everything.iptb"]
    return [_side(open_snapshot(samples / file).source) for file in files]


@pytest.mark.parametrize("wishes", [Wishes((1, 8, 9), counters=True), Wishes((1, 8, 9), auto_map=True)])
def test_scripts_between_real_snapshots_are_mirrored(wishes: Wishes) -> None:
    changed = 0
    for a, b in combinations(real_sides(), 2):
        there, back = diff_sides(a, b, wishes).changes, diff_sides(b, a, wishes).changes
        assert not unmirrored(there, back), (a.file, b.file)
        changed += len(there)
    assert changed
