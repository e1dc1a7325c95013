"""Rules of nf_tables laid out as a legacy table: chains as libiptc writes them, so that all that reads tables reads it.

The bytes are made here and were in no kernel; where each entry comes from stands in ``Table.origin``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from iptblob.abi import Abi
from iptblob.escape import Untrusted
from iptblob.family import Family
from iptblob.netlink.messages import DamagedError
from iptblob.netlink.state import lasting_expression
from iptblob.nftables.expressions import described, read_expression
from iptblob.nftables.rule import Draft, read_rule
from iptblob.nftables.ruleset import NftChain, NftRule, NftTable
from iptblob.nftables.steps import ExpressionSteps, ForeignError, record
from iptblob.spec.layout import layout_of
from iptblob.spec.pack import pack
from iptblob.spec.unpack import place_of
from iptblob.table import UNWRITTEN, RuleOrigin, Table

MAX_ENTRY = 0xFFFF  # bytes of an entry: its offsets have two
ACCEPT, DROP, RETURN = -2, -1, -5
NAME_MAX = 29  # bytes of a chain's name in iptables (XT_EXTENSION_MAXNAMELEN)
PRIORITIES = {"raw": -300, "mangle": -150, "filter": 0, "security": 150}  # xtables_ipv4, iptables/nft.c 1.8.9
NAT_PRIORITIES = {"PREROUTING": -100, "OUTPUT": -100, "INPUT": 100, "POSTROUTING": 100}


def is_built_in(chain: NftChain, family: Family, table: str) -> bool:
    """Is it a base chain as iptables-nft makes it (nft_is_chain_compatible, iptables/nft.c 1.8.9)?"""
    name = chain.name.decode("latin-1")
    if chain.hook is None or name not in family.hooks or family.hooks.index(name) != chain.hook:
        return False
    if not family.tables[table] >> chain.hook & 1:
        return False
    kind = "route" if (table, name) == ("mangle", "OUTPUT") else "nat" if table == "nat" else "filter"
    priority = NAT_PRIORITIES.get(name) if table == "nat" else PRIORITIES[table]
    return (chain.kind.decode("latin-1"), chain.priority) == (kind, priority)


class _Entry(NamedTuple):
    """An entry without its counters: bytes, where its target begins, and the chain it jumps to."""

    octets: bytes
    target: int
    jump: bytes = b""
    falls_through: bool = False
    counts: tuple[int, int] = (0, 0)
    at: int = -1
    foreign: str = ""
    hidden: str = ""


class Maker:
    """Makes the tables of one family and layout."""

    def __init__(self, family: Family, abi: Abi) -> None:
        self.family, self.abi, self.steps = family, abi, ExpressionSteps(family, abi)
        self.head = layout_of(family.entry_spec, abi)
        self.standard = layout_of("target_standard_0", abi)

    def table(self, name: str, nft: NftTable, *, file: str, member: str, netns: Untrusted) -> Table:
        """The table with all built-in chains, as iptables-nft-save prints it, and the chains that only jumps enter."""
        chains = nft.chains or {}
        built_in = [hook for hook in range(len(self.family.hooks)) if self.family.tables[name] >> hook & 1]
        users = sorted(self._users(name, nft))
        rules = _by_chain(nft.rules)
        entries: list[_Entry] = []
        hooks: dict[int, tuple[int, int]] = {}  # by number of the entry first
        for hook in built_in:
            title = self.family.hooks[hook].encode()
            chain = chains.get(title, NftChain(title))
            first = len(entries)
            if nft.chains is None or is_built_in(chain, self.family, name):
                entries += self._rules(rules.get(title, ()), users)
            hooks[hook] = (first, len(entries))
            entries.append(self._closing(DROP if chain.policy == 0 else ACCEPT, (chain.packets, chain.octets)))
        heads: dict[bytes, int] = {}
        for user in users:
            entries.append(self._error(user))
            heads[user] = len(entries)
            entries += self._rules(rules.get(user, ()), users)
            entries.append(self._closing(RETURN, (0, 0)))
        entries.append(self._error(b"ERROR"))
        known = nft.chains is not None
        return self._assembled(name, entries, hooks, heads, policies_known=known, file=file, member=member, netns=netns)

    def _users(self, name: str, nft: NftTable) -> set[bytes]:
        """The chains that only jumps lead to, as far as iptables can have them; without a dump of chains those that
        rules stand in or jump to."""
        if nft.chains is not None:
            names = {chain.name for chain in nft.chains.values() if chain.hook is None}
        else:
            hooks = {hook.encode() for number, hook in enumerate(self.family.hooks)
                     if self.family.tables[name] >> number & 1}  # fmt: skip
            names = {rule.chain for rule in nft.rules} | self._jumps(nft.rules)
            names -= hooks
        return {name for name in names if len(name) <= NAME_MAX}

    def _jumps(self, rules: Sequence[NftRule]) -> set[bytes]:
        found = set()
        for content in {one for rule in rules for one in rule.expressions}:
            with contextlib.suppress(ForeignError):
                step = self.steps.of(content)
                if step.kind == "verdict" and step.octets:
                    found.add(step.octets)
        return found

    def _rules(self, rules: Sequence[NftRule], users: Sequence[bytes]) -> Iterator[_Entry]:
        known = set(users)
        for rule in rules:
            try:
                entry = self._own(rule, read_rule(rule.expressions, self.steps))
                if entry.jump and entry.jump not in known:
                    raise ForeignError("it jumps to a chain that iptables does not know")
            except ForeignError as why:
                entry = self._foreign(rule, str(why))
            yield entry._replace(at=rule.at)

    def _own(self, rule: NftRule, draft: Draft) -> _Entry:
        """A rule as iptables-nft-save prints it; what that text hides is compared all the same."""
        if not draft.hidden:
            return self._entry(draft)
        lasting, said, _ = self._told(rule)
        draft.matches.append(record("match", UNWRITTEN, 0, _whole_or_hashed(lasting), self.abi))
        return self._entry(draft)._replace(hidden=f"{draft.hidden}: {' '.join(said)}")

    def _entry(self, draft: Draft) -> _Entry:
        """Raises ForeignError where it is too large for an entry."""
        before = self.head.size + sum(map(len, draft.matches))
        target = draft.target or self._standard(draft.verdict or 0)
        if before + len(target) > MAX_ENTRY:
            raise ForeignError("it is larger than any rule of iptables")
        values = {f"ip.{name}": value for name, value in draft.head.items()}
        values.update(target_offset=before, next_offset=before + len(target))
        octets = pack(self.head, self.abi, values) + b"".join(draft.matches) + target
        nothing = not draft.target and draft.verdict is None and not draft.jump
        return _Entry(octets, before, draft.jump, falls_through=nothing, counts=draft.counts)

    def _standard(self, verdict: int) -> bytes:
        return record("target", b"", 0, pack(self.standard, self.abi, {"verdict": verdict}), self.abi)

    def _closing(self, verdict: int, counts: tuple[int, int]) -> _Entry:
        return self._entry(Draft(verdict=verdict, counts=counts))

    def _error(self, name: bytes) -> _Entry:
        layout = layout_of("target_error_0", self.abi)
        return self._entry(Draft(target=record("target", b"ERROR", 0, pack(layout, self.abi, {"errorname": name}),
                                               self.abi)))  # fmt: skip

    def _foreign(self, rule: NftRule, why: str) -> _Entry:
        """A rule that is compared and counted, but has no words of iptables."""
        lasting, said, counts = self._told(rule)
        payload = _whole_or_hashed(lasting)
        entry = self._entry(Draft(matches=[record("match", UNWRITTEN, 0, payload, self.abi)], counts=counts))
        return entry._replace(foreign=f"not written by iptables ({why}): {' '.join(said) or 'no expression'}")

    def _told(self, rule: NftRule) -> tuple[bytes, list[str], tuple[int, int]]:
        """(what of a rule stays the same, its expressions in words, its counters)."""
        lasting, said, counts = b"", [], (0, 0)
        for content in rule.expressions:
            try:
                expression = read_expression(content, self.abi)
                said.append(described(expression))
                lasting += lasting_expression(content, self.abi)
                if expression.name == "counter":
                    counts = (expression.number(2) or 0, expression.number(1) or 0)
            except DamagedError:
                said.append(f"[0x{content.hex()}]")
                lasting += content
        return lasting, said, counts

    # all entries as one run of bytes

    def _assembled(
        self, name: str, entries: list[_Entry], hooks: dict[int, tuple[int, int]], heads: dict[bytes, int],
        *, policies_known: bool, file: str, member: str, netns: Untrusted,
    ) -> Table:  # fmt: skip
        sizes = np.array([len(entry.octets) for entry in entries], dtype=np.int64)
        offsets = np.cumsum(sizes) - sizes
        octets = np.frombuffer(bytearray().join(entry.octets for entry in entries), dtype=np.uint8)
        self._put_counters(octets, offsets, entries)
        self._put_jumps(octets, offsets, sizes, entries, heads)
        starts = {hook: (int(offsets[first]), int(offsets[last])) for hook, (first, last) in hooks.items()}
        origin = RuleOrigin(
            "nf_tables", tuple(entry.at for entry in entries),
            {at: entry.foreign for at, entry in enumerate(entries) if entry.foreign},
            {at: entry.hidden for at, entry in enumerate(entries) if entry.hidden}, policies_known=policies_known,
        )  # fmt: skip
        return Table(self.family, self.abi, name.encode(), octets.tobytes(), hooks=starts, num_entries=len(entries),
                     file=file, member=member, netns=netns, origin=origin)  # fmt: skip

    def _put_counters(self, octets: np.ndarray, offsets: np.ndarray, entries: list[_Entry]) -> None:
        counts = np.array([entry.counts for entry in entries], dtype=f"{self.abi.order}u8")
        for column, path in enumerate(("counters.packets", "counters.bytes")):
            at = place_of(self.head, path)[0]
            _scatter(octets, offsets + at, counts[:, column])

    def _put_jumps(
        self, octets: np.ndarray, offsets: np.ndarray, sizes: np.ndarray, entries: list[_Entry], heads: dict[bytes, int]
    ) -> None:
        chosen, goals = [], []
        for at, entry in enumerate(entries):
            if entry.jump or entry.falls_through:
                chosen.append(at)
                goals.append(int(offsets[heads[entry.jump]]) if entry.jump else int(offsets[at] + sizes[at]))
        inner = layout_of("xt_entry_target", self.abi).size + self.standard["verdict"].offset
        places = offsets[chosen] + np.array([entries[at].target + inner for at in chosen], dtype=np.int64)
        _scatter(octets, places, np.array(goals, dtype=f"{self.abi.order}i4"))


def _scatter(octets: np.ndarray, places: np.ndarray, values: np.ndarray) -> None:
    """Numbers written at any places of a run of bytes."""
    if len(places):
        width = values.dtype.itemsize
        octets[places[:, None] + np.arange(width)] = values.reshape(-1, 1).view(np.uint8).reshape(len(values), width)


def _whole_or_hashed(lasting: bytes) -> bytes:
    """What tells a foreign rule from others, within the size that an entry can have."""
    from hashlib import sha256

    return lasting if len(lasting) < MAX_ENTRY // 2 else sha256(lasting).digest()


def _by_chain(rules: Sequence[NftRule]) -> dict[bytes, list[NftRule]]:
    found: dict[bytes, list[NftRule]] = {}
    for rule in rules:
        found.setdefault(rule.chain, []).append(rule)
    return found
