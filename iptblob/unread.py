"""What a command was given and did not read, or only partly: one record for every kind of input."""

from __future__ import annotations

from typing import Any, NamedTuple


class Unread(NamedTuple):
    """Something given that has no part in the answer.

    ``what`` names it (a file, a member, a table, a line, a call), ``where`` is the file it was in, ``why`` the reason
    and what helps. ``line`` is 1-based; ``start`` and ``size`` are bytes from the start of the file or member. They are
    None where there is no such place.
    """

    what: str
    where: str
    why: str
    line: int | None = None
    start: int | None = None
    size: int | None = None

    def __str__(self) -> str:
        """One line, the file first."""
        place = [self.where]
        if self.line is not None:
            place.append(f"line {self.line}")
        elif self.start is not None:
            place.append(f"byte {self.start}")
        return f"{', '.join(part for part in place if part)}: {self.what}: {self.why}"

    def as_json(self) -> dict[str, Any]:
        """The members that are known."""
        return {name: value for name, value in self._asdict().items() if value is not None}
