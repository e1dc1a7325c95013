"""Many files against one: groups as comparing each would give them, but for values that belong to a host."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iptblob.diff.files import Wishes
from iptblob.diff.opened import open_side
from iptblob.fleet.baseline import compare_all, group
from iptblob.store.beside import compare_beside
from tests.conftest import ROOT
from tests.store.calling import run_cli
from tests.store.fleets import host

SAMPLES = ROOT / "samples"
WISHES = Wishes((1, 8, 9))


def groups(*words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run_cli("diff", *words, "--format", "json").out)["groups"]
    return found


def written(folder: Path, odd: dict[int, str], *, addresses: bool) -> list[str]:
    paths = []
    for number in range(12):
        made = host(number, "web", 3, odd.get(number, ""), addresses=addresses)
        paths.append(str(folder / f"{made.name}.iptb"))
        Path(paths[-1]).write_bytes(made.data)
    return paths


@pytest.mark.parametrize("addresses", [True, False])
def test_own_addresses_are_mappings_and_a_changed_one_is_a_change(tmp_path: Path, addresses: bool) -> None:
    paths = written(tmp_path, {7: "address", 9: "port"}, addresses=addresses)
    found = groups("--baseline", paths[0], *paths[1:])
    assert [len(one["files"]) for one in found] == [9, 1, 1]  # type: ignore[arg-type]
    assert found[0]["identical"]
    mapped = {one["file"]: one.get("mapping") for one in found[0]["files"]}  # type: ignore[attr-defined]
    assert mapped[paths[5]] == ["--map-addr 10.64.0.0=10.64.0.5"]
    changed = next(one for one in found if one["files"][0]["file"] == paths[7])  # type: ignore[index]
    assert [change["after"] for change in changed["changes"]] == [  # type: ignore[attr-defined]
        "-A INPUT -s 203.0.113.66/32 -p tcp -m tcp --dport 22 -m comment --comment self -j ACCEPT"
    ]
    text = run_cli("diff", "--baseline", paths[0], *paths[1:])
    assert text.out.startswith(f"9 of 11 equal {paths[0]}\n")


def test_groups_are_those_of_comparing_each() -> None:
    """Samples of all kinds, among which no value is learnt: the same result as one comparison after the other."""
    files = sorted(
        map(str, [*SAMPLES.glob("*/*.iptb"), *SAMPLES.glob("*/*.save"), *SAMPLES.glob("misleading/*.replace")])
    )
    base = str(SAMPLES / "incident/before.iptb")
    opened = {path: open_side(path, family=None, abi=None, table=None) for path in files if path != base}
    first = open_side(base, family=None, abi=None, table=None)
    one = group(compare_all(first, opened.values(), WISHES))
    other = group(compare_beside(first, opened.values(), opened.__getitem__, WISHES))
    assert [(one.files, one.found.changes, one.found.unread) for one in one] == [
        (one.files, one.found.changes, one.found.unread) for one in other
    ]
    assert len(one) > 10


def test_a_long_group_is_cut_and_says_where_the_rest_is(tmp_path: Path) -> None:
    paths = [tmp_path / "a.iptb", tmp_path / "b.iptb"]
    for path, role in zip(paths, ("web", "db"), strict=True):
        path.write_bytes(host(1, role, 3).data)
    done = run_cli("diff", "--baseline", str(paths[0]), str(paths[1]))
    lines = done.out.splitlines()
    assert lines[-1].endswith(f"more lines: iptblob diff {paths[0]} {paths[1]}")
    whole = run_cli("diff", str(paths[0]), str(paths[1])).out.splitlines()
    assert len(lines) < 210 < len(whole)
