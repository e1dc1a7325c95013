"""What is going on, on standard error, where a command takes more than a second and somebody looks."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

AFTER = 1.0  # seconds of silence before anything is shown
EVERY = 0.2
CLEAR = b"\r\x1b[K"
Item = TypeVar("Item")


class _Ticker:
    """A line that is drawn over and over by a thread, and taken away before anything else is written."""

    def __init__(self, what: str) -> None:
        self.what, self.step, self.started = what, "", time.monotonic()
        self.drawn, self.ended, self.lock = False, threading.Event(), threading.Lock()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        wait = AFTER
        while not self.ended.wait(wait):
            wait = EVERY
            line = f"iptblob {self.what}: {self.step}{time.monotonic() - self.started:.0f} s"
            with self.lock:
                if self.ended.is_set():
                    return
                self.drawn = True
                # past Python's own buffers, whose locks a process that is forked meanwhile would inherit
                os.write(2, CLEAR + line.encode())

    def end(self) -> None:
        self.ended.set()
        with self.lock:
            if self.drawn:
                os.write(2, CLEAR)


_ticker: _Ticker | None = None


def start_progress(what: str) -> None:
    """Begin to wait for a command; nothing is ever shown where standard error is no terminal."""
    global _ticker  # noqa: PLW0603 - one terminal, one line
    end_progress()
    try:
        shown = os.isatty(2) and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    except ValueError:  # a stream that is closed
        shown = False
    _ticker = _Ticker(what) if shown else None


def end_progress() -> None:
    """Take the line away: now something else is written."""
    global _ticker  # noqa: PLW0603 - as above
    if _ticker is not None:
        _ticker.end()
        _ticker = None


def counted_off(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, told as ``3 of 20 files`` while each is worked on."""
    for at, item in enumerate(items, 1):
        if _ticker is not None and total > 1:
            _ticker.step = f"{at} of {total} {what}, "
        yield item
