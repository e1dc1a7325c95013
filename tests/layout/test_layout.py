"""Every generated layout table equals what a C compiler says, in the five layouts."""

from __future__ import annotations

import importlib.util
import json
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from iptblob.abi import ABIS, Abi
from iptblob.spec import layouts
from iptblob.spec.layout import PADDING, Layout, layout_of
from iptblob.spec.registry import SPECS

HERE = Path(__file__).resolve().parent
PROOF: dict[str, Any] = json.loads((HERE / "proof.json").read_text("utf-8"))

# No struct of C: containers of other structs.
CONTAINERS = {"match_payload", "table_blob", "target_payload", "xt_entries", "xt_matches"}

# These structs begin with the 32 bytes of their record's head, which the specs of payloads leave out, and end
# with padding that the specs count to the record, not to the payload.
WITH_HEAD = {"xt_error_target", "xt_standard_target"}

ALL_SPECS = sorted({module.name for module in pkgutil.iter_modules(layouts.__path__)} - CONTAINERS)


def prove_module() -> ModuleType:
    found = importlib.util.spec_from_file_location("prove", HERE / "prove.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


PROVE = prove_module()


def head_size(abi: Abi) -> int:
    size: int = PROOF["layouts"][abi.name]["xt_entry_target"]["size"]
    return size


def differences(spec: str, abi: Abi) -> list[str]:
    layout = layout_of(spec, abi)
    structs = PROOF["specs"][spec]
    if not structs and layout.size:
        return [f"{layout.size} bytes, and no struct in its -xt key"]
    wrong = []
    for struct in structs:
        facts = PROOF["layouts"][abi.name][struct]
        head = head_size(abi) if struct in WITH_HEAD else 0
        if not head and facts["size"] != layout.size:
            wrong.append(f"sizeof(struct {struct}) is {facts['size']}, not {layout.size}")
        for path, offset, size in PROVE.members(layout):
            said = facts["members"].get(path)
            if said != [offset + head, size]:
                wrong.append(f"{struct}.{path}: compiler {said}, table {[offset + head, size]}")
    return wrong


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
@pytest.mark.parametrize("spec", ALL_SPECS)
def test_layout_equals_the_compilers(spec: str, abi: Abi) -> None:
    assert differences(spec, abi) == []


def test_every_registered_extension_is_proven() -> None:
    assert set(SPECS.values()) <= set(ALL_SPECS)
    assert set(PROOF["specs"]) == set(ALL_SPECS)


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
@pytest.mark.parametrize("spec", ALL_SPECS)
def test_fields_cover_every_byte_once(spec: str, abi: Abi) -> None:
    assert uncovered(layout_of(spec, abi)) == []


def uncovered(layout: Layout) -> list[str]:
    """Where the fields of a layout leave a hole or overlap, and fields without the name C gives them."""
    wrong, end = [], 0
    for field in layout.fields:
        if field.offset != end:
            wrong.append(f"{field.name} begins at {field.offset}, not {end}")
        if field.role != PADDING and not field.c_name:
            wrong.append(f"{field.name} has no -orig-id")
        if field.struct:
            wrong += uncovered(field.struct)
        end = field.offset + field.size
    return wrong if end == layout.size else [*wrong, f"fields end at {end} of {layout.size}"]


def test_a_wrong_table_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = PROOF["layouts"]["i386"]["ipt_entry"]["members"]
    monkeypatch.setitem(facts, "counters", [facts["counters"][0] + 4, facts["counters"][1]])
    assert differences("ipt_entry", ABIS["i386"])
    assert not differences("ipt_entry", ABIS["lp64-le"])


@pytest.mark.parametrize("abi", PROVE.COMPILERS)
def test_the_stored_proof_is_what_the_compiler_says(abi: str) -> None:
    structs = PROVE.CORE | PROVE.extension_structs()
    assert PROOF["specs"] == {spec: [struct for struct, _ in pairs] for spec, pairs in structs.items()}
    said, lacks = PROVE.ask(PROVE.COMPILERS[abi], structs)
    stored = PROOF["layouts"][abi]
    assert said == {struct: stored.get(struct) for struct in said}, "stale: run python tests/layout/prove.py"
    if lacks:
        pytest.skip("; ".join(lacks))
    assert set(stored) == set(said)


def test_a_missing_header_costs_its_own_structs_only() -> None:
    structs = {
        "ipt_ip": PROVE.CORE["ipt_ip"],
        "gone": [("gone", "linux/netfilter/no_such_header.h")],
        "xt_counters": PROVE.CORE["xt_counters"],
    }
    layouts = {"gone": PROVE.layout_of("xt_counters", ABIS["lp64-le"])}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PROVE, "layout_of", lambda spec, abi: layouts.get(spec) or layout_of(spec, abi))
        said, lacks = PROVE.ask("cc", structs)
    if not said:
        pytest.skip("; ".join(lacks))
    assert set(said) == {"ipt_ip", "xt_counters"}
    assert lacks == ["cc finds no linux/netfilter/no_such_header.h"]


def test_what_cannot_be_asked_keeps_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PROVE, "COMPILERS", {"i386": "no-such-compiler"})
    content, lacks = PROVE.proof(PROOF)
    assert content == {"specs": PROOF["specs"], "layouts": {"i386": PROOF["layouts"]["i386"]}}
    assert lacks == ["no-such-compiler is not installed"]
