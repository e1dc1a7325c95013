"""Values that pass between the layers. Nothing here reads bytes or prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

TAG = "v6.18"

X_TABLES = "net/netfilter/x_tables.c"
IP_TABLES = {
    "ipv4": "net/ipv4/netfilter/ip_tables.c",
    "ipv6": "net/ipv6/netfilter/ip6_tables.c",
    "arp": "net/ipv4/netfilter/arp_tables.c",
}
FAMILY_FILE = "*"  # stands for the family's own *_tables.c
ERROR, WARNING, NOTE = "error", "warning", "note"

@dataclass(frozen=True, slots=True)
class FieldValue:
    """One decoded field: where it is and what it says.

    ``offset`` counts bytes from the first entry of the table, ``size`` is in bytes. ``value`` is an int, bytes,
    or a list of them; ``symbol`` is the name of the number where it has one. ``role`` is config, counter, state,
    kernel or padding (see ``iptblob.spec.layout``). ``is_text`` is true of C strings, whose value ends at the NUL.
    """

    path: str
    offset: int
    size: int
    value: Any
    role: str = "config"
    symbol: str | None = None
    doc: str = ""
    is_text: bool = field(default=False, compare=False)


class Finding(NamedTuple):
    """Something about the bytes that a reader should know.

    ``id`` is stable. ``offset`` and ``length`` are bytes in the file that was read (None where there is no one place).
    ``errno`` is the kernel's answer where the kernel would refuse; ``decides`` marks the check that would fail first.
    ``chain`` and ``rule`` (1-based; 0 is the chain's head, ``is_policy`` marks its closing entry, one past the last
    rule) say where in the table, ``field`` names the struct member.
    ``function`` and ``source`` name the kernel function and the pinned file it stands in. ``line`` and ``column``
    (1-based, bytes) are places in the text that the table was compiled from.
    """

    id: str
    severity: str
    message: str
    offset: int | None = None
    length: int = 0
    errno: str | None = None
    decides: bool = False
    chain: str | None = None
    rule: int | None = None
    field: str | None = None
    function: str | None = None
    source: str | None = None
    needs: str | None = None
    is_policy: bool = False
    line: int | None = None
    column: int | None = None

    @property
    def place(self) -> str:
        """``INPUT:3``, ``INPUT:policy``, ``GUARD:head``; nothing where it is in no chain."""
        return place_text(self.chain, self.rule or 0, is_policy=self.is_policy) if self.chain is not None else ""


def place_text(chain: str, rule: int, *, is_policy: bool) -> str:
    """A place in a table, as it is printed everywhere and taken by ``inspect``; ``rule`` 0 is the chain's head."""
    return f"{chain}:{'policy' if is_policy else rule or 'head'}"


class Check(NamedTuple):
    """One check: ``wants`` says what would be accepted, ``why`` what stands behind it.

    ``since`` is the first kernel that makes it.
    """

    id: str
    errno: str | None
    function: str
    file: str
    wants: str
    why: str = ""
    since: str = ""
    severity: str = ERROR

    def source(self, family: str) -> str:
        """The pinned file, for instance ``net/netfilter/x_tables.c (v6.18)``; ``file`` may name its own version."""
        path = IP_TABLES.get(family, IP_TABLES["ipv4"]) if self.file == FAMILY_FILE else self.file
        return path if path.endswith(")") else f"{path} ({TAG})"
