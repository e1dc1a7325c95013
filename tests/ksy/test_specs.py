"""The specs as artefacts: what the targets refuse, the gallery's form, nothing lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ksy.compiled import GALLERY, ROOT, build_module, entry_specs

Spec = dict[str, Any]
BASE = {path.stem: path for path in [*(ROOT / "ksy").glob("*.ksy"), *(ROOT / "ksy" / "ext").glob("*.ksy")]}
ENTRY_POINTS = sorted(GALLERY.glob("*.ksy"))
ROUTERS = ("match_payload", "target_payload")  # the Python reader asks their padding field how long a payload is
EMPTY = ("match_socket_0:", "target_notrack_0:", "target_trace_0:")  # the entry points give these a field of no bytes
META = ["id", "title", "application", "file-extension", "tags", "license", "ks-version", "endian"]
TOP = ["meta", "doc", "doc-ref", "seq", "instances", "types", "enums"]
GALLERY_TYPES = ["meta", "doc", "doc-ref", "params", "seq", "instances", "types", "enums"]


@pytest.mark.parametrize("path", [*sorted(BASE.values()), *ENTRY_POINTS], ids=lambda path: path.stem)
def test_no_target_refuses(path: Path) -> None:
    spec = entry_specs().get(path.stem) or yaml.safe_load(path.read_text())
    found = list(build_module("lint").lint(spec))
    assert [line for line in found if not line.startswith((*ROUTERS, *EMPTY))] == []


@pytest.mark.parametrize(
    ("spec", "word"),
    [
        ({"seq": [{"id": "type", "type": "u1"}]}, "reserved"),
        ({"seq": [{"id": "mode", "type": "u1", "enum": "mode"}], "enums": {"mode": {0: "a"}}}, "called like a field"),
        (
            {"seq": [{"id": "part", "type": "part"}], "types": {"part": {"seq": [{"id": "a", "size": 1}]}}},
            "called like",
        ),
        ({"seq": []}, "without a field"),
        ({"seq": [{"id": "a", "type": {"switch-on": "x", "cases": {1: "b"}}, "repeat": "eos"}]}, "never ends"),
        ({"seq": [{"id": "a", "size": "b - (_io.pos - start)"}]}, "position"),
        ({"seq": [{"id": "pad_end", "size-eos": True}]}, "needs no field"),
        ({"seq": [{"id": "a", "type": "u1", "valid": {"in-enum": True}}]}, "in-enum"),
        ({"instances": {"a": {"value": "(b ? (1).as<u4> : (2).as<u4>) + c - 4"}}}, "adds numbers of one type"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_lint_finds(spec: Spec, word: str) -> None:
    lint = build_module("lint").lint
    assert any(word in line for line in lint(spec, "planted"))
    assert any(word in line for line in lint({"seq": [{"id": "b", "size": 1}], "types": {"inner": spec}}, "planted"))


@pytest.mark.parametrize("path", ENTRY_POINTS, ids=lambda path: path.stem)
def test_the_form_of_the_gallery(path: Path) -> None:
    spec = entry_specs()[path.stem]
    assert list(spec["meta"]) == META
    assert list(spec) == TOP
    assert spec["meta"]["id"] == path.stem
    for number, line in enumerate(path.read_text().splitlines(), 1):
        is_address = re.match(r"^ *doc-ref: https://\S+$", line)
        assert len(line) <= 80 or is_address, f"line {number}"
    for place, inner in types_of(spec, path.stem):
        assert list(inner) == [key for key in GALLERY_TYPES if key in inner], place


def types_of(spec: Spec, place: str) -> Iterator[tuple[str, Spec]]:
    for name, inner in (spec.get("types") or {}).items():
        yield f"{place}.{name}", inner
        yield from types_of(inner, f"{place}.{name}")


def orig_ids(spec: Spec) -> list[str]:
    found = [field["-orig-id"] for field in spec.get("seq") or [] if "-orig-id" in field]
    for inner in (spec.get("types") or {}).values():
        found += orig_ids(inner)
    return found


@pytest.mark.parametrize("name", sorted(name for name in BASE if name.startswith(("match_", "target_", "ip", "arpt"))))
def test_no_field_is_lost_in_an_entry_point(name: str) -> None:
    base = yaml.safe_load(BASE[name].read_text())
    specs = [spec for spec in entry_specs().values() if name in spec["types"]["buffer"]["types"]]
    wanted = 12 if name.startswith(("match_", "target_")) else 9  # netlink dumps hold payloads, too
    assert len(specs) == wanted or name in ROUTERS or name.endswith(("getinfo", "replace"))
    for spec in specs:
        assert sorted(orig_ids(spec["types"]["buffer"]["types"][name])) == sorted(orig_ids(base))


def masks(spec: Spec) -> Iterator[tuple[str, dict[int, str]]]:
    for field in spec.get("seq") or []:
        if "-flags" in field:
            yield field["id"], field["-flags"]
    for inner in (spec.get("types") or {}).values():
        yield from masks(inner)


@pytest.mark.parametrize("name", sorted(name for name, path in BASE.items() if "-flags" in path.read_text()))
def test_every_flag_has_a_name(name: str) -> None:
    wanted = sum(len(flags) for _, flags in masks(yaml.safe_load(BASE[name].read_text())))
    spec = entry_specs()["iptables_blob"]["types"]["buffer"]["types"][name]
    text = yaml.safe_dump(spec)
    uses = {kind: len(re.findall(rf"type: {kind}\n", text)) for kind in re.findall(r"\b\w+_bits\b", text)}
    found = 0
    for place, inner in types_of(spec, ""):
        kind = place.rpartition(".")[2]
        if kind.endswith("_bits"):
            found += uses[kind] * sum(1 for flag in inner["instances"] if flag.startswith("has_"))
    assert found >= wanted
