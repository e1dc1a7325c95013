"""What nf_tables holds beside the legacy tables, and in which order all of it sees a packet: for info."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from iptblob.render.counted import counted

if TYPE_CHECKING:
    from iptblob.nftables import NftRules
    from iptblob.nftables.order import HookedChain, HookOrder
    from iptblob.reading.source import Source
    from iptblob.table import Table

ALL_OF_THEM = (
    "    lowest priority first, those of one priority in the order they were made; a packet must pass all of them"
)


def orders_of(source: Source, nft: Sequence[NftRules]) -> list[HookOrder]:
    """The chains on each hook that nf_tables has one on."""
    from iptblob.nftables.order import hook_orders

    return list(hook_orders(source.tables, nft))


def nft_lines(source: Source, nft: Sequence[NftRules]) -> Iterator[str]:
    """Tables of nf_tables, and the order of the hooks where more than one chain is on one."""
    several = len({rules.netns for rules in nft}) > 1
    for rules in nft:
        if not (rules.tables or rules.natives or rules.failures or rules.doubts):
            continue
        yield ""
        yield f"in nf_tables{f' of {rules.netns.shown}' if several else ''}:"
        for table in rules.tables:
            yield f"  {_table_line(table)}{', dormant' if table.label in rules.dormant else ''}"
        for native in rules.natives:
            yield from (f"  {line}" for line in native.lines())
        yield from (f"  NOT READ: {failure}" for failure in rules.failures)
        yield from (f"  {doubt}" for doubt in rules.doubts)
    yield from _order_lines([one for one in orders_of(source, nft) if len(one.chains) > 1], several=several)


def _table_line(table: Table) -> str:
    rules = sum(chain.end - chain.start for chain in table.chains)
    foreign = len(table.origin.foreign) if table.origin else 0
    others = f", {foreign} of them not written by iptables" if foreign else ""
    return f"{table.label}: {counted(rules, 'rule')}{others}"


def _order_lines(orders: Sequence[HookOrder], *, several: bool) -> Iterator[str]:
    if not orders:
        return
    yield ""
    yield "order of the hooks:"
    for one in orders:
        space = f"{one.netns} " if several else ""
        yield f"  {space}{one.family} {one.hook}: {', '.join(map(_chain_text, one.chains))}"
    yield ALL_OF_THEM


def _chain_text(chain: HookedChain) -> str:
    where = f"legacy {chain.table}" if chain.backend == "legacy" else f"nf_tables {chain.table} {chain.chain}"
    policy = ", policy drop" if chain.policy == "drop" else ""
    return f"{chain.priority} {where} ({counted(chain.rules, 'rule')}{policy})"


def nft_facts(source: Source, nft: Sequence[NftRules]) -> dict[str, Any]:
    """The same as JSON values."""
    tables = [
        {"netns": rules.netns.shown or None, "family": table.family.name, "table": table.name.decode("latin-1"),
         "rules": sum(chain.end - chain.start for chain in table.chains),
         "foreign": len(table.origin.foreign) if table.origin else 0, "dormant": table.label in rules.dormant}
        for rules in nft for table in rules.tables
    ]  # fmt: skip
    native = [
        {"netns": rules.netns.shown or None, "family": one.family_name, "table": one.label.partition(" ")[2],
         "part": one.part, "chains": len(one.chains), "rules": one.rules, "dormant": one.dormant}
        for rules in nft for one in rules.natives
    ]  # fmt: skip
    hooks = [
        {"netns": one.netns or None, "family": one.family, "hook": one.hook,
         "chains": [chain._asdict() for chain in one.chains]}
        for one in orders_of(source, nft)
    ]  # fmt: skip
    return {"nf_tables": tables, "native": native, "hooks": hooks}
