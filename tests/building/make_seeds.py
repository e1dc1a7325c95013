"""Chooses the rules of the seed corpus among what the tools loaded: for each match and target the shortest that every
layout takes, in a chain that hangs on a hook where the kernel would let it.

Usage: python -m tests.building.make_seeds; writes iptblob/data/seeds.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

import iptblob as api
from iptblob.abi import ABIS, LP64_LE
from iptblob.api.tables import Snapshot
from iptblob.building import corpus
from iptblob.building.buffers import replace_of
from iptblob.building.corpus import SeedRule
from iptblob.check.run import validate_bytes
from iptblob.family import FAMILIES
from iptblob.names import debian_12
from iptblob.reading.source import Source
from tests.building.samples import readings
from tests.conftest import SAMPLES, corpus_tables

Key = tuple[str, str, str]
SNAPSHOTS = [SAMPLES / "everything" / "everything.iptb", SAMPLES / "unsent" / "unsent.iptb"]


def candidates() -> dict[Key, list[SeedRule]]:
    found: dict[Key, list[SeedRule]] = {}
    tables = [table for path in SNAPSHOTS for table in api.open(path).tables]
    tables += [Snapshot(Source("corpus", readings(path))).tables[0] for path in corpus_tables()]
    for table in tables:
        for rule in table.rules:
            text = rule.text.encode("utf-8", "surrogateescape").decode("latin-1")
            if not text.isascii() or "\t" in text or "\n" in text:
                continue
            records = [("match", one.name) for one in rule.matches]
            records += [("target", rule.target.name)] if rule.target and rule.target.name else []
            words = text.removeprefix(f"-A {rule.chain.name} ")
            for kind, name in records:
                found.setdefault((kind, name, table.family), []).append(
                    SeedRule(table.family, table.name, rule.chain.name, words)
                )
    return found


def accepted(rule: SeedRule, key: Key, *, all_revisions: bool) -> bool:
    kind, name, family = key
    sent = corpus.revisions(kind, name, family)
    if all_revisions and not all(corpus.compiled(rule, kind, name, number, LP64_LE) for number in sent):
        return False
    for revision in corpus.revisions(kind, name, family)[-1:]:
        for abi in ABIS.values():
            made = corpus.compiled(rule, kind, name, revision, abi)
            if made is None or not validate_bytes(replace_of(made), "replace", family, abi).accepted:
                return False
        return True
    return False


def chosen(key: Key, rules: list[SeedRule]) -> Iterator[SeedRule]:
    shortest = sorted(rules, key=lambda one: (len(one.text), one.text))
    for rule, every in [*((rule, True) for rule in shortest), *((rule, False) for rule in shortest)]:
        family = FAMILIES[rule.family]
        hooks = [hook for at, hook in enumerate(family.hooks) if family.tables[rule.table] >> at & 1]
        for chain in (*hooks, rule.chain):
            moved = rule._replace(chain=chain)
            if accepted(moved, key, all_revisions=every):
                yield moved
                return


def main() -> None:
    found = candidates()
    names = dict.fromkeys(name for rules in found.values() for rule in rules for name in corpus._SET(rule.text))
    corpus._known = lambda: debian_12()._replace(ipsets=dict(enumerate(names)))  # type: ignore[assignment]
    lines = []
    for key, rules in sorted(found.items()):
        rule = next(chosen(key, rules), None)
        if rule is None:
            print("none:", *key, rules[0].text)
            continue
        lines.append("\t".join((*key[:2], *rule)))
    corpus.SEED_RULES.write_text("".join(f"{line}\n" for line in lines), "latin-1")
    print(len(lines), "rules")



if __name__ == "__main__":
    main()
