"""A table of a text compiled: the same model that a capture is read into."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from iptblob.abi import Abi
from iptblob.building.draft import MAX_ENTRY, DraftChain, DraftRule, TableDraft, lay_out, size_of, worded
from iptblob.building.grammar import RuleError
from iptblob.building.heads import misplaced
from iptblob.building.phrases import Phrased, Phrases
from iptblob.building.relay import Relaid
from iptblob.building.sending import USUAL, Sender
from iptblob.escape import Untrusted
from iptblob.family import Family
from iptblob.names import Names
from iptblob.restore.arguments import arguments
from iptblob.restore.tables import RulesTable, TextChain, TextRule
from iptblob.spec.layout import layout_of
from iptblob.table import VERDICTS, Table, TextOrigin

DEFAULT_POLICY = "ACCEPT"  # of a built-in chain that a text does not speak of
MAX_WORDS = 60_000  # bytes of a rule that is kept by its words


@dataclass(frozen=True)
class Refusal:
    """A rule that is in no bytes: where it stands, its words, why, and the word that is meant (0-based, of the words
    behind the chain). ``unknown`` where iptables may well take it."""

    line: int
    chain: str
    text: str
    why: str
    word: int = 0
    unknown: bool = False


@dataclass
class CompiledTable:
    """A compiled table: as bytes, and as the model that everything else works on."""

    relaid: Relaid
    table: Table
    refusals: list[Refusal] = field(default_factory=list)


def compile_table(
    wanted: RulesTable, family: Family, abi: Abi, known: Names, *, file: str = "", words: bool = True,
    sender: Sender = USUAL,
) -> CompiledTable:  # fmt: skip
    """A table of a text in a layout; a rule that cannot be compiled is told, and stands in it by its words or not.

    ``known`` are the names of the host that the rules are for, ``sender`` says which iptables and kernel it has.
    """
    return _Compiler(wanted, family, abi, Phrases(family, known, _user_chains(wanted, family), sender),
                     keeps=words).compiled(file)  # fmt: skip


def _user_chains(wanted: RulesTable, family: Family) -> frozenset[str]:
    """Those that the table has, or had when one of its rules came."""
    return frozenset(wanted.names).union(wanted.chains) - frozenset(family.hooks)


class _Compiler:
    def __init__(self, wanted: RulesTable, family: Family, abi: Abi, phrases: Phrases, *, keeps: bool) -> None:
        self.wanted, self.family, self.abi, self.phrases, self.keeps = wanted, family, abi, phrases, keeps
        self.refusals: list[Refusal] = []
        self.worded: dict[int, str] = {}
        self.count = 0
        self.fits: set[tuple[tuple[int, ...], int]] = set()
        self.head_size = layout_of(family.entry_spec, abi).size
        self.records = self.phrases.records
        self.ever = self.phrases.chains | frozenset(VERDICTS.values())
        self.goals = self.ever.intersection([*wanted.chains, *VERDICTS.values()])

    def compiled(self, file: str) -> CompiledTable:
        hooks = {name: hook for hook, name in enumerate(self.family.hooks)
                 if self.family.tables.get(self.wanted.name, 0) >> hook & 1}  # fmt: skip
        chains = [self._chain(self.wanted.chains.get(name) or TextChain(name), hook) for name, hook in hooks.items()]
        for name, rule in self.wanted.gone:
            self._judge(name, rule)
        users = sorted(name for name in self.wanted.chains if name not in hooks)
        chains += [self._chain(self.wanted.chains[name], None) for name in users]
        draft = TableDraft(self.family, self.wanted.name.encode("latin-1"), self.phrases.heads, self.records, chains)
        laid = lay_out(draft, self.abi)
        stated = {name for name, chain in self.wanted.chains.items() if chain.policy is not None}
        unstated = (name.encode("latin-1") for name in hooks if name not in stated)
        origin = TextOrigin(laid.lines, self.worded, frozenset(unstated), counted=self.wanted.counted)
        relaid = laid.relaid
        table = Table(self.family, self.abi, relaid.name, relaid.data, hooks=dict(relaid.hooks),
                      num_entries=relaid.num_entries, file=file, netns=Untrusted.of(self.wanted.netns),
                      text=origin)  # fmt: skip
        return CompiledTable(relaid, table, self.refusals)

    def _chain(self, chain: TextChain, hook: int | None) -> DraftChain:
        policy = "RETURN" if hook is None else chain.policy or DEFAULT_POLICY
        made = DraftChain(chain.name.encode("latin-1"), hook, policy, chain.packets, octets=chain.octets)
        self.count += hook is None  # its head
        for rule in chain.rules:
            for parts in self._parts(chain, rule):
                made.rules.append(DraftRule(parts, rule.packets, rule.octets, rule.line))
                self.count += 1
        self.count += 1
        return made

    def _parts(self, chain: TextChain, rule: TextRule) -> tuple[Phrased, ...]:
        found = self._judge(chain.name, rule, self.goals)
        if not found:
            return (self._by_words(rule.text),) if self.keeps else ()
        return found if rule.part is None else (found[rule.part],)

    def _judge(self, chain: str, rule: TextRule, goals: Container[str] | None = None) -> tuple[Phrased, ...]:
        """The rules that a text makes; none where it is refused, which is noted. Chains that a rule may have jumped to
        which is gone may be gone too."""
        try:
            found = self.phrases.rules(rule.text)
            for one in found:
                if (one.matches, one.target) not in self.fits:
                    self._measure(one)
                problem = misplaced(self.phrases.heads[one.head], one.jump, chain, self.wanted.name)
                if problem:
                    raise RuleError(problem, 0)
                if one.jump is not None:
                    self._find_goal(one.jump, rule, goals)
        except RuleError as error:
            why = f"{error} ({error.hint})" if error.hint else str(error)
            refusal = Refusal(rule.line, chain, rule.text, why, word=error.word, unknown=error.unknown)
            if rule.part is None or refusal not in self.refusals[-1:]:
                self.refusals.append(refusal)
            return ()
        return found

    def _find_goal(self, jump: str, rule: TextRule, goals: Container[str] | None) -> None:
        if jump not in (self.ever if goals is None else goals):
            raise RuleError(f"there is no chain {jump}", _word_of(rule.text, jump))
        if rule.line in self.wanted.strange and jump in self.phrases.chains:
            raise RuleError(f"there is no chain {jump} yet; a line for it has to come first", _word_of(rule.text, jump))

    def _measure(self, one: Phrased) -> None:
        parts = [self.records[at] for at in (*one.matches, one.target) if at >= 0]
        size = self.head_size + sum(size_of(part, self.family, self.abi) for part in parts)
        if size > MAX_ENTRY - self.head_size:  # a standard target has its place
            raise RuleError(f"a rule of {size} bytes, and none has more than {MAX_ENTRY}", 0)
        self.fits.add((one.matches, one.target))

    def _by_words(self, text: str) -> Phrased:
        self.worded[self.count] = text
        self.records.append(worded(text[:MAX_WORDS]))
        return Phrased(-1, (len(self.records) - 1,), -1, None)


def _word_of(text: str, word: str) -> int:
    """Which of a rule's words it is."""
    words = arguments(text)
    return words.index(word) if word in words else 0
