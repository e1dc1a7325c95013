"""The changes side by side: what differs marked word by word, what moved drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from xml.etree.ElementTree import Element  # trees are made here, none is parsed # nosec B405

from iptblob.diff import script
from iptblob.report.differing import Piece, differing
from iptblob.report.markup import fill, node, words
from iptblob.report.story import ChangeRow, Story

ROWS_WRITTEN = 400  # changes that stand in the page as they are; the script lists the others
WORDS = {
    script.POLICY: "policy", script.ADDED: "chain added", script.REMOVED: "chain removed",
    script.RENAMED: "chain renamed", script.INSERTED: "inserted", script.DELETED: "deleted", script.MOVED: "moved",
    script.EDITED: "edited", script.COUNTERS: "counters",
}  # fmt: skip
MOST_MOVES, MOVE_STEP, WIDTH = 60, 18, 220


def changes_section(story: Story) -> list[Element]:
    """A table of two columns for each table of the firewall."""
    found = [node("p", f"{story.summary}. A is {story.a}, B is {story.b}.")]
    rows = story.rows[:ROWS_WRITTEN]
    for title, some in groupby(rows, key=attrgetter("table")):
        found += _table(title, list(some))
    left = len(story.rows) - len(rows)
    if left:
        found.append(node("p", f"{left} more changes are listed below.", cls="more"))
        found.append(node("div", id="more-changes"))
    return found


def _table(title: str, rows: Sequence[ChangeRow]) -> Iterator[Element]:
    heads = [node("th", text, scope="col") for text in ("Change", "A, before", "B, after")]
    table = node("table", node("thead", node("tr", *heads)), cls="changes")
    body = node("tbody")
    for row in rows:
        body.append(_row(row))
    yield node("h3", title)
    yield fill(table, body)
    for chain, moved in groupby((row for row in rows if row.kind == script.MOVED), key=attrgetter("chain")):
        yield from _moves(chain, list(moved))


def _row(row: ChangeRow) -> Element:
    kind = node("td", node("span", WORDS[row.kind], cls="kind"), " ", node("span", row.where, cls="where"))
    left, right = _sides(row)
    made = node("tr", kind, _cell(left, row.place_a, "A"), _cell(right, row.place_b, "B"), cls=row.kind)
    if row.reason:
        fill(kind, node("p", row.reason, cls="reason"))
    if row.fields:
        fill(kind, node("ul", *[node("li", one) for one in row.fields], cls="fields"))
    return made


def _sides(row: ChangeRow) -> tuple[list[Piece], list[Piece]]:
    if row.before is None or row.after is None:
        return [(row.before or "", False)], [(row.after or "", False)]
    if row.before == row.after:
        return [(row.before, False)], [(row.after, False)]
    return differing(row.before, row.after)


def _cell(pieces: Sequence[Piece], place: str | None, side: str) -> Element:
    code = node("code")
    for text, changed in pieces:
        fill(code, *([node("mark", *words(text))] if changed else words(text)))
    if not any(text for text, _ in pieces):
        return node("td", cls="nothing", data_side=side)
    return node("td", code, node("code", place, cls="place", data_place=place, data_side=side) if place else None,
                data_side=side)  # fmt: skip


def _moves(chain: str, rows: Sequence[ChangeRow]) -> Iterator[Element]:
    """Lines from where rules of a chain stood to where they stand."""
    drawn = [row for row in rows if row.position_a and row.position_b][:MOST_MOVES]
    if not drawn:
        return
    left = sorted({row.position_a or 0 for row in drawn})
    right = sorted({row.position_b or 0 for row in drawn})
    height = MOVE_STEP * (max(len(left), len(right)) + 1)
    said = f"{chain}: " + ", ".join(f"{row.position_a} to {row.position_b}" for row in drawn)
    picture = node("svg", node("title", said), viewBox=f"0 0 {WIDTH} {height}", width=str(WIDTH), height=str(height),
                   role="img", cls="moves")  # fmt: skip
    for row in drawn:
        y, z = MOVE_STEP * (left.index(row.position_a or 0) + 1), MOVE_STEP * (right.index(row.position_b or 0) + 1)
        picture.append(node("path", d=f"M40 {y} C 90 {y} {WIDTH - 90} {z} {WIDTH - 40} {z}"))
    for places, x, anchor in ((left, 34, "end"), (right, WIDTH - 34, "start")):
        for number, at in enumerate(places):
            label = node("text", str(at), x=str(x), y=str(MOVE_STEP * (number + 1) + 4))
            label.set("text-anchor", anchor)
            picture.append(label)
    yield node("figure", node("figcaption", f"Moved in {chain}"), picture)
