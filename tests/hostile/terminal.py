"""A command in this process whose standard output and error are pseudo-terminals, and all that arrives there."""

from __future__ import annotations

import os
import pty
import sys
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from iptblob.cli import run


class Screen:
    """One pseudo-terminal: what is written to ``slave`` is gathered until nobody holds that any more."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)  # the kernel adds no carriage returns of its own
        self.pieces: list[bytes] = []
        self.thread = Thread(target=self._gather, daemon=True)
        self.thread.start()

    def _gather(self) -> None:
        while True:
            try:
                piece = os.read(self.master, 1 << 16)
            except OSError:  # EIO: the last holder closed it
                return
            if not piece:
                return
            self.pieces.append(piece)

    def contents(self) -> bytes:
        self.thread.join()
        os.close(self.master)
        return b"".join(self.pieces)


@contextmanager
def _standing_for(number: int, name: str, screen: Screen) -> Iterator[None]:
    """The terminal as file descriptor ``number`` and as ``sys.NAME``; as before afterwards."""
    kept, stream = os.dup(number), getattr(sys, name)
    stream.flush()
    os.dup2(screen.slave, number)
    os.close(screen.slave)
    setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - flushed below
    try:
        yield
    finally:
        getattr(sys, name).flush()
        setattr(sys, name, stream)
        os.dup2(kept, number)
        os.close(kept)


def call(arguments: tuple[str, ...], command: Callable[[list[str]], int] = run) -> tuple[int, str, str]:
    """(status, standard output, standard error) of a command on a terminal that knows colours."""
    out, err = Screen(), Screen()
    said_before = {name: os.environ.get(name) for name in ("TERM", "IPTBLOB_PAGER")}
    os.environ |= {"TERM": "xterm-256color", "IPTBLOB_PAGER": ""}  # a pager would wait for somebody at the keyboard
    try:
        with _standing_for(1, "stdout", out), _standing_for(2, "stderr", err):
            status = command(list(arguments))
    finally:
        for name, value in said_before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        said = out.contents(), err.contents()
    return status, *(one.decode("utf-8") for one in said)
