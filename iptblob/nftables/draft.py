"""What was read of a rule of nf_tables, in terms of iptables, before it is laid out as an entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from iptblob.spec.pack import Value


class Copy(NamedTuple):
    """Bytes of an expression that come into a rule as they are, whatever they are: two rules that differ in nothing
    else read alike.

    ``part`` is of the expression: data or a half of it (first, second), from, to, info, counter, chain. ``goal`` is
    what they become: a field of the head; src_ports, dst_ports or mark of ``match``; its payload, or the target's;
    counts, or jump.
    ``text``: it ends at a NUL, and where that is decides how the rest reads.
    """

    expression: int
    part: str
    goal: str
    match: int = -1
    text: bool = False


@dataclass
class Draft:
    """A rule in terms of iptables: fields of its head, records of its matches in order, and its target.

    ``verdict`` and ``jump`` are what a standard target does where ``target`` is empty; neither: the rule does nothing.
    ``hidden`` says what iptables-nft-save leaves out of it; ``in_head``: what that is, the head has. ``copies`` are
    the bytes that may differ between rules that are read alike.
    """

    head: dict[str, Value] = field(default_factory=dict)
    matches: list[bytes] = field(default_factory=list)
    target: bytes = b""
    verdict: int | None = None
    jump: bytes = b""
    counts: tuple[int, int] = (0, 0)
    hidden: str = ""
    in_head: bool = False
    copies: list[Copy] = field(default_factory=list)
