"""Work in a child of this process: the same bytes, whatever becomes of the child."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from iptblob.words import parallel
from iptblob.words.parallel import Elsewhere

LONG = bytes(range(251)) * 20_000


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cpus", lambda: 2)


def only_here(work: Callable[[], bytes], elsewhere: Callable[[], bytes]) -> Callable[[], bytes]:
    """``work`` in this process, something else in a child."""
    here = os.getpid()
    return lambda: work() if os.getpid() == here else elsewhere()


def test_a_child_does_the_work() -> None:
    here = os.getpid()
    assert b"".join(Elsewhere(lambda: LONG).pieces()) == LONG
    assert int(b"".join(Elsewhere(lambda: str(os.getpid()).encode()).pieces())) != here


@pytest.mark.parametrize("reason", ["it raises", "it is killed"])
def test_a_child_that_fails_is_replaced(reason: str) -> None:
    def fail() -> bytes:
        if reason == "it is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise MemoryError

    assert b"".join(Elsewhere(only_here(lambda: LONG, fail)).pieces()) == LONG


def test_what_a_child_said_before_it_died_is_not_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    rest = Elsewhere(only_here(lambda: LONG, lambda: LONG[: len(LONG) // 2]))
    monkeypatch.setattr(parallel.os, "waitpid", lambda *given: (given[0], 1))
    assert b"".join(rest.pieces()) == LONG
    monkeypatch.undo()
    os.waitpid(rest._child, 0)


def test_where_nobody_says_how_many_processors_there_are_none_is_forked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows there is no fork, on macOS it is not to be relied on."""
    monkeypatch.undo()
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.delattr(os, "fork")
    assert int(b"".join(Elsewhere(lambda: str(os.getpid()).encode()).pieces())) == os.getpid()


def test_without_a_second_processor_or_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cpus", lambda: 1)
    assert int(b"".join(Elsewhere(lambda: str(os.getpid()).encode()).pieces())) == os.getpid()
    monkeypatch.setattr(parallel, "cpus", lambda: 2)

    def no_fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(parallel.os, "fork", no_fork)
    assert int(b"".join(Elsewhere(lambda: str(os.getpid()).encode()).pieces())) == os.getpid()


def test_a_child_nobody_asks_ends() -> None:
    rest = Elsewhere(lambda: LONG)
    rest.abandon()
    with pytest.raises(ChildProcessError):
        os.waitpid(rest._child, 0)
