"""One entry as annotated hex: every byte, its field, its meaning, in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from iptblob.escape import visible
from iptblob.model import FieldValue
from iptblob.names import Names
from iptblob.render.faces import unit_texts
from iptblob.render.text import symbol_face, text_face
from iptblob.spec.layout import COUNTER, KERNEL, PADDING, STATE
from iptblob.table import Table
from iptblob.table.fields import UNDECODED, EntryFields

ROW = 8
WIDTH_HEX = ROW * 3 - 1
WIDTH_FIELD = 17
WIDTH_LINE = 80
WIDTH_VALUE = WIDTH_LINE - 8 - WIDTH_HEX - ROW - WIDTH_FIELD - 8
COLUMN_TITLES = f"{'byte':>8}  {'hex':{WIDTH_HEX}}  {'text':{ROW}}  {'field':{WIDTH_FIELD}}  value"
SHOWN_ROWS = 4  # of equal rows; more are counted
STYLED = (PADDING, KERNEL, COUNTER, STATE)  # roles that are a style of their own


@dataclass(frozen=True, slots=True)
class HexLine:
    """One line: text and what it is, for colour: head, title, field, flagged, or a role."""

    text: str
    style: str = ""


def view(table: Table, entry: EntryFields, names: Names) -> Iterator[HexLine]:
    """The lines of an entry. Offsets are bytes in the file, hex is in file order."""
    yield HexLine(COLUMN_TITLES, "title")
    owner, units = "", unit_texts(table, entry.fields)
    for item in entry.fields:
        part, name = split_path(item.path)
        if part != owner:
            owner = part
            yield HexLine(section_title(entry, part), "section")
        yield from field_lines(table, item, name, names, units.get(item.path))


def struct_view(table: Table, title: str, fields: list[FieldValue], names: Names) -> Iterator[HexLine]:
    """The lines of a struct that is no entry; ``table`` holds its bytes and begins where they do."""
    yield from sections_view(table, [(title, fields)], names)


def sections_view(table: Table, sections: Iterable[tuple[str, list[FieldValue]]], names: Names) -> Iterator[HexLine]:
    """The lines of a run of bytes that is no entry, under titles; paths are cut to what the title does not say."""
    yield HexLine(COLUMN_TITLES, "title")
    for title, fields in sections:
        yield HexLine(title, "section")
        for item in fields:
            yield from field_lines(table, item, item.path, names)


def folded(text: str, style: str = "") -> Iterator[HexLine]:
    """A text in lines of 80 columns, broken between words."""
    for line in textwrap.wrap(text, WIDTH_LINE, subsequent_indent="    ", break_on_hyphens=False):
        yield HexLine(line, style)


def split_path(path: str) -> tuple[str, str]:
    """(record, name in it) of a field."""
    if path.startswith(("matches[", "target.")):
        part, _, rest = path.partition(".")
        return part, rest.removeprefix("payload.")
    return "head", path


def section_title(entry: EntryFields, part: str) -> str:
    """What stands above the fields of a record."""
    if part == "head":
        return "rule"
    name = visible(bytes(entry[f"{part}.name"]))
    revision = entry[f"{part}.revision"]
    kind = "target" if part == "target" else f"match {int(part[8:-1]) + 1}"
    return f"{kind}: {name or 'standard'}, revision {revision}"


def field_lines(
    table: Table, item: FieldValue, name: str, host: Names, unit: str | None = None
) -> Iterator[HexLine]:
    """The rows of a field: of many equal ones the first, and how many bytes more."""
    raw = bytes(table.data[item.offset : item.offset + item.size])
    wrapped, style = said_of(table, item, host, unit)
    rows = [raw[at : at + ROW] for at in range(0, len(raw), ROW)]
    texts = list(zip_longest(textwrap.wrap(name, WIDTH_FIELD) or [""], wrapped, fillvalue=""))[::-1]
    start = table.base + item.offset
    for number, same in _runs(rows):
        octets = rows[number]
        yield hex_line(start + number * ROW, octets, *(texts.pop() if texts else ("", "")), style)
        if same >= SHOWN_ROWS:
            yield HexLine(f"{'*':>8}  the same for {(same - 1) * ROW} more bytes", style)
            continue
        for more in range(1, same):
            yield hex_line(start + (number + more) * ROW, octets, *(texts.pop() if texts else ("", "")), style)
    for left in reversed(texts):
        yield hex_line(None, b"", *left, style)


def said_of(
    table: Table, item: FieldValue, host: Names, unit: str | None = None
) -> tuple[list[str], str]:  # fmt: skip
    """(what a field says, in lines of the last column; the style to say it in)."""
    raw = bytes(table.data[item.offset : item.offset + item.size])
    values, style = meaning(table, item, raw, host)
    if unit is not None:
        values = [unit if unit.startswith(f"{item.value} ") else f"{item.value} {unit}"]
    return [line for value in values for line in _wrapped(value)], style


def _runs(rows: list[bytes]) -> Iterator[tuple[int, int]]:
    """(first row, number of rows) of each run of equal rows."""
    at = 0
    for _, run in groupby(rows):
        count = sum(1 for _ in run)
        yield at, count
        at += count


def hex_line(offset: int | None, octets: bytes, name: str, value: str, style: str, *, sign: str = "") -> HexLine:
    """One row: place, bytes, the same as text, field, value. A ``sign`` stands before all."""
    place = "" if offset is None else str(offset)
    shown = f"{octets.hex(' '):{WIDTH_HEX}}  {_letters(octets):{ROW}}"
    return HexLine(f"{sign}{place:>{8 - len(sign)}}  {shown}  {name:{WIDTH_FIELD}}  {value}".rstrip(), style)


def _letters(octets: bytes) -> str:
    """Printable ASCII, a dot for every other byte."""
    return "".join(chr(octet) if 0x20 < octet < 0x7F else "." for octet in octets)


def _wrapped(value: str) -> list[str]:
    """Lines of a value, broken between words; a text in quotes wherever the column ends, so that no space is lost."""
    if value.startswith('"'):
        return [value[at : at + WIDTH_VALUE] for at in range(0, len(value), WIDTH_VALUE)]
    return textwrap.wrap(value, WIDTH_VALUE, break_on_hyphens=False) or [""]


def _words(table: Table, item: FieldValue, names: Names) -> str:
    """The text, with the number in front where the text is not the number."""
    text = text_face(table, item, names)
    if not isinstance(item.value, int) or text in (str(item.value), f"{item.value:#x}"):
        return text
    if symbol_face(table, item) is None:
        return f"{item.value} {text}"
    number = str(item.value) if -10 < item.value < 10 else f"{item.value:#x}"
    return f"{number} {text.replace('|', ' ')}"


def meaning(table: Table, item: FieldValue, raw: bytes, names: Names) -> tuple[list[str], str]:
    """(what to say, the style to say it in)."""
    if item.role == PADDING:
        return (["padding"], PADDING) if not any(raw) else (["NON-ZERO PADDING"], "flagged")
    if item.role == KERNEL:
        return (["kernel-private"], KERNEL) if not any(raw) else (["KERNEL-PRIVATE,", "NOT ZERO"], "flagged")
    text = _words(table, item, names)
    if item.is_text and isinstance(item.value, bytes) and any(raw[len(item.value) :]):
        return [text, "BYTES AFTER ITS END"], "flagged"
    if item.path == UNDECODED:
        return ["NOT DECODED"], "flagged"
    if isinstance(item.value, bytes) and text == item.value.hex():
        text = f"{item.size} bytes"  # the hex stands beside it
    return [text], item.role if item.role in STYLED else ""
