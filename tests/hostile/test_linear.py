"""Time grows with the size of a file and with nothing else: what once took its square, at sizes where that is hours.

The bound is a minute of processor time less than the square would take, and many times what it takes now.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.errors import ReadError
from iptblob.reading.strace.calls import MAX_UNREAD
from iptblob.reading.strace.log import read_log
from iptblob.restore.document import read
from tests.conftest import SAMPLES
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


RULES = [f"INPUT -s 10.0.{number >> 8}.{number & 255}/32 -j DROP\n" for number in range(20_000)]
HEAD = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
TEXTS: dict[str, Callable[[], str]] = {
    "deletes rules": lambda: "".join(f"-A {rule}" for rule in RULES) + "".join(f"-D {rule}" for rule in RULES[::-1]),
    "deletes rules, and inserts others": lambda: (
        "".join(f"-A {rule}" for rule in RULES)
        + "".join(f"-D {rule}-I INPUT 9000 -p {number & 255}\n" for number, rule in enumerate(RULES))
    ),
    "deletes one of very many equal rules": lambda: (
        "-A INPUT -p tcp\n" * 40_000 + "-D INPUT -p 6\n-I INPUT 7 -p tcp\n" * 20_000
    ),
    "renames a chain that many jump to": lambda: (
        "-N c0\n" + "-A INPUT -j c0\n" * 4000 + "".join(f"-E c{number} c{number + 1}\n" for number in range(4000))
    ),
    "removes chains": lambda: (
        "".join(f"-A {rule}" for rule in RULES) + "".join(f"-N c{n}\n-X c{n}\n" for n in range(20_000))
    ),
    "flushes chains": lambda: "".join(f"-N c{number}\n" for number in range(20_000)) + "-F\n" * 20_000,
    "has many tables": lambda: "".join(f"COMMIT\n*t{number}\n:INPUT ACCEPT [0:0]\n" for number in range(20_000)),
    "inserts rules": lambda: "".join(f"-I {rule}" for rule in RULES),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.v4"
    path.write_text(f"{HEAD}{TEXTS[name]()}COMMIT\n")
    status, seconds, kib = cost("diff", SAMPLES / "incident" / "before.iptb", path)
    assert status in (1, 2)
    assert seconds < SECONDS
    assert kib < KIB


def test_a_text_that_takes_too_long_says_where(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"line \d+: given up: commands up to here look at"):
        read(f"{HEAD}{TEXTS['flushes chains']()}COMMIT\n".encode(), "rules", family="ipv4")


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
