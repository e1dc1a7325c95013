"""Digests of rules: equal exactly where the comparison calls rules equal, and the same everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from iptblob.abi import ABIS
from iptblob.diff.listing import from_tables
from iptblob.diff.meaning.digest import DIGEST_SIZE, digests, encoded, of_rule
from iptblob.diff.meaning.heads import Ignored
from iptblob.diff.meaning.numbers import meanings
from iptblob.extensions import names_ipsets
from iptblob.extensions.base import NEWEST_IPTABLES
from iptblob.family import FAMILIES
from iptblob.names import Names
from iptblob.reading.detect import detect
from iptblob.reading.opening import open_source
from iptblob.table import Table
from tests.conftest import ROOT, SAMPLES, blob_of, corpus_id, corpus_tables

SNAPSHOTS = sorted(SAMPLES.glob("*/*.iptb"))


def named(path: Path) -> list[tuple[Table, Names]]:
    source = open_source(str(path))
    return [(table, source.names_of(table)) for table in source.tables]


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.stem)
def test_digests_are_equal_where_the_comparison_says_equal(path: Path) -> None:
    for table, names in named(path):
        found = [row.tobytes() for row in digests(table, names)]
        assert all(len(one) == DIGEST_SIZE for one in found)
        [listing] = from_tables([table], [names], NEWEST_IPTABLES)
        numbers = list(zip(listing.meaning.tolist(), listing.jump.tolist(), strict=True))
        assert len(set(found)) == len(set(numbers)) == len(set(zip(found, numbers, strict=True)))


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_digests_of_the_corpus_too(info: Path) -> None:
    table = detect(blob_of(info), family=FAMILIES[info.name.split(".")[0]], kinds=("blob",)).table
    found = [row.tobytes() for row in digests(table, Names())]
    [listing] = from_tables([table], [Names()], NEWEST_IPTABLES)
    numbers = list(zip(listing.meaning.tolist(), listing.jump.tolist(), strict=True))
    assert len(set(found)) == len(set(numbers)) == len(set(zip(found, numbers, strict=True)))


def test_captures_of_one_ruleset_in_two_layouts_have_the_same_digests() -> None:
    """The kernel's own tables, handed out to 64-bit and to 32-bit callers."""
    compared = 0
    by_ruleset: dict[str, list[Path]] = {}
    for info in corpus_tables():
        by_ruleset.setdefault(f"{info.parts[-2]}/{info.name}", []).append(info)
    for infos in by_ruleset.values():
        for one, other in combinations(infos, 2):
            sides = []
            for info in (one, other):
                abi = {"i386": "i386", "s390x": "lp64-be"}.get(info.parts[-3], "lp64-le")
                family = FAMILIES[info.name.split(".")[0]]
                sides.append(detect(blob_of(info), family=family, abi=ABIS[abi], kinds=("blob",)).table)
            numbers = meanings(sides, [Names()] * 2).meaning
            if len(sides[0]) == len(sides[1]) and (numbers[: len(sides[0])] == numbers[len(sides[0]) :]).all():
                assert np.array_equal(digests(sides[0], Names()), digests(sides[1], Names())), one
                compared += 1
    assert compared


PROGRAM = """
import sys
from iptblob.diff.meaning.digest import digests
from iptblob.reading.opening import open_source
source = open_source(sys.argv[1])
for table in source.tables:
    print(table.name.decode(), digests(table, source.names_of(table)).tobytes().hex())
"""


def test_digests_are_the_same_in_every_process() -> None:
    path = str(SAMPLES / "everything" / "everything.iptb")
    outputs = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run([sys.executable, "-c", PROGRAM, path], capture_output=True, text=True, check=True,
                              cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
        outputs.add(done.stdout)
    assert len(outputs) == 1
    here = [f"{table.name.decode()} {digests(table, names).tobytes().hex()}" for table, names in named(Path(path))]
    assert outputs.pop().splitlines() == here


def test_what_is_ignored_has_no_part_in_a_digest() -> None:
    [table, names], *_ = named(SAMPLES / "incident" / "after.iptb")
    whole, rest = digests(table, names), digests(table, names, Ignored(frozenset({"comment", "address"})))
    assert len({row.tobytes() for row in rest}) < len({row.tobytes() for row in whole})


def test_values_are_never_taken_for_others() -> None:
    values = [0, 1, -1, None, "", b"", "a", b"a", (), ((),), (0,), ("0",), (b"1", b"2"), (b"12",), (1, 2), (12,), "i1;"]
    assert len({encoded(value) for value in values}) == len(values)
    assert encoded(True) == encoded(1)
    with pytest.raises(TypeError):
        encoded(1.5)


def test_order_and_number_of_matches_count() -> None:
    head, one, two, target = (bytes([at]) * DIGEST_SIZE for at in range(4))
    rules = [of_rule(head, matches, target) for matches in ([], [one], [two], [one, two], [two, one], [one, one])]
    assert len(set(rules)) == len(rules)


def test_equal_bytes_that_name_another_set_differ() -> None:
    """Also where both sides of one comparison hold the very same bytes."""
    path = SAMPLES / "everything" / "everything.iptb"
    compared = 0
    for table, names in named(path):
        used = {number for group in table.records.groups if names_ipsets(group.kind, group.name)
                for number in group.entries.tolist()}  # fmt: skip
        if not used or not names.ipsets:
            continue
        renamed = names._replace(ipsets={index: f"not {name}" for index, name in names.ipsets.items()})
        numbers = meanings([table, table], [names, renamed]).meaning
        differ = set(np.flatnonzero(numbers[: len(table)] != numbers[len(table) :]).tolist())
        other = set(np.flatnonzero((digests(table, names) != digests(table, renamed)).any(axis=1)).tolist())
        assert differ == other
        assert differ
        assert differ <= used
        compared += 1
    assert compared
