"""Payloads of one group as rows and keys that are equal where they mean the same."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob import extensions
from iptblob.diff.meaning import canonical
from iptblob.extensions.meaning import Columns, PayloadContext, Sense
from iptblob.extensions.record import Missing, Revision
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.columns import Bytes
from iptblob.spec.layout import Layout
from iptblob.table import Table, header_size, known_layout
from iptblob.table.walk import Group


class Payloads(NamedTuple):
    """The records of one group with what is known of them; ``layout`` and ``revision`` are None for unknown ones."""

    group: Group
    side: PayloadContext
    layout: Layout | None
    revision: Revision | None
    raw: Bytes
    abi: Any

    @property
    def meaning(self) -> Columns | Sense | None:
        """What joins these payloads with others; None where their own bytes decide."""
        if self.layout is None or self.revision is None or isinstance(self.revision.meaning, Missing):
            return None
        return self.revision.meaning if isinstance(self.revision.meaning, Columns | Sense) else None

    @property
    def form(self) -> tuple[object, ...]:
        """Equal for payloads whose ``exact`` rows can be compared."""
        width = self.raw.shape[1] if self.layout is None else canonical.width(self.layout)
        return self.group.name, self.group.revision, self.layout and self.layout.spec, width

    def exact(self) -> Bytes:
        """Rows that are equal where the configuration is; the bytes where no more is known."""
        if self.layout is None:
            return self.raw
        rows = canonical.rows(self.layout, self.abi, self.raw)
        if self.side.family != "ipv6" and self.revision is not None:
            spans = canonical.spans(self.layout)
            for name in self.revision.inet_addresses:
                rows[:, spans[name].start + 4 : spans[name].stop] = 0
        return rows

    def columns(self, meaning: Columns, chosen: NDArray[Any]) -> Bytes:
        """Rows for some of the payloads, equal where the meaning is."""
        assert self.layout is not None
        return encoded(meaning.columns(columns.view(self.layout, self.abi, self.raw[chosen]), self.side), len(chosen))

    def senses(self, meaning: Sense, chosen: NDArray[Any]) -> list[object]:
        """Keys for some of the payloads; None where only the bytes are known."""
        assert self.layout is not None
        return [meaning.sense(row, self.side) for row in columns.decode(self.layout, self.abi, self.raw[chosen])]


def payloads(group: Group, table: Table, names: Names) -> Payloads:
    """The records of a group, ready to be asked what they mean."""
    raw = columns.gather(table.octets, group.payloads, group.size - header_size(table.abi))
    family = table.family.name
    layout = known_layout(group, table.family, table.abi)
    revision = extensions.revision_of(group.kind, group.name, group.revision, family)
    return Payloads(group, PayloadContext(names, table.abi.is_be, family), layout, revision, raw, abi=table.abi)


def common_name(kind: str, name: bytes) -> bytes:
    """The name under which revisions and other names of an extension meet."""
    found = extensions.find(kind, name.decode("latin-1"))
    return found.same_as.encode() if found and found.same_as else name


def encoded(parts: Any, count: int) -> Bytes:
    """Columns of numbers and rows of bytes, side by side: numbers as eight bytes in network order."""
    rows = [part if part.ndim == 2 else canonical.number_column(part) for part in parts]
    return np.concatenate(rows, axis=1) if rows else np.empty((count, 0), dtype=np.uint8)
