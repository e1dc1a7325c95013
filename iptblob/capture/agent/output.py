"""Where a file may be written: nothing is replaced unasked, and what is no regular file is written through."""

import errno
import os
import stat
import sys
from typing import List, Optional

from iptblob.capture.agent.container import write_atomic

STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
TAKEN = "it exists already; --force replaces it"


def put(path: str, pieces: List[bytes], force: bool = False) -> None:
    """Write a file that appears complete or not at all, or write through to a device, a FIFO, standard output.

    OSError (EEXIST) where a file stands there already, unless ``force``; then it is replaced, and so is a link.
    """
    if path in STANDARD_OUTPUT:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    elif is_special(path):
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        try:
            if stat.S_ISREG(os.fstat(handle).st_mode):  # put there meanwhile
                raise OSError(errno.EEXIST, TAKEN, path)
            for piece in pieces:
                _write_all(handle, piece)
        finally:
            os.close(handle)
    else:
        try:
            write_atomic(path, pieces, force)
        except FileExistsError:
            raise OSError(errno.EEXIST, TAKEN, path)


def is_special(path: str) -> bool:
    """True for what must not be replaced by a rename: a device, a FIFO, a socket; False for files, folders, nothing."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def is_free(path: str) -> bool:
    """True where nothing stands that would have to be replaced; into a folder a new name is put."""
    return path in STANDARD_OUTPUT or is_special(path) or os.path.isdir(path) or not os.path.lexists(path)


def in_folder(output: Optional[str], name: str) -> str:
    """``output``, or where that is a folder or nothing ``name`` in it."""
    if output is None:
        return name
    return os.path.join(output, name) if output not in STANDARD_OUTPUT and os.path.isdir(output) else output


def put_free(path: str, pieces: List[bytes]) -> str:
    """Write a new file ``path``, or where that is taken ``NAME-2.SUFFIX`` and so on; its name."""
    stem, suffix = os.path.splitext(path)
    number = 1
    while True:
        name = path if number == 1 else f"{stem}-{number}{suffix}"
        try:
            write_atomic(name, pieces, False)
        except FileExistsError:
            number += 1
        else:
            return name


def _write_all(handle: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(handle, rest) :]
