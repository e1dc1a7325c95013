"""Changing a table that a Kaitai parser has read: what other fields have to say afterwards.

The parser is ``iptables_blob`` of ksy/gallery, compiled to Python with ``--read-write``. Where entries or matches are
taken out, put in or moved, sizes, offsets, hooks, underflows and jumps no longer fit. ``Editing`` notes where each of
them led, by entry and not by number; ``settle`` writes the numbers that lead there now. Sources: struct ipt_entry,
include/uapi/linux/netfilter_ipv4/ip_tables.h; mark_source_chains, net/ipv4/netfilter/ip_tables.c (v6.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from kaitaistruct import KaitaiStream, ReadWriteKaitaiStruct

from iptblob.abi import ABIS
from iptblob.spec.encode import encode
from iptblob.spec.layout import layout_of

ERROR = "ERROR"  # the target of chain heads and of the last entry


class LostEntryError(ValueError):
    """A jump, a hook or an underflow leads to an entry that is gone."""


class _Landing(NamedTuple):
    """``entry`` itself; the one ``behind`` it, for chains, whose first rule may change; or the one behind the rule."""

    kind: str
    entry: Any = None


class Editing:
    """A table that may change: ``entries`` is a list like any other.

    ``blob`` is what ``IptablesBlob.from_file`` gave, after ``_read()``. Raises LostEntryError where a hook or a jump of
    it leads to no entry, and EOFError where a payload is shorter than its struct or there is no entry at all.
    """

    def __init__(self, blob: Any) -> None:
        blob._fetch_instances()
        (self._abi,) = [abi for abi in ABIS.values() if (abi.is_be, abi.align_u64, abi.len_long) ==
                        (blob.is_be, blob.align_u64, blob.len_long)]  # fmt: skip
        for name in [name for name in vars(blob) if name.endswith("__enabled")]:
            setattr(blob, name, False)  # what told the layout is part of the structs, and written with them
        self.blob, self.info, self.reply = blob, blob.table.info, blob.table.reply
        self.entries: list[Any] = self.reply.entries.entries
        self._copies: list[Any] = []  # kept, so that no other entry gets the identity of one
        self._before: dict[int, Any] = {}  # by offset the entry that ends there
        self._at: dict[int, Any] = {}
        at, last = 0, None
        for entry in self.entries:
            self._at[at], self._before[at] = entry, last
            at, last = at + entry.ofs_next, entry
        first = self._entry(0)
        self._len_head: int = first.ofs_target - sum(match.len_match for match in matches_of(first))
        valid = self.info.valid_hooks.value
        self.hooks = [hook for hook in range(len(self.info.ofs_underflows)) if valid >> hook & 1]
        self._policies = {hook: self._entry(self.info.ofs_underflows[hook]) for hook in self.hooks}
        ends = {id(entry) for entry in self._policies.values()}
        self._chain_starts = {
            at for at, last in self._before.items()
            if last is None or id(last) in ends or last.target.name.text == ERROR
        }  # fmt: skip
        self._starts = {hook: self._place(self.info.ofs_hook_entries[hook]) for hook in self.hooks}
        self._jumps = {id(entry): self._place(entry.target.data.payload.verdict, at)
                       for at, entry in self._at.items() if _leads_on(entry)}  # fmt: skip

    def copy(self, entry: Any) -> Any:
        """Another entry with the same bytes; it leads where the entry leads. Put it into ``entries``."""
        _check(entry)
        stream = KaitaiStream(BytesIO(bytearray(entry.ofs_next)))
        entry._write(stream)
        made = type(entry)(KaitaiStream(BytesIO(stream.to_byte_array())), entry._parent, entry._root, entry._is_le)
        made._read()
        made._fetch_instances()
        self._copies.append(made)
        if id(entry) in self._jumps:
            self._jumps[id(made)] = self._jumps[id(entry)]
        return made

    def match(self, entry: Any, name: str, revision: int, payload: bytes) -> Any:
        """A match for ``entry``, in its byte order, padded to the alignment. Put it into ``matches_of(entry)``."""
        layout = layout_of("xt_entry_match", self._abi)
        payload += bytes(self._abi.align(len(payload)) - len(payload))
        head = encode(layout, self._abi, [layout.row(layout.size + len(payload), name.encode("ascii"), revision)])
        kind = type(self.blob).Buffer.XtEntryMatch
        made = kind(KaitaiStream(BytesIO(head.tobytes() + payload)), entry.matches, entry._root, entry._is_le)
        made._read()
        made._fetch_instances()
        return made

    def jump(self, entry: Any, landing: Any) -> None:
        """``entry``, which has the standard target, jumps to ``landing``."""
        self._jumps[id(entry)] = _Landing("at", landing)

    def verdict(self, entry: Any, number: int) -> None:
        """``entry``, which has the standard target, ends in a verdict: -1 DROP, -2 ACCEPT, -5 RETURN."""
        self._jumps.pop(id(entry), None)
        entry.target.data.payload.verdict = number

    def settle(self) -> None:
        """Sizes, offsets, hooks, underflows and jumps as the entries are now. Raises LostEntryError."""
        offsets, following, at = {}, {}, 0
        for number, entry in enumerate(self.entries):
            entry.ofs_target = self._len_head + sum(match.len_match for match in matches_of(entry))
            entry.ofs_next = entry.ofs_target + entry.target.len_target + len(entry.target.spare)
            offsets[id(entry)] = at
            following[id(entry)] = self.entries[number + 1] if number + 1 < len(self.entries) else None
            at += entry.ofs_next

        def offset(place: _Landing, rule: Any = None) -> int:
            goal = place.entry
            if place.kind != "at":
                before = rule if place.kind == "next" else goal
                goal = following.get(id(before)) if before is not None else self.entries[0]
            if goal is None or id(goal) not in offsets:
                raise LostEntryError("a jump, a hook or an underflow leads to an entry that is gone")
            return offsets[id(goal)]

        for entry in self.entries:
            if id(entry) in self._jumps:
                entry.target.data.payload.verdict = offset(self._jumps[id(entry)], entry)
        for hook in self.hooks:
            self.info.ofs_hook_entries[hook] = offset(self._starts[hook])
            self.info.ofs_underflows[hook] = offset(_Landing("at", self._policies[hook]))
        self.info.num_entries = len(self.entries)
        self.info.len_entries = self.reply.len_entries = at

    def to_bytes(self) -> bytes:
        """The whole buffer, settled."""
        self.settle()
        _check(self.blob)
        head = self.blob.ofs_entries
        stream = KaitaiStream(BytesIO(bytearray(head + self.reply.len_entries)))
        self.blob._write(stream)
        return bytes(stream.to_byte_array())

    def _entry(self, at: int) -> Any:
        if at not in self._at:
            raise LostEntryError(f"no entry begins at {at}")
        return self._at[at]

    def _place(self, landing: int, at: int | None = None) -> _Landing:
        goal = self._entry(landing)
        if at is not None and landing == at + self._at[at].ofs_next:
            return _Landing("next")  # a rule without a target goes on behind itself
        return _Landing("behind", self._before[landing]) if landing in self._chain_starts else _Landing("at", goal)


def matches_of(entry: Any) -> list[Any]:
    """The matches of an entry, in a list that may be changed."""
    found: list[Any] = entry.matches.matches
    return found


def _leads_on(entry: Any) -> bool:
    return bool(entry.target.name.text == "" and entry.target.data.payload.verdict >= 0)


def _parts(struct: Any) -> Iterator[Any]:
    for name, value in vars(struct).items():
        if name not in ("_parent", "_root", "_io"):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ReadWriteKaitaiStruct):
                    yield one


def _check(struct: Any) -> None:
    """What was changed counts as consistent once each struct of it has looked."""
    for part in _parts(struct):
        _check(part)
    struct._check()
