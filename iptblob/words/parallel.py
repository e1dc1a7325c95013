"""The second core: part of a large job in a forked child, where forking pays and can be had."""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Callable, Iterator

PIPE_SIZE = 1 << 20  # bytes


class Elsewhere:
    """Work begun in a child of this process; what it makes is asked for when it is wanted.

    Where there is no second processor, no child is to be had or it fails, this process does the work when asked.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        self._work = work
        self._child, self._pipe = _start(work) if cpus() > 1 else (0, -1)

    def pieces(self) -> Iterator[bytes]:
        """What the work made, bit by bit."""
        got = 0
        if self._child:
            with os.fdopen(self._pipe, "rb", buffering=0) as stream:
                while piece := stream.read(PIPE_SIZE):
                    got += len(piece)
                    yield piece
            _, status = os.waitpid(self._child, 0)
            if status == 0:
                return
        yield self._work()[got:]

    def abandon(self) -> None:
        """Nobody will ask."""
        if self._child:
            os.close(self._pipe)
            os.waitpid(self._child, 0)


def cpus() -> int:
    """Processors this process may use; 1 where nobody says it (no Linux): there forking is not to be relied on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _start(work: Callable[[], bytes]) -> tuple[int, int]:
    """(process id, pipe to read from); (0, -1) where no child can be had."""
    reader, writer = os.pipe()
    with contextlib.suppress(ImportError, AttributeError, OSError):  # not everywhere, and not for everybody
        import fcntl

        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
    try:
        with warnings.catch_warnings():
            # Python warns of forking beside threads. What is idle in them here is idle in the child too.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        return 0, -1
    if child:
        os.close(writer)
        return child, reader
    status = 1
    with contextlib.suppress(BaseException):
        os.close(reader)
        with os.fdopen(writer, "wb", buffering=0) as stream:
            left = memoryview(work())
            while left:
                left = left[stream.write(left) :]
        status = 0
    os._exit(status)
