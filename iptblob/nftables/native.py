"""What of nf_tables is no iptables: tables of nft and of ebtables-nft, and base chains of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from iptblob.escape import Untrusted, visible
from iptblob.family import FAMILIES, Family
from iptblob.nftables.ruleset import NftChain, NftTable, Ruleset
from iptblob.nftables.table import NAME_MAX, is_built_in

NFPROTO_NAMES = {1: "inet", 2: "ip", 3: "arp", 5: "netdev", 7: "bridge", 10: "ip6"}  # NFPROTO number -> as nft calls it
_INGRESS, _EGRESS = ("ingress", "egress")
_HOOKS = {
    1: ("prerouting", "input", "forward", "output", "postrouting", _INGRESS), 3: ("input", "output", "forward"),
    5: (_INGRESS, _EGRESS),
}  # fmt: skip
FAMILIES_READ = {family.nfproto: family for family in FAMILIES.values()}


def nft_family_name(number: int) -> str:
    """An NFPROTO number as nft calls it."""
    return NFPROTO_NAMES.get(number, f"family {number}")


def hook_name_of(family: int, hook: int | None) -> str | None:
    """A hook's number as nft calls it."""
    if hook is None:
        return None
    hooks = _HOOKS.get(family, _HOOKS[1])
    return hooks[hook] if hook < len(hooks) else str(hook)


def numbers_of(family: Family) -> tuple[int, ...]:
    """The NFPROTO numbers of tables that packets of a family pass: its own, and inet, which is IPv4 and IPv6."""
    return (family.nfproto,) if family.name == "arp" else (family.nfproto, 1)


class BaseChain(NamedTuple):
    """A chain on a hook, of whatever table, and how many rules it has."""

    family: int
    table: bytes
    chain: NftChain
    rules: int


def base_chains(ruleset: Ruleset) -> Iterator[BaseChain]:
    """The chains of all tables that packets enter."""
    for (family, name), table in ruleset.tables.items():
        counts = table.rules.counts()
        for chain in (table.chains or {}).values():
            if chain.hook is not None and not table.dormant:
                yield BaseChain(family, name, chain, counts.get(chain.name, 0))


class Native(NamedTuple):
    """Chains that are not read: all of a table, or (``part``) those of an iptables table that iptables did not make."""

    netns: Untrusted
    family: int
    table: bytes
    chains: tuple[tuple[NftChain, int], ...]
    rules: int
    part: bool = False
    dormant: bool = False

    @property
    def family_name(self) -> str:
        """As nft calls it."""
        return nft_family_name(self.family)

    @property
    def label(self) -> str:
        """``inet firewalld``, as nft calls it; fit for messages."""
        return f"{self.family_name} {visible(self.table)}"

    @property
    def so_many(self) -> str:
        """What of the table is not read, as every command names it: ``3 rules of nf_tables inet own``."""
        return f"{_many(self.rules, 'rule')} of nf_tables {self.label}"

    def hook_name(self, chain: NftChain) -> str | None:
        """The hook of a base chain as nft calls it, its number where it has no name; None of other chains."""
        return hook_name_of(self.family, chain.hook)

    def lines(self) -> Iterator[str]:
        """One line for the table, one for each chain."""
        what = "chains that iptables did not make" if self.part else "not a table of iptables, ip6tables or arptables"
        asleep = ", dormant" if self.dormant else ""
        yield f"{self.label}: {what}{asleep}: {_many(len(self.chains), 'chain')}, {_many(self.rules, 'rule')} not shown"
        for chain, count in self.chains:
            yield f"  chain {visible(chain.name)}: {self._place(chain)}{_many(count, 'rule')}"

    def _place(self, chain: NftChain) -> str:
        hook = self.hook_name(chain)
        if hook is None:
            return ""
        device = f" device {visible(chain.device)}" if chain.device else ""
        policy = {0: ", policy drop", 1: ", policy accept"}.get(-1 if chain.policy is None else chain.policy, "")
        return f"type {visible(chain.kind)}, hook {hook}{device}, priority {chain.priority}{policy}, "


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def natives_of(ruleset: Ruleset, netns: Untrusted) -> Iterator[Native]:
    """Everything that ``Maker`` makes no table of."""
    for (number, name), table in ruleset.tables.items():
        family = FAMILIES_READ.get(number)
        whole = family is None or name.decode("latin-1") not in family.tables
        counts = Counter(table.rules.counts())
        chains = dict(table.chains or {})
        for chain in counts:
            if whole or table.chains is not None:
                chains.setdefault(chain, NftChain(chain))
        left = [chain for chain in chains.values() if whole or _left_out(chain, table, family, name.decode("latin-1"))]
        if left or whole:
            rules = sum(counts[chain.name] for chain in left)
            listed = tuple((chain, counts[chain.name]) for chain in left)
            yield Native(netns, number, name, listed, rules, part=not whole, dormant=table.dormant)


def _left_out(chain: NftChain, table: NftTable, family: Family | None, name: str) -> bool:
    """Is this chain in no table that is made: a base chain of somebody else, or one whose name iptables cannot have?"""
    if family is None or chain.name not in (table.chains or {}):
        return True  # rules of a chain that the dump of chains does not have
    return len(chain.name) > NAME_MAX if chain.hook is None else not is_built_in(chain, family, name)


def concerns(native: Native, family: str | None, table: str | None) -> bool:
    """Is it among what a family and a table's name choose? Tables of inet are of IPv4 and IPv6."""
    passed = family is None or native.family in numbers_of(FAMILIES[family])
    return passed and (table is None or native.table == table.encode())
