"""One entry as annotated hex: every byte, its field, its meaning, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iptblob.check.truth import landing
from iptblob.fields import Entry
from iptblob.model import FieldValue
from iptblob.render.escape import visible
from iptblob.render.text import text_face
from iptblob.spec.layout import COUNTER, KERNEL, PADDING, STATE
from iptblob.table import VERDICTS, Table

ROW = 8
WIDTH_HEX = ROW * 3 - 1
WIDTH_FIELD = 22
SHOWN_ROWS = 4  # of a long field; more are counted, and none is lost: `show --format json` has them all
NOTES = {PADDING: "padding", KERNEL: "kernel-private", COUNTER: "counter", STATE: "state"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text and what it is, for colour: head, title, field, flagged, or a role."""

    text: str
    style: str = ""


def view(table: Table, entry: Entry) -> Iterator[Line]:
    """The lines of an entry. Offsets are bytes in the file, hex is in file order."""
    yield Line(f"{'byte':>8}  {'hex':{WIDTH_HEX}}  {'field':{WIDTH_FIELD}}  value", "title")
    owner = ""
    for item in entry.fields:
        part, name = _split(item.path)
        if part != owner:
            owner = part
            yield Line(_section(entry, part), "section")
        yield from _field(table, item, name)


def _split(path: str) -> tuple[str, str]:
    if path.startswith(("matches[", "target.")):
        part, _, rest = path.partition(".")
        return part, rest.removeprefix("payload.")
    return "head", path


def _section(entry: Entry, part: str) -> str:
    if part == "head":
        return "rule"
    name = entry[f"{part}.name"].decode("latin-1")
    revision = entry[f"{part}.revision"]
    kind = "target" if part == "target" else f"match {int(part[8:-1]) + 1}"
    return f"{kind}: {name or 'standard'}, revision {revision}"


def _field(table: Table, item: FieldValue, name: str) -> Iterator[Line]:
    raw = bytes(table.data[item.offset : item.offset + item.size])
    value, style = _meaning(table, item, raw)
    rows = [raw[at : at + ROW] for at in range(0, len(raw), ROW)]
    values = _wrapped(value)
    names = [name[at : at + WIDTH_FIELD] for at in range(0, len(name), WIDTH_FIELD)] or [""]
    hidden = _repeats(rows)
    last = max(len(values), len(names))
    for number, row in enumerate(rows):
        if number in hidden:
            if number - 1 not in hidden:
                count = next(at for at in range(number, len(rows) + 1) if at not in hidden) - number
                yield Line(f"{'*':>8}  the same for {count * ROW} more bytes", style)
            continue
        cells = (row.hex(" "), names[number] if number < len(names) else "", values[number] if number < last else "")
        yield _line(table.base + item.offset + number * ROW, *cells, style)
    for number in range(len(rows), last):
        yield _line(None, "", names[number] if number < len(names) else "", values[number], style)


def _line(offset: int | None, octets: str, name: str, value: str, style: str) -> Line:
    place = "" if offset is None else str(offset)
    return Line(f"{place:>8}  {octets:{WIDTH_HEX}}  {name:{WIDTH_FIELD}}  {value}".rstrip(), style)


def _repeats(rows: list[bytes]) -> set[int]:
    """Rows that only repeat the one before; short runs are shown in full."""
    hidden: set[int] = set()
    start = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and rows[at] == rows[start]:
            continue
        if at - start > SHOWN_ROWS - 1:
            hidden.update(range(start + 1, at))
        start = at
    return hidden


def _wrapped(value: str, width: int = 80 - 8 - WIDTH_HEX - WIDTH_FIELD - 6) -> list[str]:
    return [value[at : at + width] for at in range(0, len(value), width)] or [""]


def _words(table: Table, item: FieldValue) -> str:
    if item.path == "target.payload.verdict" and isinstance(item.value, int):
        return _verdict(table, item.value)
    if item.path == "comefrom" and item.value:
        hooks = [name for number, name in enumerate(table.family.hooks) if item.value >> number & 1]
        return f"{item.value:#x} {','.join(hooks)}"
    text = text_face(item, table.family.name)
    if not isinstance(item.value, int) or item.symbol in (None, str(item.value)):
        return text
    return f"{item.value} {text}" if 0 <= item.value < 10 and "|" not in text else f"{item.value:#x} {text}"


def _verdict(table: Table, verdict: int) -> str:
    if verdict <= 0:
        return f"{verdict} {VERDICTS.get(verdict, 'no verdict')}"
    chain = table.jump_targets.get(verdict)
    return f"{verdict}: {visible(chain.name) if chain else landing(table, verdict)}"


def _meaning(table: Table, item: FieldValue, raw: bytes) -> tuple[str, str]:
    if item.role == PADDING:
        return ("padding", PADDING) if not any(raw) else ("NON-ZERO PADDING", "flagged")
    text = _words(table, item)
    if isinstance(item.value, bytes) and len(item.value) < item.size and any(raw[len(item.value) :]):
        return f"{text} BYTES AFTER THE TERMINATOR", "flagged"
    if item.role == KERNEL:
        return ("kernel-private", KERNEL) if not any(raw) else ("KERNEL-PRIVATE, NOT ZERO", "flagged")
    return text, item.role if item.role in NOTES else ""
