"""Time grows with the size of a file and with nothing else: what once took its square, at sizes where that is hours.

The bound is a minute of processor time less than the square would take, and many times what it takes now.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.reading.strace.calls import MAX_UNREAD
from iptblob.reading.strace.log import read_log
from tests.hostile.costs import cost

SECONDS, KIB = 15, 900 << 10
MIB = 1 << 20
ASKED = b"1 getsockopt(3, SOL_IP, 64, "


def hexed(data: bytes) -> bytes:
    return b"".join(b"\\x%02x" % octet for octet in data)


def info(name: bytes) -> bytes:
    """A line with a GET_INFO reply of a table of this name."""
    return ASKED + b'"' + hexed(name.ljust(84, b"\0")) + b'", [84]) = 0\n'


LOGS: dict[str, Callable[[], bytes]] = {
    "nothing but lines": lambda: b"\n" * (60 * MIB),
    "a line of blanks": lambda: b" " * (60 * MIB),
    "a call torn many times": lambda: (
        ASKED + b'"A <unfinished ...>\n' + b"1 <... getsockopt resumed>AAAAAAAAAAAA <unfinished ...>\n" * 200_000
    ),
    "blanks before a word that never comes": lambda: b"1 getsockopt(3, SOL_IP," + b" " * (4 * MIB) + b'"',
    "blanks behind a string": lambda: ASKED + b'"AAAA",' + b" " * (4 * MIB) + b'"',
    "quotes in a string": lambda: ASKED + b'"' + b'\\"' * (10 * MIB) + b'", [84]) = 0\n',
    "backslashes in a string": lambda: ASKED + b'"' + b"\\" * (40 * MIB) + b'", [84]) = 0\n',
    "many tables of one process, and another that asks": lambda: (
        b"".join(info(b"t%d" % number) for number in range(20_000))
        + b"2 getsockopt(3, SOL_IP, 65, 0x1, [84]) = -1 EINVAL (x)\n" * 20_000
    ),
    "calls that cannot be read": lambda: b"getsockopt(\n" * (2 * MIB),
}  # fmt: skip


@pytest.mark.parametrize("name", LOGS)
def test_a_log(name: str, tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"1 getsockopt(3, SOL_IP, 65, 0x1, [84]) = -1 EINVAL (x)\n" + LOGS[name]())
    status, seconds, kib = cost("import", "--list", path)
    assert status in (0, 2)
    assert seconds < SECONDS
    assert kib < KIB


def test_a_log_that_cannot_be_read_is_given_up() -> None:
    unread = read_log(LOGS["calls that cannot be read"](), "log").unread
    assert len(unread) == MAX_UNREAD + 1
    assert "given up" in unread[-1].why


@pytest.mark.parametrize(
    "line",
    [
        ASKED + b'"' + hexed(bytes(84)) + b'", [0084]) = 0\n',
        ASKED + b'"' + hexed(bytes(84)) + b'", [' + b"9" * 5000 + b"]) = 0\n",
        ASKED.replace(b"get", b"set") + b'"\\x00", 1) = -1 (errno ' + b"9" * 5000 + b")\n",
        info(b"filter"),
    ],
)
def test_numbers_beyond_reason_are_told(line: bytes) -> None:
    log = read_log(line, "log")
    assert log.unread
    assert log.by_snapshot(log.lost) == []
