"""Which back-end of one file is compared with which of the other.

Each with its own, unless the rules of each file are in one only, and not in the same; or unless somebody says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from iptblob.diff.files import FileDiff, Side, Wishes, diff_sides
from iptblob.errors import UsageError
from iptblob.reading.damage import ANY, not_captured
from iptblob.reading.source import Source
from iptblob.restore.headers import header
from iptblob.table import Table
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.nftables import NftRules

BOTH, LEGACY, NFTABLES = "both", "legacy", "nft"
BACKEND_NAMES = {LEGACY: "legacy", NFTABLES: "nf_tables"}
_HINT = "--backend legacy or --backend nft says which, --backend A:B one for each file"


def nft_side(
    source: Source, family: str | None = None, table: str | None = None, netns: str | None = None
) -> Side | None:
    """What iptables-nft wrote as a side of its own; None where the file says nothing of nf_tables."""
    if not source.dumps and not _known_absent(source):
        return None
    lost = frozenset(place for place, _ in not_captured(source.manifest or {}) if place[1] == ANY)
    side = Side(
        source.file, {}, source.names, source.ipsets, {}, complete=source.manifest is not None, backend=NFTABLES,
        notes=source.notes, unreadable=lost, manifest=source.manifest,
    )  # fmt: skip
    for rules in _rules(source, netns):
        chosen = [
            one for one in rules.tables if family in (None, one.family.name) and table in (None, one.name.decode())
        ]
        side.tables.update({(one.netns.shown, one.family.name, one.name.decode("latin-1")): one for one in chosen})
        unread = (*side.unread, *_unread(source, rules, chosen))
        side = side._replace(unread=unread)
    return side


def _rules(source: Source, netns: str | None) -> Iterator[NftRules]:
    if source.dumps:
        from iptblob.nftables import read_rules  # most files have none

        yield from read_rules(source, netns)


def _known_absent(source: Source) -> bool:
    spaces = (source.manifest or {}).get("netlink")
    groups = (
        [space.get("nft") for space in spaces.values() if isinstance(space, dict)] if isinstance(spaces, dict) else []
    )
    return any(isinstance(group, dict) and group.get("status") in ("absent", "captured") for group in groups)


def _unread(source: Source, rules: NftRules, tables: list[Table]) -> Iterator[Unread]:
    where, netns = source.file, rules.netns.shown or None
    for native in rules.natives:
        if native.rules:
            why = "NOT READ: iptables did not write them, and they are not compared"
            yield Unread(native.so_many, where, why, netns=netns)
    for doubt in rules.doubts:
        yield Unread("nf_tables", where, doubt, netns=netns)
    for failure in rules.failures:
        yield Unread("a dump of nf_tables", where, f"NOT READ: {failure}", netns=netns)
    for one in tables:
        said = one.origin.foreign.values() if one.origin else ()
        sets = sum("[lookup " in text or "[dynset " in text for text in said)
        if sets:
            what = f"elements of sets in {_so_many_rules(sets)} of nf_tables {one.label}"
            yield Unread(what, where, "NOT READ: the rules are compared, what their sets hold is not", netns=netns)


def _so_many_rules(count: int) -> str:
    return f"{count} rule{'' if count == 1 else 's'}"


def backend_of_text(data: bytes, file: str) -> str:
    """The back-end that the headers of a text name, "" where none does. UsageError where they name both."""
    lines = (line.decode("latin-1") for line in data.split(b"\n") if line.startswith(b"#"))
    named = {found.backend for found in map(header, lines) if found is not None and found.backend}
    if len(named) > 1:
        raise UsageError("this text has the rules of both back-ends", file=file, hint="print one with show --backend")
    return {"legacy": LEGACY, "nf_tables": NFTABLES}.get(named.pop(), "") if named else ""


def diff_files(a: Side, b: Side, wishes: Wishes) -> FileDiff:
    """Compare two files, back-end by back-end."""
    pairs = side_pairs(a, b, wishes.backend)
    results = [diff_sides(one, other, wishes) for one, other in pairs]
    found = results[0]
    for more in results[1:]:
        found.tables += more.tables
        found.notes = list(dict.fromkeys([*found.notes, *more.notes]))
        found.unread = list(dict.fromkeys([*found.unread, *more.unread]))
        found.has_spaces = found.has_spaces or more.has_spaces
        found.mapping = found.mapping or more.mapping
    if not _crossed(pairs):
        return found
    told = ", ".join(f"{side.file}: {BACKEND_NAMES[side.backend or LEGACY]}" for side in pairs[0])
    return replace(found, notes=[*found.notes, f"back-ends are compared across: {told}"])


def _crossed(pairs: list[tuple[Side, Side]]) -> bool:
    one, other = pairs[0]
    texts = one.is_text or other.is_text or one.anything or other.anything
    return len(pairs) == 1 and not texts and (one.backend or LEGACY) != (other.backend or LEGACY)


def side_pairs(a: Side, b: Side, backend: str) -> list[tuple[Side, Side]]:
    """Which sides are compared, each with one of one back-end."""
    if ":" in backend:
        first, _, second = backend.partition(":")
        return [(_side(a, first), _side(b, second))]
    if backend != BOTH:
        return [(_side(a, backend), _side(b, backend))]
    if a.is_text or b.is_text:
        return [_with_text(a, b)]
    if a.anything or b.anything:
        return _each(a, b)
    holding = [[name for name, side in _halves(one).items() if _holds(side)] for one in (a, b)]
    if [len(names) for names in holding] == [1, 1] and holding[0] != holding[1]:
        return [(_side(a, holding[0][0]), _side(b, holding[1][0]))]
    return _each(a, b)


def _halves(side: Side) -> dict[str, Side]:
    """The back-ends that a file says something of."""
    found = {} if side.backend == NFTABLES else {LEGACY: side._replace(nft=None)}
    half = side if side.backend == NFTABLES else side.nft
    return found | ({NFTABLES: half} if half is not None else {})


def _side(side: Side, backend: str) -> Side:
    if side.is_text or side.anything:
        return side
    found = _halves(side).get(backend)
    if found is None:
        raise UsageError(f"nothing of {BACKEND_NAMES[backend]} in it", file=side.file, hint=_HINT)
    return found


def _holds(side: Side) -> bool:
    """Is there a rule, or a policy other than ACCEPT?"""
    for table in side.tables.values():
        if not isinstance(table, Table):
            return True
        plain = all(chain.start == chain.end for chain in table.chains)
        if not plain or any(table.verdicts[chain.policy] == -1 for chain in table.chains if chain.policy is not None):
            return True
    return False


def _with_text(a: Side, b: Side) -> tuple[Side, Side]:
    text, other = (a, b) if a.is_text else (b, a)
    if other.is_text or other.anything:
        return a, b
    halves = _halves(other)
    holding = [name for name, side in halves.items() if _holds(side)]
    wanted = text.backend or (holding[0] if len(holding) == 1 else LEGACY if not holding and LEGACY in halves else "")
    if not wanted:
        held = f"{other.file} has rules in both back-ends, and {text.file} does not say of which it is"
        raise UsageError(held, hint=_HINT)
    chosen = _side(other, wanted)
    names = [BACKEND_NAMES[name] for name in holding if name != wanted]
    left = [f"{other.file}: {name} rules are not compared with a text" for name in names]
    chosen = chosen._replace(notes=(*chosen.notes, *left))
    return (chosen, b) if other is a else (a, chosen)


def _each(a: Side, b: Side) -> list[tuple[Side, Side]]:
    """Each back-end with its own; what only one of the files can say anything of is told as not compared."""
    one, other = _halves(a), _halves(b)
    if a.anything or b.anything:
        names = list(other if a.anything else one)
        return [(a if a.anything else one[name], b if b.anything else other[name]) for name in names]
    shared = [name for name in (LEGACY, NFTABLES) if name in one and name in other]
    if not shared:
        raise UsageError(f"{a.file} and {b.file} are of different back-ends", hint=_HINT)
    pairs = [(one[name], other[name]) for name in shared if one[name].tables or other[name].tables] or [
        (one[shared[0]], other[shared[0]])
    ]
    left = [side for mine, theirs in ((one, other), (other, one)) for name, side in mine.items() if name not in theirs]
    told = [
        Unread(f"{what} rules", side.file, f"NOT COMPARED: the other file says nothing of {what} rules")
        for side in left if _holds(side) for what in [BACKEND_NAMES[side.backend or LEGACY]]
    ]  # fmt: skip
    if told:
        first, second = pairs[0]
        pairs[0] = (first._replace(unread=(*first.unread, *told)), second)
    return pairs
