"""Which table of one side belongs to which of the other, and which have no part in a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field

from iptblob.diff.sides import Place, Side, label_of
from iptblob.diff.spaces import spaces_of_b
from iptblob.errors import UsageError
from iptblob.restore.tables import RulesTable
from iptblob.unread import Unread


@dataclass
class Placed:
    """Pairs of places (None where a side has no such table), and what is left out: ``notes``, ``unread``."""

    pairs: list[tuple[Place | None, Place | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def pair_places(a: Side, b: Side) -> Placed:
    """All tables of two snapshots; where one side is a text or a single buffer, what both hold and what a complete
    snapshot has not."""
    found = Placed()
    for text, other in ((a, b), (b, a)):
        _demand_family(text, other)
    names = spaces_of_b(a, b)
    of_b = {(names.get(place[0], place[0]), place[1], place[2]): place for place in b.tables}
    lost_b = {(names.get(place[0], place[0]), place[1], place[2]) for place in b.unreadable}
    taken: set[Place] = set()
    for place in a.tables:
        match = _find(place, of_b, a, b)
        if match is not None:
            taken.add(match)
            found.pairs.append((place, of_b[match]))
        elif b._replace(unreadable=frozenset(lost_b)).lost(place):
            _left_out(found, a, b, place)
        else:
            found.pairs.append((place, None))
    for place, own in of_b.items():
        if place in taken:
            continue
        if a.lost(place):
            _left_out(found, b, a, own)
        else:
            found.pairs.append((None, own))
    _refuse_nothing(a, b, found)
    _only_what_counts(a, b, found)
    return found


def _left_out(found: Placed, one: Side, other: Side, place: Place) -> None:
    found.notes.append(f"{_label(place)} of {one.file} is not compared: {other.file} holds it, and it cannot be read")


def _find(place: Place, others: dict[Place, Place], a: Side, b: Side) -> Place | None:
    """The same place on the other side; a text that does not say its family goes with the only one there is."""
    if place in others:
        return place
    is_text = isinstance(a.tables[place], RulesTable)
    same = [
        other for other, own in others.items()
        if other[2] == place[2] and (other[1] == place[1] or "" in (other[1], place[1]))
        and (other[0] == place[0] or "" in (other[0], place[0]))
        and (is_text or isinstance(b.tables[own], RulesTable) or other[0] == place[0])
    ]  # fmt: skip
    if len(same) < 2:
        return same[0] if same else None
    raise UsageError(
        f"{label_of(a.tables[place])} is there in several network namespaces", file=(b if is_text else a).file,
        hint="choose one with --netns",
    )  # fmt: skip


def _demand_family(text: Side, other: Side) -> None:
    """A text of a family that nobody knows is not held against two."""
    for place, table in text.tables.items():
        families = dict.fromkeys(own[1] for own in other.tables if own[2] == place[2] and own[1])
        if isinstance(table, RulesTable) and not place[1] and len(families) > 1:
            raise UsageError(
                f"table {place[2]}: this text does not say of which family it is", file=text.file,
                hint=f"say it with --family {' or --family '.join(families)}",
            )  # fmt: skip


def _refuse_nothing(a: Side, b: Side, found: Placed) -> None:
    together = any(one and other for one, other in found.pairs)
    if together or (a.complete and b.complete) or a.anything or b.anything or a.unreadable or b.unreadable:
        return
    held = "; ".join(f"{side.file} holds {_labels(list(side.tables))}" for side in (a, b))
    raise UsageError(f"nothing to compare: {held}", hint="choose tables that both files hold")


def _only_what_counts(a: Side, b: Side, found: Placed) -> None:
    """A table that one side alone has is a difference where the other one would hold it: a snapshot, or no file."""
    if a.anything or b.anything:
        return
    alone: dict[str, list[Place]] = {}
    kept: list[tuple[Place | None, Place | None]] = []
    for one, other in found.pairs:
        if one and other:
            kept.append((one, other))
            continue
        holder, lacking, place = (a, b, one) if one else (b, a, other)
        assert place is not None
        if lacking.complete and holder.tables:
            kept.append((one, other))
        elif not _was_wanted(found, holder, lacking, place):
            alone.setdefault(holder.file, []).append(place)
    found.pairs = kept
    found.notes += [f"only in {file}, not compared: {_labels(places)}" for file, places in alone.items()]


def _was_wanted(found: Placed, holder: Side, lacking: Side, place: Place) -> bool:
    """A text says nothing of a table that it does not hold. One that is not empty was given and not compared."""
    table = holder.tables[place]
    families = {one[1] for one in lacking.tables}
    texts = any(isinstance(one, RulesTable) for one in lacking.tables.values())
    if not texts or not (place[1] in families or "" in families) or not _holds_anything(table):
        return False
    why = f"not compared: {lacking.file} does not hold this table (leave it out with --table and --family)"
    found.unread.append(Unread(_label(place), holder.file, why))
    return True


def _holds_anything(table: object) -> bool:
    """False for a table that lets everything through, as a kernel makes it."""
    if isinstance(table, RulesTable):
        return any(chain.rules or (chain.policy or "ACCEPT") != "ACCEPT" for chain in table.chains.values())
    from iptblob.table import Table
    from iptblob.words.save import policy_name

    assert isinstance(table, Table)
    return any(
        chain.end > chain.start or chain.hook is None or policy_name(table, chain) not in ("ACCEPT", "-")
        for chain in table.chains
    )


def _label(place: Place) -> str:
    return " ".join(part for part in place[1:] if part)


def _labels(places: list[Place]) -> str:
    return ", ".join(map(_label, places)) or "no table"
