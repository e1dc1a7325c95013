"""The properties of scripts, over random tables that the real kernel has taken, with iptables-save as the authority."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from iptblob.diff.files import Side, Wishes, diff_sides, side_of_source
from iptblob.diff.lines import from_lines, lines_of_text
from iptblob.diff.listing import from_tables
from iptblob.diff.script import Change, compare
from iptblob.extensions.base import NEWEST_IPTABLES
from iptblob.reading.opening import open_source
from iptblob.restore.document import read as read_rules
from iptblob.table import Table
from tests.diff.apply import apply, rules_of
from tests.diff.conftest import Runner
from tests.diff.model import Model, edited

pytestmark = pytest.mark.kernel

ALL = ("insert", "delete", "edit", "swap", "move", "policy", "rename")


@given(case=edited(ALL, 6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_scripts_between_loaded_tables(case: tuple[Model, Model, int], netns_in: Runner) -> None:
    before, after, made = case
    assume(not before.loops() and not after.loops())  # the kernel takes no others
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.v4").write_bytes(before.save())
        (folder / "b.v4").write_bytes(after.save())
        load = "iptables-legacy-restore {0}.v4; take ipv4 filter {0}.blob; iptables-legacy-save -t filter > {0}.save\n"
        netns_in(folder, load.format("a") + load.format("b"))
        sides = [side_of_source(open_source(str(folder / f"{side}.blob"))) for side in "ab"]
        saved = [
            rules_of(
                *from_lines([lines_of_text(read_rules((folder / f"{side}.save").read_bytes(), side).tables[0], "ipv4")])
            )
            for side in "ab"
        ]
    wishes = Wishes(NEWEST_IPTABLES)
    assert diff_sides(sides[0], sides[0], wishes).changes == []
    changes = diff_sides(sides[0], sides[1], wishes).changes
    assert len(changes) <= made
    assert len(diff_sides(sides[1], sides[0], wishes).changes) == len(changes)
    assert changes == _read_in_whole(sides[0], sides[1])
    result = apply(changes, saved[0])
    assert result.policies == saved[1].policies
    assert result.chains == saved[1].chains


def _read_in_whole(a: Side, b: Side) -> list[Change]:
    """The script where nothing is left out because its bytes are equal."""
    tables = [table for side in (a, b) for table in side.tables.values() if isinstance(table, Table)]
    one, other = from_tables(tables, [a.names, b.names], NEWEST_IPTABLES, quiet=False)
    return compare(one, other).changes
