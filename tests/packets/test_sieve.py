"""What is passed by without a look, and which engine keeps the sets, changes no answer."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from iptblob.packets import follow, symbols
from iptblob.packets.bdd import PlainDiagrams, TooLargeError
from iptblob.packets.opened import passage_of
from iptblob.packets.program import Program
from iptblob.packets.reach import Reached, compare
from iptblob.packets.who import Overview
from iptblob.reading.opening import open_source
from tests.conftest import SAMPLES

NAMES = ("docker", "router", "ufw", "kube-proxy")
NEVER = 1 << 30


def programs(path: Path, family: str) -> dict[str, Program]:
    return {one.name: one for one in passage_of(open_source(str(path)), family, backend="legacy").programs}


def told(found: Reached) -> list[Any]:
    return [
        (one.table, one.hook, one.before.entry, one.before.outcome, one.after.entry, one.after.outcome, one.spans,
         one.exact, one.witness, one.facts, one.confirmed)
        for one in found.changes
    ]  # fmt: skip


def pairs() -> list[tuple[str, Program, Program]]:
    incident = [SAMPLES / "incident" / f"{name}.iptb" for name in ("before", "after")]
    found = []
    for family in ("ipv4", "ipv6"):
        one, other = (programs(path, family) for path in incident)
        found += [(f"incident {family} {name}", one[name], other[name]) for name in sorted(one.keys() & other.keys())]
    return found


@pytest.mark.parametrize(("name", "one", "other"), [pytest.param(*pair, id=pair[0]) for pair in pairs()])
def test_pairs(name: str, one: Program, other: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for engine in (symbols.engine, PlainDiagrams):
        for long in (0, NEVER):
            monkeypatch.setattr(follow, "LONG_CHAIN", long)
            monkeypatch.setattr(symbols, "engine", engine)
            found = compare(one, other)
            assert not found.left
            said.append(told(found))
    assert said[1:] == said[:-1], name


def followed(overview: Overview, hook: int, some: Any) -> Any:
    """Where a set of packets ends; None where that is not followed."""
    try:
        return dict(overview.follower.through(hook, some))
    except TooLargeError:
        return None


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_sets_of_a_few_packets_through_whole_tables(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random sets by address, protocol and interface: each verdict by the same entry with the sieve and without."""
    chance = random.Random(5)
    asked = 0
    for name in NAMES:
        path = SAMPLES / name / f"{name}.iptb"
        if (name, family) == ("kube-proxy", "ipv6"):
            continue  # which it has not
        for program in programs(path, family).values():
            overview = Overview(program)
            seen = overview.symbols
            bits = seen.width("dst")
            for hook in program.hooks:
                low = chance.randrange(1 << bits)
                near = seen.among("dst", low, min(low + 999, (1 << bits) - 1))
                some = seen.diagrams.both(overview.packets_at(hook), near)
                some = seen.diagrams.both(some, seen.equal("proto", chance.choice([1, 6, 17])))
                ends = []
                for long in (0, NEVER):
                    monkeypatch.setattr(follow, "LONG_CHAIN", long)
                    ends.append(followed(overview, hook, some))
                assert ends[0] == ends[1]
                asked += ends[0] is not None
    assert asked > 10
