"""Tables compared by the words of their rules: text against blobs, and hosts whose names and addresses differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.diff.listing import NO_JUMP, UNSTATED, Listing
from iptblob.diff.spelling import Words, plain_words, split_jump
from iptblob.extensions.base import Context
from iptblob.names import Names
from iptblob.restore.tables import RulesTable, TextChain, TextRule
from iptblob.spec.columns import Index
from iptblob.table import ChainSpan, Table
from iptblob.words.save import policy_name, rule_texts

Change = Callable[[Words], Words]


class Lines(NamedTuple):
    """One table as lines of words, whatever it came from."""

    family: str
    table: str
    chains: tuple[ChainSpan, ...]
    lines: Sequence[str]
    policies: Mapping[bytes, str]
    counters: tuple[NDArray[Any], NDArray[Any]] | None
    source: Table | None = None
    names: Names | None = None
    drop: Callable[[Words], Words] | None = None  # leaves out what shall not count

    def words_at(self, entry: int) -> Words:
        """The words of a rule that count."""
        found = plain_words(self.lines[entry], self.family)
        return self.drop(found) if self.drop else found


def lines_of_table(table: Table, names: Names, iptables: tuple[int, int, int]) -> Lines:
    """A blob's own rendering."""
    context = Context(table.family.name, table.abi, names, iptables, nft=table.origin is not None)
    policies = {chain.name: policy_name(table, chain) for chain in table.chains if chain.hook is not None}
    counters = (table.column("counters", "packets"), table.column("counters", "bytes"))
    return Lines(
        table.family.name, table.name.decode("latin-1"), chains=table.chains, lines=rule_texts(table, context),
        policies=policies,
        counters=counters, source=table, names=names,
    )  # fmt: skip


def lines_of_compiled(table: Table, names: Names, iptables: tuple[int, int, int]) -> Lines:
    """A compiled text in the words that iptables-save would print; what is in no bytes, as it was written."""
    found = lines_of_table(table, names, iptables)
    assert table.text is not None
    policies = {name: UNSTATED if name in table.text.unstated else policy for name, policy in found.policies.items()}
    return found._replace(policies=policies, counters=found.counters if table.text.counted else None, source=None)


def lines_of_text(table: RulesTable, family: str, built_in: Iterable[str] = ()) -> Lines:
    """A table of a text. ``built_in`` are chains of the other side that are there though the text does not name them:
    iptables-restore leaves them empty, with the policy they had."""
    names = [*table.chains, *(name for name in built_in if name not in table.chains)]
    chains: list[ChainSpan] = []
    rules: list[TextRule] = []
    policies: dict[bytes, str] = {}
    for name in names:
        own = table.chains.get(name) or TextChain(name)
        key, start = name.encode("latin-1"), len(rules)
        end = start + len(own.rules)
        is_built_in = own.policy is not None or table.is_built_in(name) or name not in table.chains
        hook = 0 if is_built_in else None  # which hook it is does not matter here
        chains.append(ChainSpan(key, hook, None, start, end, policy=end))
        policies[key] = own.policy or (UNSTATED if is_built_in else "-")
        rules += [*own.rules, TextRule("", own.line, own.packets, own.octets)]  # an empty one closes each chain
    counters = None
    if table.counted:
        counters = (_clipped([rule.packets for rule in rules]), _clipped([rule.octets for rule in rules]))
    return Lines(
        family, table.name, tuple(chains), [rule.text for rule in rules], policies, counters=counters,
    )  # fmt: skip


def _clipped(counts: list[int]) -> NDArray[np.uint64]:
    return np.array([min(count, 2**64 - 1) for count in counts], dtype=np.uint64)


def from_lines(sides: Sequence[Lines], change: Sequence[Change | None] | None = None) -> list[Listing]:
    """Listings whose numbers are given by words. ``change`` rewrites the words of a side before they are compared."""
    numbers: dict[Words, int] = {}
    found = []
    for at, side in enumerate(sides):
        rewrite = change[at] if change else None
        chain_at = {chain.name.decode("latin-1"): number for number, chain in reversed(list(enumerate(side.chains)))}
        meaning, jumps = _number(side, chain_at, rewrite, numbers)
        found.append(Listing(
            side.family, side.table, chains=side.chains, meaning=meaning, exact=meaning, jump=jumps,
            texts=_texts(side), policy=_policy(side), counters=_counters(side),
            offsets=None if side.source is None else side.source.offsets, source=side.source, names=side.names,
            words=_words_of(side.family, rewrite) if rewrite or side.source is None else None,
        ))  # fmt: skip
    return found


def _words_of(family: str, rewrite: Change | None) -> Callable[[str], Words]:
    return lambda line: rewrite(plain_words(line, family)) if rewrite else plain_words(line, family)


def _number(
    side: Lines, chain_at: dict[str, int], rewrite: Change | None, numbers: dict[Words, int]
) -> tuple[Index, Index]:
    meaning = np.full(len(side.lines), -1, dtype=np.int64)
    jumps = np.full(len(side.lines), NO_JUMP, dtype=np.int64)
    known: dict[str, tuple[int, int]] = {}
    for at, line in enumerate(side.lines):
        number = known.get(line)
        if number is None:
            found, target = split_jump(plain_words(line, side.family), chain_at)
            found = rewrite(found) if rewrite else found
            number = known[line] = (
                numbers.setdefault(found, len(numbers)), NO_JUMP if target is None else chain_at[target],
            )  # fmt: skip
        meaning[at], jumps[at] = number
    return meaning, jumps


def _texts(side: Lines) -> Callable[[Sequence[int]], list[str]]:
    return lambda entries: [side.lines[at] for at in entries]


def _policy(side: Lines) -> Callable[[ChainSpan], str]:
    return lambda chain: side.policies.get(chain.name, "-") if chain.hook is not None else "-"


def _counters(side: Lines) -> Callable[[], tuple[NDArray[Any], NDArray[Any]] | None]:
    return lambda: side.counters
