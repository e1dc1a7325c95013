"""A table in another layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iptblob.building.relay import Relaid
    from iptblob.reading.detect import Detected


@dataclass(frozen=True, eq=False)
class Converted:
    """The bytes of a table as another layout has them (``Table.convert``)."""

    _relaid: Relaid
    _reading: Detected

    @property
    def abi(self) -> str:
        """The layout."""
        return self._relaid.abi.name

    @property
    def raw(self) -> bytes:
        """The entries alone."""
        return self._relaid.data

    @property
    def private(self) -> Mapping[str, int]:
        """How many records held something in members that are the kernel's own, by struct and member; now zero."""
        return self._relaid.private

    @property
    def padding(self) -> int:
        """How many records held something in their padding; now zero."""
        return self._relaid.padding

    def buffer(self, kind: str = "") -> bytes:
        """A ``"blob"`` (GET_INFO and GET_ENTRIES replies), ``"replace"`` or ``"entries"``; default: what was opened.

        UsageError where what was opened does not hold enough for that kind.
        """
        from iptblob.building.convert import buffer_of

        return buffer_of(self._relaid, self._reading, kind)

    def __repr__(self) -> str:
        return f"<iptblob table in {self.abi}: {len(self.raw)} bytes>"
