"""Errors that carry data; the command line makes one sentence of each."""

from __future__ import annotations


class IptblobError(Exception):
    """Something could not be read or done: what, in which file and table, at which byte, and what helps.

    ``offset`` counts bytes from the start of ``file``.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        table: str | None = None,
        offset: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.table = table
        self.offset = offset
        self.hint = hint

    def __str__(self) -> str:
        """One line, file first."""
        where = [self.file] if self.file else []
        if self.table:
            where.append(self.table)
        if self.offset is not None:
            where.append(f"byte {self.offset}")
        line = f"{', '.join(where)}: {self.message}" if where else self.message
        return f"{line} ({self.hint})" if self.hint else line


class ReadError(IptblobError):
    """The bytes cannot be read as what they are said to be."""


class StrangerError(ReadError):
    """The file is plainly something else than a table: a text, an archive, a program."""


class UsageError(IptblobError):
    """The call asks for what there is not."""


class ClosedOutputError(Exception):
    """Whoever reads standard output has had enough."""
