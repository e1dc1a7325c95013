"""Which lines of the packages that print are run by what: so that a mutant meets only the tests that can notice it."""

from __future__ import annotations

import atexit
import json
import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

PACKAGES = ("iptblob.render", "iptblob.words", "iptblob.cli")
Lines = set[tuple[str, int]]  # module, line
_SEEN: Lines = set()


def is_printing(module: str) -> bool:
    return module.startswith(tuple(f"{name}." for name in PACKAGES)) or module in PACKAGES


def _of_frame(frame: FrameType, event: str, _: Any) -> Any:
    name = frame.f_globals.get("__name__") or ""  # None when the interpreter ends
    if not is_printing(name):
        return None
    _SEEN.add((name, frame.f_lineno))

    def line(inner: FrameType, _event: str, _arg: Any) -> Any:
        _SEEN.add((name, inner.f_lineno))
        return line

    return line


def begin() -> None:
    _SEEN.clear()
    sys.settrace(_of_frame)


def end() -> Lines:
    sys.settrace(None)
    return set(_SEEN)


def until_the_end() -> None:
    """Trace this process and add its lines to the file that IPTBLOB_TRACE names."""

    def write() -> None:
        with Path(os.environ["IPTBLOB_TRACE"]).open("a") as stream:
            stream.write(json.dumps(sorted(end())) + "\n")

    exiting = os._exit

    def leave(status: int) -> None:
        write()
        exiting(status)

    os._exit = leave  # type: ignore[assignment]  # the command ends so
    atexit.register(write)
    begin()
