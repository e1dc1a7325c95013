"""The rules of samples/everything as they were typed, compiled, beside the bytes that the kernel gave of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import iptblob as api
from iptblob.building.grammar import Compiled, RuleError, compile_rule
from iptblob.restore.arguments import arguments
from tests.building.compiled import differences
from tests.conftest import SAMPLES

sys.path.insert(0, str(SAMPLES / "tools"))
from ruletext import Rule, read_rules

FOLDER = SAMPLES / "everything"


class Typed(NamedTuple):
    """A line, why it was not compiled (None where it was), and what of its bytes differs."""

    line: Rule
    refused: RuleError | None
    differs: tuple[str, ...]


def rejected() -> set[tuple[str, str]]:
    """(family/file, line) of what the tool refused."""
    rows = (line.split("\t") for line in (FOLDER / "rejected.txt").read_text("utf-8").splitlines())
    return {(row[0], row[1]) for row in rows}


def typed(snapshot: api.Snapshot, family: str) -> Iterator[Typed]:
    """Every line that was loaded, in the order of the files, which is that of the chains."""
    refused = rejected()
    tables = {table.name: table for table in snapshot.tables if table.family == family}
    places = {(name, chain.name): iter(chain.rules) for name, table in tables.items() for chain in table.chains}
    for line in read_rules(FOLDER / "rules" / family):
        text = line.rest.decode("latin-1")
        if (f"{family}/{line.file}", f"-A {line.chain} {text}") in refused:
            continue
        table = tables[line.table]
        try:
            made = compiled(text, table)
        except RuleError as error:
            next(places[line.table, line.chain])
            yield Typed(line, error, ())
            continue
        for one in made:
            rule = next(places[line.table, line.chain], None)
            if rule is None:
                yield Typed(line, None, ("too many rules",))
                break
            yield Typed(line, None, tuple(differences(rule, one, table)))
    for (name, chain), rest in places.items():
        assert next(rest, None) is None, f"more rules were loaded in {name} {chain} than compiled"


def compiled(text: str, table: api.Table) -> list[Compiled]:
    raw = table._table
    chains = [chain.name.encode("utf-8", "surrogateescape").decode("latin-1") for chain in table.chains]
    return compile_rule(arguments(text), raw.family, raw.abi, table.snapshot.source.names_of(raw), chains)


def main() -> None:
    snapshot = api.open(Path(FOLDER / "everything.iptb"))
    for family in ("ipv4", "ipv6", "arp"):
        found = list(typed(snapshot, family))
        same = sum(one.refused is None and not one.differs for one in found)
        print(family, len(found), "rules,", same, "the same bytes")
        for one in found:
            if one.refused or one.differs:
                print(one.line.where, one.refused or one.differs, one.line.rest.decode("latin-1"))


if __name__ == "__main__":
    main()
