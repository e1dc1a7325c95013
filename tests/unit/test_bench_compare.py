"""The comparison of two benchmark runs: what it lets pass and what not."""

from __future__ import annotations

import copy
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_compare", ROOT / "tests" / "bench" / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


COMPARE = load()
LANDED: dict[str, Any] = json.loads((ROOT / "docs" / "bench" / "results.json").read_text())


def slowed(what: str, factor: float) -> dict[str, Any]:
    new = copy.deepcopy(LANDED)
    for result in new["results"]:
        for one in result["series"]:
            if one["what"] == what:
                one["cpu"] = [seconds * factor for seconds in one["cpu"]]
    return new


def test_the_same_figures_pass() -> None:
    assert COMPARE.slower(LANDED, LANDED) == []
    assert len(COMPARE.series(LANDED)) > 20


@pytest.mark.parametrize(("factor", "fails"), [(1.14, False), (1.16, True), (0.5, False)])
def test_fifteen_per_cent(factor: float, fails: bool) -> None:
    found = COMPARE.slower(LANDED, slowed("iptblob show", factor))
    assert bool(found) == fails
    assert all("iptblob show" in line for line in found)


def test_what_is_no_longer_measured_is_told() -> None:
    new = copy.deepcopy(LANDED)
    new["results"] = new["results"][:-1]
    with pytest.raises(ValueError, match="no longer measured"):
        COMPARE.slower(LANDED, new)


def test_another_machine_is_measured_by_its_python() -> None:
    new = copy.deepcopy(LANDED)
    new["machine"]["processor"] = "another"
    for result in new["results"]:
        for one in result["series"]:
            one["cpu"] = [seconds * 2 for seconds in one["cpu"]]
    assert COMPARE.slower(LANDED, new) == []


def test_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.json").write_text(json.dumps(LANDED))
    (tmp_path / "new.json").write_text(json.dumps(slowed("iptblob diff", 2)))
    assert COMPARE.main([str(tmp_path / "old.json"), str(tmp_path / "old.json")]) == 0
    assert COMPARE.main([str(tmp_path / "old.json"), str(tmp_path / "new.json")]) == 1
    assert "2.00 x" in capsys.readouterr().out
