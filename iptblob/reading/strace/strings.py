"""Strings as strace prints them, with escapes of C in octal or hex: decoded in time and memory that grow with them."""

from __future__ import annotations

import warnings
from io import BytesIO

STEP = 1 << 20


def end_of_string(data: bytes, start: int, end: int) -> int:
    """Where the quote stands that closes the string whose contents begin at ``start``; -1 where there is none."""
    at = data.find(b'"', start, end)
    while at >= 0 and _escapes_before(data, start, at) % 2:
        at = data.find(b'"', at + 1, end)
    return at


def _escapes_before(data: bytes, start: int, at: int) -> int:
    """Backslashes in a row that end before ``at``."""
    first = at
    while first > start and data[first - 1] == 0x5C:
        first -= 1
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
