"""The masks of large tables, found chain by chain, are those that the kernel's own walk gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iptblob.check.bulk import _steps
from iptblob.check.graph import DEEP, END, FALL_THROUGH, WILD, mark_source_chains, quick_masks
from iptblob.reading.detect import detect
from tests.conftest import blob_of, corpus_id, corpus_tables

Starts = list[tuple[int, int]]


def agree(steps: list[int], starts: Starts) -> bool:
    """True where the quick way has an answer, which must be the slow one's."""
    quick = quick_masks(np.array(steps, dtype=np.int64), starts)
    slow = mark_source_chains(steps, starts)
    if quick is None:
        return False
    assert slow.failed is None
    assert quick.tolist() == slow.masks
    return True


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[int], Starts]:
    """Chains that end, with jumps between their heads, forward and backward; and some that lead astray."""
    lengths = draw(st.lists(st.integers(1, 5), min_size=1, max_size=8))
    heads = [sum(lengths[:at]) for at in range(len(lengths))]
    goal = st.sampled_from(heads) | st.just(FALL_THROUGH)
    strange = st.sampled_from([WILD, END, *range(sum(lengths))])
    steps: list[int] = []
    for length in lengths:
        steps += [draw(goal | strange if draw(st.integers(0, 30)) == 0 else goal) for _ in range(length - 1)]
        steps.append(END if draw(st.integers(0, 30)) else FALL_THROUGH)
    hooks = draw(st.lists(st.sampled_from(heads), min_size=1, max_size=3))
    return steps, list(enumerate(hooks))


@given(chains())
@settings(max_examples=2_000)
def test_any_table(case: tuple[list[int], Starts]) -> None:
    agree(*case)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_sound_tables_are_answered(lengths: list[int], choice: object) -> None:
    heads = [sum(lengths[:at]) for at in range(len(lengths))]
    steps: list[int] = []
    for at, length in enumerate(lengths):
        later = [FALL_THROUGH, *heads[at + 1 :]]
        steps += [choice.choice(later) for _ in range(length - 1)] + [END]  # type: ignore[attr-defined]
    assert agree(steps, [(0, 0), (2, heads[-1])])


def test_a_loop_is_left_to_the_kernels_walk() -> None:
    assert not agree([2, END, 0, END], [(0, 0)])
    assert agree([FALL_THROUGH, END, 2, END], [(0, 0)])  # a loop that no packet enters
    assert not agree([0, END], [(0, 0)])


@pytest.mark.parametrize("depth", [DEEP - 1, DEEP + 1])
def test_deep_nesting(depth: int) -> None:
    steps = [step for at in range(depth) for step in (2 * at + 2, END)] + [END]
    assert agree(steps, [(1, 0)]) == (depth < DEEP)


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_captured_tables(info: Path) -> None:
    table = detect(blob_of(info)).table
    starts = [(hook, table.index_of(first) or 0) for hook, (first, _) in sorted(table.hooks.items())]
    assert agree(_steps(table).tolist(), starts)
    assert quick_masks(_steps(table), starts).tolist() == table.column("comefrom").tolist()  # type: ignore[union-attr]
