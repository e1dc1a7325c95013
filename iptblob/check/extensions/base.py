"""What a row of constraints is made of, and the few conditions that many extensions share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from iptblob.check.profile import Profile
from iptblob.spec.layout import Layout

PRE, IN, FWD, OUT, POST = 1, 2, 4, 8, 16  # bits of the hook mask
ANY = 0
V4, V6, ARP = ("ipv4",), ("ipv6",), ("arp",)
INET = ("ipv4", "ipv6")
TCP, UDP = 6, 17


class Issue(NamedTuple):
    """A condition that does not hold (``errno``), or one that only the host can judge (``needs``)."""

    errno: str | None
    field: str
    message: str
    needs: str | None = None


class Subject(NamedTuple):
    """A record under check: its decoded payload, and what the kernel hands to checkentry beside it.

    ``hooks`` is the mask of hooks its entry is reached from, None where it is not known. ``matches`` are
    (name, payload row) of the entry's matches that are understood. ``state`` lives as long as one buffer is checked.
    """

    row: Any
    raw: bytes
    layout: Layout
    revision: int
    proto: int
    inverted: bool
    flags: int
    hooks: int | None
    table: bytes
    family: str
    profile: Profile
    matches: Sequence[tuple[bytes, Any]]
    state: dict[Any, Any]

    def only(self, *protocols: int) -> bool:
        """True where the rule's head names one of the protocols, not inverted."""
        return self.proto in protocols and not self.inverted

    def reached(self, hooks: int) -> bool:
        """True where the entry is reached from one of ``hooks``."""
        return bool((self.hooks or 0) & hooks)

    def bytes_of(self, field: str) -> bytes:
        """The bytes of a field, with what stands behind a NUL."""
        at = self.layout[field]
        return self.raw[at.offset : at.offset + at.size]


Condition = Callable[[Subject], Sequence[Issue]]
FINE: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Constraints of one revision: table and hooks it is bound to, protocol it asks for, and its own conditions.

    ``hooks`` 0 and ``proto`` 0 mean any. ``says`` puts the conditions into words. ``shared`` conditions look at what
    earlier entries left in ``Subject.state`` or at other matches, so one answer does not hold for equal bytes.
    ``reads`` are the fields of the payload that ``check`` looks at, where large tables make it worth saying.
    """

    kind: str
    name: str
    revision: int
    families: tuple[str, ...]
    table: str | None = None
    hooks: int = 0
    proto: int = 0
    check: Condition | None = None
    says: str = ""
    shared: bool = False
    reads: tuple[str, ...] | None = None


def bad(field: str, message: str, errno: str = "EINVAL") -> tuple[Issue, ...]:
    return (Issue(errno, field, message),)


def need(what: str, field: str, message: str) -> Issue:
    return Issue(None, field, message, what)


def within(field: str, mask: int) -> Condition:
    """No bits of ``field`` outside ``mask``."""

    def check(x: Subject) -> Sequence[Issue]:
        value = getattr(x.row, field)
        return bad(field, f"{field} is {value:#x}, known bits are {mask:#x}") if value & ~mask else FINE

    return check


def at_most(field: str, limit: int, errno: str = "EINVAL") -> Condition:
    """``field`` no larger than ``limit``."""

    def check(x: Subject) -> Sequence[Issue]:
        value = getattr(x.row, field)
        return bad(field, f"{field} is {value}, the most is {limit}", errno) if value > limit else FINE

    return check


def all_of(*conditions: Condition) -> Condition:
    """The first condition that does not hold decides."""

    def check(x: Subject) -> Sequence[Issue]:
        for condition in conditions:
            issues = condition(x)
            if issues:
                return issues
        return FINE

    return check


def proc_name(x: Subject, field: str) -> Sequence[Issue]:
    """A name fit for a file in /proc (xt_check_proc_name, net/netfilter/x_tables.c)."""
    raw = x.bytes_of(field)
    name, end, _ = raw.partition(b"\0")
    if not name:
        return bad(field, f"{field} is empty")
    if not end:
        return bad(field, f"{field} has no NUL within its {len(raw)} bytes", "ENAMETOOLONG")
    if name in (b".", b"..") or b"/" in name:
        return bad(field, f"{field} is no name for a file")
    return FINE


def terminated(field: str, errno: str = "EINVAL") -> Condition:
    """A NUL somewhere within a text."""

    def check(x: Subject) -> Sequence[Issue]:
        raw = x.bytes_of(field)
        return FINE if 0 in raw else bad(field, f"{field} has no NUL within its {len(raw)} bytes", errno)

    return check


def last_byte_zero(field: str) -> Condition:
    """The last byte of a text is NUL, whatever stands before."""

    def check(x: Subject) -> Sequence[Issue]:
        last = x.bytes_of(field)[-1]
        return bad(field, f"the last byte of {field} is {last:#04x}, not 0") if last else FINE

    return check
