"""Every extension of the registry is described, proven, worded, and seen in a real capture."""

from __future__ import annotations

import functools
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from iptblob import extensions
from iptblob.reading.detect import detect
from iptblob.reading.opening import open_source
from iptblob.spec.registry import SPECS
from tests.conftest import ROOT, SAMPLES, blob_of, corpus_tables

Key = tuple[str, str, int, str]
KEYS = sorted(SPECS)
PROOF = json.loads((ROOT / "tests" / "layout" / "proof.json").read_text())
ABI_NAMES = {"lp64-le", "lp64-be", "i386", "ilp32-le", "ilp32-be"}

OLD = "older kernels registered it; that of the captures knows later revisions only"
GONE = "taken out of Linux 3.17"
NO_LSM = "needs a security module, and none is active where the captures were made"
ARP = "arp_tables refuses targets that are not ARP's own (xt_check_target, net/netfilter/x_tables.c, v6.1)"

# No kernel within reach holds these. A sample that turns up takes its key off the list, or the test fails.
WITHOUT_SAMPLE: dict[Key, str] = {
    **{("match", name, 0, family): OLD
       for name in ("connlimit", "connmark", "hashlimit", "mark", "multiport", "owner", "string")
       for family in ("ipv4", "ipv6")},
    **{("match", name, 0, "ipv4"): OLD for name in ("conntrack", "iprange", "tos")},
    **{("target", name, revision, family): OLD
       for name, revision in (("CONNMARK", 0), ("MARK", 0), ("MARK", 1), ("TEE", 0)) for family in ("ipv4", "ipv6")},
    ("target", "TOS", 0, "ipv4"): OLD,
    ("target", "ULOG", 0, "ipv4"): GONE,
    ("target", "SECMARK", 0, "ipv4"): NO_LSM,
    ("target", "SECMARK", 0, "ipv6"): NO_LSM,
    **{("target", name, revision, "arp"): ARP
       for name, revisions in (("AUDIT", (0,)), ("CONNMARK", (1, 2)), ("DNAT", (1, 2)), ("IDLETIMER", (0, 1)),
                               ("LED", (0,)), ("NFLOG", (0,)), ("NFQUEUE", (0, 1, 2, 3)), ("RATEEST", (0,)),
                               ("SNAT", (1, 2)))
       for revision in revisions},
}  # fmt: skip


def label(key: Key) -> str:
    return f"{key[0]}-{key[1] or 'standard'}-{key[2]}-{key[3]}"


@functools.cache
def spec_of(name: str) -> Any:
    path = ROOT / "ksy" / "ext" / f"{name}.ksy"
    return yaml.safe_load(path.read_text())


def fields(spec: Any) -> Iterator[Any]:
    """Every field of a spec and of the types inside it."""
    yield from spec.get("seq", [])
    for inner in spec.get("types", {}).values():
        yield from fields(inner)


@functools.cache
def sampled() -> frozenset[Key]:
    """Every extension that occurs in a capture."""
    tables = [table for path in sorted(SAMPLES.glob("*/*.iptb")) for table in open_source(str(path)).tables]
    tables += [detect(blob_of(info)).table for info in corpus_tables()]
    return frozenset(
        (group.kind, group.name.decode("latin-1"), group.revision, table.family.name)
        for table in tables
        for group in table.records.groups
    )


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_spec_says_what_it_describes(key: Key) -> None:
    kind, name, revision, family = key
    spec = spec_of(SPECS[key])
    meta = spec["meta"]["-xt"]
    assert (meta["kind"], meta["name"], meta["revision"]) == (kind, name, revision)
    assert family in meta["families"]
    assert spec["doc"].strip()
    assert spec["doc-ref"].strip()
    for field in fields(spec):
        assert field.get("doc", "").strip(), field["id"]
        assert "-orig-id" in field or field["id"].startswith("pad"), field["id"]


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_layout_is_proven_in_every_abi(key: Key) -> None:
    structs = PROOF["specs"][SPECS[key]]
    assert set(PROOF["layouts"]) == ABI_NAMES
    empty = not any(True for _ in fields(spec_of(SPECS[key])))
    assert structs or empty, "a payload with fields has a struct"
    for abi in ABI_NAMES:
        for struct in structs:
            assert PROOF["layouts"][abi][struct]["size"] >= 0
            assert PROOF["layouts"][abi][struct]["members"] or empty


@pytest.mark.parametrize("key", [key for key in KEYS if key[1] not in ("", "ERROR")], ids=label)
def test_extension_has_words(key: Key) -> None:
    found = extensions.find_revision(*key)
    assert found is not None, "no Revision in iptblob/extensions"
    assert found.words, found.words


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_extension_has_a_real_sample(key: Key) -> None:
    if key in WITHOUT_SAMPLE:
        assert key not in sampled(), "it has a sample now: take it off the list"
    else:
        assert key in sampled(), "no capture holds it: make one, or list it with the reason"


def test_the_list_names_nothing_unknown() -> None:
    assert set(WITHOUT_SAMPLE) <= set(SPECS)
    assert sampled() <= set(SPECS)


def test_old_revisions_are_unknown_to_the_kernel_of_the_captures() -> None:
    """What the list calls old is in truth not among what that kernel registered."""
    with zipfile.ZipFile(SAMPLES / "everything" / "everything.iptb") as archive:
        known = json.loads(archive.read("kernel/extensions.json"))
    for (kind, name, revision, family), reason in WITHOUT_SAMPLE.items():
        if reason in (OLD, GONE):
            revisions = known[family]["matches" if kind == "match" else "targets"]["revisions"].get(name, [])
            assert revision not in revisions, (kind, name, revision, family)


def test_every_spec_is_registered_and_every_module_has_a_spec() -> None:
    files = {path.stem for path in (ROOT / "ksy" / "ext").glob("*.ksy")}
    assert files == set(SPECS.values())
    names = {f"{kind}_{name.lower() or 'standard'}" for kind, name, _, _ in SPECS}
    modules = {path.stem for path in Path(extensions.__file__).parent.glob("*_*.py")} - {"__init__"}
    assert {module for module in modules if module.startswith(("match_", "target_"))} <= names
