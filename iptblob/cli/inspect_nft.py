"""`iptblob inspect` of nf_tables: the message of a rule, found by its place or by a byte of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from iptblob.cli.common import Wanted
from iptblob.errors import UsageError
from iptblob.escape import Untrusted, visible
from iptblob.family import FAMILIES
from iptblob.table import Table

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.family import Family
    from iptblob.nftables import NftRules
    from iptblob.reading.source import Source
    from iptblob.render.hexview import HexLine

PLACE_MARK = "nft:"  # what a place begins with, behind the network namespace, that is of nf_tables


def lines_of_nft(
    source: Source, wanted: Wanted, iptables: tuple[int, int, int], *, rule: str | None, offset: str | None, alone: bool
) -> Iterable[HexLine] | None:
    """The lines of what is meant; None where a legacy table may be. ``alone``: nothing but nf_tables is."""
    from iptblob.nftables import read_rules

    if rule is not None:
        place, marked = _unmarked(rule)
        if not marked and not alone and _is_legacy(source.select(*wanted) if source.readings else source, place):
            return None
        found = list(read_rules(source, wanted.netns))
        if not marked and not alone and source.readings and not any(rules.tables for rules in found):
            return None  # nf_tables has nothing: what is said of the legacy tables says more
        return _rule_lines(source, found, wanted, place, iptables)
    if not alone and source.readings:
        return None
    return _offset_lines(source, wanted, offset or "")


def _unmarked(place: str) -> tuple[str, bool]:
    before, mark, rest = place.rpartition(PLACE_MARK)
    return (before + rest, True) if mark and (not before or before.endswith("/")) else (place, False)


def _is_legacy(source: Source, place: str) -> bool:
    from iptblob.cli.place import by_place

    try:
        by_place(source, place)
    except UsageError:
        return False
    return True


def _rule_lines(
    source: Source, found: list[NftRules], wanted: Wanted, place: str, iptables: tuple[int, int, int]
) -> Iterator[HexLine]:
    from iptblob.cli.place import by_place
    from iptblob.nftables.read import readings_of

    readings = tuple(one for rules in found for one in readings_of(rules))
    chosen = replace(source, readings=readings, failures=()).select(*wanted)
    spot = by_place(chosen, place)
    table, at = spot.reading.table, spot.entry
    assert table.origin is not None
    start = -1 if at is None or at >= len(table) else table.origin.places[at]
    if at is None or start < 0:
        raise UsageError(f"{place} is no rule: it has no message of its own", table=table.label,
                         hint="chains and their policies are in chains.nl: give that to --offset N")  # fmt: skip
    content = next(rules.content for rules in found if any(one is table for one in rules.tables))
    yield from _titled(source, table, at, iptables)
    yield from _message(source, table, content, start)


def _titled(source: Source, table: Table, at: int, iptables: tuple[int, int, int]) -> Iterator[HexLine]:
    """The place, and what iptables-nft-save prints there."""
    from iptblob.cli.place import nft_place_of
    from iptblob.extensions.base import Context
    from iptblob.render.hexview import HexLine, folded
    from iptblob.words.save import save_rules

    assert table.origin is not None
    context = Context(table.family.name, table.abi, source.names_of(table), iptables, nft=True)
    saved, chain = save_rules(table, context), table.chain_of(at)
    yield HexLine(nft_place_of(table, at), "head")
    if chain is not None and at not in table.origin.foreign:
        yield from folded(visible(f"-A {chain.name.decode('latin-1')}{saved.rules[at]}"))
    for note in saved.notes.get(at, []):
        yield from folded(f"! {note}", "flagged")


def _message(source: Source, table: Table, content: bytes, at: int) -> Iterator[HexLine]:
    from iptblob.nftables.fields import message_at
    from iptblob.render.hexview import HexLine, folded
    from iptblob.render.nftview import message_view

    message = message_at(content, at, table.abi, table.family)
    if message is None:
        raise UsageError(f"no message holds byte {at}", file=source.file, hint=f"it has {len(content)} bytes")
    where = f"{source.file}, {table.member}" if table.member else source.file
    yield from folded(visible(where.encode("utf-8", "surrogateescape")))
    yield HexLine(f"byte {message.start}, {message.end - message.start} bytes, {table.abi.name}")
    yield HexLine("")
    dump = Table(table.family, table.abi, b"", content, file=source.file, member=table.member, netns=table.netns)
    yield from message_view(dump, message, source.names_of(table))


def _offset_lines(source: Source, wanted: Wanted, offset: str) -> Iterator[HexLine]:
    """The message that holds a byte of the dump of rules."""
    netns = None if wanted.netns is None else Untrusted.of(wanted.netns)
    dumps = [dump for dump in source.dumps if dump.kind in ("rules", "") and netns in (None, dump.netns)]
    if len(dumps) != 1:
        spaces = ", ".join(dump.netns.shown for dump in source.dumps if dump.kind in ("rules", ""))
        raise UsageError(f"{len(dumps)} dumps of rules to choose from", file=source.file,
                         hint=f"choose with --netns; it holds those of {spaces or 'none'}")  # fmt: skip
    (dump,) = dumps
    try:
        place = int(offset, 0)
    except ValueError:
        raise UsageError(f"{offset!r} is no byte of a dump", hint="a number of bytes, decimal or 0x...") from None
    content = dump.read()
    family = FAMILIES[wanted.family] if wanted.family else _family_at(content, place, dump.abi)
    table = Table(family or FAMILIES["ipv4"], dump.abi, b"", b"", member=dump.member, netns=dump.netns)
    yield from _message(source, table, content, place)


def _family_at(content: bytes, place: int, abi: Abi) -> Family | None:
    """The family of the message that holds a byte."""
    from iptblob.nftables.fields import message_at

    message = message_at(content, place, abi, None)
    number = next((item.value for item in message.fields if item.path == "nfgenmsg.family"), None) if message else None
    return next((one for one in FAMILIES.values() if one.nfproto == number), None)
