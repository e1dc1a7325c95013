"""What the constraints of a revision are made of, and the few conditions that many extensions share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from iptblob.spec.layout import Layout

PREROUTING, INPUT, FORWARD, OUTPUT, POSTROUTING = 1, 2, 4, 8, 16  # bits of the hook mask
TCP, UDP = 6, 17


class KernelChange(NamedTuple):
    """What some kernels do and others do not; ``id`` names its releases in ``iptblob/data/kernels.tsv``.

    ``says`` is what is done, in words; ``subject`` the first line of the commit, where one commit brought it.
    """

    id: str
    says: str
    subject: str = ""


class Kernel(Protocol):
    """What conditions ask about the version of the kernel; ``hz`` is its timer frequency."""

    def made(self, change: KernelChange) -> bool: ...
    def doubt(self, change: KernelChange) -> str: ...
    @property
    def hz(self) -> int: ...


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
    ``doubts`` takes in words what was asked of the kernel's version and nobody knows.
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
    profile: Kernel
    matches: Sequence[tuple[bytes, Any]]
    state: dict[Any, Any]
    doubts: list[str]

    def made(self, change: KernelChange) -> bool:
        """True where the kernel makes ``change``. Ask only where the answer decides."""
        doubt = self.profile.doubt(change)
        if doubt:
            self.doubts.append(doubt)
        return self.profile.made(change)

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


class Constraints(NamedTuple):
    """What the kernel asks of one revision: table and hooks it is bound to, a protocol, and conditions of its own.

    ``check`` holds the conditions, ``says`` puts them into words, ``function`` is the C function that has them, by
    family where there are several. ``hooks`` 0 and ``proto`` 0 mean any. ``shared`` conditions look at what earlier
    entries left in ``Subject.state`` or at other matches, so one answer does not hold for equal bytes; ``symmetric``
    ones can be broken by two entries only together, whatever their order, so that looking at distinct payloads is
    enough. ``reads`` are the fields of the payload that ``check`` looks at, where large tables make it worth saying.
    ``changes`` are what kernels differ in. ``tracked``: before its conditions it asks for connection tracking, which
    arp has not.
    """

    check: Condition | None = None
    says: str = ""
    function: str | Mapping[str, str] = ""
    table: str | None = None
    hooks: int = 0
    proto: int = 0
    shared: bool = False
    symmetric: bool = False
    reads: tuple[str, ...] | None = None
    changes: tuple[KernelChange, ...] = ()
    tracked: bool = False

    def function_in(self, family: str) -> str:
        """The C function of a family; ``checkentry`` where it has no name of its own."""
        found = self.function if isinstance(self.function, str) else self.function.get(family, "")
        return found or "checkentry"


HOOKS_FIRST = KernelChange("hooks-first", "extensions test hooks before their other conditions")

PER_FAMILY = KernelChange(
    "per-family",
    "registered for each family by itself",
    "netfilter: xtables: avoid NFPROTO_UNSPEC where needed",
)
INET_ONLY = KernelChange(
    "inet-only",
    "registered for IPv4 and IPv6 alone",
    "netfilter: xtables: restrict several matches to inet family",
)

ANYWHERE = Constraints()


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


F_PROTO = 0x01  # IP6T_F_PROTO
PROTO_FLAG_SET = KernelChange(
    "ip6-proto-flag",
    "ip6_tables sets IP6T_F_PROTO itself where a protocol is named",
    "netfilter: ip6_tables: set F_PROTO when proto value is nonzero",
)


def tcp_only(x: Subject) -> bool:
    """The rule is for tcp alone; in IPv6 its flag must say that the protocol counts."""
    return x.only(TCP) and (x.family != "ipv6" or bool(x.flags & F_PROTO) or x.made(PROTO_FLAG_SET))


INVERSION = within("invflags", 0x01)


def tracked(x: Subject, field: str) -> Sequence[Issue]:
    """nf_ct_netns_get: connections are tracked in IPv4 and IPv6; older kernels let arp tables come as far as this."""
    return bad(field, "arp has no connection tracking", "EPROTO") if x.family == "arp" else FINE
