"""A rule's words to its parts in the bytes of a layout, as iptables would send them.

What a match or target takes stands in its room (the aspect ``options``); here is what joins them: which options are
loaded, their abbreviations, the protocol's own match. Of several revisions the newest that has ``options`` is sent, as
iptables does where the kernel knows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from iptblob.abi import Abi
from iptblob.building.buffers import blank
from iptblob.building.heads import ELSEWHERE, LONG, OPTIONS, RuleHead
from iptblob.extensions import find, names
from iptblob.extensions.options import Given, OptionError, Options, RuleOption, UnknownHereError
from iptblob.extensions.record import Extension
from iptblob.family import Family
from iptblob.names import Names
from iptblob.spec.encode import encode
from iptblob.spec.layout import Layout, layout_of
from iptblob.table import VERDICTS, spec_of


class RuleError(Exception):
    """A rule that cannot be compiled: why, and at which of its words (0-based).

    ``unknown`` where iptables may well take it, and what it makes of it cannot be known here.
    """

    def __init__(self, message: str, word: int, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.word, self.unknown = word, unknown


class CompiledRecord(NamedTuple):
    """A match or target: the payload in the layout that was asked for, without the record's header."""

    kind: str
    name: bytes
    revision: int
    payload: bytes


class ReadRecord(NamedTuple):
    """A match or target: its fields that are not zero, in no layout yet."""

    kind: str
    name: bytes
    revision: int
    fields: dict[str, Any]


class ReadRule(NamedTuple):
    """One rule in no layout yet; its members are those of ``Compiled``."""

    head: dict[str, Any]
    matches: tuple[ReadRecord, ...]
    target: ReadRecord | None
    jump: str | None


class Compiled(NamedTuple):
    """One rule. ``head`` are fields of struct ipt_ip or ip6t_ip6; ``jump`` is a verdict or the name of a chain where
    ``target`` is None, and None where the rule only counts."""

    head: dict[str, Any]
    matches: tuple[CompiledRecord, ...]
    target: CompiledRecord | None
    jump: str | None


@dataclass
class _Loaded:
    """A match or target and what was said of it so far."""

    extension: Extension
    revision: int
    options: Options
    fields: dict[str, Any]
    given: set[str] = field(default_factory=set)


def compile_rule(words: Sequence[str], family: Family, abi: Abi, known: Names, chains: Sequence[str] = ()) -> list[
    Compiled
]:
    """The rules that the words behind ``-A CHAIN`` make, more than one where an option lists addresses; RuleError.

    ``chains`` are the names of the table's own chains, which a jump may name.
    """
    reader = RuleReader(words, family, known, frozenset(chains))
    read = reader.read()
    made = {id(one): record_of(one, family, abi) for rule in read[:1] for one in (*rule.matches, rule.target) if one}
    return [
        Compiled(rule.head, tuple(made[id(one)] for one in rule.matches), rule.target and made[id(rule.target)],
                 rule.jump)
        for rule in read
    ]  # fmt: skip


class RuleReader:
    """Reads the words behind ``-A CHAIN``. ``exact`` stays True where no option was abbreviated."""

    def __init__(self, words: Sequence[str], family: Family, known: Names, chains: frozenset[str]) -> None:
        self.words, self.family, self.known, self.chains = words, family, known, chains
        self.at = self.started = 0
        self.head = RuleHead(family.name, known)
        self.matches: list[_Loaded] = []
        self.target: _Loaded | None = None
        self.jump: str | None = None
        self.exact = True

    def read(self) -> list[ReadRule]:
        """All of it; RuleError."""
        while self.at < len(self.words):
            self.step()
        return self.result()

    def step(self) -> None:
        """One option with its words, and the ``!`` before it."""
        self.started = self.at
        inverted = self.words[self.at] == "!"
        self.at += inverted
        if self.at == len(self.words):
            raise RuleError("an option is expected behind !", self.started)
        name = self.words[self.at]
        self.started = self.at
        self.at += 1
        try:
            self._option(name, inverted)
        except OptionError as error:
            raise RuleError(str(error), self.started, unknown=isinstance(error, UnknownHereError)) from error

    def _option(self, written: str, inverted: bool) -> None:
        name, attached, value = written, "", ""
        if written.startswith("--"):
            name, attached, value = written.partition("=")
        found = self._find(name)
        count = OPTIONS[found][1] if isinstance(found, str) else found[1].words
        if attached and count != 1:
            raise OptionError(f"{name} takes {count} words")
        values = [value] if attached else self._values(name, count)
        if isinstance(found, str):
            self._head(found, values, inverted)
        else:
            self._extension(*found, values, inverted)

    def _values(self, name: str, count: int) -> Sequence[str]:
        values = self.words[self.at : self.at + count]
        if len(values) < count:
            raise OptionError(f"{name} wants {'a value' if count == 1 else f'{count} values'}")
        self.at += count
        return values

    def _head(self, option: str, values: Sequence[str], inverted: bool) -> None:
        if option in "-j -g -m" and inverted:
            raise OptionError(f"{option} cannot be inverted")
        if option == "-m":
            self.matches.append(self._load("match", values[0]))
        elif option in "-j -g":
            self._jump(option, values[0])
        else:
            self.head.take(option, values[0] if values else "", inverted)

    def _jump(self, option: str, name: str) -> None:
        if self.jump is not None or self.target is not None:
            raise OptionError("a rule has one target")
        if option == "-g":
            self.head.goto()
        if name in self.chains or name in VERDICTS.values() or option == "-g":
            self.jump = name
        else:
            self.target = self._load("target", name)

    def _load(self, kind: str, name: str) -> _Loaded:
        found = _extension(kind, name, self.family.name)
        if found is None:
            raise UnknownHereError(f"how {kind} {name} is written is not known here")
        extension, revision, options = found
        return _Loaded(extension, revision, options, dict(options.start))

    def _extension(self, loaded: _Loaded, option: RuleOption, values: Sequence[str], inverted: bool) -> None:
        if inverted and not option.invertible:
            raise OptionError(f"{option.name} cannot be inverted")
        if option.name in loaded.given and not option.repeatable:
            raise OptionError(f"{option.name} is given twice")
        loaded.given.add(option.name)
        option.effect(loaded.fields, Given(values, inverted, self.family.name, self.known, protocol=self.head.protocol))

    def _find(self, name: str) -> str | tuple[_Loaded, RuleOption]:
        """An option of the head, or one of what is loaded; an abbreviation where it can mean one alone."""
        if name in OPTIONS:
            return name
        if not name.startswith("--"):
            raise OptionError("an option is expected")
        found = self._named(name) or self._of_protocol(name)
        if found is None:
            raise OptionError(f"no option {name} in what is loaded here")
        return found

    def _named(self, name: str) -> str | tuple[_Loaded, RuleOption] | None:
        if name in LONG:
            return LONG[name]
        loaded = [*([self.target] if self.target else []), *reversed(self.matches)]
        pairs = [(long, (one, option)) for one in loaded for option in one.options.table
                 for long in (option.name, *option.aliases)]  # fmt: skip
        for long, pair in pairs:
            if long == name:
                return pair
        self.exact = False
        short = {LONG[long]: None for long in LONG if long.startswith(name)}
        begun = {(id(one), option.name): (one, option) for long, (one, option) in pairs if long.startswith(name)}
        if len(short) + len(begun) + sum(one.startswith(name) for one in ELSEWHERE) > 1:
            raise OptionError(f"{name} may mean several options")
        return next(iter(short), None) or next(iter(begun.values()), None)

    def _of_protocol(self, name: str) -> tuple[_Loaded, RuleOption] | None:
        """The protocol's own match is loaded by the first of its options (load_proto)."""
        own = _match_of(self.head.fields.get("proto", 0), self.family.name)
        if not own or any(one.extension.name == own for one in self.matches):
            return None
        self.matches.append(self._load("match", own))
        found = self._named(name)
        return None if isinstance(found, str) else found

    def result(self) -> list[ReadRule]:
        parts = [*self.matches, *([self.target] if self.target else [])]
        for one in parts:
            self._complete(one)
        records = tuple(
            ReadRecord(one.extension.kind, one.extension.name.encode(), one.revision, one.fields) for one in parts
        )
        target = records[-1] if self.target else None
        matches = records[:-1] if self.target else records
        return [ReadRule(head, matches, target, self.jump) for head in self.head.heads()]

    def _complete(self, one: _Loaded) -> None:
        for option in one.options.table:
            if option.required and option.name not in one.given:
                raise RuleError(f"{one.extension.name} wants {option.name}", len(self.words))
        try:
            if one.options.finish:
                one.options.finish(one.fields)
        except OptionError as error:
            raise RuleError(f"{one.extension.name}: {error}", len(self.words)) from error


def _extension(kind: str, name: str, family: str) -> tuple[Extension, int, Options] | None:
    """What a name means behind -m or -j, and the revision that is sent: the newest whose options are given."""
    own = find(kind, name) if name else None
    for extension in (own, *_others(kind, name)):
        for number in _revisions(extension, family) if extension else ():
            revision = extension.revision(number, family) if extension else None
            options = revision.options if revision else None
            if extension and options and family in (options.families or (family,)):
                if extension.name == name:
                    return extension, number, options
                if name in options.others:
                    return extension, number, options.others[name]
    return None


@cache
def _match_of(protocol: int, family: str) -> str:
    """The match that a protocol brings along, or nothing."""
    for kind, name in sorted(names()) if protocol else ():
        found = _extension(kind, name, family) if kind == "match" else None
        if found and found[2].protocol == protocol:
            return name
    return ""


def _revisions(extension: Extension, family: str) -> list[int]:
    """Numbers of the revisions, the newest first."""
    keys = {key if isinstance(key, int) else key[0] for key in extension.revisions}
    return sorted((key for key in keys if extension.revision(key, family)), reverse=True)


def _others(kind: str, name: str) -> list[Extension]:
    """Extensions that iptables also calls by a name that is none of their own (aliases of libxtables)."""
    own = find(kind, name)
    other = own.same_as if own else ""
    wanted = [other] if other else []
    return [found for one in wanted if (kind, one) in names() and (found := find(kind, one))]


def record_of(one: ReadRecord, family: Family, abi: Abi) -> CompiledRecord:
    """A record's payload in a layout."""
    layout = record_layout(one, family, abi)
    row = blank(layout)._replace(**one.fields)
    return CompiledRecord(one.kind, one.name, one.revision, encode(layout, abi, [row]).tobytes())


def record_layout(one: ReadRecord, family: Family, abi: Abi) -> Layout:
    """The layout of a record's payload."""
    spec = spec_of(one.kind, one.name, one.revision, family)
    if spec is None:
        raise KeyError(f"{one.kind} {one.name.decode()} revision {one.revision}")
    return layout_of(spec, abi)
