"""A file of rules as what was opened: its tables compiled, in the form in which captures are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from iptblob.abi import LP64_LE, Abi
from iptblob.building.buffers import replace_of
from iptblob.building.keys import keys_by_bytes
from iptblob.building.sending import USUAL, Sender, extension_options
from iptblob.building.text import CompiledTable, Refusal, compile_table
from iptblob.errors import UsageError
from iptblob.family import FAMILIES, Family
from iptblob.names import Names, debian_12
from iptblob.reading.detect import Detected, detect
from iptblob.reading.evidence import REPLACE
from iptblob.reading.opening import read_bytes
from iptblob.reading.source import Source
from iptblob.reading.wrapping import layers_told, shown, unwrapped
from iptblob.restore.document import RulesFile, read
from iptblob.restore.problems import TextProblem, spot_of
from iptblob.restore.tables import RulesTable
from iptblob.unread import Unread


@dataclass
class TextSource:
    """A file of rules: its tables, also as bytes, and what is wrong in it. ``sha256`` is that of the file."""

    source: Source
    rules: RulesFile
    tables: list[CompiledTable] = field(default_factory=list)
    problems: list[TextProblem] = field(default_factory=list)
    sha256: str = ""


def text_source(
    path: str, *, family: Family | None = None, abi: Abi | None = None, table: str | None = None,
    sender: Sender = USUAL,
) -> TextSource:  # fmt: skip
    """A file of rules; ReadError for any other. ``sender`` says which iptables and kernel it is for."""
    data = read_bytes(path)
    inner, layers = unwrapped(data, shown(path))
    found = source_of_text(inner, shown(path), family=family, abi=abi, table=table, sender=sender)
    found.rules.notes[:0] = layers_told(path, layers)
    found.sha256 = sha256(data).hexdigest()
    return found


def source_of_text(
    data: bytes, file: str, *, family: Family | None = None, abi: Abi | None = None, table: str | None = None,
    known: Names | None = None, words: bool = True, sender: Sender = USUAL,
) -> TextSource:  # fmt: skip
    """The tables of a text. ``family`` is taken where the text does not say it, and else chooses its tables; so does
    ``table``, which is that of commands outside tables (default: filter). ``known`` are the names of the host (default:
    those of Debian 12). A rule that is in no bytes stands in its table by its ``words``, or is left out. ReadError
    where the text holds no rules, UsageError where it does not say of which family it is.
    """
    names = known or debian_12()
    rules = read(data, file, family=family.name if family else "", table=table or "filter",
                 keys_of=keys_by_bytes(names, sender))  # fmt: skip
    found = TextSource(Source(file, (), lookups=names, notes=tuple(rules.notes), lines=tuple(rules.unread)), rules)
    readings = []
    for one in _chosen(rules, family.name if family else None, table):
        made = compile_table(one, _family(one, file), abi or LP64_LE, names, file=file, words=words,
                             sender=sender)  # fmt: skip
        found.tables.append(made)
        found.problems += [problem_of(refusal, rules, made.table.label) for refusal in made.refusals]
        found.problems += _chain_problems(one, rules, made.table.label, sender)
        readings.append(_reading(made))
    found.source = replace(found.source, readings=tuple(readings), size=len(data), problems=tuple(found.problems))
    found.problems += [_problem_of_line(rules, one) for one in rules.unread]
    found.problems.sort(key=lambda one: (one.line, one.column))
    return found


def _chosen(rules: RulesFile, family: str | None, table: str | None) -> list[RulesTable]:
    """The tables that are wanted; UsageError where there is none."""
    chosen = [
        one for one in rules.tables if table in (None, one.name) and (family is None or one.family in (family, ""))
    ]
    if not chosen:
        held = ", ".join(f"{one.family} {one.name}".strip() for one in rules.tables)
        wanted = " ".join(part for part in ("no", family, "table", table) if part)
        raise UsageError(f"{wanted} in it", file=rules.file, hint=f"it holds {held}")
    return chosen


def _family(table: RulesTable, file: str) -> Family:
    """The family of a table, which must be one that has such a table."""
    if not table.family:
        raise UsageError(f"table {table.name}: this text does not say of which family it is", file=file,
                         hint="say it with --family ipv4 or --family ipv6")  # fmt: skip
    family = FAMILIES[table.family]
    if table.name not in family.tables:
        raise UsageError(f"{family.name} has no table {table.name}", file=f"{file}, line {table.line}",
                         hint=f"it has {', '.join(family.tables)}")  # fmt: skip
    return family


def _reading(made: CompiledTable) -> Detected:
    """The compiled table as if the payload that sets it had been opened."""
    relaid = made.relaid
    found = detect(replace_of(relaid), file=made.table.file, family=relaid.family, abi=relaid.abi, kinds=(REPLACE,))
    return found._replace(table=replace(found.table, netns=made.table.netns, text=made.table.text))


def _chain_problems(table: RulesTable, rules: RulesFile, label: str, sender: Sender) -> Iterator[TextProblem]:
    """Chains that rules were put into before there were such, where the text is not the output of `iptables -S`, and
    chains that cannot be made because a target is called so."""
    for name, line in table.undeclared.items() if table.has_header else ():
        if not table.is_built_in(name):
            why = f"there is no chain {name} yet: a line `:{name} -` has to come first"
            yield TextProblem(rules.file, *spot_of(rules.lines, line), why=why, table=label)
    for name, line in table.created.items():
        if extension_options("target", name, table.family, sender):
            why = f"-N makes no chain of a target's name, {name}"
            yield TextProblem(rules.file, *spot_of(rules.lines, line), why=why, table=label)


def problem_of(refusal: Refusal, rules: RulesFile, table: str) -> TextProblem:
    """A refusal with its place in the text."""
    spot = spot_of(rules.lines, refusal.line, refusal.text, refusal.word)
    return TextProblem(rules.file, *spot, why=refusal.why, table=table, unknown=refusal.unknown)


def _problem_of_line(rules: RulesFile, one: Unread) -> TextProblem:
    """What of a text is no rule; it belongs to the table it stands in, or to the next one."""
    line = one.line or 1
    before = [table for table in rules.tables if table.line <= line] or rules.tables[:1]
    return TextProblem(rules.file, *spot_of(rules.lines, line), why=one.why, table=_label(before[-1]))


def _label(table: RulesTable) -> str:
    return f"{table.family} {table.name}".strip()

