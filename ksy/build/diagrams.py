"""Pictures of the structs: every byte of the layout tables, sixteen in a row, and the page that shows them."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

from iptblob.abi import LP64_LE
from iptblob.spec.layout import Layout, layout_of

WIDE, HIGH, LEFT, TOP, ROW = 44, 34, 56, 26, 16
MOST_ROWS = 2  # of one field; the rest of a long one is left out, and said
COLOURS = {"config": "#dbe9f6", "counter": "#fdebc8", "state": "#e6def2", "kernel": "#f3d3d3", "padding": "#e4e4e4"}
SAID = {"config": "what a rule says", "counter": "counter", "state": "the kernel's state", "kernel": "kernel-private",
        "padding": "padding"}  # fmt: skip
CORE = ("ipt_getinfo", "arpt_getinfo", "xt_get_entries", "ipt_entry", "ipt_ip", "ip6t_entry", "ip6t_ip6", "arpt_entry",
        "arpt_arp", "xt_counters", "xt_entry_match", "xt_entry_target", "ipt_replace", "arpt_replace",
        "xt_get_revision")  # fmt: skip
RECORDS = ("match_", "target_")


class Cell(NamedTuple):
    """Bytes of one field in one row; ``row`` counts rows of the picture."""

    row: int
    column: int
    width: int
    colour: str
    label: str


def picture(spec: str) -> str:
    """The struct on x86_64 as SVG."""
    layout = layout_of(spec, LP64_LE)
    cells, rows, offsets = _cells(layout)
    width, height = LEFT + ROW * WIDE + 10, TOP + rows * HIGH + 34
    title = f"struct {spec}, {layout.size} bytes (lp64)"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="ui-monospace, monospace" font-size="11" role="img"><title>{escape(title)}</title>',
        f'<rect width="{width}" height="{height}" rx="6" fill="#ffffff"/>',
    ]
    parts += [_text(LEFT + at * WIDE + WIDE / 2, TOP - 9, f"{at}", "#666666") for at in range(ROW)]
    parts += [_text(LEFT - 8, TOP + row * HIGH + 21, f"{at}", "#666666", "end") for row, at in offsets]
    parts += [_cell(cell) for cell in cells]
    used = [role for role in COLOURS if role in {field.role for field in layout.fields} | _padding(layout)]
    for at, role in enumerate(used):
        x = LEFT + at * 150
        box = f'<rect x="{x}" y="{height - 22}" width="12" height="12" fill="{COLOURS[role]}" stroke="#888888"/>'
        parts.append(box)
        parts.append(_text(x + 18, height - 12, SAID[role], "#444444", "start"))
    return "\n".join([*parts, "</svg>", ""])


def _padding(layout: Layout) -> set[str]:
    owned = sum(field.size for field in layout.fields)
    return {"padding"} if owned < layout.size else set()


def _spans(layout: Layout) -> list[tuple[int, int, str, str]]:
    """(byte, bytes, role, label), gaps of the compiler among them."""
    spans, at = [], 0
    for field in sorted(layout.fields, key=lambda field: field.offset):
        if field.offset > at:
            spans.append((at, field.offset - at, "padding", ""))
        if field.size:
            spans.append((field.offset, field.size, field.role, field.c_name or field.name))
        at = max(at, field.offset + field.size)
    return [*spans, (at, layout.size - at, "padding", "")] if at < layout.size else spans


def _cells(layout: Layout) -> tuple[list[Cell], int, list[tuple[int, int]]]:
    """The cells, how many rows there are, and (row, byte) of those that are labelled with their first byte."""
    cells: list[Cell] = []
    offsets: dict[int, int] = {}
    row, at_row = 0, 0  # row of the picture, and the byte it begins at
    for start, size, role, label in _spans(layout):
        at, left, drawn = start, size, 0
        while left:
            while at - at_row >= ROW:
                at_row, row = at_row + ROW, row + 1
            offsets.setdefault(row, at_row)
            width = min(left, ROW - (at - at_row))
            said = label if not drawn else f"{label} (to byte {start + size - 1})"
            cells.append(Cell(row, at - at_row, width, COLOURS[role], said))
            at, left, drawn = at + width, left - width, drawn + 1
            if drawn == MOST_ROWS and left > ROW:  # whole rows of the same field are left out
                skip = left // ROW * ROW if left % ROW else left - ROW
                at, left, at_row = at + skip, left - skip, at_row + skip
    return cells, row + 1, list(offsets.items())


def _cell(cell: Cell) -> str:
    x, y, width = LEFT + cell.column * WIDE, TOP + cell.row * HIGH, cell.width * WIDE
    box = f'<rect x="{x}" y="{y}" width="{width}" height="{HIGH}" fill="{cell.colour}" stroke="#888888"/>'
    room = int(width / 6.7)
    short = cell.label.rpartition(".")[2] if len(cell.label) > room and not cell.label.endswith(")") else cell.label
    label = short if len(short) <= room else short[: max(room - 1, 0)] + "…" if room > 1 else ""
    return f"<g><title>{escape(cell.label)}</title>{box}{_text(x + width / 2, y + 21, label, '#111111')}</g>"


def _text(x: float, y: float, text: str, colour: str, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>' if text else ""


PAGE = """\
# The structs, byte by byte

Drawn by `make ksy` from the specs, as they lie in memory on x86_64; numbers are bytes. What a field means, and what the
kernel does with it, stands in the spec. A field of many rows is cut: its last row says where it ends.

"""


def make_diagrams(specs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """{file below docs/: text}: a picture of every struct that has a layout and at least one byte."""
    others = [name for name in sorted(specs) if name not in CORE and _drawable(name)]
    made = {f"structs/{name}.svg": picture(name) for name in (*CORE, *others)}
    sections = [("The table", [*CORE])]
    for kind, title in zip(RECORDS, ("Payloads of matches", "Payloads of targets"), strict=True):
        sections.append((title, [name for name in others if name.startswith(kind)]))
    sections.append(("Netlink and others", [name for name in others if not name.startswith(RECORDS)]))
    page = PAGE + "".join(f"## {title}\n\n" + "".join(map(_entry, names)) for title, names in sections)
    return {"structs.md": page.rstrip("\n") + "\n", **made}


def _drawable(name: str) -> bool:
    try:
        return layout_of(name, LP64_LE).size > 0
    except (KeyError, ModuleNotFoundError):
        return False


def _entry(name: str) -> str:
    return f"### {name}\n\n![{name}](structs/{name}.svg)\n\n"
