"""Large files begin to be read while the modules that will look at them are still being loaded.

Reading 60 MB takes as long as loading NumPy, and both can go on at once. Whoever asks for a file that was not begun,
or that could not be read, reads it in the usual way and meets the error there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Thread

LEAST = 1 << 20  # bytes; smaller files are read at once
MOST = 1 << 30
FILES = 2  # no command holds more than two files at a time

_begun: dict[str, tuple[Thread, list[bytes]]] = {}


def begin(words: Sequence[str]) -> None:
    """Begin to read those of ``words`` that are large files: the arguments of a command, before they are parsed."""
    for word in words:
        if not word.startswith("-") and word not in _begun and len(_begun) < FILES and _is_large_file(word):
            from threading import Thread

            read: list[bytes] = []
            thread = Thread(target=_read, args=(word, read), daemon=True)
            thread.start()
            _begun[word] = thread, read


def taken(path: str) -> bytes | None:
    """The whole file, once; None where it was not begun or could not be read."""
    if path not in _begun:
        return None
    thread, read = _begun.pop(path)
    thread.join()
    return read[0] if read else None


def _is_large_file(path: str) -> bool:
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and LEAST <= found.st_size <= MOST


def _read(path: str, into: list[bytes]) -> None:
    with contextlib.suppress(OSError, MemoryError), Path(path).open("rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(size + 1)
        if len(data) == size:  # else it grows or shrinks, and reading it is no matter of one call
            into.append(data)
