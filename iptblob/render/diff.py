"""A script of changes for people: unified or side by side, in iptables-save lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from iptblob.diff import script
from iptblob.diff.fields import edited_rules, named
from iptblob.diff.files import FileDiff
from iptblob.diff.listing import Listing
from iptblob.diff.origin import Origin
from iptblob.diff.script import Change, Compared
from iptblob.escape import visible
from iptblob.render.counted import counted
from iptblob.render.faces import faces_of

if TYPE_CHECKING:
    from iptblob.fleet.baseline import HostGroup
    from iptblob.packets.credited import Credited

Style = Callable[[str, str], str]
Credits = Mapping[int, "Credited"]  # by the id of what was compared
Rule = dict[str, Any]
MEMBERS_TOLD = 10  # of a set that came or went, on one line

COLOURS = {
    script.DELETED: "red", script.REMOVED: "red", script.INSERTED: "green", script.ADDED: "green",
    script.EDITED: "yellow", script.POLICY: "yellow", script.MOVED: "cyan", script.RENAMED: "cyan",
    script.COUNTERS: "bright_black",
}  # fmt: skip

_NOUNS = {
    script.POLICY: ("policy changed", "policies changed"),
    script.ADDED: ("chain added", "chains added"),
    script.REMOVED: ("chain removed", "chains removed"),
    script.RENAMED: ("chain renamed", "chains renamed"),
    script.INSERTED: ("rule inserted", "rules inserted"),
    script.DELETED: ("rule deleted", "rules deleted"),
    script.MOVED: ("rule moved", "rules moved"),
    script.EDITED: ("rule edited", "rules edited"),
    script.COUNTERS: ("counter changed", "counters changed"),
}


def plain(text: str, _: str) -> str:
    """A style that leaves the text alone."""
    return text


def summary(changes: list[Change]) -> str:
    """One line: ``3 rules inserted, 1 policy changed``."""
    counts = Counter(change.kind for change in changes)
    parts = [f"{counts[kind]} {_NOUNS[kind][counts[kind] > 1]}" for kind in script.CHANGE_KINDS if counts[kind]]
    return ", ".join(parts) or "no differences"


def unified(found: FileDiff, style: Style = plain, credits: Credits | None = None) -> Iterator[str]:
    """Lines of the default presentation, without line ends; nothing where nothing differs.

    ``credits``: what the changes of each table do to packets.
    """
    if not found.changes:
        return
    yield summary(found.changes)
    for sign, name in zip(("---", "+++"), _sides(found), strict=True):
        yield style(f"{sign} {name}", "bold")
    yield from unified_tables(found, style, credits)
    if credits is not None:
        yield style(_fates_said(found, list(credits.values())), "bold")


def _fates_said(found: FileDiff, credits: list[Credited]) -> str:
    """The line that says how many packets it concerns: none, if possible."""
    fates = sum(len(one.reached.changes) for one in credits)
    if fates:
        return f"{counted(fates, 'change')} of fate"
    if not all(one.decided for one in credits):
        return "no change of fate in what could be decided"
    moves = all(change.kind == script.MOVED for change in found.changes)
    return ("moves only; " if moves else "") + "no packet is treated differently"


def _sides(found: FileDiff) -> list[str]:
    """Both files, with where they come from."""
    origins = found.origins or (Origin(found.a), Origin(found.b))
    said = (visible(origin.words().encode("utf-8", "surrogateescape")) for origin in origins)
    return [f"{_name(file)}  {words}".rstrip() for file, words in zip((found.a, found.b), said, strict=True)]


def _title(found: FileDiff, table: Compared) -> str:
    space = f", network namespace {visible(table.space)}" if found.has_spaces and table.space else ""
    return f"@@ {heading(table)}{space} @@"


def unified_tables(found: FileDiff, style: Style = plain, credits: Credits | None = None) -> Iterator[str]:
    """The same without summary and names."""
    for table in found.tables:
        if table.changes:
            yield style(_title(found, table), "magenta")
            spaces = ("", "") if not found.has_spaces else table.netns
            yield from _table(table, style, spaces, credits[id(table)] if credits else None)


def heading(table: Compared) -> str:
    """``ipv4 filter``, with the back-ends where it is not the legacy one alone."""
    backend = f", {table.backend}" if "nf_tables" in table.backend else ""
    return f"{table.a.family} {visible(table.a.table)}{backend}"


def _table(
    table: Compared, style: Style, spaces: tuple[str | None, str | None], credit: Credited | None
) -> Iterator[str]:
    prefixes = [table_place(table, side, spaces[side] or "") for side in (0, 1)]
    edits = edits_in_words(table)
    changes, counted = _with_counters(table.changes)
    numbers = {id(change): at for at, change in enumerate(table.changes)}
    for change in changes:
        colour = COLOURS[change.kind]
        for sign, text in _lines(change, prefixes):
            yield style(f"{sign} {text}", colour)
        if change.kind == script.EDITED:
            reason, fields = next(edits)
            for field in [reason, *fields] if reason else fields:
                yield style(f"      {field}", colour)
        if id(change) in counted:
            yield style(f"      counters: {' -> '.join(_counts(counted[id(change)]))}", COLOURS[script.COUNTERS])
        if credit is not None:
            from iptblob.render.reach import credit_lines

            yield from (f"      {line}" for line in credit_lines(credit, numbers[id(change)]))


def edits_in_words(table: Compared) -> Iterator[tuple[str, list[str]]]:
    """Of each edited rule of a table, in order: why it counts as edited where both lines are equal (else ""), and the
    fields that differ."""
    edits = [change for change in table.changes if change.kind == script.EDITED]
    faces_a = _faces(table.a, [change.entry_a for change in edits])
    faces_b = _faces(table.b, [change.entry_b for change in edits])
    for change, (one, other) in zip(edits, edited_rules(table, edits), strict=True):
        sets = list(_of_sets(one.pop("sets", {}), other.pop("sets", {})))
        faces = next(faces_a), next(faces_b)
        if sets and change.before == change.after:
            yield "the rule is the same, the sets it names hold something else:", sets
            continue
        fields = named(one, other, *faces)
        reason, fields = _why(one, other, fields) if change.before == change.after else ("", fields)
        yield reason, [*fields, *sets]


def _of_sets(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What differs in sets, a line for the type, the members that are gone and those that came."""
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name, {}), after.get(name, {})
        if one.get("type") != other.get("type"):
            yield f"set {visible(name)}: {visible(one.get('type', ''))} -> {visible(other.get('type', ''))}"
        for word, side in (("removed", one), ("added", other)):
            members = list(side.get("members", ()))
            if members:
                more = len(members) - MEMBERS_TOLD + side.get("more", 0)
                rest = f" and {more} more" if more > 0 else ""
                yield f"set {visible(name)}: {word} {', '.join(map(visible, members[:MEMBERS_TOLD]))}{rest}"


def _faces(listing: Listing, entries: Sequence[int | None]) -> Iterator[Mapping[str, str]]:
    """The fields of each rule in words; nothing of lines of text."""
    if listing.source is None or listing.names is None or listing.words:
        return repeat({}, len(entries))
    return iter(faces_of(listing.source, [one or 0 for one in entries], listing.names))


def _with_counters(changes: list[Change]) -> tuple[list[Change], dict[int, Change]]:
    """Changes without the counters of rules that were also edited or moved, and those counters by id of the change."""
    stepped = {
        (change.entry_a, change.entry_b): id(change)
        for change in changes
        if change.kind in (script.EDITED, script.MOVED) and change.sets is None
    }
    counted = {
        stepped[change.entry_a, change.entry_b]: change
        for change in changes
        if change.kind == script.COUNTERS and (change.entry_a, change.entry_b) in stepped
    }
    folded = {id(change) for change in counted.values()}
    return [change for change in changes if id(change) not in folded], counted


def _counts(change: Change) -> list[str]:
    """``[packets:bytes]`` of both sides."""
    return [(line or "").partition(" ")[0] for line in (change.before, change.after)]


def _why(one: Rule, other: Rule, fields: list[str]) -> tuple[str, list[str]]:
    """Why a rule counts as edited whose lines are equal, and the fields to show."""
    if fields == ["order of matches"] and one.get("order") == other.get("order"):
        return "both print alike; they differ in bytes of no known field, or in where they jump to", []
    return "both print alike; what differs is not printed:", fields


def table_place(table: Compared, side: int, space: str) -> str:
    """What the places of one side begin with, as ``inspect --rule`` takes them: ``ipv4/filter``, ``nft:ipv4/nat``."""
    listing = (table.a, table.b)[side]
    mark = "nft:" if listing.source is not None and listing.source.origin else ""
    return "/".join(filter(None, (visible(space), f"{mark}{listing.family}", visible(listing.table))))


def _lines(change: Change, prefixes: Sequence[str]) -> Iterator[tuple[str, str]]:
    where = place(change, prefixes)
    before, after = visible(change.before or ""), visible(change.after or "")
    if change.kind == script.MOVED:
        yield ">", f"{where}  {after}"
    elif change.kind == script.RENAMED:
        yield ">", f"chain {visible(change.chain)} renamed to {visible(change.chain_b or '')}"
    elif change.kind in (script.EDITED, script.COUNTERS, script.POLICY):
        yield "~", where
        if before == after:
            yield " ", before
        else:
            yield "-", before
            yield "+", after
    elif change.kind in (script.ADDED, script.REMOVED):
        yield ("+", after) if change.before is None else ("-", before)
    elif change.before is not None:
        yield "-", f"{where}  {before}"
    else:
        yield "+", f"{where}  {after}"


def place(change: Change, prefixes: Sequence[str] = ("", "")) -> str:
    """``INPUT:3``, ``INPUT:3 -> INPUT:5``, ``INPUT:3 -> OUTPUT:1``, ``INPUT:policy``, or the chain alone; behind what
    the places of A and of B begin with."""
    start_a, start_b = (f"{prefix}/" if prefix else "" for prefix in prefixes)
    closing = change.kind == script.COUNTERS and change.position_a is None and change.position_b is None
    if change.kind == script.POLICY or closing:
        return f"{start_b if change.after is not None else start_a}{visible(change.chain)}:policy"
    one = start_a + _at(change.chain, change.position_a)
    other = start_b + _at(change.chain if change.chain_b is None else change.chain_b, change.position_b)
    if change.position_a is None or change.position_b is None:
        return other if change.position_b is not None else one
    if one == other:
        return one
    return f"{one} -> {other}"


def _at(chain: str, position: int | None) -> str:
    return visible(chain) if position is None else f"{visible(chain)}:{position}"


def _name(path: str) -> str:
    return visible(path.encode("utf-8", "surrogateescape"))


def side_by_side(found: FileDiff, style: Style = plain, width: int = 160) -> Iterator[str]:
    """Changed lines in two columns, A on the left."""
    if not found.changes:
        return
    half = _half(width)
    yield summary(found.changes)
    yield style(f"{_fit(_name(found.a), half)} | {_fit(_name(found.b), half)}".rstrip(), "bold")
    yield from side_by_side_tables(found, style, width)


def side_by_side_tables(found: FileDiff, style: Style = plain, width: int = 160) -> Iterator[str]:
    """The same without summary and names."""
    half = _half(width)
    for table in found.tables:
        if table.changes:
            yield style(_title(found, table), "magenta")
        changes, counted = _with_counters(table.changes)
        for change in changes:
            shown = counted.get(id(change)) or change
            before, after = shown.before, shown.after
            left = "" if before is None else f"{change.position_a or ''} {visible(before)}".strip()
            right = "" if after is None else f"{change.position_b or ''} {visible(after)}".strip()
            yield from _columns(left, right, _SIGNS[change.kind], half, COLOURS[change.kind], style=style)


def _half(width: int) -> int:
    return max(20, (width - 3) // 2)


_SIGNS = {
    script.DELETED: "<", script.REMOVED: "<", script.INSERTED: ">", script.ADDED: ">", script.EDITED: "~",
    script.POLICY: "~", script.MOVED: "m", script.RENAMED: "=", script.COUNTERS: "c",
}  # fmt: skip


def _columns(left: str, right: str, sign: str, half: int, colour: str, style: Style) -> Iterator[str]:
    for at in range(0, max(len(left), len(right), 1), half):
        mark = sign if at == 0 else " "
        yield style(f"{_fit(left[at : at + half], half)} {mark} {right[at : at + half]}".rstrip(), colour)


def _fit(text: str, width: int) -> str:
    return f"{text[:width]:<{width}}"


def stat(found: FileDiff) -> Iterator[str]:
    """One line per chain that differs, then the summary."""
    yield from stat_chains(found)
    if found.changes:
        yield summary(found.changes)


def stat_chains(found: FileDiff) -> Iterator[str]:
    """The same without summary."""
    counts: dict[tuple[str, str, str, str], Counter[str]] = {}
    for compared in found.tables:
        backend = f"{compared.backend} " if "nf_tables" in compared.backend else ""
        for change in compared.changes:
            counts.setdefault((backend, change.family, change.table, change.chain), Counter())[change.kind] += 1
    for (backend, family, table, chain), count in counts.items():
        parts = [f"{count[kind]} {_NOUNS[kind][count[kind] > 1]}" for kind in script.CHANGE_KINDS if count[kind]]
        yield f" {backend}{family} {visible(table)} {visible(chain)}: {', '.join(parts)}"


def mapped(found: FileDiff) -> Iterator[str]:
    """What stood for what between two hosts, as options that can be given again."""
    if found.mapping:
        yield "with these words of A standing for words of B:"
        for line in found.mapping.options():
            count = found.mapping.votes.get(tuple(line.split(" ", 1)[1].split("=", 1)))  # type: ignore[arg-type]
            yield f"  {visible(line)}" + (f"  ({count} rules)" if count else "")


def explained(found: FileDiff) -> Iterator[str]:
    """What was set aside between rules that count as equal."""
    from iptblob.diff.explain import ALWAYS_LEFT_OUT, normalised

    yield ALWAYS_LEFT_OUT
    for table in found.tables:
        for row in normalised(table):
            rules = f"{row.rules} rule{'s' if row.rules != 1 else ''}"
            yield f"{row.family} {row.table}: {row.what} ({rules}{f', first {row.first}' if row.first else ''})"


GROUP_LINES = 200  # of a group; a host of another kind differs in thousands
GroupLines = Callable[[FileDiff], Iterator[str]]


def grouped(
    baseline: str, groups: list[HostGroup], style: Style = plain, lines: GroupLines | None = None
) -> Iterator[str]:
    """One block per group of hosts: who, and how they differ from the baseline, by default as ``unified_tables``."""
    lines = lines or partial(unified_tables, style=style)
    total = sum(len(one.files) for one in groups)
    alike = sum(len(one.files) for one in groups if one.is_equal)
    yield f"{alike} of {total} equal {_name(baseline)}"
    for number, one in enumerate(groups, 1):
        partly = " in what could be read" if one.found.unread else ""
        yield style(f"group {number}: {len(one.files)} x {summary(one.found.changes)}{partly}", "bold")
        for file, mapping in zip(one.files, one.mappings, strict=True):
            yield f"    {_name(file)}"
            yield from (f"        {visible(line)}" for line in mapping.options())
        own = lines(one.found)
        yield from (f"  {line}" for line in islice(own, GROUP_LINES))
        left = sum(1 for _ in own)
        if left:
            whole = f"iptblob diff {_name(baseline)} {_name(one.files[0])}"
            yield f"  ... and {counted(left, 'more line', 'more lines')}: {whole}"
