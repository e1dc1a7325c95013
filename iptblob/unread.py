"""The account of a call: what it was given and did not read, or only partly. One record for every kind of input."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Unread(NamedTuple):
    """Something given that has no part in the answer.

    ``what`` names it (a member, a table, a line, a call; empty for a whole file), ``where`` is the file it was in,
    ``why`` the reason and what helps. ``line`` is 1-based; ``start`` and ``size`` are bytes from the start of the file
    or member, ``netns`` the network namespace. They are None where there is no such place.
    """

    what: str
    where: str
    why: str
    line: int | None = None
    start: int | None = None
    size: int | None = None
    netns: str | None = None

    def __str__(self) -> str:
        """One line, the file first."""
        if self.netns is not None:
            return ": ".join(filter(None, (self.where, self.netns, self.what, self.why)))
        if self.line is not None:
            return ": ".join(filter(None, (f"{self.where}, line {self.line}", self.what, self.why)))
        place = [self.where, self.what] + ([] if self.start is None else [f"byte {self.start}"])
        return f"{', '.join(filter(None, place))}: {self.why}"

    def as_json(self) -> dict[str, Any]:
        """The members that are known."""
        return {name: value for name, value in self._asdict().items() if value is not None}


@dataclass
class Account:
    """What a command was given: ``read`` counts the files that have a part in the answer, ``excluded`` names what the
    user's own options left out, ``unread`` is what else has no part in it."""

    read: int = 0
    excluded: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    _known: set[Unread] = field(default_factory=set)

    def add(self, found: Iterable[Unread]) -> list[Unread]:
        """Enter what was not read; gives back what was not known before."""
        new = [one for one in dict.fromkeys(found) if one not in self._known]
        self._known.update(new)
        self.unread += new
        return new

    @property
    def complete(self) -> bool:
        """True where everything given was read."""
        return not self.unread
