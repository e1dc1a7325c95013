"""A whole text of rules: tables, what stands around them, and an account of every line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from iptblob.errors import ReadError
from iptblob.family import FAMILIES
from iptblob.restore.commands import APPEND, NotUnderstoodError, command
from iptblob.restore.headers import Header, family_of_name, family_of_rules, header
from iptblob.restore.lines import Line, decoded, logical_lines
from iptblob.restore.strangers import named
from iptblob.restore.tables import Keys, RefusedError, RulesTable, word_keys
from iptblob.unread import Unread

_TABLE = re.compile(r"\*[ \t]*([A-Za-z0-9_-]{1,31})\s*").fullmatch
_CHAIN = re.compile(r":[ \t]*(\S+)(?:[ \t]+(\S+))?(?:[ \t]+\[(-?\d{1,20}):(-?\d{1,20})\].*)?\s*", re.DOTALL).fullmatch
_RULE_LIKE = re.compile(
    r"(?:\[-?\d+:-?\d+\]\s*)?-(?:[ADIRFXPNEZ](?:\s|[A-Za-z0-9_-]+(?:\s|$)|$)"
    r"|-(?:append|insert|policy|new|flush|delete|replace|rename|zero))"
).match
_OF_A_SCRIPT = re.compile(r"\b(?:ip6?|arp)tables(?:-legacy|-nft)?\s+(?:-\S+\s+)*(?:-t\s*\S+\s+)?-[ADIRFXPNE]\b").search
_LISTING = re.compile(r"Chain \S+ \((?:policy \S+|\d+ references)").match
U64 = 0xFFFFFFFFFFFFFFFF
SHOWN_WIDTH = 80
MAX_LOOKED_AT = 2_000_000


@dataclass
class RulesFile:
    """The tables of a text. ``notes`` tell what was set aside or assumed, ``unread`` what has no part in the tables;
    ``lines`` are those of the text."""

    file: str
    tables: list[RulesTable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    lines: Sequence[Line] = field(default=(), repr=False)


def looks_like_rules(data: bytes) -> bool:
    """True where the first 64 KiB hold a ``*TABLE`` line, or a line of ``iptables -S``, and are text."""
    text, _ = decoded(data[:65536])
    return "\0" not in text and any(_TABLE(line) or _RULE_LIKE(line) for line in map(str.strip, text.split("\n")))


# What the rules of a table are found by, once a text was read for the family and the chains of it.
KeysOf = Callable[[RulesTable], Keys]


def read(
    data: bytes, file: str, *, family: str = "", table: str = "filter", keys_of: KeysOf | None = None
) -> RulesFile:
    """The tables of iptables-save text, of `iptables -S` output, or of a file people wrote for iptables-restore.

    ``family`` is taken where the text does not say it, ``table`` for commands that stand in no table. ``keys_of`` says
    what a ``-D CHAIN RULE`` finds rules by (default: their words). ReadError, naming what it is instead, where the text
    holds no rules.
    """
    assert not family or family in FAMILIES
    text, notes = decoded(data)
    found = logical_lines(text)
    notes = [f"{file}: {note}" for note in (*notes, *found.notes)]
    reading = _read(RulesFile(file, notes=[*notes], lines=found.lines), table)
    if not reading.opened:
        raise ReadError(named(text), file=file)
    _settle_families(reading.found, family)
    if keys_of is not None and any(one.edited or (one.numbered and "," in text) for one in reading.opened):
        keys = [keys_of(one) for one in reading.opened]
        families = [one.family for one in reading.opened]
        reading = _read(RulesFile(file, notes=notes, lines=found.lines), table, keys)
        for one, known in zip(reading.opened, families, strict=True):
            one.family = known
    reading.found.unread += [unread for table, unread in reading.not_closed if table.family != "arp"]
    _replace_repeated(reading.found)
    return reading.found


def _read(found: RulesFile, table: str, keys: Sequence[Keys] = ()) -> _Reading:
    """All lines, and the tables settled; ``keys`` by table, in their order."""
    reading = _Reading(found, table, keys)
    headed = any(line.text.lstrip().startswith("*") and _TABLE(line.text.strip()) for line in found.lines)
    for line in found.lines:
        reading.line(line, headed)
    reading.close(found.lines[-1].number if found.lines else 0)
    for one in reading.opened:
        one.settle()
    return reading


class _Reading:
    """Where the reader stands: the open table, the last header, the lines left out."""

    def __init__(self, found: RulesFile, table: str, keys: Sequence[Keys]) -> None:
        self.found, self.default, self.keys = found, table, keys
        self.opened: list[RulesTable] = []
        self.header = Header()
        self.table: RulesTable | None = None
        self.prose: list[Line] = []
        self.indented = 0
        self.not_closed: list[tuple[RulesTable, Unread]] = []
        self.looked_at = 0

    def line(self, line: Line, headed: bool) -> None:
        bare = line.text.strip(" \t\r\x0b\x0c")
        if not bare:
            return
        if bare.startswith("#"):
            self.header = header(bare) or self.header
        elif bare.startswith("*") and _TABLE(bare):
            self._open(bare, line)
        elif self.table is not None and self.table.has_header:
            self._inside(bare, line)
        elif not headed and _RULE_LIKE(bare):
            self._without_table(bare, line)
        else:
            self._outside(bare, line)

    def close(self, number: int) -> None:
        """The end of the text."""
        if self.table is not None and self.table.has_header:
            self._not_closed(self.table, "the end", number, ": the text may be cut")
        if self.prose:
            places = ", ".join(str(line.number) for line in self.prose[:5])
            more = f" and {len(self.prose) - 5} more" if len(self.prose) > 5 else ""
            self._note(f"left out, no part of a table: line{'s' * (len(self.prose) > 1)} {places}{more}")
        if self.indented:
            self._note(f"line {self.indented}: iptables-restore takes no indented line of this kind")

    def _note(self, note: str) -> None:
        self.found.notes.append(f"{self.found.file}: {as_text(note)}")

    def _unread(self, what: str, line: int, why: str) -> None:
        self.found.unread.append(Unread(as_text(what), self.found.file, as_text(why), line=line))

    def _not_closed(self, table: RulesTable, what: str, line: int, why: str) -> None:
        """No save tool of arptables closes a table: of which family it is, is known once all of the text is read."""
        text = f"table {table.name} is not closed by COMMIT{why}"
        self.not_closed.append((table, Unread(as_text(what), self.found.file, as_text(text), line=line)))

    def _open(self, bare: str, line: Line) -> None:
        if self.table is not None and self.table.has_header:
            self._not_closed(self.table, bare, line.number, " before it: iptables-restore stops here")
        self._see_indent(line)
        self._begin(RulesTable(bare[1:].strip(), *self.header, line=line.number))

    def _begin(self, table: RulesTable) -> None:
        table.keys = self.keys[len(self.opened)] if self.keys else word_keys
        self.table = table
        self.opened.append(table)
        self.found.tables.append(table)

    def _see_indent(self, line: Line) -> None:
        if line.text[:1] in (" ", "\t") and not self.indented:
            self.indented = line.number

    def _inside(self, bare: str, line: Line) -> None:
        assert self.table is not None
        if bare == "COMMIT":
            self._see_indent(line)
            self.table = None
        elif bare.startswith(":"):
            self._see_indent(line)
            self._declaration(bare, line)
        else:
            self._command(bare, line)

    def _declaration(self, bare: str, line: Line) -> None:
        assert self.table is not None
        parts = _CHAIN(bare)
        if parts is None:
            return self._unread(_shown(bare), line.number, "no chain line: `:CHAIN POLICY [PACKETS:BYTES]`")
        name, policy, packets, octets = parts.groups()
        try:
            self.table.declare(name, policy or "-", int(packets or 0) & U64, int(octets or 0) & U64, line.number)
        except RefusedError as error:
            self._unread(_shown(bare), line.number, str(error))

    def _command(self, bare: str, line: Line) -> None:
        assert self.table is not None
        if line.cut_quote:
            self._note(f"line {line.number}: a quote is not closed; it ends with the line, as for iptables-restore")
        try:
            wanted = command(bare)
            if wanted.kind != APPEND:
                self._spend(self.table.rules_looked_at(wanted), line)
            self.table.apply(wanted, line.number)
        except NotUnderstoodError as error:
            self._unread(_shown(bare), line.number, f"not understood: {error}")
        except RefusedError as error:
            self._unread(_shown(bare), line.number, f"iptables-restore would refuse it: {error}")

    def _spend(self, rules: int, line: Line) -> None:
        """Some commands go through many rules or chains each time: a text of nothing else would take hours."""
        self.looked_at += rules
        if self.looked_at > MAX_LOOKED_AT:
            said = f"line {line.number}: given up: commands up to here look at {self.looked_at} rules and chains"
            hint = f"at most {MAX_LOOKED_AT}; load it into a network namespace and take what iptables-save prints there"
            raise ReadError(said, file=self.found.file, hint=hint)

    def _without_table(self, bare: str, line: Line) -> None:
        """A line of `iptables -S`."""
        if self.table is None:
            self._begin(RulesTable(self.default, *self.header, line=line.number, has_header=False))
            self._note(f"no *TABLE line: taken for table {self.default}")
        self._command(bare, line)

    def _outside(self, bare: str, line: Line) -> None:
        if _RULE_LIKE(bare) or (bare.startswith(":") and _CHAIN(bare)):
            self._unread(_shown(bare), line.number, "it stands in no table")
        elif _OF_A_SCRIPT(bare) or _LISTING(bare):
            self._unread(_shown(bare), line.number, f"not read: {named(bare)}")
        else:
            self.prose.append(line)


def as_text(line: str) -> str:
    """What a line (latin-1, a byte a character) says; bytes that are no UTF-8 as surrogates."""
    return line.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def _shown(bare: str) -> str:
    return bare if len(bare) <= SHOWN_WIDTH else f"{bare[:SHOWN_WIDTH]}..."


def _settle_families(found: RulesFile, family: str) -> None:
    """Of which family a table is: its header, its addresses, those of the other tables, the file's name, the user."""
    unknown = [table for table in found.tables if not table.family]
    for table in unknown:
        texts = [rule.text for chain in table.chains.values() for rule in chain.rules]
        table.family = family_of_rules(texts + [rule.text for _, rule in table.gone])
    rest = [table for table in unknown if not table.family]
    if not rest:
        return
    others = {table.family for table in found.tables if table.family}
    repeated = len({table.name for table in found.tables}) < len(found.tables)
    spoken = others.pop() if len(others) == 1 and not repeated else ""
    for table in rest:
        table.family = family or spoken or family_of_name(found.file)


def _replace_repeated(found: RulesFile) -> None:
    """A table that comes again takes the place of the first, as it does when iptables-restore reads the text."""
    last: dict[tuple[str, str, str, str], RulesTable] = {}
    for table in found.tables:
        key = (table.backend, table.netns, table.family, table.name)
        if key in last:
            label = " ".join(part for part in (table.family, table.name) if part)
            found.notes.append(
                f"{found.file}: {label} of line {last[key].line} is replaced by that of line {table.line}, "
                "as iptables-restore does"
            )
        last[key] = table
    kept = {id(table) for table in last.values()}
    found.tables = [table for table in found.tables if id(table) in kept]
