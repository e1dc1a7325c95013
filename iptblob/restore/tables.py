"""Commands applied to a table in their order, as iptables-restore applies them to the table it will commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from iptblob.family import IPV4
from iptblob.restore import commands
from iptblob.restore.arguments import arguments
from iptblob.restore.commands import Command
from iptblob.restore.jumps import Renaming, followed, jump_of, renamed, with_plain_jump
from iptblob.restore.row import Row

BUILT_IN = {
    table: tuple(hook for at, hook in enumerate(IPV4.hooks) if hooks >> at & 1) for table, hooks in IPV4.tables.items()
}  # those of ARP's filter are the same
NAME_ROOM = 29  # bytes of a chain's name that the kernel's error target holds (struct xt_error_target, v6.18)
POLICIES = ("ACCEPT", "DROP", "QUEUE", "RETURN")


class TextRule(NamedTuple):
    """A rule as text: what stands behind ``-A CHAIN``, a space in front of each word. ``line`` is where it stood.

    ``part`` is None for all the rules that the text makes; where commands go by numbers, each has its own (0-based).
    """

    text: str
    line: int
    packets: int = 0
    octets: int = 0
    part: int | None = None


@dataclass
class TextChain:
    """A chain of a text. ``policy`` is None for user chains and for built-in ones whose policy is not stated."""

    name: str
    policy: str | None = None
    packets: int = 0
    octets: int = 0
    line: int = 0
    stated: bool = False
    rules: list[TextRule] = field(default_factory=list)


class RefusedError(ValueError):
    """Why iptables-restore would refuse a command."""


# What each rule that a text makes is found by. Empty where it makes none: then it is found by its words.
Keys = Callable[[str], Sequence[Hashable]]


def word_keys(text: str) -> Sequence[Hashable]:
    """One rule, found by its words in their order, however its jump is spelled."""
    return (tuple(with_plain_jump(arguments(text))),)


@dataclass
class RulesTable:
    """One table of a text. ``family`` and ``netns`` are empty where the text does not say them; ``line`` is where it
    begins; ``has_header`` where a ``*TABLE`` line opens it.

    ``undeclared`` are chains that came to be by a rule, and the line of that, ``created`` those of ``-N`` and its line.
    ``keys`` say which rule a ``-D CHAIN RULE`` means. ``names`` are those that chains had at any time, ``gone`` the
    rules that are in no chain any more, and those that commands only name, each with its chain. ``strange`` are the
    lines whose rule jumped to what was no chain then. ``edited`` where a rule was looked for, ``numbered`` where
    commands go by numbers.
    """

    name: str
    family: str = ""
    netns: str = ""
    backend: str = ""
    line: int = 0
    has_header: bool = True
    counted: bool = False
    chains: dict[str, TextChain] = field(default_factory=dict)
    undeclared: dict[str, int] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict, compare=False)
    keys: Keys = field(default=word_keys, repr=False, compare=False)
    names: set[str] = field(default_factory=set, compare=False)
    gone: list[tuple[str, TextRule]] = field(default_factory=list, repr=False, compare=False)
    strange: set[int] = field(default_factory=set, repr=False, compare=False)
    edited: bool = field(default=False, compare=False)
    numbered: bool = field(default=False, compare=False)
    _rows: dict[str, Row[TextRule]] = field(default_factory=dict, repr=False, compare=False)
    _jumps: Counter[str] | None = field(default=None, repr=False, compare=False)  # counted once a command asks
    _renamings: list[Renaming] = field(default_factory=list, repr=False, compare=False)  # that no jump followed yet

    def is_built_in(self, name: str) -> bool:
        """True for the chains that hang on hooks of this table."""
        return name in BUILT_IN.get(self.name, ())

    def declare(self, name: str, policy: str, packets: int, octets: int, line: int) -> None:
        """A ``:CHAIN POLICY [PACKETS:BYTES]`` line."""
        _require_room(name)
        if policy not in ("-", *POLICIES):
            raise RefusedError(f"{policy} is no policy")
        known = self.chains.get(name)
        if known is not None and known.stated and not self.is_built_in(name):
            raise RefusedError(f"chain {name} is declared twice")
        if self.is_built_in(name) and policy != "-" and policy not in POLICIES:
            raise RefusedError(f"{policy} is no policy")
        chain = known or TextChain(name)
        if policy != "-":
            chain.policy, chain.packets, chain.octets = policy, packets, octets
        chain.line, chain.stated = line, True
        self.chains[name] = chain
        self.names.add(name)

    def apply(self, wanted: Command, line: int) -> None:
        """Do what a command asks; RefusedError where iptables-restore would stop."""
        self.counted |= wanted.counted
        if wanted.kind == commands.APPEND:
            rule = _rule(wanted, line)
            chain = self._chain(wanted.chain, line)
            self._see_goal(rule)
            if wanted.chain in self._rows:
                for one in self._each(rule):
                    self._rows[wanted.chain].append(one)
                    self._came(one)
            else:
                chain.rules.append(rule)
                self._came(rule)
        else:
            if wanted.kind in _OF_RULES and self._renamings:
                self.settle()
            _ACTIONS[wanted.kind](self, wanted, line)

    def _see_goal(self, rule: TextRule) -> None:
        """Note a rule that jumps to what is no chain yet: iptables-restore looks for it at once."""
        tail = rule.text.rpartition(" -j ")[2]
        name = tail.partition(" ")[0] if '"' not in tail else ""  # the usual form; what is quoted is read
        if name in self.chains or name in POLICIES:
            return
        if name or _jump(rule.text) not in self.chains:
            self.strange.add(rule.line)

    def _each(self, rule: TextRule) -> list[TextRule]:
        """The rules that one line makes, if it makes several."""
        if rule.part is not None or "," not in rule.text:
            return [rule]
        count = len(self.keys(rule.text))
        return [rule._replace(part=part) for part in range(count)] if count > 1 else [rule]

    def _key(self, rule: TextRule) -> Hashable:
        found = self.keys(rule.text)
        return found[rule.part or 0] if found else word_keys(rule.text)[0]

    def _row(self, name: str, line: int = 0) -> Row[TextRule]:
        """The rules of a chain, one by one."""
        row = self._rows.get(name)
        if row is None:
            chain = self._chain(name, line) if line else self._existing(name)
            made = [one for rule in chain.rules for one in self._each(rule)]
            if len(made) > len(chain.rules):
                self._jumps = None  # counted anew when a command asks
            row = self._rows[name] = Row(made, self._key)
            chain.rules.clear()
        return row

    def rules_looked_at(self, wanted: Command) -> int:
        """How many rules a command has to go through, or what takes as long."""
        if self._renamings and wanted.kind in _OF_RULES:
            return 4 * sum(map(self._count, self.chains))
        if wanted.kind == commands.FLUSH and not wanted.chain:
            return len(self.chains)
        if wanted.kind == commands.REMOVE and not wanted.chain:
            return len(self.chains)
        return 0

    def _chain(self, name: str, line: int) -> TextChain:
        """A chain rules are put into; one that was not declared comes to be, and is told."""
        chain = self.chains.get(name)
        if chain is None:
            _require_room(name)
            chain = self.chains[name] = TextChain(name, line=line)
            self.undeclared.setdefault(name, line)
            self.names.add(name)
        return chain

    def _existing(self, name: str) -> TextChain:
        if name in self.chains:
            return self.chains[name]
        if self.is_built_in(name):
            return self._chain(name, 0)
        raise RefusedError(f"there is no chain {name}")

    def _jumped_to(self) -> Counter[str]:
        """How many rules jump to what: each rule is read for it once, however many commands ask."""
        if self._jumps is None:
            held = (self._rows.get(name) or chain.rules for name, chain in self.chains.items())
            self._jumps = Counter(_jump(rule.text) for rules in held for rule in rules)
        return self._jumps

    def _count(self, name: str) -> int:
        return len(self._rows[name] if name in self._rows else self.chains[name].rules)

    def _came(self, rule: TextRule) -> None:
        if self._jumps is not None:
            self._jumps[_jump(rule.text)] += 1

    def _went(self, chain: str, rules: Iterable[TextRule]) -> None:
        rules = list(rules)
        self.gone += ((chain, rule) for rule in rules)
        if self._jumps is not None:
            self._jumps.subtract(_jump(rule.text) for rule in rules)

    def _insert(self, wanted: Command, line: int) -> None:
        row = self._row(wanted.chain, line)
        self.numbered |= wanted.number is not None
        at = 1 if wanted.number is None else wanted.number
        if not 1 <= at <= len(row) + 1:
            raise RefusedError(f"chain {wanted.chain} has {len(row)} rules, so none goes in as number {at}")
        rule = _rule(wanted, line)
        self._see_goal(rule)
        for one in self._each(rule):  # each at that number, so that the last one comes first
            row.insert(at - 1, one)
            self._came(one)

    def _delete(self, wanted: Command, line: int) -> None:
        row = self._row(wanted.chain)
        if wanted.number is not None:
            self.numbered = True
            self._went(wanted.chain, [row.take(_place(len(row), wanted))])
            return
        for key in self._sought(wanted, line):
            rule = row.first(key)
            if rule is None:
                raise RefusedError(f"chain {wanted.chain} has no such rule")
            self._went(wanted.chain, [rule])

    def _check(self, wanted: Command, line: int) -> None:
        row = self._row(wanted.chain)
        if not all(row.has(key) for key in self._sought(wanted, line)):
            raise RefusedError(f"chain {wanted.chain} has no such rule")

    def _sought(self, wanted: Command, line: int) -> Sequence[Hashable]:
        """What the rules that a command names are found by. The rule itself has to be one that iptables takes."""
        self.edited = True
        rule = _rule(wanted, line)
        self._see_goal(rule)
        self.gone.append((wanted.chain, rule))
        return self.keys(rule.text) or word_keys(rule.text)

    def _replace(self, wanted: Command, line: int) -> None:
        self.numbered = True
        row = self._row(wanted.chain)
        at = _place(len(row), wanted)
        rule = _rule(wanted, line)
        self._see_goal(rule)
        if len(self._each(rule)) > 1:
            raise RefusedError("one rule is expected, and several addresses make several")
        self._went(wanted.chain, [row.take(at)])
        row.insert(at, rule)
        self._came(rule)

    def _flush(self, wanted: Command, _: int) -> None:
        for chain in [self._existing(wanted.chain)] if wanted.chain else self.chains.values():
            row = self._rows.pop(chain.name, None)
            self._went(chain.name, chain.rules if row is None else row)
            chain.rules.clear()

    def _remove(self, wanted: Command, _: int) -> None:
        names = [wanted.chain] if wanted.chain else [name for name in self.chains if not self.is_built_in(name)]
        jumped_to = self._jumped_to()
        for name in names:
            if self.is_built_in(name):
                raise RefusedError(f"{name} is a built-in chain")
            self._existing(name)
            if self._count(name):
                raise RefusedError(f"chain {name} still holds rules")
            if jumped_to[name]:
                raise RefusedError(f"rules still jump to chain {name}")
        for name in names:
            del self.chains[name]
            self._rows.pop(name, None)

    def _create(self, wanted: Command, line: int) -> None:
        if wanted.chain in self.chains or self.is_built_in(wanted.chain):
            raise RefusedError(f"there is a chain {wanted.chain} already")
        _require_room(wanted.chain)
        self.chains[wanted.chain] = TextChain(wanted.chain, line=line, stated=True)
        self.names.add(wanted.chain)
        self.created.setdefault(wanted.chain, line)

    def _policy(self, wanted: Command, line: int) -> None:
        if wanted.value not in POLICIES:
            raise RefusedError(f"{wanted.value} is no policy")
        if not self.is_built_in(wanted.chain) and self.name in BUILT_IN:
            raise RefusedError(f"{wanted.chain} is no built-in chain of table {self.name}")
        _require_room(wanted.chain)
        chain = self.chains.setdefault(wanted.chain, TextChain(wanted.chain, line=line))
        chain.policy, chain.stated = wanted.value, True
        chain.packets, chain.octets = wanted.packets, wanted.octets

    def _rename(self, wanted: Command, line: int) -> None:
        chain = self._existing(wanted.chain)
        if wanted.value in self.chains or self.is_built_in(wanted.value) or self.is_built_in(wanted.chain):
            raise RefusedError(f"chain {wanted.chain} cannot be named {wanted.value}")
        _require_room(wanted.value)
        chain.name = wanted.value
        self.chains[wanted.value] = self.chains.pop(wanted.chain)
        self.names.add(wanted.value)
        if wanted.chain in self._rows:
            self._rows[wanted.value] = self._rows.pop(wanted.chain)
        jumps = self._jumped_to()
        if jumps[wanted.chain]:
            jumps[wanted.value] += jumps.pop(wanted.chain)
            self._renamings.append(Renaming(wanted.chain, wanted.value, line))

    def settle(self) -> None:
        """Rules stand in their chains again, and jumps follow chains that got other names; done for all at once."""
        for name, row in self._rows.items():
            self.chains[name].rules[:] = row
        self._rows.clear()
        if self._renamings:
            follow = followed(self._renamings)
            for chain in self.chains.values():
                chain.rules[:] = [_jump_renamed(rule, follow) for rule in chain.rules]
            self._renamings.clear()

    def _zero(self, wanted: Command, _: int) -> None:
        """Counters that the text states stay: only those of entries already in the kernel are zeroed (libiptc.c,
        iptc_zero_entries: COUNTER_MAP_NORMAL_MAP alone becomes COUNTER_MAP_ZEROED)."""
        if wanted.chain:
            self._existing(wanted.chain)
            if wanted.number is not None:
                _place(self._count(wanted.chain), wanted)


# What goes by numbers or words of rules, which jumps have to follow renamed chains for.
_OF_RULES = (commands.DELETE, commands.REPLACE, commands.FLUSH, commands.CHECK)
_ACTIONS: dict[str, Callable[[RulesTable, Command, int], None]] = {
    commands.INSERT: RulesTable._insert, commands.DELETE: RulesTable._delete, commands.REPLACE: RulesTable._replace,
    commands.FLUSH: RulesTable._flush, commands.REMOVE: RulesTable._remove, commands.CREATE: RulesTable._create,
    commands.POLICY: RulesTable._policy, commands.RENAME: RulesTable._rename, commands.ZERO: RulesTable._zero,
    commands.CHECK: RulesTable._check,
}  # fmt: skip


def _rule(wanted: Command, line: int) -> TextRule:
    return TextRule(wanted.rule, line, wanted.packets, wanted.octets)


def _require_room(name: str) -> None:
    if name in POLICIES:
        raise RefusedError(f"{name} is a verdict, and no chain is called so")
    if len(name) > NAME_ROOM:
        raise RefusedError(f"the name of a chain has at most {NAME_ROOM} bytes")


def _place(count: int, wanted: Command) -> int:
    assert wanted.number is not None
    if not 1 <= wanted.number <= count:
        raise RefusedError(f"chain {wanted.chain} has {count} rules, none is number {wanted.number}")
    return wanted.number - 1


def _jump(rule: str) -> str:
    """Where a rule jumps to, or its target's name; empty where it has none."""
    found = jump_of(arguments(rule))
    return "" if found is None else found.name


def _jump_renamed(rule: TextRule, follow: Callable[[str, int], str]) -> TextRule:
    """Jumps follow a chain that gets another name: libiptc keeps them as references (libiptc.c, iptc_rename_chain)."""
    words = arguments(rule.text)
    jump = jump_of(words)
    name = "" if jump is None else follow(jump.name, rule.line)
    if jump is None or jump.name == name:
        return rule
    return rule._replace(text="".join(f" {commands.quoted(word)}" for word in renamed(words, jump, name)))
