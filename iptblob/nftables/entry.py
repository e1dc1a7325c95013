"""Entries of a table as bytes, made of what was read of a rule."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.nftables.draft import Draft
from iptblob.nftables.steps import ExpressionSteps, ForeignError, record
from iptblob.spec.layout import layout_of
from iptblob.spec.pack import pack

MAX_ENTRY = 0xFFFF  # bytes of an entry: its offsets have two


class MadeEntry(NamedTuple):
    """An entry without its counters: bytes, where its target begins, and the chain it jumps to."""

    octets: bytes
    target: int
    jump: bytes = b""
    falls_through: bool = False
    counts: tuple[int, int] = (0, 0)
    foreign: str = ""
    hidden: str = ""


class EntryMaker:
    """Makes entries of one family and layout."""

    def __init__(self, family: Family, abi: Abi) -> None:
        self.family, self.abi, self.steps = family, abi, ExpressionSteps(family, abi)
        self.head = layout_of(family.entry_spec, abi)
        self.standard = layout_of("target_standard_0", abi)

    def entry(self, draft: Draft) -> MadeEntry:
        """Raises ForeignError where it is too large for an entry."""
        before = self.head.size + sum(map(len, draft.matches))
        target = draft.target or self._standard(draft.verdict or 0)
        if before + len(target) > MAX_ENTRY:
            raise ForeignError("it is larger than any rule of iptables")
        values = {f"ip.{name}": value for name, value in draft.head.items()}
        values.update(target_offset=before, next_offset=before + len(target))
        octets = pack(self.head, self.abi, values) + b"".join(draft.matches) + target
        nothing = not draft.target and draft.verdict is None and not draft.jump
        return MadeEntry(octets, before, draft.jump, falls_through=nothing, counts=draft.counts)

    def closing(self, verdict: int, counts: tuple[int, int]) -> MadeEntry:
        """What stands at the end of a chain."""
        return self.entry(Draft(verdict=verdict, counts=counts))

    def error(self, name: bytes) -> MadeEntry:
        """What stands before the first rule of a chain that only jumps lead to, and at the end of a table."""
        before, size, after = self._error_around
        return self._error._replace(octets=before + name.ljust(size, b"\0") + after)

    @cached_property
    def _error(self) -> MadeEntry:
        payload = bytes(layout_of("target_error_0", self.abi).size)
        return self.entry(Draft(target=record("target", b"ERROR", 0, payload, self.abi)))

    @cached_property
    def _error_around(self) -> tuple[bytes, int, bytes]:
        """What stands before the name, how long it is, what stands behind it."""
        name = layout_of("target_error_0", self.abi)["errorname"]
        at = self._error.target + layout_of("xt_entry_target", self.abi).size + name.offset
        return self._error.octets[:at], name.size, self._error.octets[at + name.size :]

    def _standard(self, verdict: int) -> bytes:
        return record("target", b"", 0, pack(self.standard, self.abi, {"verdict": verdict}), self.abi)
