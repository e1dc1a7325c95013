"""In which order the chains of all back-ends see a packet: by hook and priority, lowest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from iptblob.escape import visible
from iptblob.family import Family
from iptblob.nftables.native import FAMILIES_READ, hook_name_of, nft_family_name, numbers_of
from iptblob.nftables.read import NftRules
from iptblob.table import Table

# xt_table.priority of the legacy tables: enum nf_ip_hook_priorities, include/uapi/linux/netfilter_ipv4.h, v6.1
LEGACY_PRIORITIES = {"raw": -300, "mangle": -150, "filter": 0, "security": 50}
_DESTINATION, _SOURCE = -100, 100  # of NAT, before and behind routing
_NAT = {"PREROUTING": _DESTINATION, "OUTPUT": _DESTINATION, "INPUT": _SOURCE, "POSTROUTING": _SOURCE}


class HookedChain(NamedTuple):
    """A chain on a hook: ``backend`` is legacy or nf_tables, ``table`` as nft or iptables calls it."""

    backend: str
    table: str
    chain: str
    priority: int
    rules: int
    policy: str


class HookOrder(NamedTuple):
    """The chains on one hook of a family, in the order they see a packet."""

    netns: str
    family: str
    hook: str
    chains: tuple[HookedChain, ...]


def hook_orders(tables: Iterable[Table], found: Iterable[NftRules]) -> Iterator[HookOrder]:
    """Of every hook on which a chain of nf_tables is; legacy ``tables`` are those of the same network namespace."""
    legacy = list(tables)
    for rules in found:
        mine = [table for table in legacy if table.netns == rules.netns]
        for family in FAMILIES_READ.values():
            for hook in family.hooks:
                chains = [*_legacy(mine, family.name, hook), *_of_nftables(rules, family, hook.lower())]
                if any(chain.backend != "legacy" for chain in chains):
                    ordered = tuple(sorted(chains, key=lambda chain: chain.priority))
                    yield HookOrder(rules.netns.shown, family.name, hook, ordered)


def _legacy(tables: list[Table], family: str, hook: str) -> Iterator[HookedChain]:
    for table in tables:
        name = table.name.decode("latin-1")
        for chain in table.chains if table.family.name == family else ():
            if chain.hook is not None and table.family.hooks[chain.hook] == hook:
                priority = _NAT.get(hook, 0) if name == "nat" else LEGACY_PRIORITIES.get(name, 0)
                drops = chain.policy is not None and table.verdicts[chain.policy] == -1
                policy = "drop" if drops else "accept"
                yield HookedChain("legacy", visible(name), hook, priority, rules=chain.end - chain.start, policy=policy)


def _of_nftables(rules: NftRules, family: Family, hook: str) -> Iterator[HookedChain]:
    for one in rules.hooks:
        if one.family in numbers_of(family) and hook_name_of(one.family, one.chain.hook) == hook:
            table = f"{nft_family_name(one.family)} {visible(one.table)}"
            policy = {0: "drop", 1: "accept"}.get(-1 if one.chain.policy is None else one.chain.policy, "")
            yield HookedChain("nf_tables", table, visible(one.chain.name), one.chain.priority, rules=one.rules,
                              policy=policy)  # fmt: skip
