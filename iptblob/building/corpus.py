"""Small valid payloads, one for each extension and revision in each layout: what a fuzzer begins with.

Their rules are data (``data/seeds.tsv``: family, table, chain, rule), one for each extension that a tool sends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from iptblob.abi import ABIS, Abi
from iptblob.building.buffers import replace_of
from iptblob.building.relay import Relaid
from iptblob.building.sending import Sender, extension_options
from iptblob.building.text import CompiledTable, compile_table
from iptblob.extensions import find, names
from iptblob.family import FAMILIES, Family
from iptblob.names import Names, debian_12
from iptblob.restore.tables import RulesTable, TextChain, TextRule

SEED_RULES = Path(__file__).parents[1] / "data" / "seeds.tsv"
_SET = re.compile(r"-set (\S+)").findall


class SeedRule(NamedTuple):
    """Where a rule stands, and its text."""

    family: str
    table: str
    chain: str
    text: str


class Seed(NamedTuple):
    """A SET_REPLACE payload: ``name`` says family, extension, revision and layout."""

    name: str
    data: bytes


def seeds() -> Iterator[Seed]:
    """One for each match and target that a tool sends, in each of its revisions and each layout."""
    for kind, name, family, revision, rule in seed_rules():
        for abi in ABIS.values():
            made = compiled(rule, kind, name, revision, abi)
            if made is not None:
                yield Seed(f"{family}.{kind}.{name}.{revision}.{abi.name}", replace_of(made))


def seed_rules() -> Iterator[tuple[str, str, str, int, SeedRule]]:
    """(kind, name, family, revision, the rule that has it)."""
    for (kind, name, family), rule in sorted(_stored().items()):
        for revision in revisions(kind, name, family):
            yield kind, name, family, revision, rule


def revisions(kind: str, name: str, family: str) -> list[int]:
    """Those of an extension's revisions that a tool sends."""
    own = find(kind, name)
    keys = {key if isinstance(key, int) else key[0] for key in own.revisions} if own else set()
    found = []
    for number in sorted(keys):
        sent = extension_options(kind, name, family, Sender(revisions={(kind, name): (number,)}))
        if sent is not None and sent[0].name == name and sent[1] == number:
            found.append(number)
    return found


def compiled(rule: SeedRule, kind: str, name: str, revision: int, abi: Abi) -> Relaid | None:
    """The table with that rule alone, sent with one revision; None where that has no form for what the rule says."""
    made = table_of(rule, FAMILIES[rule.family], abi, Sender(revisions={(kind, name): (revision,)}))
    sent = {(group.kind, group.name.decode("latin-1"), group.revision) for group in made.table.records.groups}
    return made.relaid if not made.refusals and (kind, name, revision) in sent else None


def table_of(rule: SeedRule, family: Family, abi: Abi, sender: Sender) -> CompiledTable:
    """A table with one rule."""
    text = RulesTable(rule.table, rule.family)
    text.chains[rule.chain] = TextChain(rule.chain, rules=[TextRule(f" {rule.text}", 1)])
    return compile_table(text, family, abi, _known(), words=False, sender=sender)


@cache
def _stored() -> dict[tuple[str, str, str], SeedRule]:
    found = {}
    for line in SEED_RULES.read_text("latin-1").splitlines():
        kind, name, *rest = line.split("\t")
        rule = SeedRule(*rest)
        assert (kind, name) in names()
        found[kind, name, rule.family] = rule
    return found


@cache
def _known() -> Names:
    """The usual names, and the sets that the rules name."""
    sets = dict.fromkeys(name for rule in _stored().values() for name in _SET(rule.text)) if SEED_RULES.exists() else {}
    return debian_12()._replace(ipsets=dict(enumerate(sets)))
