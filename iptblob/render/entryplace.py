"""Where an entry stands in the file that it was read from: a byte, a message of a dump, a line of a text."""

from __future__ import annotations

from iptblob.table import Table


def entry_offset(table: Table, at: int) -> int | None:
    """Bytes from the first entry; of nf_tables where the rule's message begins in the dump of rules; None where the
    file has no bytes of the entry."""
    if table.text is not None:
        return None
    if table.origin is None:
        return int(table.offsets[at])
    return table.origin.places[at] if table.origin.places[at] >= 0 else None


def entry_place(table: Table, at: int) -> str:
    """``byte 1532`` of the file or member, ``byte 104 of rules.nl``, ``line 7``, or "": the file has nothing of it."""
    if table.text is not None:
        line = table.text.lines[at]
        return f"line {line}" if line else ""
    offset = entry_offset(table, at)
    if offset is None:
        return ""
    return f"byte {table.base + offset}" if table.origin is None else f"byte {offset} of rules.nl"


def placed(text: str, table: Table, at: int) -> str:
    """A place in words, and where that is in the file."""
    where = entry_place(table, at)
    return f"{text} at {where}" if where else text
