"""A table as the comparison sees it: chains, and for every rule a number for its meaning and the chain it jumps to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.diff.meaning.heads import Ignored
from iptblob.diff.meaning.jumps import chain_keys, jumping, stray_key
from iptblob.diff.meaning.numbers import meanings
from iptblob.diff.spelling import Words, plain_words, split_jump
from iptblob.diff.unchanged import NOTHING, Alike, Mask, alike
from iptblob.extensions import names_ipsets
from iptblob.extensions.base import Context
from iptblob.names import Names
from iptblob.spec.columns import Index
from iptblob.table import VERDICTS, ChainSpan, RuleOrigin, Table
from iptblob.words.save import policy_name, rule_texts

NO_JUMP = -1
UNSTATED = "not stated"  # the policy of a built-in chain of which a text says none


class Listing(NamedTuple):
    """One table of one side.

    ``meaning``, ``exact`` and ``jump`` have one number per entry; ``jump`` is the index of a chain, NO_JUMP, or
    below that a number for a place inside a chain. Entries found alike without a look at their meaning have negative
    numbers, the same on both sides; ``quiet`` holds chains (by index) that have no others. ``texts`` makes latin-1
    lines of entries, without chain and counters; ``policy`` names what a chain does in the end; ``counters`` gives
    packets and bytes by entry. ``offsets`` are bytes from the first entry, or in the member of nf_tables. For text,
    ``counters`` may give None, and ``offsets`` and ``source`` are None. ``words`` makes of a line what was compared of
    it, where that is words; ``ignored`` was left out of meanings.
    """

    family: str
    table: str
    chains: tuple[ChainSpan, ...]
    meaning: Index
    exact: Index
    jump: Index
    texts: Callable[[Sequence[int]], list[str]]
    policy: Callable[[ChainSpan], str]
    counters: Callable[[], tuple[NDArray[Any], NDArray[Any]] | None]
    offsets: Index | None
    source: Table | None = None
    names: Names | None = None
    quiet: frozenset[int] = frozenset()
    words: Callable[[str], tuple[str, ...]] | None = None
    ignored: Ignored | None = None

    @property
    def worded(self) -> Mapping[int, str]:
        """Rules of a text that are in no bytes, by entry: they compare by their words."""
        return self.source.text.worded if self.source is not None and self.source.text is not None else {}


def empty(family: str, table: str) -> Listing:
    """A table that is not there: no chains, no rules."""
    nothing = np.empty(0, dtype=np.int64)
    return Listing(
        family,
        table,
        chains=(),
        meaning=nothing,
        exact=nothing,
        jump=nothing,
        texts=lambda _: [],
        policy=lambda _: "-",
        counters=lambda: (nothing, nothing),
        offsets=None,
    )


def same_names(a: Sequence[ChainSpan], b: Sequence[ChainSpan]) -> list[tuple[int, int]]:
    """Chains of both sides that have one name, by index."""
    one, other = _by_name(a), _by_name(b)
    if one is None or other is None:
        one = {key: at for at, key in enumerate(chain_keys(a))}
        other = {key: at for at, key in enumerate(chain_keys(b))}
    return [(at, other[key]) for key, at in one.items() if key in other]


def _by_name(chains: Sequence[ChainSpan]) -> dict[object, int] | None:
    """Chains by name, where none has the name of another."""
    keys = (chain.name if chain.hook is None else (chain.name,) for chain in chains)
    names: dict[object, int] = {key: at for at, key in enumerate(keys)}
    return names if len(names) == len(chains) else None


def from_tables(
    tables: Sequence[Table], names: Sequence[Names], iptables: tuple[int, int, int], ignored: Ignored | None = None,
    *, quiet: bool = True,
) -> list[Listing]:  # fmt: skip
    """Listings of some tables of one family, with numbers that can be compared with one another.

    Of two tables, chains that are alike are left out of the numbering where ``quiet`` allows it.
    """
    quiet = quiet and not any(table.text and table.text.worded for table in tables)
    strays: dict[object, int] = {}
    jumps = [_jumps(table, strays) for table in tables]
    same = _alike(tables[0], tables[1], names, jumps) if quiet and len(tables) == 2 and not ignored else NOTHING
    known = same.entries if len(tables) == 2 else [np.empty(0, dtype=np.int64)] * len(tables)
    entries = [_looked_at(table, own) for table, own in zip(tables, known, strict=True)]
    parts = [table if len(own) == len(table) else table.part(own) for table, own in zip(tables, entries, strict=True)]
    numbers = meanings(parts, names, ignored)
    found, start = [], 0
    for at, (table, own_names) in enumerate(zip(tables, names, strict=True)):
        part = slice(start, start + len(entries[at]))
        start = part.stop
        context = Context(table.family.name, table.abi, own_names, iptables, nft=table.origin is not None)
        found.append(Listing(
            table.family.name, table.name.decode("latin-1"), chains=table.chains,
            meaning=_spread(numbers.meaning[part], entries[at], known[at], len(table)),
            exact=_spread(numbers.exact[part], entries[at], known[at], len(table)), jump=jumps[at],
            texts=texts_of(table, context),
            policy=_policy(table), counters=_counters(table), offsets=_places(table), source=table, names=own_names,
            quiet=frozenset(pair[at] for pair in same.chains), ignored=ignored,
        ))  # fmt: skip
    return by_words(found) if any(listing.worded for listing in found) else found


def _looked_at(table: Table, known: Index) -> Index:
    """Entries not known to be alike; heads, which are no rules, are left out with them."""
    if not len(known):
        return np.arange(len(table), dtype=np.int64)
    wanted = np.ones(len(table), dtype=bool)
    wanted[known] = False
    wanted[[chain.head for chain in table.chains if chain.head is not None]] = False
    return np.flatnonzero(wanted)


def _spread(numbers: Index, entries: Index, known: Index, length: int) -> Index:
    if len(entries) == length:
        return numbers
    out = np.full(length, -1, dtype=np.int64)
    out[known] = np.arange(-2, -2 - len(known), -1)
    out[entries] = numbers
    return out


def _alike(a: Table, b: Table, names: Sequence[Names], jumps: list[Index]) -> Alike:
    same_sets = names[0].ipsets == names[1].ipsets
    loud = (_loud(a, same_sets), _loud(b, same_sets))
    return alike(a, b, same_names(a.chains, b.chains), (jumps[0], jumps[1]), loud)


def _loud(table: Table, same_sets: bool) -> Mask:
    """Entries whose bytes do not say all: broken ones, and sets that have other names on the other side."""
    loud = np.zeros(len(table), dtype=bool)
    loud[list(table.records.broken)] = True
    if not same_sets:
        for group in table.records.groups:
            if names_ipsets(group.kind, group.name):
                loud[group.entries] = True
    return loud


def texts_of(table: Table, context: Context) -> Callable[[Sequence[int]], list[str]]:
    def texts(entries: Sequence[int]) -> list[str]:
        if not len(entries):
            return []
        found = rule_texts(table.part(np.array(entries, dtype=np.int64)), context)
        return found if table.origin is None else _with_foreign(table.origin, entries, found)

    return texts


def _with_foreign(origin: RuleOrigin, entries: Sequence[int], found: list[str]) -> list[str]:
    """Rules that no words of iptables say, or not whole, with their expressions."""
    told = {**origin.foreign, **origin.hidden}
    return [text if at not in told else f"{'' if at in origin.foreign else text} # {told[at]}"
            for at, text in zip(entries, found, strict=True)]  # fmt: skip


def _places(table: Table) -> Index | None:
    """Where each entry is: from the first entry, or of nf_tables, in the member (-1: nowhere). Bytes that were made of
    a text are nowhere."""
    if table.text is not None:
        return None
    return table.offsets if table.origin is None else np.array(table.origin.places, dtype=np.int64)


def _policy(table: Table) -> Callable[[ChainSpan], str]:
    unstated = table.text.unstated if table.text is not None else ()

    def policy(chain: ChainSpan) -> str:
        if chain.name in unstated and chain.hook is not None:
            return UNSTATED
        return policy_name(table, chain) if chain.hook is not None else "-"

    return policy


def _counters(table: Table) -> Callable[[], tuple[NDArray[Any], NDArray[Any]] | None]:
    def counters() -> tuple[NDArray[Any], NDArray[Any]] | None:
        if table.text is not None and not table.text.counted:
            return None
        return table.column("counters", "packets"), table.column("counters", "bytes")

    return counters


def _jumps(table: Table, strays: dict[object, int]) -> Index:
    """Where each standard target goes on: a chain of the table, or a place that is no chain's head."""
    out = np.full(len(table), NO_JUMP, dtype=np.int64)
    entries = jumping(table)
    if not len(entries):
        return out
    landing = table.chains_at(table.verdicts[entries])
    astray = np.flatnonzero(landing < 0)
    for at, offset in zip(astray.tolist(), table.verdicts[entries[astray]].tolist(), strict=True):
        landing[at] = _stray(table, offset, strays)
    out[entries] = landing
    return out


def _stray(table: Table, offset: int, strays: dict[object, int]) -> int:
    return NO_JUMP - 1 - strays.setdefault(stray_key(table, offset), len(strays))


def by_words(listings: Sequence[Listing]) -> list[Listing]:
    """Rules that are in no bytes get the numbers of a rule that reads the same, and one number for those alike."""
    found = [one._replace(meaning=one.meaning.copy(), exact=one.exact.copy(), jump=one.jump.copy()) for one in listings]
    keys = [{at: _key(one, text) for at, text in one.worded.items()} for one in found]
    wanted = {key for own in keys for key in own.values()}
    numbers: dict[tuple[Words, str | None], tuple[int, int]] = {}
    for one in found:
        rules = [at for chain in one.chains for at in range(chain.start, chain.end) if at not in one.worded]
        for at, text in zip(rules, one.texts(rules), strict=True):
            key = _key(one, text)
            if key in wanted:
                numbers.setdefault(key, (int(one.meaning[at]), int(one.exact[at])))
    free = 1 + max((int(max(one.meaning.max(), one.exact.max())) for one in found if len(one.meaning)), default=0)
    for one, own in zip(found, keys, strict=True):
        chain_at = {chain.name.decode("latin-1"): at for at, chain in reversed(list(enumerate(one.chains)))}
        for at, key in own.items():
            one.meaning[at], one.exact[at] = numbers.setdefault(key, (free + len(numbers), free + len(numbers)))
            one.jump[at] = NO_JUMP if key[1] is None else chain_at[key[1]]
    return found


def _key(listing: Listing, text: str) -> tuple[Words, str | None]:
    names = {chain.name.decode("latin-1") for chain in listing.chains}
    return split_jump(plain_words(text, listing.family), dict.fromkeys(names))


def plain_closing(chain: ChainSpan, policy: str) -> str:
    """Words of the rule that closes a chain, where it is as plain as iptables makes it."""
    return f"-j {policy}" if chain.hook is not None and policy in VERDICTS.values() else "-j RETURN"
