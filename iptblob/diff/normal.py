"""One meaning for the several ways to say it: revisions of an extension, and bytes that have no say.

``MEANINGS`` maps an extension to a function from a decoded row to the sense of it. Where there is none and one
extension comes in several revisions, the words of its save text stand for the sense, as far as both are known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iptblob import ext
from iptblob.abi import LP64_LE
from iptblob.ext.base import Context
from iptblob.ext.names import Names
from iptblob.table import Table
from iptblob.walk import Group

# (revision, decoded row, names of that host) -> hashable sense
Meaning = Callable[[int, Any, Names], object]

# Extensions that are other extensions by another name.
ALIASES: dict[tuple[str, bytes], bytes] = {}

# Asked for every distinct payload, because bytes of one revision differ without a difference in sense.
ALWAYS: dict[tuple[str, bytes], Meaning] = {}

# Asked where one comparison holds several revisions.
ACROSS: dict[tuple[str, bytes], Meaning] = {}


def common_name(kind: str, name: bytes) -> bytes:
    """The name under which revisions and aliases of an extension meet."""
    return ALIASES.get((kind, name), name)


def wanted(kind: str, name: bytes, revision: int, several: bool) -> bool:
    """True where the sense of a payload is more than its configuration bytes."""
    return several or (kind, common_name(kind, name)) in ALWAYS


def keys(group: Group, rows: list[Any], table: Table, names: Names) -> list[object]:
    """The sense of each decoded row of a group; None where only its bytes are known."""
    name = common_name(group.kind, group.name)
    meaning = ALWAYS.get((group.kind, name)) or ACROSS.get((group.kind, name))
    if meaning is not None:
        return [(group.kind, name, meaning(group.revision, row, names)) for row in rows]
    found = ext.find(group.kind, group.name.decode("latin-1"))
    words = found.words_for(group.revision, table.family.name) if found else None
    if found is None or words is None:
        return [None] * len(rows)
    context = Context(table.family.name, LP64_LE, names)
    printed = found.printed_for(group.revision, table.family.name)
    own = group.name.decode("latin-1")
    return [
        (group.kind, name, printed(row, context) if printed else own, words(row, context)) for row in rows
    ]
