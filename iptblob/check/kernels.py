"""What is known of kernels: which were booted or read, and between which releases each change lies. Data only.

``iptblob/data/kernels.tsv`` is written by ``python -m tests.guests intervals`` from what kernels answered and from what
their changelogs say. A change never goes away again: a release that has it speaks for all later ones of its series, one
that lacks it for all earlier ones, and for the first release of every series before.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import NamedTuple

Version = tuple[int, int, int]
BOOTED, READ = "booted", "changelog"


class Booted(NamedTuple):
    """A kernel that was asked. ``debian`` is its package's version, ``release`` what `uname -r` says ("" and that of
    the machine where it is none of Debian's); ``compat``: it has the code for 32-bit programs."""

    version: Version
    release: str
    debian: str
    compat: bool
    hz: int


class Interval(NamedTuple):
    """One change in one stable series: the last release seen without it, the first seen with it, and where."""

    change: str
    series: tuple[int, int]
    without: Version | None
    having: Version | None
    source: str


class Point(NamedTuple):
    """One release, and whether it has a change."""

    version: Version
    having: bool
    source: str


class State(NamedTuple):
    """Whether a version makes a change: ``made`` is how it is judged.

    Where nobody knows, ``sure`` is false, ``without`` the nearest earlier release known to lack it, and ``having`` the
    nearest later one of the series known to have it.
    """

    made: bool
    sure: bool = True
    without: Version | None = None
    having: Version | None = None


def version_text(version: Version) -> str:
    return ".".join(map(str, version))


def version_of(text: str) -> Version | None:
    """``6.1.192`` as numbers; None for ``-``."""
    if text == "-":
        return None
    one, two, three = map(int, text.split("."))
    return one, two, three


def _needed(text: str) -> Version:
    version = version_of(text)
    assert version is not None
    return version


@cache
def _rows() -> tuple[list[str], ...]:
    text = (Path(__file__).parents[1] / "data" / "kernels.tsv").read_text("utf-8")
    return tuple(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def booted() -> tuple[Booted, ...]:
    """Kernels that were asked, oldest first."""
    rows = [row[1:] for row in _rows() if row[0] == "kernel"]
    found = [Booted(_needed(row[0]), row[1], row[2], row[3] == "yes", int(row[4])) for row in rows]
    return tuple(sorted(found))


@cache
def packages() -> dict[str, str]:
    """The version of Debian's package by what `uname -r` says, without the flavour behind it (``6.1.0-56``)."""
    return {row[1]: row[2] for row in _rows() if row[0] == "package"}


@cache
def intervals() -> tuple[Interval, ...]:
    """Every change in every series, in the order of the file."""
    rows = [row[1:] for row in _rows() if row[0] == "change"]
    return tuple(
        Interval(
            name, (int(series.split(".")[0]), int(series.split(".")[1])), version_of(less), version_of(more), source
        )
        for name, series, less, more, source in rows
    )


@cache
def points(change: str) -> tuple[Point, ...]:
    """The releases of which it is known whether they have a change, oldest first."""
    found = []
    for one in intervals():
        if one.change == change:
            found += [Point(one.without, False, one.source)] if one.without else []
            found += [Point(one.having, True, one.source)] if one.having else []
    return tuple(sorted(found))


@cache
def state(change: str, version: Version) -> State:
    """Whether ``version`` makes ``change``; where nobody knows, it is judged by the release before."""
    known = points(change)
    if not known:
        raise KeyError(change)
    own = [one for one in known if one.version[:2] == version[:2]]
    at = bisect_right([one.version for one in own], version)
    if any(one.having for one in own[:at]):
        return State(True)
    if any(not one.having for one in own[at:]) or any(one.version == version for one in own):
        return State(False)
    having = own[at].version if at < len(own) else None
    if at:
        return State(False, False, own[at - 1].version, having)
    return _in_no_series(known, version, having)


def _in_no_series(known: tuple[Point, ...], version: Version, having: Version | None) -> State:
    """A version of a series of which no earlier release is known."""
    later = [one for one in known if one.version > version and one.version[:2] != version[:2]]
    if having is None and not later:  # newer than all that are known
        newest = known[-1]
        return State(True) if newest.having else State(False, False, newest.version)
    base = (*version[:2], 0)
    if any(not one.having for one in later):  # what a later series lacks, this one began without
        return State(False, version == base, base, having)
    earlier = [one for one in known if one.version[:2] < version[:2]]
    if earlier and all(one.having for one in earlier if one.version[:2] == earlier[-1].version[:2]):
        return State(True)  # the series before has it as far back as it is known, and so have all later ones
    before = [one.version for one in earlier if not one.having]
    return State(False, False, before[-1] if before else None, having or (later[0].version if later else None))
