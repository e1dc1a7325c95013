"""From spans to a table: entry columns, hooks, chains, policies, jumps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.abi import Abi
from iptblob.escape import Untrusted, visible
from iptblob.family import Family
from iptblob.spec import columns
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.registry import SPECS
from iptblob.table.walk import Group, Records, Walk, walk_entries, walk_records

VERDICTS = {-1: "DROP", -2: "ACCEPT", -4: "QUEUE", -5: "RETURN"}
ERROR = b"ERROR"
FEW_OF = 8  # a part with less than one entry in so many has its records walked anew
STANDARD = b""
UNWRITTEN = b"nf_tables"  # see RuleOrigin, TextOrigin


class ChainSpan(NamedTuple):
    """A chain as libiptc sees it: a run of entries between two heads.

    ``head`` is the entry index of a user chain's ERROR head, None for a built-in one. ``start`` and ``end`` bound the
    entries that count as rules, ``policy`` is the entry that closes the chain: the policy of a built-in chain, the
    RETURN of a user chain (None where the table ends before it). ``hook`` is the hook number of a built-in chain.
    """

    name: bytes
    hook: int | None
    head: int | None
    start: int
    end: int
    policy: int | None


class RuleOrigin(NamedTuple):
    """Where the entries of a table come from that was not a blob: ``backend``, the byte of each entry's message in the
    member (-1: the entry stands for none), what is said of entries that iptables has no words for, by number, and
    what the words of others hide. Both have a match ``UNWRITTEN`` with what makes them what they are, but where the
    head says all that is hidden. ``unhooked``: hooks that the table has as a legacy one would, and nf_tables not."""

    backend: str
    places: tuple[int, ...]
    foreign: Mapping[int, str]
    hidden: Mapping[int, str]
    policies_known: bool = True
    unhooked: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class TextOrigin:
    """What a text says of the table that was compiled from it: ``lines`` has the line of each entry (1-based, 0 for
    what no line says), ``worded`` the rules that are in no bytes, as written, by entry; they have a match
    ``UNWRITTEN``. ``unstated`` are built-in chains without a policy; ``counted`` where it has counters."""

    lines: Sequence[int]
    worded: Mapping[int, str]
    unstated: frozenset[bytes] = frozenset()
    counted: bool = True


@dataclass(frozen=True)
class Table:
    """One table, read but not decoded.

    ``data`` are the entries alone, ``base`` is where they begin in ``file`` (bytes). ``hooks`` maps hook number to
    (hook_entry, underflow), both in bytes from the first entry; it is empty where the source holds no GET_INFO reply.
    ``num_entries`` is what that reply says (None without one). ``whole`` is set in a part of a table.
    ``origin`` is None of a table of the legacy back-end; the bytes of all others were made of what the kernel told.
    ``text`` is None but of a table that was compiled from a text.
    """

    family: Family
    abi: Abi
    name: bytes
    data: bytes | memoryview
    base: int = 0
    hooks: dict[int, tuple[int, int]] = field(default_factory=dict)
    num_entries: int | None = None
    file: str = ""
    member: str = ""
    netns: Untrusted = field(default_factory=Untrusted)
    origin: RuleOrigin | None = field(default=None, repr=False, compare=False)
    whole: Table | None = field(default=None, repr=False, compare=False)
    text: TextOrigin | None = field(default=None, repr=False, compare=False)

    @property
    def label(self) -> str:
        """``ipv4 filter``, fit for messages."""
        return f"{self.family.name} {visible(self.name)}"

    @property
    def backend(self) -> str:
        """``legacy`` or ``nf_tables``."""
        return self.origin.backend if self.origin else "legacy"

    @cached_property
    def octets(self) -> columns.Bytes:
        return columns.as_bytes(self.data)

    @cached_property
    def head_layout(self) -> Layout:
        return layout_of(self.family.entry_spec, self.abi)

    @cached_property
    def walk(self) -> Walk:
        return walk_entries(self.data, self.family, self.abi)

    @property
    def offsets(self) -> columns.Index:
        """Start of every entry that could be walked, in bytes from the first entry."""
        return self.walk.offsets

    def __len__(self) -> int:
        return len(self.walk.offsets)

    @cached_property
    def heads(self) -> NDArray[Any]:
        """Heads of all entries as a structured array."""
        rows = columns.gather(self.octets, self.offsets, self.head_layout.size)
        return columns.view(self.head_layout, self.abi, rows)

    @cached_property
    def _sizes(self) -> tuple[columns.Index, columns.Index]:
        """(target_offset, next_offset) of all entries, which lie side by side: read in one go."""
        target, following = self.head_layout["target_offset"], self.head_layout["next_offset"]
        width = following.offset + following.size - target.offset
        both = columns.gather(self.octets, self.offsets + target.offset, width).view(
            f"{self.abi.order}{target.kind}{target.width}"
        )
        return both[:, 0].astype(np.int64), both[:, -1].astype(np.int64)

    @cached_property
    def next_offsets(self) -> columns.Index:
        return self._sizes[1]

    @cached_property
    def target_offsets(self) -> columns.Index:
        return self._sizes[0]

    def column(self, *path: str, entries: columns.Index | None = None) -> NDArray[Any]:
        """One number of every entry's head, such as ``column("counters", "packets")``; of chosen entries if given."""
        layout, offset = self.head_layout, 0
        for name in path[:-1]:
            offset += layout[name].offset
            inner = layout[name].struct
            assert inner is not None
            layout = inner
        field = layout[path[-1]]
        order = ">" if field.be else self.abi.order
        starts = self.offsets if entries is None else self.offsets[entries]
        return columns.numbers(self.octets, starts + (offset + field.offset), f"{order}{field.kind}{field.width}")

    def index_of(self, offset: int) -> int | None:
        """Index of the entry that starts at ``offset``, None where none does."""
        if not 0 <= offset < len(self.data):
            return None
        at = int(np.searchsorted(self.offsets, offset))
        return at if at < len(self) and self.offsets[at] == offset else None

    @cached_property
    def records(self) -> Records:
        """Matches and targets, grouped."""
        return walk_records(self.data, self.offsets, self.target_offsets, self.next_offsets, self.family, abi=self.abi)

    @cached_property
    def target_names(self) -> list[bytes]:
        """Target name of every entry; b"?" stands where the target does not fit its entry."""
        names = np.full(len(self), b"?", dtype=object)
        for group in self.records.groups:
            if group.kind == "target":
                names[group.entries] = group.name
        return list(names)

    @cached_property
    def verdicts(self) -> columns.Index:
        """Verdict of every standard target; 0, which the kernel never accepts, for all other entries."""
        verdicts = np.zeros(len(self), dtype=np.int64)
        layout = layout_of("target_standard_0", self.abi)
        for group in self.records.groups:
            if group.kind == "target" and group.name == STANDARD and group.size - header_size(self.abi) >= layout.size:
                places = group.payloads + layout["verdict"].offset
                verdicts[group.entries] = columns.numbers(self.octets, places, f"{self.abi.order}i4")
        return verdicts

    @cached_property
    def entry_at(self) -> dict[int, int]:
        """Entry index by offset."""
        return {offset: at for at, offset in enumerate(self.offsets.tolist())}

    @cached_property
    def chain_heads(self) -> dict[int, bytes]:
        """Names of user chains by the index of their ERROR head; the last entry of a table is none."""
        if self.whole is not None:
            return self.whole.chain_heads
        heads: dict[int, bytes] = {}
        layout = layout_of("target_error_0", self.abi)
        for group in self.records.groups:
            if group.kind != "target" or group.name != ERROR or group.size - header_size(self.abi) < layout.size:
                continue
            field = layout["errorname"]
            names = columns.keys(self.octets, group.payloads + field.offset, field.size, text=True)
            if b"\0" in b"-".join(names):
                names = [name.partition(b"\0")[0] for name in names]
            more = dict(zip(group.entries.tolist(), names, strict=True))
            heads = dict(sorted({**heads, **more}.items())) if heads else more
        if self.walk.stopped_at is None:
            heads.pop(len(self) - 1, None)
        return heads

    @cached_property
    def chains(self) -> tuple[ChainSpan, ...]:
        """Chains in the order of the blob, cut as libiptc cuts them (libiptc.c cache_add_entry, iptables 1.8.9)."""
        if self.whole is not None:
            return self.whole.chains
        names, hooks, bounds = self._cut
        first, last, closing = (column.tolist() for column in bounds.T)
        policies = [None if at < 0 else at for at in closing]
        heads = [at - 1 if hook is None else None for at, hook in zip(first, hooks, strict=True)]
        make = partial(tuple.__new__, ChainSpan)  # as ChainSpan._make does, at half the cost
        return tuple(map(make, zip(names, hooks, heads, first, last, policies, strict=True)))

    @property
    def chain_bounds(self) -> columns.Index:
        """Shape (chains, 3): ``start``, ``end`` and ``policy`` of each chain, -1 where it has no policy."""
        return (self.whole or self)._cut[2]

    @cached_property
    def built_in(self) -> list[int]:
        """Which chains are built-in ones, by index."""
        return [at for at, hook in enumerate((self.whole or self)._cut[1]) if hook is not None]

    @cached_property
    def landings(self) -> tuple[columns.Index, columns.Index]:
        """(entries that jump elsewhere than to the next one, chain that each lands on by index or -1)."""
        verdicts = self.verdicts
        jumping = np.flatnonzero((verdicts > 0) & (verdicts != self.offsets + self.next_offsets))
        return jumping, self.chains_at(verdicts[jumping])

    @cached_property
    def _cut(self) -> tuple[list[bytes], list[int | None], columns.Index]:
        """Names, hooks and bounds of all chains."""
        count = len(self)
        complete = self.walk.stopped_at is None and count > 0
        limit = count - 1 if complete else count
        names, hooks, places = self._beginnings(limit)
        begin = np.array(places, dtype=np.int64)
        following = np.array([*places[1:], limit], dtype=np.int64)[: len(places)]
        first = begin + np.array([hook is None for hook in hooks], dtype=np.int64)
        closed = (complete | (following < limit)) & (following > first)
        last = following - closed
        return names, hooks, np.stack([first, last, np.where(closed, last, -1)], axis=1)

    def _beginnings(self, limit: int) -> tuple[list[bytes], list[int | None], list[int]]:
        """Name, hook and first entry (of user chains the head) of every chain, in the order of the blob."""
        bounds, names = list(self.chain_heads), list(self.chain_heads.values())
        hooks: list[int | None] = [None] * len(bounds)
        for hook, (offset, _) in sorted(self.hooks.items(), reverse=True):
            entry = self.index_of(offset)
            if entry is None or entry in self.chain_heads or entry >= limit:
                continue
            at = bisect_left(bounds, entry)
            if at < len(bounds) and bounds[at] == entry:  # two hooks begin here: the first of them names the chain
                names[at], hooks[at] = self.family.hooks[hook].encode(), hook
                continue
            bounds.insert(at, entry)
            names.insert(at, self.family.hooks[hook].encode())
            hooks.insert(at, hook)
        return names, hooks, bounds

    @cached_property
    def saved_chains(self) -> tuple[ChainSpan, ...]:
        """Chains in the order iptables-save prints them: libiptc sorts user chains where the blob does not."""
        unhooked = self.origin.unhooked if self.origin is not None else ()
        chains = tuple(chain for chain in self.chains if chain.hook not in unhooked) if unhooked else self.chains
        users = [chain for chain in self.chains if chain.hook is None]
        if all(one.name < other.name for one, other in pairwise(users)):
            return chains
        ordered: list[ChainSpan] = []
        names: list[bytes] = []
        for user in users:  # of equal names the later one goes first (libiptc.c iptc_insert_chain)
            place = bisect_left(names, user.name)
            names.insert(place, user.name)
            ordered.insert(place, user)
        return (*(chain for chain in chains if chain.hook is not None), *ordered)

    @cached_property
    def jump_targets(self) -> dict[int, ChainSpan]:
        """Chain by the offset a jump to it has: that of its first entry (behind the ERROR head of a user chain)."""
        if self.whole is not None:
            return self.whole.jump_targets
        starts = self.chain_bounds[:, 0]
        inside = starts[starts < len(self)]
        return dict(zip(self.offsets[inside].tolist()[::-1], self.chains[: len(inside)][::-1], strict=True))

    def chains_at(self, offsets: columns.Index) -> columns.Index:
        """Which chain's first entry is at each of ``offsets``, by index; -1 where none is. Of several the first."""
        if self.whole is not None:
            return self.whole.chains_at(offsets)
        starts = self.chain_bounds[:, 0]
        starts = self.offsets[starts[starts < len(self)]]
        if not len(starts):
            return np.full(len(offsets), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(starts, offsets), len(starts) - 1)
        return np.where(starts[at] == offsets, at, -1)

    @cached_property
    def _chain_starts(self) -> list[int]:
        return [chain.start if chain.head is None else chain.head for chain in self.chains]

    def chain_of(self, entry: int) -> ChainSpan | None:
        """The chain an entry stands in, its head and its policy included."""
        at = bisect_left(self._chain_starts, entry + 1) - 1
        return self.chains[at] if at >= 0 else None

    def rule_number(self, entry: int) -> tuple[ChainSpan, int] | None:
        """(chain, 1-based number) of a rule, counting as iptables does; 0 for a head, one past the end for a policy."""
        chain = self.chain_of(entry)
        return None if chain is None else (chain, entry - chain.start + 1)

    def part(self, entries: columns.Index) -> Table:
        """The chosen entries as a table of their own, with the chains and places of the whole.

        For decoding and printing a few rules of many. Entry numbers count within the part, so places must be asked
        of the whole table.
        """
        chosen = replace(self, whole=self.whole or self)
        chosen.__dict__["walk"] = Walk(self.offsets[entries])
        if len(entries) * FEW_OF > len(self):  # records of a few rules are found sooner by walking those alone
            chosen.__dict__["records"] = self._records_of(entries)
        return chosen

    def _records_of(self, entries: columns.Index) -> Records:
        place = np.full(len(self), -1, dtype=np.int64)
        place[entries] = np.arange(len(entries))
        groups = []
        for group in self.records.groups:
            number = place[group.entries]
            kept = number >= 0
            if kept.any():
                groups.append(Group(group.kind, group.name, group.revision, group.size, number[kept],
                                    payloads=group.payloads[kept], places=group.places[kept]))  # fmt: skip
        broken = {int(place[at]): why for at, why in self.records.broken.items() if place[at] >= 0}
        return Records(tuple(groups), broken)

    def rows(self, group: Group) -> tuple[Layout | None, columns.Bytes]:
        """(layout, payload bytes) of a group; layout is None where nothing is known of this extension and size."""
        width = group.size - header_size(self.abi)
        return known_layout(group, self.family, self.abi), columns.gather(self.octets, group.payloads, width)


def header_size(abi: Abi) -> int:
    """Bytes of a match's or target's header."""
    return layout_of("xt_entry_match", abi).size


def spec_of(kind: str, name: bytes, revision: int, family: Family) -> str | None:
    """Spec id of an extension, or None where it is unknown. Another revision is another extension."""
    return SPECS.get((kind, name.decode("latin-1"), revision, family.name))


def known_layout(group: Group, family: Family, abi: Abi) -> Layout | None:
    """The layout of a group's payload, or None where the extension is unknown or its size is not the struct's."""
    return known_payload(group.kind, group.name, group.revision, group.size, family, abi=abi)


def known_payload(kind: str, name: bytes, revision: int, size: int, family: Family, abi: Abi) -> Layout | None:
    """The same for one record; ``size`` includes its header."""
    spec = spec_of(kind, name, revision, family)
    if spec is None:
        return None
    layout = layout_of(spec, abi)
    return layout if abi.align(layout.size) == size - header_size(abi) else None
