"""`iptblob inspect A B`: one rule of two files, and the bytes that differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from iptblob.cli.common import NFTABLES, Wanted, opened, unread
from iptblob.cli.place import by_place, place_of
from iptblob.errors import UsageError
from iptblob.escape import visible
from iptblob.extensions.base import Context
from iptblob.reading.damage import unread_of
from iptblob.render.comparedhex import HexSide, compared_view
from iptblob.render.hexview import HexLine, folded
from iptblob.table.fields import entry_of
from iptblob.words.save import rule_texts

if TYPE_CHECKING:
    from iptblob.abi import Abi


def compared(
    files: tuple[str, str], abi: Abi | None, wanted: Wanted, backend: str, *, rules: tuple[str, str],
    iptables: tuple[int, int, int],
) -> Iterator[HexLine]:  # fmt: skip
    """The lines of both rules."""
    if backend == NFTABLES or any("nft:" in rule for rule in rules):
        raise UsageError("messages of nf_tables are not compared byte by byte", hint="inspect shows one at a time")
    sides = []
    for sign, file, rule in zip("-+", files, rules, strict=True):
        side, lines = _side(sign, file, abi, wanted, rule, iptables=iptables)
        sides.append(side)
        yield from lines
    yield HexLine("")
    yield from compared_view(sides[0], sides[1])


def _side(
    sign: str, file: str, abi: Abi | None, wanted: Wanted, rule: str, *, iptables: tuple[int, int, int]
) -> tuple[HexSide, list[HexLine]]:
    source = opened(file, wanted.family, abi)
    source = source.select(*wanted._replace(netns=source.label_of(wanted.netns)))
    unread(unread_of(failure, source.file) for failure in source.failures)
    spot = by_place(source, rule)
    table, at = spot.reading.table, spot.entry
    if at is None or at >= len(table):
        raise UsageError(f"{rule}: no entry can be read there", file=source.file)
    names, entry = source.names_of(table), entry_of(table, at)
    where = f"{source.file}, {table.member}" if table.member else source.file
    text = rule_texts(table, Context(table.family.name, table.abi, names, iptables))[at]
    style = {"-": "removed", "+": "added"}[sign]
    lines = [HexLine(f"{sign} {place_of(table, at)}", style)]
    lines += folded(f"{sign} {visible(where.encode('utf-8', 'surrogateescape'))}, byte {table.base + entry.offset}, "
                    f"{entry.size} bytes, {table.abi.name}", style)  # fmt: skip
    chain, _ = table.rule_number(at) or (None, 0)
    if chain is not None and chain.start <= at < chain.end:
        lines += folded(visible(f"{sign} -A {chain.name.decode('latin-1')}{text}"), style)
    return HexSide(table, entry, names), lines
