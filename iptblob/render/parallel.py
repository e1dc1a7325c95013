"""The second core: half of a large job in a forked child, where forking pays and can be had."""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Callable


def in_two(first: Callable[[], bytes], second: Callable[[], bytes]) -> tuple[bytes, bytes]:
    """Results of both, ``second`` computed by a child of this process; by this one where the child fails."""
    child, pipe = _start(second) if cpus() > 1 else (0, -1)
    one = first()
    if not child:
        return one, second()
    pieces = []
    with os.fdopen(pipe, "rb", buffering=0) as stream:
        while piece := stream.read(1 << 20):
            pieces.append(piece)
    _, status = os.waitpid(child, 0)
    return one, b"".join(pieces) if status == 0 else second()


def cpus() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _start(work: Callable[[], bytes]) -> tuple[int, int]:
    """(process id, pipe to read from); (0, -1) where no child can be had."""
    reader, writer = os.pipe()
    try:
        with warnings.catch_warnings():
            # Python warns of forking beside threads. NumPy's are idle: nothing here asks for linear algebra.
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
