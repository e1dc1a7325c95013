"""Commands applied to a table in their order, as iptables-restore applies them to the table it will commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from iptblob.family import IPV4
from iptblob.restore import commands
from iptblob.restore.arguments import arguments
from iptblob.restore.commands import Command
from iptblob.restore.jumps import Renaming, followed, jump_of, renamed, with_plain_jump

BUILT_IN = {
    table: tuple(hook for at, hook in enumerate(IPV4.hooks) if hooks >> at & 1) for table, hooks in IPV4.tables.items()
}  # those of ARP's filter are the same
NAME_ROOM = 29  # bytes of a chain's name that the kernel's error target holds (struct xt_error_target, v6.18)
POLICIES = ("ACCEPT", "DROP", "QUEUE", "RETURN")


class TextRule(NamedTuple):
    """A rule as text: what stands behind ``-A CHAIN``, a space in front of each word. ``line`` is where it stood."""

    text: str
    line: int
    packets: int = 0
    octets: int = 0


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


Same = Callable[[str, str], bool]


def same_words(one: str, other: str) -> bool:
    """Two rules with the same arguments in the same order, however their jumps are spelled."""
    mine, theirs = arguments(one), arguments(other)
    return mine == theirs or with_plain_jump(mine) == with_plain_jump(theirs)


@dataclass
class RulesTable:
    """One table of a text. ``family`` and ``netns`` are empty where the text does not say them; ``line`` is where it
    begins; ``has_header`` where a ``*TABLE`` line opens it."""

    name: str
    family: str = ""
    netns: str = ""
    backend: str = ""
    line: int = 0
    has_header: bool = True
    counted: bool = False
    chains: dict[str, TextChain] = field(default_factory=dict)
    undeclared: list[str] = field(default_factory=list)
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

    def apply(self, wanted: Command, line: int, same: Same = same_words) -> None:
        """Do what a command asks; RefusedError where iptables-restore would stop."""
        self.counted |= wanted.counted
        if wanted.kind == commands.APPEND:
            rule = _rule(wanted, line)
            self._chain(wanted.chain, line).rules.append(rule)
            if self._jumps is not None:
                self._came(rule)
        else:
            if wanted.kind in (commands.DELETE, commands.REPLACE, commands.FLUSH):
                self.settle()
            _ACTIONS[wanted.kind](self, wanted, line, same)

    def rules_looked_at(self, wanted: Command) -> int:
        """How many rules a command has to go through, or what takes as long."""
        if self._renamings and wanted.kind in (commands.DELETE, commands.REPLACE, commands.FLUSH):
            return 4 * sum(len(chain.rules) for chain in self.chains.values())
        if wanted.kind == commands.FLUSH and not wanted.chain:
            return len(self.chains)
        if wanted.kind == commands.DELETE and wanted.number is None:
            return len(self.chains[wanted.chain].rules) if wanted.chain in self.chains else 0
        if wanted.kind == commands.REMOVE and not wanted.chain:
            return len(self.chains)
        return 0

    def _chain(self, name: str, line: int) -> TextChain:
        """A chain rules are put into; one that was not declared comes to be, and is told."""
        chain = self.chains.get(name)
        if chain is None:
            _require_room(name)
            chain = self.chains[name] = TextChain(name, line=line)
            self.undeclared.append(name)
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
            self._jumps = Counter(_jump(rule.text) for chain in self.chains.values() for rule in chain.rules)
        return self._jumps

    def _came(self, rule: TextRule) -> None:
        if self._jumps is not None:
            self._jumps[_jump(rule.text)] += 1

    def _went(self, rules: Iterable[TextRule]) -> None:
        if self._jumps is not None:
            self._jumps.subtract(_jump(rule.text) for rule in rules)

    def _insert(self, wanted: Command, line: int, _: Same) -> None:
        rules = self._chain(wanted.chain, line).rules
        at = 1 if wanted.number is None else wanted.number
        if not 1 <= at <= len(rules) + 1:
            raise RefusedError(f"chain {wanted.chain} has {len(rules)} rules, so none goes in as number {at}")
        rules.insert(at - 1, _rule(wanted, line))
        self._came(rules[at - 1])

    def _delete(self, wanted: Command, _: int, same: Same) -> None:
        rules = self._existing(wanted.chain).rules
        if wanted.number is not None:
            self._went([rules.pop(_place(rules, wanted))])
            return
        at = next((at for at, rule in enumerate(rules) if same(rule.text, wanted.rule)), None)
        if at is None:
            raise RefusedError(f"chain {wanted.chain} has no such rule")
        self._went([rules.pop(at)])

    def _replace(self, wanted: Command, line: int, _: Same) -> None:
        rules = self._existing(wanted.chain).rules
        at = _place(rules, wanted)
        self._went([rules[at]])
        rules[at] = _rule(wanted, line)
        self._came(rules[at])

    def _flush(self, wanted: Command, _: int, __: Same) -> None:
        for chain in [self._existing(wanted.chain)] if wanted.chain else self.chains.values():
            self._went(chain.rules)
            chain.rules.clear()

    def _remove(self, wanted: Command, _: int, __: Same) -> None:
        names = [wanted.chain] if wanted.chain else [name for name in self.chains if not self.is_built_in(name)]
        jumped_to = self._jumped_to()
        for name in names:
            if self.is_built_in(name):
                raise RefusedError(f"{name} is a built-in chain")
            if self._existing(name).rules:
                raise RefusedError(f"chain {name} still holds rules")
            if jumped_to[name]:
                raise RefusedError(f"rules still jump to chain {name}")
        for name in names:
            del self.chains[name]

    def _create(self, wanted: Command, line: int, _: Same) -> None:
        if wanted.chain in self.chains or self.is_built_in(wanted.chain):
            raise RefusedError(f"there is a chain {wanted.chain} already")
        _require_room(wanted.chain)
        self.chains[wanted.chain] = TextChain(wanted.chain, line=line, stated=True)

    def _policy(self, wanted: Command, line: int, _: Same) -> None:
        if wanted.value not in POLICIES:
            raise RefusedError(f"{wanted.value} is no policy")
        if not self.is_built_in(wanted.chain) and self.name in BUILT_IN:
            raise RefusedError(f"{wanted.chain} is no built-in chain of table {self.name}")
        _require_room(wanted.chain)
        chain = self.chains.setdefault(wanted.chain, TextChain(wanted.chain, line=line))
        chain.policy, chain.stated = wanted.value, True
        chain.packets, chain.octets = wanted.packets, wanted.octets

    def _rename(self, wanted: Command, line: int, _: Same) -> None:
        chain = self._existing(wanted.chain)
        if wanted.value in self.chains or self.is_built_in(wanted.value) or self.is_built_in(wanted.chain):
            raise RefusedError(f"chain {wanted.chain} cannot be named {wanted.value}")
        _require_room(wanted.value)
        chain.name = wanted.value
        self.chains[wanted.value] = self.chains.pop(wanted.chain)
        jumps = self._jumped_to()
        if jumps[wanted.chain]:
            jumps[wanted.value] += jumps.pop(wanted.chain)
            self._renamings.append(Renaming(wanted.chain, wanted.value, line))

    def settle(self) -> None:
        """Jumps follow chains that got other names; done for all renamings so far at once."""
        if self._renamings:
            follow = followed(self._renamings)
            for chain in self.chains.values():
                chain.rules[:] = [_jump_renamed(rule, follow) for rule in chain.rules]
            self._renamings.clear()

    def _zero(self, wanted: Command, _: int, __: Same) -> None:
        """Counters that the text states stay: only those of entries already in the kernel are zeroed (libiptc.c,
        iptc_zero_entries: COUNTER_MAP_NORMAL_MAP alone becomes COUNTER_MAP_ZEROED)."""
        if wanted.chain:
            chain = self._existing(wanted.chain)
            if wanted.number is not None:
                _place(chain.rules, wanted)


_ACTIONS: dict[str, Callable[[RulesTable, Command, int, Same], None]] = {
    commands.INSERT: RulesTable._insert, commands.DELETE: RulesTable._delete, commands.REPLACE: RulesTable._replace,
    commands.FLUSH: RulesTable._flush, commands.REMOVE: RulesTable._remove, commands.CREATE: RulesTable._create,
    commands.POLICY: RulesTable._policy, commands.RENAME: RulesTable._rename, commands.ZERO: RulesTable._zero,
}  # fmt: skip


def _rule(wanted: Command, line: int) -> TextRule:
    return TextRule(wanted.rule, line, wanted.packets, wanted.octets)


def _require_room(name: str) -> None:
    if len(name) > NAME_ROOM:
        raise RefusedError(f"the name of a chain has at most {NAME_ROOM} bytes")


def _place(rules: list[TextRule], wanted: Command) -> int:
    assert wanted.number is not None
    if not 1 <= wanted.number <= len(rules):
        raise RefusedError(f"chain {wanted.chain} has {len(rules)} rules, none is number {wanted.number}")
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
