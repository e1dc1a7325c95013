"""Answers about many hosts as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from iptblob.escape import visible
from iptblob.render.counted import counted
from iptblob.store.adding import Added
from iptblob.store.asking import Drift, Pair, Sighting, SqlRows, WithoutRule
from iptblob.store.odd import AlikeHosts, Difference, Oddness
from iptblob.store.own import OwnValue
from iptblob.store.profiled import LeftOut
from iptblob.store.words import shown

FEW_SHOWN, NAMES = 8, 6  # differences, and hosts, that are printed without --all
_SIGNS = {"added": "+", "removed": "-", "moved": "~", "chain-added": "+", "chain-removed": "-"}
_WORDS = {"removed": "missing", "added": "added", "moved": "moved"}


def plain(text: str) -> str:
    """Text of a store, fit for a terminal."""
    return visible(text.encode("utf-8", "surrogateescape"))


def added_lines(store: str, added: Added, labelled: int) -> Iterator[str]:
    """What is in the store now that was not."""
    done = added.done
    if done.added or added.known or not labelled:
        known = f"; {counted(added.known, 'file')} known already" if added.known else ""
        yield (f"{plain(store)}: {counted(done.added, 'file')} added with {counted(done.tables, 'table')}, "
               f"{counted(done.rules, 'rule')}{known}")  # fmt: skip
    if labelled:
        yield f"{plain(store)}: labels of {counted(labelled, 'host')}"
    if added.cleaned:
        yield f"{plain(store)}: {counted(added.cleaned, 'part')} that a killed run had left: taken away"


def odd_lines(found: Oddness, by: str, left_out: Sequence[LeftOut] = (), *, every: bool) -> Iterator[str]:
    """The odd hosts in a sentence each, then groups, then what was taken for the hosts' own, and what profiles own."""
    yield from _sentences(found, every=every)
    for number, group in enumerate(found.groups):
        yield ""
        label = f" {by}={plain(group.by)}" if by else ""
        names = _names(found, group.hosts, every=every)
        yield f"group {number + 1}{label}: {counted(len(group.hosts), 'host')}: {names}"
        if group.like is not None:
            yield f"  than group {group.like + 1}: {_summary(group)}"
        elif number and group.by == found.groups[number - 1].by:
            yield "  a rule set of its own: less than half of it is in any larger group"
        yield from _differences(group.differences, every=every)
    if found.own.values:
        yield ""
        yield "taken for the hosts' own, and left out:"
        for value in found.own.values:
            yield from _own(value, every=every)
    if left_out:
        yield ""
    for one in left_out:
        what = f"{counted(one.chains, 'chain')} and {counted(one.rules, 'rule')} of other chains"
        yield f"profile {plain(one.profile)}: {what} left out, on {counted(one.hosts, 'host')}"


def _sentences(found: Oddness, *, every: bool) -> Iterator[str]:
    outstanding = {host: why for value in found.own.values for host, why in value.outstanding.items()}
    group_of = {at: group for group in found.groups for at in group.hosts}
    odd = found.odd
    for at in odd if every else odd[: 4 * FEW_SHOWN]:
        name, group = found.census.hosts[at].name, group_of[at]
        if group.like is not None:
            others = len(found.groups[group.like].hosts)
            said = f"{_summary(group)}; {counted(others, 'other')} {'agrees' if others == 1 else 'agree'}"
        else:
            said = "like no other" if len(group.hosts) == 1 else "a value stands out"
        why = f" ({plain(outstanding[name])})" if name in outstanding else ""
        yield f"{plain(name)} is odd: {said}{why}"
    if not every and len(odd) > 4 * FEW_SHOWN:
        yield f"... and {len(odd) - 4 * FEW_SHOWN} more odd hosts (--all)"
    if not odd:
        classes = len({group.by for group in found.groups})
        hosts = counted(len(found.census.hosts), "host")
        yield f"no host is odd: {hosts} in {counted(len(found.groups), 'group')}" + (
            "" if len(found.groups) == classes else ", compared with one another below"
        )


def _summary(group: AlikeHosts) -> str:
    """``1 rule missing, 2 added``."""
    counts = Counter(one.change for one in group.differences)
    told = [(counts[change], word) for change, word in _WORDS.items() if counts[change]]
    parts = [f"{counted(told[0][0], 'rule')} {told[0][1]}"] if told else []
    parts += [f"{number} {word}" for number, word in told[1:]]
    parts += [counted(counts["policy"], "other policy", "other policies")] if counts["policy"] else []
    chains = counts["chain-added"] + counts["chain-removed"]
    parts += [counted(chains, "other chain")] if chains else []
    return ", ".join(parts) or "the same rules"


def _names(found: Oddness, hosts: Sequence[int], *, every: bool) -> str:
    names = [plain(found.census.hosts[at].name) for at in (hosts if every else hosts[:NAMES])]
    return ", ".join(names) + (f", ... ({len(hosts) - NAMES} more)" if len(hosts) > len(names) else "")


def _differences(found: Sequence[Difference], *, every: bool, indent: str = "  ") -> Iterator[str]:
    for one in found if every else found[:FEW_SHOWN]:
        yield f"{indent}{difference_line(one)}"
    if not every and len(found) > FEW_SHOWN:
        yield f"{indent}... and {len(found) - FEW_SHOWN} more (--all)"


def difference_line(one: Difference) -> str:
    """``+ ipv4/filter/INPUT:7 -p tcp ...``"""
    place = plain(str(one.place)).replace("\0", "*")
    if one.change == "policy":
        return f"! {place}:policy {plain(one.text)} (was {plain(one.other)})"
    if one.position is None:
        return f"{_SIGNS[one.change]} {place} (chain)"
    text = plain(one.text)
    return f"{_SIGNS[one.change]} {place}:{one.position} {text}" + (f" ({one.other})" if one.other else "")


def _own(value: OwnValue, *, every: bool) -> Iterator[str]:
    place = plain(str(value.place)).replace("\0", "*")
    yield f"  {place} {plain(shown(value.pattern))}: {value.why}, {counted(len(value.values), 'host')}"
    some = list(value.values.items())
    for host, own in some if every else some[:3]:
        yield f"    {plain(host)} {plain(own)}"
    if not every and len(some) > 3:
        yield f"    ... and {len(some) - 3} more (--all)"
    for host, why in value.outstanding.items():
        yield f"    {plain(host)} STANDS OUT: {plain(why)}"


def missing_lines(found: WithoutRule) -> Iterator[str]:
    yield f"{counted(len(found.hosts), 'host')} without it, {found.having} with it"
    yield from (f"  {plain(host)}" for host in found.hosts)


def seen_lines(found: Sequence[Sighting]) -> Iterator[str]:
    yield f"seen on {counted(len(found), 'host')}"
    for one in found:
        yield (f"  {plain(one.host)}: first {moment(one.first)}, last {moment(one.last)}, "
               f"{counted(one.snapshots, 'snapshot')}, {plain(one.chains)}")  # fmt: skip


def moment(time: datetime | None) -> str:
    """UTC to the second; "no time" where a file says none."""
    return "no time" if time is None else f"{time.replace(microsecond=0).isoformat()}Z"


def drift_lines(found: Drift, *, every: bool) -> Iterator[str]:
    census = found.oddness.census
    names = len({host.name for host in census.hosts})
    taken, kinds = counted(len(census.hosts), "snapshot"), counted(len(found.moves), "kind")
    yield f"{counted(names, 'host')}, {taken}: {kinds} of change"
    for move in found.moves:
        times = [time for _, time in move.hosts]
        first, last = min(times, key=str), max(times, key=str)
        when = moment(first) if first == last else f"{moment(first)} to {moment(last)}"
        some = ", ".join(plain(name) for name, _ in (move.hosts if every else move.hosts[:NAMES]))
        more = f", ... ({len(move.hosts) - NAMES} more)" if not every and len(move.hosts) > NAMES else ""
        yield ""
        hosts = counted(len(move.hosts), "host")
        yield f"group {move.before + 1} to group {move.after + 1}, {hosts}, {when}: {some}{more}"
        yield from _differences(move.differences, every=every)


def pair_lines(found: Pair) -> Iterator[str]:
    for sign, one in (("a", found.a), ("b", found.b)):
        yield f"# {sign}: {plain(one.name)}, {moment(one.captured)}, {plain(one.file)}"
    yield from _differences(found.differences, every=True, indent="")


def answer_lines(found: SqlRows) -> Iterator[str]:
    """Rows under the names of their columns."""
    names = [name for name, _ in found.columns]
    rows = [[_cell(value) for value in row] for row in found.rows]
    widths = [max([len(name), *(len(row[at]) for row in rows)]) for at, name in enumerate(names)]
    yield from (
        _row(cells, widths) for cells in ([plain(name) for name in names], ["-" * width for width in widths], *rows)
    )


def _row(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return "NULL"
    return (
        value.hex() if isinstance(value, bytes) else moment(value) if isinstance(value, datetime) else plain(str(value))
    )
