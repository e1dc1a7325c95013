"""Many files: one that cannot be opened is told, the rest is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from iptblob.cli.account import unread
from iptblob.errors import IptblobError, UsageError
from iptblob.reading.damage import unread_of

Opened = TypeVar("Opened")


def each_readable(files: Iterable[str], opened: Callable[[str], Opened]) -> Iterator[Opened]:
    """What each of the files is; one that cannot be read goes into the account. ReadError where none can be."""
    last: IptblobError | None = None
    some = False
    for file in files:
        try:
            found = opened(file)
        except UsageError:
            raise
        except IptblobError as error:
            unread([unread_of(error, file)])
            last = error
            continue
        some = True
        yield found
    if last is not None and not some:
        raise UsageError("none of the files could be read")
