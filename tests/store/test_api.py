"""The same from Python."""

from __future__ import annotations

from pathlib import Path

import iptblob
from tests.conftest import ROOT


def test_a_fleet_from_python(tmp_path: Path) -> None:
    fleet = iptblob.Fleet(tmp_path / "store")
    added = fleet.add(ROOT / "samples/incident/before.iptb", ROOT / "samples/incident/after.iptb", workers=1)
    assert (added.done.added, list(fleet.hosts())) == (2, ["edge1"])
    backdoor = "-A INPUT -s 198.51.100.23/32 -p tcp --dport 22 -m comment --comment operations -j ACCEPT"
    assert [(one.host, one.snapshots) for one in fleet.seen(backdoor)] == [("edge1", 1)]
    assert fleet.missing(backdoor).hosts == []
    assert [one.change for one in fleet.diff("edge1@2026-11-23T13:40:00", "edge1").differences].count("added") >= 1
    assert len(fleet.drift().moves) == 1
    fleet.label("edge1", role="edge")
    assert fleet.odd("role").groups[0].by == "edge"
    assert fleet.sql("SELECT count(*) FROM labels").rows == [(1,)]
    assert str(tmp_path) in repr(fleet)
