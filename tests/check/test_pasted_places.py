"""A place or byte that a finding prints, given to inspect, shows the entry that holds the byte: all samples."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from iptblob.check.files import Judged, Request, judge_file
from iptblob.cli.place import Spot, by_offset, by_place, place_of
from iptblob.errors import IptblobError, UsageError
from iptblob.model import Finding
from iptblob.reading.opening import open_source
from iptblob.reading.source import Source
from iptblob.table import Table

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(
    [*SAMPLES.glob("broken/*.replace"), *SAMPLES.glob("*/*.iptb"), *SAMPLES.glob("corpus/*/*/*.entries")]
)


def findings(path: Path) -> list[tuple[Judged, Finding]]:
    judged = [one for one in judge_file(str(path), Request()) if isinstance(one, Judged)]
    return [(one, finding) for one in judged for finding in one.verdict.findings if finding.offset is not None]


def one_of(source: Source, member: str) -> Source:
    readings = [one for one in source.readings if one.table.member == member or not member]
    return Source(source.file, tuple(readings), source.manifest)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_places_and_bytes_lead_back(path: Path) -> None:
    found = findings(path)
    try:
        source = open_source(str(path))
    except IptblobError:
        assert path.parent.name == "broken"
        return
    for judged, finding in found[:60]:
        single = one_of(source, judged.member)
        table = single.tables[0]
        twice = {name for name, count in Counter(chain.name for chain in table.chains).items() if count > 1}
        if finding.place and finding.chain is not None and finding.chain.encode() not in twice:
            where = f"{table.family.name}/{judged.verdict.table}/{finding.place}"
            whole = f"{table.netns.shown}/{where}" if table.netns else where
            assert holds(by_place(source, whole), finding), whole
            assert holds(by_place(single, finding.place), finding), finding
        if finding.length and table.base <= finding.offset < table.base + len(table.data):
            assert holds(by_offset(single, str(finding.offset)), finding)
            assert holds(by_offset(single, f"entry:{finding.offset - table.base}"), finding)
        elif finding.length and finding.offset < table.base:
            assert by_offset(single, hex(finding.offset)).entry is None


def holds(found: Spot, finding: Finding) -> bool:
    table = found.reading.table
    assert finding.offset is not None
    assert found.entry is not None
    if found.entry == len(table):
        return finding.offset >= table.base + (table.walk.stopped_at or 0)
    start = table.base + int(table.offsets[found.entry])
    return start <= finding.offset < start + int(table.next_offsets[found.entry])


def every_place(table: Table) -> list[str]:
    return [place_of(table, at) for at in range(len(table))]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.iptb"))[:12], ids=lambda path: path.stem)
def test_every_entry_has_a_place_of_its_own(path: Path) -> None:
    source = open_source(str(path))
    for reading in source.readings:
        table = reading.table
        chains = [chain.name for chain in table.chains]
        if len(set(chains)) < len(chains) or len(table) > 400:
            continue
        for at, place in enumerate(every_place(table)):
            found = by_place(source, place)
            assert (found.reading.table.label, found.entry) == (table.label, at), place


def test_a_rule_of_one_table_needs_no_table() -> None:
    source = open_source(str(SAMPLES / "incident" / "after.iptb"))
    assert by_place(source, "INPUT:6").reading.table.label == "ipv4 filter"
    with pytest.raises(UsageError, match="to choose from"):
        by_place(source, "INPUT:policy")
    with pytest.raises(UsageError, match="no table has NOWHERE:1"):
        by_place(source, "NOWHERE:1")
