"""Tables as a tree for people: chains with policy and counters, rules beneath, jumps followed on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from iptblob.escape import visible
from iptblob.extensions.base import Context
from iptblob.render.counted import counted
from iptblob.table import ChainSpan, Table
from iptblob.words.save import SavedTable, policy_name, save_rules

DEPTH = 16


def show_tree(
    table: Table | None, context: Context | None, title: str, notes: Sequence[str], *, counters: bool,
    follow: bool = False,
) -> Iterator[str]:  # fmt: skip
    """A table in one piece of text; where there is none, what is listed instead under its title."""
    lines: Iterable[str] = (title,)
    if table is not None and context is not None:
        lines = _table(save_rules(table, context), counters=counters, follow=follow)
    yield "".join(f"{line}\n" for line in (*lines, *notes) if line)


def _table(saved: SavedTable, *, counters: bool, follow: bool) -> Iterator[str]:
    table = saved.table
    note = f", network namespace {table.netns.shown}" if table.netns else ""
    size = f"{len(table)} entries, {units(len(table.data), 1024)}B"
    if table.origin is not None:  # entries and bytes were made here
        size = counted(sum(chain.end - chain.start for chain in table.chains), "rule") + f" of {table.backend}"
    yield f"{table.label}: {size}, {table.abi.name}{note}"
    chains = table.saved_chains
    used = _references(table)
    seen: set[int] = set()
    for number, chain in enumerate(chains):
        last = number == len(chains) - 1
        yield f"{'└── ' if last else '├── '}{_chain(saved, chain, used.get(chain.start, 0), counters=counters)}"
        indent = "    " if last else "│   "
        yield from _rules(saved, chain, indent, (chain,), counters=counters, follow=follow, seen=seen)


def _chain(saved: SavedTable, chain: ChainSpan, used: int, *, counters: bool) -> str:
    table = saved.table
    name, count = visible(chain.name) or '""', chain.end - chain.start
    rules = counted(count, "rule")
    if chain.hook is None:
        return f"{name} ({rules}, {counted(used, 'reference')})"
    counts = f", {_counts(table, chain.policy)}" if counters and chain.policy is not None else ""
    return f"{name} (policy {policy_name(table, chain)}{counts}, {rules})"


def _rules(
    saved: SavedTable, chain: ChainSpan, indent: str, path: tuple[ChainSpan, ...], *, counters: bool, follow: bool,
    seen: set[int],
) -> Iterator[str]:  # fmt: skip
    """Rules of a chain, with those it jumps to beneath; ``seen`` are the chains (by index of their first entry) that
    stand beneath a jump already: a second time they are only named, or k jumps a chain would be k^16 lines."""
    table = saved.table
    for at in range(chain.start, chain.end):
        last = at == chain.end - 1
        counts = f"  [{_counts(table, at)}]" if counters else ""
        text = visible(saved.rules[at].strip()) or "(no condition, no target)"
        if table.origin is not None and at in table.origin.foreign:
            text = "(no words of iptables)"
        yield f"{indent}{'└── ' if last else '├── '}{at - chain.start + 1}. {text}{counts}"
        below = indent + ("    " if last else "│   ")
        for note in saved.notes.get(at, []):
            yield f"{below}! {note}"
        verdict = int(table.verdicts[at])
        target = table.jump_targets.get(verdict) if follow and verdict > 0 else None
        if target is None:
            continue
        if target in path or target.start in seen or len(path) >= DEPTH:
            why = "a loop" if target in path else "shown above" if target.start in seen else "too deep to follow"
            yield f"{below}└── ({visible(target.name)}: {why})"
            continue
        seen.add(target.start)
        yield from _rules(saved, target, below, (*path, target), counters=counters, follow=True, seen=seen)


def _references(table: Table) -> dict[int, int]:
    """Number of jumps to each chain, by the index of its first entry."""
    used: dict[int, int] = {}
    for verdict in table.verdicts[table.verdicts > 0].tolist():
        target = table.jump_targets.get(verdict)
        if target is not None:
            used[target.start] = used.get(target.start, 0) + 1
    return used


def _counts(table: Table, at: int) -> str:
    counters = table.heads["counters"][at]
    packets, octets = int(counters["packets"]), int(counters["bytes"])
    shown = "1 packet" if packets == 1 else f"{units(packets, 1000)} packets"
    return f"{shown}, {units(octets, 1024)}B"


def units(number: int, step: int) -> str:
    """``12``, ``3.4 k``, ``5.6 Mi``: with the unit that keeps the number below ``step``."""
    names = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] if step == 1024 else ["", "k", "M", "G", "T", "P", "E"]
    value, at = float(number), 0
    while round(value, 1) >= step and at < len(names) - 1:
        value, at = value / step, at + 1
    return f"{number} " if not at and step == 1024 else f"{number}" if not at else f"{value:.1f} {names[at]}"
