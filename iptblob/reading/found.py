"""A table found in foreign data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from iptblob.reading.detect import Detected
from iptblob.reading.evidence import ENTRIES


@dataclass(frozen=True)
class Found:
    """Its bytes as they were, how they read, and where they began (None in a log).

    ``confidence`` is ``certain`` (GET_INFO and entries fit each other), ``probable`` (the entries are whole)
    or ``damaged``. ``entries`` is how many could be read. ``call`` says line, pid, comm and time of the call
    that read it, where a log tells.
    """

    data: bytes
    reading: Detected
    offset: int | None
    confidence: str
    note: str = ""
    call: dict[str, Any] = field(default_factory=dict)
    entries: int = field(init=False)

    def __post_init__(self) -> None:
        """A log may hold very many small tables: what was found out of each on the way takes more than its bytes."""
        object.__setattr__(self, "entries", len(self.reading.table))
        object.__setattr__(self, "reading", self.reading._replace(table=replace(self.reading.table)))


def confidence_of(reading: Detected) -> str:
    """How sure it is that these bytes are what the kernel gave."""
    table = reading.table
    starts = table.entry_at
    if table.walk.stopped_at is not None or not len(table):
        return "damaged"
    if reading.kind == ENTRIES:
        return "probable"
    fits = table.num_entries == len(table) and all(at in starts for pair in table.hooks.values() for at in pair)
    return "certain" if fits and not reading.misfit else "damaged"
