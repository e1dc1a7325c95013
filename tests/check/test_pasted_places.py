"""What a command prints as a place or byte, given to inspect, shows that entry: all findings, all changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iptblob.check.files import Judged, Request, judge_file
from iptblob.cli.place import Spot, by_offset, by_place, place_of
from iptblob.diff.files import FileDiff, Wishes, diff_sides
from iptblob.diff.opened import open_side
from iptblob.errors import IptblobError, UsageError
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.model import Finding
from iptblob.reading.opening import open_source
from iptblob.reading.source import Source
from iptblob.render.json.changes import document
from iptblob.table import Table
from tests.conftest import Done

NFT = Path(__file__).parents[1] / "nft" / "data"
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


SNAPSHOTS = sorted(
    [*SAMPLES.glob("*/*.iptb"), *(Path(__file__).parents[1] / "data").rglob("*.iptb"), *NFT.glob("*.iptb")]
)
PAIRS = [(one, other) for one in SNAPSHOTS for other in SNAPSHOTS if one.stat().st_size + other.stat().st_size < 60_000]


def changes_of(one: Path, other: Path) -> FileDiff | None:
    try:
        sides = [open_side(str(path), family=None, abi=None, table=None) for path in (one, other)]
        return diff_sides(*sides, Wishes(DEBIAN_12_IPTABLES))
    except IptblobError:  # damaged beyond reading, or of two back-ends: nothing is printed
        return None


@pytest.mark.parametrize("one", SNAPSHOTS, ids=lambda path: path.stem)
def test_places_of_changes_lead_back(one: Path) -> None:
    """JSON has the whole place, text the chain and number under the table's heading."""
    for other in (second for first, second in PAIRS[:: 7 if len(PAIRS) > 400 else 1] if first == one):
        found = changes_of(one, other)
        sources = [] if found is None else [open_source(str(path)) for path in (one, other)]
        for change in document(found)["changes"] if found is not None else []:
            for source, side in zip(sources, "ab", strict=True):
                place, offset = change[f"place_{side}"], change[f"offset_{side}"]
                assert (place is None) == (offset is None)
                if place is not None and twice(source, change) is False:
                    shown = by_place(source, place)
                    table = shown.reading.table
                    assert int(table.offsets[shown.entry or 0]) == offset, (one, other, place)
                    short = place.rpartition("/")[2]
                    alone = one_of(source, table.member)
                    assert by_place(alone, short).entry == shown.entry == by_offset(alone, f"entry:{offset}").entry


def twice(source: Source, change: dict[str, Any]) -> bool:
    """Whether a table has two chains of one name, so that a place says nothing of one of them."""
    tables = [table for table in source.tables if table.family.name == change["family"]]
    return any(len({chain.name for chain in table.chains}) < len(table.chains) for table in tables)


@pytest.mark.parametrize("other", [path for path in SNAPSHOTS if "incident" in str(path)], ids=lambda path: path.stem)
def test_text_has_the_same_places(iptblob: Callable[..., Done], other: Path) -> None:
    """Every line of diff and timeline that names a place, pasted as it stands."""
    before = SAMPLES / "incident" / "before.iptb"
    tried = 0
    for command in ("diff", "timeline"):
        table = ""
        for line in iptblob(command, before, other).text.splitlines():
            table = line if line.startswith("@@ ") else table
            places = re.findall(r"(?:^[-+~>] |^  (?:\[\d\] \w+ |never hit: )?|-> )([A-Z]+:(?:\d+|policy))(?= |$)", line)
            for place in places:
                family, name = table.split()[1:3]
                done = [
                    iptblob("inspect", path, "--family", family, "--table", name, "--rule", place)
                    for path in (before, other)
                ]
                assert any(f"{family}/{name}/{place}" in one.text.splitlines()[0] for one in done if one.text), line
                tried += 1
    assert tried > (5 if other != before else 0)


def test_a_place_that_is_nowhere_names_the_legacy_tables(iptblob: Callable[..., Done]) -> None:
    """Also where answers of nf_tables stand beside them that hold no rule."""
    snapshot = Path(__file__).parents[1] / "data" / "schema-2.iptb"
    assert open_source(str(snapshot)).dumps
    done = iptblob("inspect", snapshot, "--rule", "nowhere/ipv4/filter/INPUT:2")
    assert done.status == 2
    assert "no table has nowhere/ipv4/filter/INPUT:2 (it holds ipv4 " in done.err or "no chain nowhere" in done.err


def test_every_place_of_a_diff_leads_to_its_bytes(iptblob: Callable[..., Done]) -> None:
    """Pasted as it is printed: one step from a difference to both rules and the bytes that differ."""
    before, after = SAMPLES / "incident" / "before.iptb", SAMPLES / "incident" / "after.iptb"
    found = 0
    for line in iptblob("diff", before, after).text.splitlines():
        if line[:2] not in ("+ ", "- ", "~ ", "> ") or not line[2:].startswith("ipv4/"):
            continue
        places = re.findall(r"ipv4/\S+:\w+", line[2:].partition("  ")[0])
        files = {"+": [after], "-": [before]}.get(line[0], [before, after])
        rules = [word for place in (places if len(files) > 1 else places[:1]) for word in ("--rule", place)]
        done = iptblob("inspect", *files, *rules)
        assert (done.status, done.err) == (0, ""), line
        found += 1
        if len(files) > 1:
            assert "^^" in done.text, line
    assert found == 9


def test_the_bytes_marked_are_those_that_differ(iptblob: Callable[..., Done]) -> None:
    """Held against the bytes of both members, taken from the ZIP files by zipfile."""
    import zipfile

    files = [SAMPLES / "incident" / name for name in ("before.iptb", "after.iptb")]
    held = [zipfile.ZipFile(file).read("net-4026532179/ipv4/filter.blob") for file in files]
    one, other = (data[start : start + 248] for data, start in zip(held, (1284, 1772), strict=True))
    places = ("--rule", "ipv4/filter/INPUT:6", "--rule", "ipv4/filter/INPUT:7")
    lines = iptblob("inspect", *files, *places).text.split("\n")
    marked = set()
    for at, line in enumerate(lines):
        if set(line) == {" ", "^"}:
            start = int(lines[at - 1][1:8]) - 1772
            marked |= {start + (column - 10) // 3 for column in range(10, len(line), 3) if line[column] == "^"}
    assert marked == {at for at in range(248) if one[at] != other[at]}
