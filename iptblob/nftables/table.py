"""Rules of nf_tables laid out as a legacy table: chains as libiptc writes them, so that all that reads tables reads it.

The bytes are made here and were in no kernel; where each entry comes from stands in ``Table.origin``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

import numpy as np

from iptblob.abi import Abi
from iptblob.escape import Untrusted
from iptblob.family import Family
from iptblob.netlink.messages import DamagedError
from iptblob.netlink.state import lasting_expression
from iptblob.nftables.alike import AlikeRules, alike
from iptblob.nftables.draft import Draft
from iptblob.nftables.entry import MAX_ENTRY, EntryMaker, MadeEntry
from iptblob.nftables.expressions import described, read_expression
from iptblob.nftables.layout import Layouter
from iptblob.nftables.numbers import UNHOOKED
from iptblob.nftables.rule import read_rule
from iptblob.nftables.ruleset import NftChain, NftRule, NftTable, RuleRows
from iptblob.nftables.steps import ForeignError, record
from iptblob.spec.columns import Index
from iptblob.table import UNWRITTEN, Table

ACCEPT, DROP, RETURN = -2, -1, -5
NAME_MAX = 29  # bytes of a chain's name in iptables (XT_EXTENSION_MAXNAMELEN)
PRIORITIES = {"raw": -300, "mangle": -150, "filter": 0, "security": 150}  # xtables_ipv4, iptables/nft.c 1.8.9
NAT_PRIORITIES = {"PREROUTING": -100, "OUTPUT": -100, "INPUT": 100, "POSTROUTING": 100}
NONE: Index = np.empty(0, dtype=np.int64)


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


class Maker:
    """Makes the tables of one family and layout."""

    def __init__(self, family: Family, abi: Abi) -> None:
        self.family, self.abi, self.entries = family, abi, EntryMaker(family, abi)
        self.steps = self.entries.steps

    def table(self, name: str, nft: NftTable, *, file: str, member: str, netns: Untrusted) -> Table:
        """The table with all built-in chains, as iptables-nft-save prints it, and the chains that only jumps enter."""
        chains, made = nft.chains or {}, Layouter(self.entries)
        users = sorted(self._users(name, nft))
        built_in = [hook for hook in self._hooks(name) if self._is_made(hook, users)]
        by_chain = nft.rules.by_chain()
        for hook in built_in:
            title = self.family.hooks[hook].encode()
            chain = chains.get(title, NftChain(title))
            ours = nft.chains is None or is_built_in(chain, self.family, name)
            made.hook(hook, by_chain.get(title, NONE) if ours else NONE)
            made.add(self.entries.closing(DROP if chain.policy == 0 else ACCEPT, (chain.packets, chain.octets)))
        closing = self.entries.closing(RETURN, (0, 0))
        for user in users:
            made.add(self.entries.error(user))
            made.user(user, by_chain.get(user, NONE))
            made.add(closing)
        made.add(self.entries.error(b"ERROR"))
        groups, others = self._read(nft.rules, made.wanted(len(nft.rules)), set(users))
        octets, origin = made.laid_out(nft.rules, groups, others, policies_known=nft.chains is not None)
        return Table(self.family, self.abi, name.encode(), octets, hooks=made.starts, num_entries=len(origin.places),
                     file=file, member=member, netns=netns, origin=origin)  # fmt: skip

    def _hooks(self, name: str) -> list[int]:
        return [hook for hook in range(len(self.family.hooks)) if self.family.tables[name] >> hook & 1]

    def _is_made(self, hook: int, users: list[bytes]) -> bool:
        """Nothing of nf_tables hooks in where ARP is forwarded, and no packet is dropped there: as in a legacy table
        with an empty chain. It stands in the table so, unless somebody gave its name to a chain of his own."""
        return hook not in UNHOOKED.get(self.family.name, ()) or self.family.hooks[hook].encode() not in users

    def _users(self, name: str, nft: NftTable) -> set[bytes]:
        """The chains that only jumps lead to, as far as iptables can have them; without a dump of chains those that
        rules stand in or jump to."""
        if nft.chains is not None:
            names = {chain.name for chain in nft.chains.values() if chain.hook is None}
        else:
            hooks = {self.family.hooks[hook].encode() for hook in self._hooks(name)
                     if hook not in UNHOOKED.get(self.family.name, ())}  # fmt: skip
            names = set(nft.rules.chains) | self._jumps(nft.rules)
            names -= hooks
        return {name for name in names if len(name) <= NAME_MAX}

    def _jumps(self, rules: Iterable[NftRule]) -> set[bytes]:
        found = set()
        for content in {one for rule in rules for one in rule.expressions if not rule.damage}:
            with contextlib.suppress(ForeignError):
                step = self.steps.of(content)
                if step.kind == "verdict" and step.octets:
                    found.add(step.octets)
        return found

    def _read(
        self, rules: RuleRows, wanted: np.ndarray, known: set[bytes]
    ) -> tuple[list[AlikeRules], dict[int, MadeEntry]]:
        """The rules that are read together, and the others by number."""
        groups = list(alike(rules, self.entries, known.__contains__))
        left = wanted.copy()
        for group in groups:
            left[group.rules] = False
        return groups, {number: self._one(rules.rule(number), known) for number in np.flatnonzero(left).tolist()}

    def _one(self, rule: NftRule, known: set[bytes]) -> MadeEntry:
        try:
            if rule.damage:
                raise ForeignError(rule.damage)
            entry = self._own(rule, read_rule(rule.expressions, self.steps))
            if entry.jump and entry.jump not in known:
                raise ForeignError("it jumps to a chain that iptables does not know")
        except ForeignError as why:
            return self._foreign(rule, str(why))
        return entry

    def _own(self, rule: NftRule, draft: Draft) -> MadeEntry:
        """A rule as iptables-nft-save prints it; what that text hides is compared all the same."""
        if not draft.hidden:
            return self.entries.entry(draft)
        lasting, said, _ = self._told(rule)
        if draft.in_head:
            return self.entries.entry(draft)._replace(hidden=f"{draft.hidden}: {' '.join(said)}")
        draft.matches.append(record("match", UNWRITTEN, 0, _whole_or_hashed(lasting), self.abi))
        return self.entries.entry(draft)._replace(hidden=f"{draft.hidden}: {' '.join(said)}")

    def _foreign(self, rule: NftRule, why: str) -> MadeEntry:
        """A rule that is compared and counted, but has no words of iptables."""
        lasting, said, counts = self._told(rule)
        payload = _whole_or_hashed(lasting)
        entry = self.entries.entry(Draft(matches=[record("match", UNWRITTEN, 0, payload, self.abi)], counts=counts))
        return entry._replace(foreign=f"not written by iptables ({why}): {' '.join(said) or 'no expression'}")

    def _told(self, rule: NftRule) -> tuple[bytes, list[str], tuple[int, int]]:
        """(what of a rule stays the same, its expressions in words, its counters)."""
        lasting, said, counts = b"", [], (0, 0)
        if rule.damage:
            (whole,) = rule.expressions
            return whole, [f"[0x{whole.hex()}]"], counts
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


def _whole_or_hashed(lasting: bytes) -> bytes:
    """What tells a foreign rule from others, within the size that an entry can have."""
    from hashlib import sha256

    return lasting if len(lasting) < MAX_ENTRY // 2 else sha256(lasting).digest()
