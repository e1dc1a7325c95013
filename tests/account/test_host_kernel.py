"""What a host's kernel said of its matches and targets counts in show, validate and diff."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iptblob.abi import ABIS
from iptblob.family import FAMILIES
from iptblob.reading.hostkernel import ABSENT, HAS, LACKS, HostExtensions, lacking
from iptblob.reading.opening import open_source
from iptblob.table import Table
from tests.account.wrongs import rezipped
from tests.conftest import ROOT, SAMPLES, Done

MEMBER = "kernel/extensions.json"
AFTER, ROUTER = SAMPLES / "incident" / "after.iptb", SAMPLES / "router" / "router.iptb"
Iptblob = Callable[..., Done]


def told_by(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zipfile.ZipFile(path).read(MEMBER))
    return found


def saying(path: Path, goal: Path, told: dict[str, Any]) -> Path:
    """The snapshot with other answers of its kernel, all hashes right."""
    content = json.dumps(told).encode()
    data = path.read_bytes()

    def change(name: str, held: bytes) -> bytes:
        if name == MEMBER:
            return content
        if name != "manifest.json":
            return held
        manifest = json.loads(held)
        manifest["extensions"] = MEMBER
        manifest.setdefault("members", {}).setdefault(MEMBER, {})["sha256"] = hashlib.sha256(content).hexdigest()
        return json.dumps(manifest).encode()

    made = rezipped(data, change)
    if MEMBER not in zipfile.ZipFile(io.BytesIO(data)).namelist():
        held = io.BytesIO(made)
        with zipfile.ZipFile(held, "a") as archive:
            archive.writestr(MEMBER, content)
        made = held.getvalue()
    goal.write_bytes(made)
    return goal


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The host of the incident, but its kernel knows conntrack in revisions 1 and 2 alone."""
    told = told_by(AFTER)
    told["ipv4"]["matches"]["revisions"]["conntrack"] = [1, 2]
    return saying(AFTER, tmp_path / "older.iptb", told)


def test_no_sample_contradicts_its_own_kernel() -> None:
    for path in SAMPLES.glob("*/*.iptb"):
        source = open_source(str(path))
        assert source.extensions is not None
        assert [source.not_loadable(table) for table in source.tables if table.family.name != "arp"] == [
            [] for table in source.tables if table.family.name != "arp"
        ]  # fmt: skip


def test_show_tells_the_rules_that_this_host_could_not_load(iptblob: Iptblob, older: Path) -> None:
    said = "the host's kernel has no match conntrack revision 3, only 1, 2: it could not load the rule"
    for form in ("save", "json", "tree"):
        done = iptblob("show", older, "--format", form)
        assert said in done.err
        assert "ipv4 filter: INPUT:" in done.err
        assert (done.status, said in done.text) == (0, form == "json")
    assert said not in iptblob("show", AFTER).err


def test_validate_judges_as_this_kernel(iptblob: Iptblob, older: Path) -> None:
    done = iptblob("validate", older, "--format", "json")
    first = next(one for one in map(json.loads, done.text.splitlines()) if one.get("table") == "filter")
    deciding = next(one for one in first["findings"] if one["decides"])
    assert (done.status, first["verdict"], deciding["id"]) == (1, "reject", "extension-revision")
    assert "in revision 1, 2 alone, not 3" in deciding["message"]
    assert (deciding["errno"], first["errno"]) == ("EPROTOTYPE", "EPROTOTYPE")
    assert iptblob("validate", older, "--kernel", "6.18").status == 0
    assert iptblob("validate", AFTER).status == 0
    assert iptblob("validate", older).status == 1  # whatever was judged before


def test_validate_notes_a_name_that_was_not_registered(iptblob: Iptblob, tmp_path: Path) -> None:
    told = told_by(AFTER)
    del told["ipv4"]["matches"]["revisions"]["conntrack"]
    done = iptblob("validate", saying(AFTER, tmp_path / "without.iptb", told))
    assert done.status == 0
    assert "the host's kernel had no match conntrack registered [host-extension]" in done.text.replace("\n", " ")


def test_diff_tells_what_one_host_could_not_load(iptblob: Iptblob, older: Path) -> None:
    done = iptblob("diff", AFTER, older)
    said = f"the kernel of {older} has no match conntrack revision 3"
    assert done.status == 0
    assert [line for line in done.err.splitlines() if said in line and f"{AFTER}: ipv4 filter: INPUT:" in line]
    assert any(said in note for note in json.loads(iptblob("diff", AFTER, older, "--format", "json").text)["notes"])
    assert "has no match" not in iptblob("diff", AFTER, AFTER).err


def test_arp_matches_cannot_be_asked_about() -> None:
    """arp_tables has no IPT_SO_GET_REVISION_MATCH of its own: names are all there is."""
    payload = ROOT / "tests" / "golden" / "inputs" / "arp-mark.replace"
    plain = open_source(str(payload)).tables[0]
    rule = bytes(plain.data[: int(plain.next_offsets[0])])
    target = int(plain.target_offsets[0])
    match = struct.pack("<H29sB", 48, b"mark", 1) + bytes(16)
    head = rule[:164] + struct.pack("<HH", target + 48, len(rule) + 48) + rule[168:target]
    table = Table(FAMILIES["arp"], ABIS["lp64-le"], b"filter", head + match + rule[target:])
    host = HostExtensions(told_by(ROUTER))
    (found,) = lacking(table, host)
    assert found.text(table, "the host's kernel").endswith(
        "whether the host's kernel has match mark revision 1 is not known: no kernel can be asked about arp matches"
    )
    assert not list(lacking(plain, host))
    assert not list(lacking(table, HostExtensions({})))


def test_a_kernel_that_did_not_say_is_not_asked() -> None:
    host = HostExtensions({"ipv4": {"matches": {"source": "asked", "revisions": {"tcp": [0]}},
                                    "targets": {"source": "proc", "revisions": {"LOG": [0], "MARK": []}}}})  # fmt: skip
    assert host.state("match", "tcp", 1, "ipv4") is None
    assert host.state("target", "LOG", 0, "ipv4") == HAS
    assert host.state("target", "LOG", 1, "ipv4") == LACKS
    assert host.state("target", "NFLOG", 1, "ipv4") == ABSENT
    assert host.state("target", "MARK", 1, "ipv4") is None  # registered, and no right to ask
    assert host.state("target", "LOG", 0, "ipv6") is None
    table = open_source(str(AFTER)).tables[0]
    assert [one.what for one in lacking(table, HostExtensions({}))] == []


def test_what_the_kernel_has_is_not_refused_for_being_new(iptblob: Iptblob, tmp_path: Path) -> None:
    """A revision that nobody described here, of which the host's kernel says that it has it."""
    told = told_by(AFTER)
    told["ipv4"]["matches"]["revisions"]["conntrack"] = [1, 2, 3, 4]
    source = open_source(str(AFTER))
    table = next(one for one in source.tables if one.label == "ipv4 filter")
    group = next(one for one in table.records.groups if one.name == b"conntrack")
    revisions = {table.base + at - 1 for at in group.payloads.tolist()}  # the last byte of the record's header

    def newer(name: str, held: bytes) -> bytes:
        if name == table.member:
            assert {held[at] for at in revisions} == {3}
            return bytes(4 if at in revisions else octet for at, octet in enumerate(held))
        return held

    rules = tmp_path / "rules.iptb"
    rules.write_bytes(rezipped(AFTER.read_bytes(), newer))
    known = iptblob("validate", saying(rules, tmp_path / "known.iptb", told), "--table", "filter").text
    assert "the host's kernel has match conntrack revision 4; what it asks for is not known here" in known
    assert known.startswith("ACCEPT  ")
    assert "in revision 1, 2, 3 alone, not 4" in iptblob("validate", rules).text
