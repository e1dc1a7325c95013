"""Rules of nf_tables as JSON: the line that iptables-nft-save prints, and every field of the message with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from iptblob.escape import visible
from iptblob.extensions.base import Context
from iptblob.nftables.fields import rule_fields
from iptblob.render.json.encode import dumps
from iptblob.render.json.tables import chain_json, field_json, finding_json, place_of_table
from iptblob.words.save import save_rules

if TYPE_CHECKING:
    from iptblob.names import Names
    from iptblob.nftables import Native, NftRules
    from iptblob.table import ChainSpan, Table
    from iptblob.words.save import SavedTable


def nft_tables_json(shown: Sequence[tuple[NftRules, Table, Context]]) -> Iterator[str]:
    """The elements of ``nf_tables``, a rule at a time."""
    for number, (rules, table, context) in enumerate(shown):
        yield ",\n" if number else "\n"
        yield from _nft_table(rules, table, context)


def _nft_table(rules: NftRules, table: Table, context: Context) -> Iterator[str]:
    saved = save_rules(table, context)
    about = {
        "family": table.family.name, "table": visible(table.name), "netns": table.netns.shown or None,
        "backend": table.backend, "member": table.member or None, "abi": table.abi.name,
        "dormant": table.label in rules.dormant,
        "findings": [finding_json(finding, place_of_table(table)) for finding in saved.findings],
    }  # fmt: skip
    yield dumps(about)[:-1] + ', "chains": ['
    for number, chain in enumerate(table.saved_chains):
        yield (",\n " if number else "\n ") + dumps(chain_json(table, chain))[:-1] + ', "rules": ['
        for at in range(chain.start, chain.end):
            rule = _nft_rule(rules, saved, at, chain, names=context.names)
            yield (",\n  " if at > chain.start else "\n  ") + dumps(rule)
        yield "]}"
    yield "]}"


def _nft_rule(rules: NftRules, saved: SavedTable, at: int, chain: ChainSpan, *, names: Names) -> dict[str, Any]:
    table = saved.table
    assert table.origin is not None
    place, counters = table.origin.places[at], table.heads[at]["counters"]
    foreign = at in table.origin.foreign
    fields = rule_fields(rules.content, place, table.abi, table.family)
    return {
        "number": at - chain.start + 1, "offset": place, "size": sum(item.size for item in fields),
        "save": None if foreign else visible(f"-A {chain.name.decode('latin-1')}{saved.rules[at]}"),
        "packets": int(counters["packets"]), "bytes": int(counters["bytes"]), "notes": saved.notes.get(at, []),
        "fields": [field_json(item, item.path, table, names) for item in fields],
    }  # fmt: skip


def native_json(native: Native) -> dict[str, Any]:
    """What is no table of iptables: its chains and how many rules each has."""
    return {
        "netns": native.netns.shown or None, "family": native.family_name, "table": visible(native.table),
        "part": native.part, "dormant": native.dormant, "rules": native.rules,
        "chains": [
            {"name": visible(chain.name), "type": visible(chain.kind) or None,
             "hook": native.hook_name(chain), "priority": None if chain.hook is None else chain.priority,
             "policy": {0: "drop", 1: "accept"}.get(-1 if chain.policy is None else chain.policy),
             "device": visible(chain.device) or None, "rules": count}
            for chain, count in native.chains
        ],
    }  # fmt: skip
