"""The generator of large tables: sizes, sameness, variety, and edits that are where the log says."""

from __future__ import annotations

import re

import pytest

from tests.tools import live

import bigtable  # samples/tools, on the path through tests.tools.live # isort: skip


def rules(data: bytes) -> list[bytes]:
    """The rules, without their counters."""
    return [line.split(b"] ", 1)[1] for line in data.splitlines() if b" -A " in line]


@pytest.mark.parametrize("shape", bigtable.SHAPES)
@pytest.mark.parametrize("count", [100, 1000, 1234, 10_000])
def test_makes_as_many_rules_as_asked(shape: str, count: int) -> None:
    assert len(rules(bigtable.make(count, shape)[0])) == count


@pytest.mark.parametrize("shape", bigtable.SHAPES)
def test_the_seed_decides_everything(shape: str) -> None:
    assert bigtable.make(1000, shape, seed=3) == bigtable.make(1000, shape, seed=3)
    assert bigtable.make(1000, shape, seed=3) != bigtable.make(1000, shape, seed=4)


def test_no_two_payloads_are_alike_in_the_distinct_shape() -> None:
    text = b"\n".join(rules(bigtable.make(20_000, "distinct")[0]))
    for pattern in (rb'--comment "([^"]*)"', rb"--set-xmark (\S+)", rb"--mark (\S+)", rb"--sport (\d+ --dport \d+)"):
        found = re.findall(pattern, text)
        assert len(found) > 19_000
        assert len(set(found)) == len(found)


@pytest.mark.parametrize("shape", bigtable.SHAPES)
def test_edits_are_where_the_log_says(shape: str) -> None:
    plain, none = bigtable.make(5000, shape)
    changed, log = bigtable.make(5000, shape, edits=100)
    assert none == []
    before, after = by_chain(plain), by_chain(changed)
    touched = {item["chain"] for item in log}
    assert len(log) == min(100, sum(len(lines) > 1 for lines in before.values()))
    assert {chain for chain in after if before.get(chain) != after[chain]} <= touched
    for item in log:
        old, new = before[str(item["chain"])], after[str(item["chain"])]
        if item["kind"] == "insert":
            at = int(str(item["after"])) - 1
            assert old == new[:at] + new[at + 1 :]
        elif item["kind"] == "delete":
            at = int(str(item["before"])) - 1
            assert new == old[:at] + old[at + 1 :]
        else:
            assert len(old) == len(new)


def by_chain(data: bytes) -> dict[str, list[bytes]]:
    chains: dict[str, list[bytes]] = {}
    for rule in rules(data):
        _, chain, rest = rule.split(b" ", 2)
        chains.setdefault(chain.decode(), []).append(rest)
    return chains


@pytest.mark.kernel
@pytest.mark.parametrize("shape", bigtable.SHAPES)
def test_the_kernel_takes_it(shape: str) -> None:
    data, _ = bigtable.make(3000, shape, edits=20)
    loaded = live.load(v4=data)
    assert not loaded.notes
    assert sum(text.count(b"] -A ") for text in loaded.saves.values()) == len(rules(data))
