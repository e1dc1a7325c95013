"""What happens to packets, for the objects of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from iptblob.diff.sets import both_sides
from iptblob.errors import UsageError
from iptblob.packets.described import described
from iptblob.packets.opened import passage_of, sets_around, world_around
from iptblob.packets.reach import Reached, compare
from iptblob.packets.trace import Branch, trace
from iptblob.reading.opening import read_bytes
from iptblob.reading.source import Source


def trace_of(
    source: Source, packet: str, *, netns: str | None, local: Iterable[str], facts: Mapping[str, bool]
) -> tuple[Branch, ...]:
    """Every way of a packet; UsageError where it cannot be read or more ways are open than are followed."""
    family = described(packet, lambda _value, _family: True).family
    passage = passage_of(source, family, netns)
    data = read_bytes(source.file) if source.manifest is not None else b""
    world = world_around(source, data, passage, local=local).with_facts(facts)
    return tuple(trace(passage.programs, described(packet, world.is_local), world))


def reach_of(one: Source, other: Source, family: str, table: str, *, netns: str | None) -> Reached:
    """What changes for packets in one table; UsageError where it is not in both."""
    programs, sets = [], []
    for source in (one, other):
        passage = passage_of(source, family, netns, backend="legacy")
        programs += [program for program in passage.programs if program.name == table]
        data = read_bytes(source.file) if source.manifest is not None else b""
        sets.append(sets_around(source, data, passage))
    if len(programs) != len((one, other)):
        raise UsageError(f"no table {family} {table} in both", file=one.file)
    return compare(*programs, sets=both_sides(sets))
