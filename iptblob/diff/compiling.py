"""Texts among what is compared: their tables compiled for the host of the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from iptblob.abi import LP64_LE
from iptblob.diff.sides import AnyTable, Side
from iptblob.family import FAMILIES
from iptblob.names import Names
from iptblob.restore.tables import RulesTable
from iptblob.table import Table
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.building.text import CompiledTable

SHOWN_REFUSALS = 20  # rules of a table that are named each; more are counted
DEFAULT_FAMILY = "ipv4"  # of a text where nothing says it


class Operand(NamedTuple):
    """A table of one side as it is compared: ``table`` is a RulesTable where the text could not be compiled, ``text``
    where it comes from one. ``names`` are what its host calls things, ``notes`` what to know of it, ``unread`` its
    lines that iptables-restore would refuse."""

    side: Side
    table: AnyTable
    names: Names
    text: RulesTable | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def operands(present: Sequence[tuple[Side, AnyTable]]) -> list[Operand]:
    """One or two tables of one name, texts compiled where all of them can be."""
    tables = [table for _, table in present]
    names = [side.names_of(table) for side, table in present if isinstance(table, Table)]
    known = all(_is_known(table, tables) for table in tables if isinstance(table, RulesTable))
    found = []
    for side, table in present:
        if isinstance(table, Table):
            found.append(Operand(side, table, side.names_of(table)))
        elif known:
            own = names[0] if names else side.names
            made = _compiled(side, table, own, tables)
            notes, unread = tuple(_told(side, table, made)), tuple(_refused(side, made))
            found.append(Operand(side, made.table, own, table, notes, unread=unread))
        else:
            found.append(Operand(side, table, side.names, table))
    return found


def _is_known(text: RulesTable, tables: Sequence[AnyTable]) -> bool:
    """Is there such a table?"""
    return text.name in FAMILIES[family_of(text, tables)].tables


def family_of(text: RulesTable, tables: Sequence[AnyTable]) -> str:
    """The family of a text: what it says, or that of what it is compared with."""
    others = [table.family.name if isinstance(table, Table) else table.family for table in tables]
    return text.family or next(filter(None, others), DEFAULT_FAMILY)


def _compiled(side: Side, text: RulesTable, names: Names, tables: Sequence[AnyTable]) -> CompiledTable:
    """A text's table, compiled once for each layout and host."""
    from iptblob.building.sending import NFT_TEXTS, OLD_TEXTS  # compiles: captures need none of it
    from iptblob.building.text import compile_table

    abi = next((table.abi for table in tables if isinstance(table, Table)), LP64_LE)
    family = FAMILIES[family_of(text, tables)]
    memo: dict[object, tuple[Names, CompiledTable]] = side.compiled if side.compiled is not None else {}
    key = id(text), family.name, abi.name, tuple(id(one) if one else 0 for one in names)
    if key not in memo:
        sender = NFT_TEXTS if text.backend == "nf_tables" else OLD_TEXTS
        memo[key] = names, compile_table(text, family, abi, names, file=side.file, sender=sender)
    return memo[key][1]


def _told(side: Side, text: RulesTable, made: CompiledTable) -> Iterator[str]:
    """Rules that compare by their words, and why."""
    from iptblob.building.source import problem_of

    unknown = [one for one in made.refusals if one.unknown]
    for refusal in unknown[:SHOWN_REFUSALS]:
        problem = problem_of(refusal, side.rules, text.name) if side.rules else None
        where = f"{side.file}:{refusal.line}" if problem is None else f"{side.file}:{problem.line}:{problem.column}"
        yield f"{where}: compared by its words: {refusal.why}"
    if len(unknown) > SHOWN_REFUSALS:
        more = len(unknown) - SHOWN_REFUSALS
        yield f"{side.file}: {more} more rules of {made.table.label} are compared by their words"


def _refused(side: Side, made: CompiledTable) -> Iterator[Unread]:
    """Rules that are none; they too are compared by their words."""
    from iptblob.restore.document import as_text

    for one in made.refusals:
        if not one.unknown:
            why = f"iptables-restore would refuse it: {as_text(one.why)}"
            yield Unread(as_text(f"-A {one.chain}{one.text}"[:120]), side.file, why, line=one.line)
