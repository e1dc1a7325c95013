"""Whether somebody looks at standard output, and the pager that long output goes through, as git has it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess  # nosec B404 - to start the pager that the user names
import sys
from contextlib import suppress

from iptblob.cli.tell import warn

PAGED = frozenset(
    ("info", "show", "inspect", "validate", "diff", "trace", "reach", "timeline", "fleet", "verify", "help")
)
FOR_A_SHELL = set("|&;<>()$`*?[#~=%")  # what makes more of a pager's name than a program and its words


class _Paging:
    """The pager of this call: whether one may be started, the one that runs, and the streams that it took over."""

    def __init__(self) -> None:
        self.allowed = False
        self.process: subprocess.Popen[bytes] | None = None
        self.saved: dict[int, int] = {}


_paging = _Paging()


def allow_pager(command: str) -> None:
    """From now on what is written may go through a pager, if ``command`` is one whose output is read by people."""
    _paging.allowed = command in PAGED


def on_terminal() -> bool:
    """Is standard output looked at: a terminal, or a pager that stands before one?"""
    return _paging.process is not None or sys.stdout.isatty()


def columns(otherwise: int) -> int:
    """Width of the terminal; ``otherwise`` where there is none."""
    return shutil.get_terminal_size((otherwise, 24)).columns


def start_pager() -> None:
    """Put a pager before the terminal, where one is allowed and wanted, and standard output is a terminal.

    IPTBLOB_PAGER, else PAGER, else less; an empty one or cat is none, and a dumb terminal gets none. Standard error
    goes through it too where it is a terminal, so that the two do not overwrite each other.
    """
    if not _paging.allowed:
        return
    _paging.allowed = False
    if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return
    named = os.environ.get("IPTBLOB_PAGER", os.environ.get("PAGER"))
    pager = "less" if named is None else named.strip()
    if pager in ("", "cat"):
        return
    try:
        number = sys.stdout.fileno()
        words = ["/bin/sh", "-c", pager] if FOR_A_SHELL & set(pager) else shlex.split(pager)
        process = subprocess.Popen(  # noqa: S603 - what the user named  # nosec B603
            words, stdin=subprocess.PIPE, env={"LESS": "FRX", "LV": "-c", **os.environ}
        )
    except (OSError, ValueError) as error:
        if named is not None:
            warn(f"the pager {pager} cannot be started: {error}")
        return
    _take_over(process, number)


def _take_over(process: subprocess.Popen[bytes], number: int) -> None:
    """Lead the streams that are terminals into the pager."""
    os.environ.setdefault("COLUMNS", str(columns(80)))  # nobody can ask a pipe
    assert process.stdin is not None
    sys.stdout.flush()
    sys.stderr.flush()
    for stream in (number, 2) if sys.stderr.isatty() else (number,):
        _paging.saved[stream] = os.dup(stream)
        os.dup2(process.stdin.fileno(), stream)
    process.stdin.close()
    _paging.process = process


def finish_pager() -> None:
    """Give the streams back and wait until the pager has ended; Ctrl-C is its matter."""
    process = _paging.process
    if process is None:
        return
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # who has closed the pager has seen enough
            stream.flush()
    for number, saved in _paging.saved.items():
        os.dup2(saved, number)
        os.close(saved)
    while True:
        with suppress(KeyboardInterrupt):
            process.wait()
            break
    _paging.process, _paging.saved = None, {}
