"""Many files, and folders of them: one that cannot be opened is told, the rest is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from iptblob.cli.account import unread
from iptblob.cli.progress import counted_off
from iptblob.cli.tell import note
from iptblob.errors import IptblobError, StrangerError, UsageError
from iptblob.reading.damage import unread_of

if TYPE_CHECKING:
    from iptblob.check.files import Expanded

Opened = TypeVar("Opened")


def meant(paths: Iterable[str]) -> Expanded:
    """The files that are meant: of a folder all in it. What of it cannot be looked into is told."""
    from iptblob.check.files import expand

    given = expand(tuple(paths))
    unread(given.unread)
    for one in given.left_out:
        note(f"{one.where}: left out: {one.why}")
    return given


def each_readable(
    files: Iterable[str], opened: Callable[[str], Opened], inside: Collection[str] = ()
) -> Iterator[Opened]:
    """What each of the files is; one that cannot be read goes into the account, one that was found ``inside`` of a
    folder and is plainly no table is told. ReadError where none can be read."""
    from iptblob.check.files import SUFFIXES

    last: IptblobError | None = None
    some = False
    named = list(files)
    for file in counted_off(named, len(named), "files"):
        try:
            found = opened(file)
        except UsageError:
            raise
        except StrangerError as error:
            if file in inside and not file.endswith(SUFFIXES):
                note(f"{file}: left out: {error.message}")
                continue
            unread([unread_of(error, file)])
            last = error
            continue
        except IptblobError as error:
            unread([unread_of(error, file)])
            last = error
            continue
        some = True
        yield found
    if not some and (last is not None or inside):
        raise UsageError("none of the files could be read" if last else "there is no table in what was given")
