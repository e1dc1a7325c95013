"""Strings as strace prints them, with escapes of C in octal or hex: decoded in time and memory that grow with them."""

from __future__ import annotations

import re
import warnings
from io import BytesIO

STEP = 1 << 20
MAX_QUOTES = 1000  # looked at one by one
_REST = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)


def end_of_string(data: bytes, start: int, end: int) -> int:
    """Where the quote stands that closes the string whose contents begin at ``start``; -1 where there is none."""
    at, tries = data.find(b'"', start, end), 0
    while at >= 0 and _escapes_before(data, start, at) % 2:
        tries += 1
        if tries > MAX_QUOTES:  # bytes of a kernel's answer have few: this was made, or is text
            rest = _REST.match(data, at + 1, end)
            return rest.end() - 1 if rest else -1
        at = data.find(b'"', at + 1, end)
    return at


def _escapes_before(data: bytes, start: int, at: int) -> int:
    """Backslashes in a row that end before ``at``."""
    first, look = at, 16
    while first > start:
        piece = data[max(start, first - look) : first]
        run = len(piece) - len(piece.rstrip(b"\\"))
        first -= run
        if run < len(piece):
            break
        look = min(2 * look, STEP)
    return at - first


def unescaped(data: bytes, start: int, end: int) -> bytes:
    """The bytes that the contents of a string stand for; ValueError where an escape is none."""
    pieces = BytesIO()  # hands its bytes over without a copy
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # strace escapes characters that Python does not
        while start < end:
            stop = _between_escapes(data, start, min(start + STEP, end)) if start + STEP < end else end
            pieces.write(data[start:stop].decode("unicode_escape").encode("latin-1"))
            start = stop
    return pieces.getvalue()


def _between_escapes(data: bytes, start: int, limit: int) -> int:
    """The last place up to ``limit`` where an escape begins, or ``limit`` itself where there is none."""
    last = data.rfind(b"\\", start + 1, limit)
    if last < 0:
        return limit
    return last - _escapes_before(data, start, last) % 2 or limit
