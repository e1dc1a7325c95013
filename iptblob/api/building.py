"""Rules as text, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iptblob.api.tables import Snapshot
from iptblob.errors import UsageError

if TYPE_CHECKING:
    from iptblob.building.source import TextSource
    from iptblob.restore.problems import TextProblem


@dataclass(frozen=True, eq=False)
class Built:
    """What ``iptblob.build`` made of a text."""

    _found: TextSource
    snapshot: Snapshot

    @property
    def problems(self) -> tuple[TextProblem, ...]:
        """What iptables would refuse (``unknown``: or what nobody can know here), each with its place in the text."""
        return tuple(self._found.problems)

    def buffer(self, kind: str = "replace", table: str | None = None) -> bytes:
        """A table as a ``"replace"`` (SET_REPLACE payload) or ``"blob"`` (GET_INFO and GET_ENTRIES replies).

        UsageError where there are problems, or several tables and ``table`` names none of them.
        """
        from iptblob.building.output import buffer_of_text

        if self._found.problems:
            raise UsageError(str(self._found.problems[0]), hint=f"{len(self._found.problems)} problems")
        chosen = [made for made in self._found.tables if table in (None, made.table.name.decode("latin-1"))]
        if len(chosen) != 1 or kind not in ("replace", "blob"):
            held = ", ".join(made.table.label for made in self._found.tables)
            raise UsageError(f"one table as replace or blob, not {table or held} as {kind}", hint=f"it holds {held}")
        return buffer_of_text(chosen[0], kind)

    def __repr__(self) -> str:
        return f"<iptblob text: {len(self._found.tables)} tables, {len(self._found.problems)} problems>"
