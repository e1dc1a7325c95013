"""Places as arguments: what any command prints, found again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from iptblob.errors import UsageError
from iptblob.escape import visible

if TYPE_CHECKING:
    from iptblob.reading.detect import Detected
    from iptblob.reading.source import Source
    from iptblob.table import ChainSpan, Table

SPECIAL = ("policy", "return", "head")


class Spot(NamedTuple):
    """An entry of one of the tables by its number: one past the last is where the walk stopped; None is a header."""

    reading: Detected
    entry: int | None


def by_place(source: Source, place: str) -> Spot:
    """The entry at ``[NETNS/]FAMILY/TABLE/CHAIN:N``, ``:policy`` or ``:head``; a leading part may be left out."""
    found = []
    for reading in source.readings:
        entries = [at for rest in _rests(reading.table, place) if (at := _locate(reading.table, rest)) is not None]
        found += [Spot(reading, entries[0])] if entries else []
    if len(found) == 1:
        return found[0]
    if not found:
        for reading in source.readings:
            at = _as_checked(reading.table, place)
            found += [Spot(reading, at)] if at is not None else []
        if len(found) == 1:
            return found[0]
    if not found and len(source.readings) == 1:
        _explain(source.tables[0], place)
    if not found and source.readings:
        raise UsageError(f"no table has {place}", file=source.file, hint=f"it holds {_held(source)}")
    raise _ambiguous(source, len(found))


def only_table(source: Source) -> Detected:
    """The one table there is."""
    if len(source.readings) != 1:
        raise _ambiguous(source, len(source.readings))
    return source.readings[0]


def by_offset(source: Source, offset: str) -> Spot:
    """The entry or header that holds a byte: ``N`` from the start of the file or member, ``entry:N`` from the first
    entry."""
    is_relative, number = offset.startswith("entry:"), offset.removeprefix("entry:")
    reading = only_table(source)
    table = reading.table
    try:
        place = int(number, 0)
    except ValueError:
        raise UsageError(f"{offset!r} is no offset", hint="a number of bytes, decimal or 0x..., or entry:N") from None
    if not is_relative:
        if table.base - len(reading.head) <= place < table.base:
            return Spot(reading, None)
        place -= table.base
    at = int(table.offsets.searchsorted(place, side="right")) - 1 if abs(place) < 1 << 62 else -1
    if at < 0 or place >= int(table.offsets[at] + table.next_offsets[at]):
        stopped = table.walk.stopped_at
        if stopped is not None and stopped <= place < len(table.data):
            return Spot(reading, len(table))
        first = 0 if is_relative else table.base
        hint = f"entries take bytes {first} to {first + len(table.data) - 1}"
        raise UsageError(f"no entry holds byte {number}", table=table.label, hint=hint)
    return Spot(reading, at)


def nft_place_of(table: Table, at: int) -> str:
    """The place of a rule of nf_tables: ``[NETNS/]nft:FAMILY/TABLE/CHAIN:N``."""
    plain, space = place_of(table, at), f"{visible(table.netns)}/" if table.netns else ""
    return f"{space}nft:{plain.removeprefix(space)}"


def place_of(table: Table, at: int) -> str:
    """The place of an entry, as every command prints it; of entries without a chain the byte."""
    where = "/".join(part for part in (visible(table.netns), table.family.name, visible(table.name)) if part)
    if at == len(table):
        chain, number = _stopped(table) or (b"", 0)
        return f"{where}/{visible(chain)}:{number}" if chain else f"{where}/entry:{table.walk.stopped_at}"
    placed = table.rule_number(at) if table.hooks else None
    if placed is None or (at == len(table) - 1 and table.walk.stopped_at is None):
        return f"{where}/entry:{int(table.offsets[at])}"
    chain_, number = placed
    shown = "policy" if at == chain_.policy else number or "head"
    return f"{where}/{visible(chain_.name)}:{shown}"


def _rests(table: Table, place: str) -> Iterator[str]:
    """What may be left of a place behind the names of a table."""
    yield place
    name = visible(table.name)
    for prefix in (f"{visible(table.netns)}/{table.family.name}/{name}/", f"{table.family.name}/{name}/", f"{name}/"):
        if place.startswith(prefix):
            yield place[len(prefix) :]


def _locate(table: Table, place: str) -> int | None:
    name, _, number = place.rpartition(":")
    if name == "entry" and number.isascii() and number.isdigit():
        return table.index_of(int(number))
    for chain in _called(table, name):
        if number in SPECIAL:
            at = chain.head if number == "head" else chain.policy
            if at is not None:
                return at
        elif number.isascii() and number.isdigit() and len(number) < 10:
            at = chain.start + int(number) - 1
            if chain.start <= at < chain.end:
                return at
    return len(table) if _stopped(table) == (name.encode("utf-8", "surrogateescape"), _int(number)) else None


def _as_checked(table: Table, place: str) -> int | None:
    """The entry of a broken table that the checks call so: they see heads of chains that hold no whole name."""
    from iptblob.check.places import places_of
    from iptblob.model import place_text

    places = places_of(table)
    for rest in _rests(table, place):
        for at, offset in enumerate(table.offsets.tolist()):
            one = places.of(offset)
            if one and rest == place_text(visible(one.chain), one.rule, is_policy=one.is_policy):
                return at
    return None


def _int(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def _stopped(table: Table) -> tuple[bytes, int] | None:
    """Chain and number of the entry that the walk could not take."""
    stopped = table.walk.stopped_at
    if stopped is None:
        return None
    for hook, (offset, _) in sorted(table.hooks.items()):
        if offset == stopped:
            return table.family.hooks[hook].encode(), 1
    chain = table.chain_of(len(table))
    return None if chain is None else (chain.name, len(table) - chain.start + 1)


def _called(table: Table, name: str) -> list[ChainSpan]:
    raw = name.encode("utf-8", "surrogateescape")
    return [chain for chain in table.chains if chain.name == raw or visible(chain.name) == name]


def _explain(table: Table, place: str) -> None:
    """UsageError that says why a place is none."""
    from iptblob.render.counted import counted

    rest = list(_rests(table, place))[-1]
    name, _, number = rest.rpartition(":")
    chains = _called(table, name)
    if not name and _called(table, rest):
        raise UsageError(f"{rest} is a chain, not a rule", table=table.label, hint=f"the first one is {rest}:1")
    if not name or not chains:
        known = ", ".join(chain.name.decode("ascii", "backslashreplace") for chain in table.chains[:12])
        raise UsageError(f"no chain {name or rest}", table=table.label, hint=f"chains: {known}, written CHAIN:N")
    if number in SPECIAL:
        raise UsageError(f"chain {name} has no {number}", table=table.label)
    if _int(number) < 0:
        raise UsageError(f"{number!r} is no rule number", table=table.label, hint="write CHAIN:N, counting from 1")
    rules = counted(chains[0].end - chains[0].start, "rule")
    raise UsageError(f"chain {name} has {rules}, there is no rule {int(number)}", table=table.label)


def _ambiguous(source: Source, count: int) -> UsageError:
    return UsageError(f"{count} tables to choose from", file=source.file,
                      hint=f"choose with --family, --table and --netns; it holds {_held(source)}")  # fmt: skip


def _held(source: Source) -> str:
    return ", ".join(dict.fromkeys(table.label for table in source.tables)) or "no table"
