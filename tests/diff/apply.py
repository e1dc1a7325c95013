"""A script of changes carried out: A's rules become B's, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from iptblob.diff import script
from iptblob.diff.listing import Listing
from iptblob.diff.script import Change

Place = tuple[str, str]  # family, table


@dataclass
class RuleTexts:
    """RuleTexts of one table as text: policies of built-in chains, and lines (``-A CHAIN ...``) by chain."""

    policies: dict[str, str] = field(default_factory=dict)
    chains: dict[str, list[str]] = field(default_factory=dict)


def rules_of(listing: Listing) -> RuleTexts:
    """The text of a listing."""
    found = RuleTexts()
    for chain in listing.chains:
        name = chain.name.decode("latin-1")
        if chain.hook is not None:
            found.policies[name] = listing.policy(chain)
        texts = listing.texts(range(chain.start, chain.end))
        found.chains[name] = [f"-A {name}{text}" for text in texts]
    return found


def apply(changes: Iterable[Change], rules: RuleTexts) -> RuleTexts:
    """``rules`` after all ``changes`` of one table. Chain names must be unique. ValueError if they do not fit."""
    changes = list(changes)
    renamed = {c.chain: c.chain_b for c in changes if c.kind == script.RENAMED and c.chain_b is not None}
    removed = {c.chain for c in changes if c.kind == script.REMOVED}
    out = RuleTexts(dict(rules.policies))
    taken: dict[str, set[int]] = {}
    placed: dict[str, dict[int, str]] = {}
    for change in changes:
        if change.kind == script.POLICY and change.after:
            out.policies[change.chain] = change.after.split(" ")[1]
        if change.kind not in (script.INSERTED, script.DELETED, script.MOVED, script.EDITED):
            continue
        if change.position_a is not None:
            taken.setdefault(change.chain, set()).add(change.position_a)
        if change.position_b is not None and change.after is not None:
            name = change.chain_b or renamed.get(change.chain, change.chain)
            placed.setdefault(name, {})[change.position_b] = change.after
    for old, lines in rules.chains.items():
        gone = taken.get(old, set())
        kept = [line for at, line in enumerate(lines, 1) if at not in gone]
        if old in removed:
            if kept:
                raise ValueError(f"chain {old} is removed with {len(kept)} rules in it")
            out.policies.pop(old, None)
            continue
        name = renamed.get(old, old)
        out.chains[name] = _merge(
            [_retarget(_rechain(line, old, name), renamed) for line in kept], placed.get(name, {})
        )
    for change in changes:
        if change.kind == script.ADDED:
            out.chains[change.chain] = _merge([], placed.get(change.chain, {}))
    for name in placed.keys() - out.chains.keys():  # built-in chains of a table that was not there
        out.chains[name] = _merge([], placed[name])
    return out


def _merge(kept: list[str], placed: dict[int, str]) -> list[str]:
    rest = iter(kept)
    merged = []
    for at in range(1, len(kept) + len(placed) + 1):
        line = placed[at] if at in placed else next(rest, None)
        if line is None:
            raise ValueError(f"nothing stands at position {at}")
        merged.append(line)
    return merged


def _rechain(line: str, old: str, new: str) -> str:
    return line if old == new else f"-A {new}{line.removeprefix(f'-A {old}')}"


def _retarget(line: str, renamed: dict[str, str]) -> str:
    """Jumps to a renamed chain go on under its new name."""
    for way in (" -j ", " -g "):
        start, found, target = line.rpartition(way)
        if found and target in renamed:
            return f"{start}{way}{renamed[target]}"
    return line
