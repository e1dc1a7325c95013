"""The edit script between two listings, and what it does to a list of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from iptblob.diff.chains import Pairing, pair_chains
from iptblob.diff.listing import UNSTATED, Listing, plain_closing
from iptblob.diff.pairing import EDIT
from iptblob.diff.sets import SetContents
from iptblob.diff.steps import Steps, lines_of, span_of, steps
from iptblob.spec.columns import Index
from iptblob.table import ChainSpan

POLICY, ADDED, REMOVED, RENAMED = "policy", "chain-added", "chain-removed", "chain-renamed"
INSERTED, DELETED, MOVED, EDITED, COUNTERS = (
    "rule-inserted", "rule-deleted", "rule-moved", "rule-edited", "counters",
)  # fmt: skip
DEFAULT_POLICY = "ACCEPT"  # of a new built-in chain
CHANGE_KINDS = (POLICY, ADDED, REMOVED, RENAMED, INSERTED, DELETED, MOVED, EDITED, COUNTERS)


class Change(NamedTuple):
    """One step of the script.

    Positions count rules from 1, as iptables does; offsets are bytes from the first entry, or of rules of nf_tables,
    where their message begins in the member; both are None where that
    side has none. ``chain_b`` is set where the chain has another name in B. ``before`` and ``after`` are lines
    of save text (latin-1). ``entry_a`` and ``entry_b`` are entry numbers for whoever wants to look closer; ``sets``
    says what differs in the ipsets that both rules name, where they differ in nothing else.
    """

    kind: str
    family: str
    table: str
    chain: str
    chain_b: str | None = None
    position_a: int | None = None
    position_b: int | None = None
    offset_a: int | None = None
    offset_b: int | None = None
    before: str | None = None
    after: str | None = None
    entry_a: int | None = None
    entry_b: int | None = None
    sets: tuple[dict[str, Any], dict[str, Any]] | None = None


@dataclass
class Compared:
    """The script for one table, and the entries that stand for one another: ``kept`` where nothing changed.

    ``sets`` are the ipsets of both sides by name, where both are known.
    """

    a: Listing
    b: Listing
    changes: list[Change]
    pairing: Pairing
    kept: tuple[Index, Index]
    steps: dict[tuple[int, int], str] = field(default_factory=dict)
    sets: tuple[Mapping[str, SetContents], Mapping[str, SetContents]] | None = None
    netns: tuple[str | None, str | None] = (None, None)  # of A and of B; None where that side has no such table

    @property
    def space(self) -> str:
        """The network namespace, both names where it has two; empty where it is not known."""
        return " -> ".join(dict.fromkeys(filter(None, self.netns)))

    @property
    def backend(self) -> str:
        """legacy, nf_tables, or both with a colon where they are compared across; "" of texts alone."""
        sources = (one.source for one in (self.a, self.b))
        found = [source.backend for source in sources if source is not None and source.text is None]
        return ":".join(dict.fromkeys(found))


def compare(a: Listing, b: Listing, *, counters: bool = False, renames: bool = True) -> Compared:
    """What turns ``a`` into ``b``. The numbers of both must have been given together (see ``listing.from_tables``)."""
    pairing = pair_chains(a, b, renames=renames)
    left, right = _numbers(a, b, pairing)
    found = steps(a, b, pairing, left, right)
    writer = _Writer(a, b, pairing, left, right)
    changes = [*writer.chains(), *writer.rules(found)]
    compared = Compared(a, b, changes, pairing, found.kept)
    compared.steps = {(found.deleted[i].entry, found.inserted[j].entry): what for i, j, what in found.joined}
    if counters:
        changes += writer.counters(found.kept, compared.steps)
    changes.sort(key=writer.order)
    return compared


def same_rules(compared: Compared, pairs: list[tuple[int, int, tuple[dict[str, Any], dict[str, Any]]]]) -> None:
    """Add the edits of rules whose bytes are equal and whose sets are not: (entry of A, entry of B, what differs)."""
    writer = _Writer(compared.a, compared.b, compared.pairing, compared.kept[0], compared.kept[1])
    before = lines_of(compared.a, [i for i, _, _ in pairs])
    after = lines_of(compared.b, [j for _, j, _ in pairs])
    for (i, j, sets), one, other in zip(pairs, before, after, strict=True):
        compared.changes.append(writer.rule(EDITED, i, j, one, other)._replace(sets=sets))
    compared.changes.sort(key=writer.order)


def _numbers(a: Listing, b: Listing, pairing: Pairing) -> tuple[Index, Index]:
    """One number per entry for meaning and jump together, the chains of both sides counted alike."""
    of_b = np.arange(len(b.chains), dtype=np.int64) + len(a.chains)
    for i, j in pairing.pairs:
        of_b[j] = i
    if not len(b.chains):
        of_b = np.zeros(1, dtype=np.int64)
    jump_b = b.jump + 0
    jumping = jump_b >= 0
    jump_b[jumping] = of_b[jump_b[jumping]]
    jumps = np.concatenate([a.jump, jump_b])
    if not len(jumps):
        return jumps, jumps
    out = np.concatenate([a.meaning, b.meaning])
    loud = np.flatnonzero(out >= 0)  # the others are known to be alike, jumps and all
    if len(loud):
        jumps = jumps[loud]
        low = int(jumps.min())
        pairs = out[loud] * (int(jumps.max()) - low + 1) + (jumps - low)
        out[loud] = np.unique(pairs, return_inverse=True)[1].reshape(-1)
    return out[: len(a.meaning)], out[len(a.meaning) :]


class _Writer:
    """Puts findings into words."""

    def __init__(self, a: Listing, b: Listing, pairing: Pairing, left: Index, right: Index) -> None:
        self.a, self.b, self.pairing = a, b, pairing
        self.left, self.right = left, right
        self.span_a = span_of(a)
        self.span_b = span_of(b)
        self.name_in_b = {a.chains[i]: _name(b.chains[j]) for i, j in pairing.renamed}
        self.name_in_a = {b.chains[j]: _name(a.chains[i]) for i, j in pairing.renamed}
        after = len(a.chains)
        self.rank = {chain.name: after + at for at, chain in enumerate(b.chains)}
        self.rank |= {chain.name: at for at, chain in enumerate(a.chains)}

    def order(self, change: Change) -> tuple[int, int, int, int, int]:
        """Chains in the order of the table; in each, what concerns the chain, then its rules from top to bottom."""
        chain = change.chain_b if change.kind == MOVED and change.chain_b and change.position_b else change.chain
        at = change.position_b if change.position_b is not None else change.position_a
        rank = self.rank.get(chain.encode("latin-1"), 0)
        return rank, 1 if at is not None else 0, at or 0, CHANGE_KINDS.index(change.kind), change.position_a or 0

    def _change(self, kind: str, chain: str, **values: object) -> Change:
        return Change(kind, self.a.family, self.a.table, chain, **values)  # type: ignore[arg-type]

    def chains(self) -> Iterator[Change]:
        a, b = self.a, self.b
        for i, j in self.pairing.renamed:
            one, other = a.chains[i], b.chains[j]
            yield self._change(
                RENAMED, _name(one), chain_b=_name(other), offset_a=_offset(a, one.head),
                offset_b=_offset(b, other.head), before=_chain_line(a, one), after=_chain_line(b, other),
            )  # fmt: skip
        for i in self.pairing.removed:
            chain = a.chains[i]
            if not b.chains and chain.hook is not None:  # a table that is not there accepts everything
                if a.policy(chain) not in (DEFAULT_POLICY, UNSTATED):
                    yield self._change(
                        POLICY, _name(chain), offset_a=_offset(a, chain.policy), before=_chain_line(a, chain),
                        after=f":{_name(chain)} {DEFAULT_POLICY}",
                    )  # fmt: skip
                continue
            yield self._change(REMOVED, _name(chain), offset_a=_offset(a, chain.head), before=_chain_line(a, chain))
        for j in self.pairing.added:
            chain = b.chains[j]
            if not a.chains and chain.hook is not None:
                if b.policy(chain) not in (DEFAULT_POLICY, UNSTATED):
                    yield self._change(
                        POLICY, _name(chain), offset_b=_offset(b, chain.policy),
                        before=f":{_name(chain)} {DEFAULT_POLICY}", after=_chain_line(b, chain),
                    )  # fmt: skip
                continue
            yield self._change(ADDED, _name(chain), offset_b=_offset(b, chain.head), after=_chain_line(b, chain))
        for i, j in self.pairing.pairs:
            one, other = a.chains[i], b.chains[j]
            if i not in a.quiet and not self._closes_alike(one, other):
                yield self._change(
                    POLICY, _name(one), chain_b=_other(_name(one), _name(other)), offset_a=_offset(a, one.policy),
                    offset_b=_offset(b, other.policy), before=self._closing(a, one), after=self._closing(b, other),
                    entry_a=one.policy, entry_b=other.policy,
                )  # fmt: skip

    def _closes_alike(self, one: ChainSpan, other: ChainSpan) -> bool:
        stated = self.a.policy(one), self.b.policy(other)
        if UNSTATED in stated:
            return True
        if stated[0] != stated[1]:
            return False
        if self.a.source is None or self.b.source is None:
            return True
        if one.policy is None or other.policy is None:
            return one.policy is other.policy
        return bool(self.left[one.policy] == self.right[other.policy])

    def _closing(self, listing: Listing, chain: ChainSpan) -> str:
        """``:INPUT DROP``; with the rule itself where it is no plain policy, which iptables-save never shows."""
        line = _chain_line(listing, chain)
        if chain.policy is None or listing.source is None:
            return line
        words = listing.texts([chain.policy])[0].strip()
        plain = plain_closing(chain, listing.policy(chain))
        return line if words == plain else f"{line} (closing rule: {words or 'no target'})"

    def rules(self, found: Steps) -> list[Change]:
        deleted, inserted, joined = found.deleted, found.inserted, found.joined
        before, after = found.lines
        changes = []
        for i, j, what in joined:
            kind = EDITED if what == EDIT else MOVED
            changes.append(self.rule(kind, deleted[i].entry, inserted[j].entry, before[i], after[j]))
        gone, new = {i for i, _, _ in joined}, {j for _, j, _ in joined}
        changes += [
            self.rule(DELETED, rule.entry, None, before[i], None) for i, rule in enumerate(deleted) if i not in gone
        ]
        changes += [
            self.rule(INSERTED, None, rule.entry, None, after[j]) for j, rule in enumerate(inserted) if j not in new
        ]
        return changes

    def rule(
        self, kind: str, entry_a: int | None, entry_b: int | None, before: str | None, after: str | None
    ) -> Change:
        one = None if entry_a is None else self.span_a(entry_a)
        other = None if entry_b is None else self.span_b(entry_b)
        name, name_b = _name(one) if one else None, _name(other) if other else None
        if other is not None and one is None:  # a rule new in a chain that has another name in A
            name = self.name_in_a.get(other, name_b)
        elif one is not None and other is None:
            name_b = self.name_in_b.get(one, name)
        assert name is not None
        return self._change(
            kind, name, chain_b=_other(name, name_b),
            position_a=None if one is None or entry_a is None else entry_a - one.start + 1,
            position_b=None if other is None or entry_b is None else entry_b - other.start + 1,
            offset_a=_offset(self.a, entry_a), offset_b=_offset(self.b, entry_b), before=before, after=after,
            entry_a=entry_a, entry_b=entry_b,
        )  # fmt: skip

    def counters(self, kept: tuple[Index, Index], steps: dict[tuple[int, int], str]) -> list[Change]:
        """Rules and policies that were counted on."""
        of_a, of_b = self.a.counters(), self.b.counters()
        if of_a is None or of_b is None:
            return []
        closes = [
            (self.a.chains[i].policy, self.b.chains[j].policy)
            for i, j in self.pairing.pairs
            if self.a.chains[i].hook is not None
        ]
        closed = [(i, j) for i, j in closes if i is not None and j is not None]
        more = np.array([*steps, *closed], dtype=np.int64).reshape(-1, 2)
        x, y = np.concatenate([kept[0], more[:, 0]]), np.concatenate([kept[1], more[:, 1]])
        differ = (of_a[0][x] != of_b[0][y]) | (of_a[1][x] != of_b[1][y])
        x, y = x[differ], y[differ]
        policies = {i for i, _ in closed}
        rules = [at for at in x.tolist() if at not in policies]
        rules_b = [j for i, j in zip(x.tolist(), y.tolist(), strict=True) if i not in policies]
        before = dict(zip(rules, lines_of(self.a, rules), strict=True))
        after = dict(zip(rules_b, lines_of(self.b, rules_b), strict=True))
        changes = []
        for i, j in zip(x.tolist(), y.tolist(), strict=True):
            count_a, count_b = f"[{of_a[0][i]}:{of_a[1][i]}]", f"[{of_b[0][j]}:{of_b[1][j]}]"
            one, other = self.span_a(i), self.span_b(j)
            if i in policies:
                changes.append(self._change(
                    COUNTERS, _name(one), offset_a=_offset(self.a, i), offset_b=_offset(self.b, j),
                    before=f"{_chain_line(self.a, one)} {count_a}", after=f"{_chain_line(self.b, other)} {count_b}",
                    entry_a=i, entry_b=j,
                ))  # fmt: skip
            else:
                changes.append(self.rule(COUNTERS, i, j, f"{count_a} {before[i]}", f"{count_b} {after[j]}"))
        return changes


def _chain_line(listing: Listing, chain: ChainSpan) -> str:
    return f":{_name(chain)} {listing.policy(chain)}"


def _name(chain: ChainSpan) -> str:
    return chain.name.decode("latin-1")


def _other(name: str, name_b: str | None) -> str | None:
    return name_b if name_b != name else None


def _offset(listing: Listing, entry: int | None) -> int | None:
    if entry is None or listing.offsets is None or listing.offsets[entry] < 0:
        return None
    return int(listing.offsets[entry])
