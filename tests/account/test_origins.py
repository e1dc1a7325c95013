"""Both sides of a diff say where they come from, and namespaces pair by what they are, not by their numbers."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iptblob.capture.agent.container import build, write_atomic
from iptblob.snapshot import read_snapshot
from tests.conftest import SAMPLES, Done

BEFORE, AFTER = SAMPLES / "incident" / "before.iptb", SAMPLES / "incident" / "after.iptb"
ROUTER = SAMPLES / "router" / "router.iptb"
Iptblob = Callable[..., Done]


def test_the_header_says_host_time_boot_and_hash(iptblob: Iptblob) -> None:
    done = iptblob("diff", BEFORE, AFTER)
    assert "--- " + str(BEFORE) + "  edge1, 2026-11-23T13:39:20Z, boot 6e812641, sha256 " in done.text
    result = json.loads(iptblob("diff", BEFORE, AFTER, "--format", "json").text)
    assert (result["a"]["host"], result["b"]["time"]) == ("edge1", "2026-11-23T13:53:23Z")
    assert all(change["netns"] for change in result["changes"])


def test_a_newer_first_file_is_told(iptblob: Iptblob) -> None:
    assert "is the newer of the two" in iptblob("diff", AFTER, BEFORE).err
    assert "is the newer of the two" not in iptblob("diff", BEFORE, AFTER).err


def two_spaces(path: Path, spaces: Mapping[str, tuple[Path, dict[str, Any]]]) -> Path:
    """A snapshot of several network namespaces: label -> (a snapshot whose tables it holds, its record)."""
    manifest: dict[str, Any] = {}
    members: dict[str, list[Any]] = {}
    tables, records = [], []
    for label, (source, record) in spaces.items():
        snapshot = read_snapshot(source)
        manifest = manifest or {**snapshot.manifest}
        for stored in snapshot.tables:
            member = f"{label}/{stored.family}/{stored.table}.blob"
            members[member] = [stored.read()]
            tables.append({**stored.record, "netns": label, "member": member})
        records.append({"label": label, "status": "captured", "error": "", "names": [], "processes": [], **record})
    manifest.update(tables=tables, netns=records, lookups={}, backends={}, ipsets={}, extensions=None)
    manifest.pop("members", None)
    manifest["kernel"] = {key: value for key, value in manifest["kernel"].items() if key != "config"}
    write_atomic(str(path), build(manifest, members))
    return path


@pytest.mark.parametrize(
    ("of_edge", "of_router"),
    [
        ({"names": ["edge"]}, {"names": ["router"]}),
        ({"processes": [{"pid": 1, "comm": "a", "container": "e" * 64}]},
         {"processes": [{"pid": 2, "comm": "b", "container": "f" * 64}]}),
        ({}, {}),
    ],
    ids=["by name", "by container", "by content"],
)  # fmt: skip
def test_recreated_namespaces_are_the_same(
    iptblob: Iptblob, tmp_path: Path, of_edge: dict[str, Any], of_router: dict[str, Any]
) -> None:
    """Their inode numbers are others, and one number now names the other namespace."""
    one = two_spaces(tmp_path / "one.iptb", {"net-11": (BEFORE, of_edge), "net-12": (ROUTER, of_router)})
    other = two_spaces(tmp_path / "two.iptb", {"net-12": (AFTER, of_edge), "net-13": (ROUTER, of_router)})
    result = json.loads(iptblob("diff", one, other, "--format", "json").text)
    plain = json.loads(iptblob("diff", BEFORE, AFTER, "--format", "json").text)
    assert len(result["changes"]) == len(plain["changes"])
    assert {(change["netns"], change["netns_b"]) for change in result["changes"]} == {("net-11", "net-12")}
    assert "network namespace net-11 -> net-12 @@" in iptblob("diff", one, other).text
    history = json.loads(iptblob("timeline", one, other, "--format", "json").text)
    kinds = {event["kind"] for table in history["tables"] for event in table["events"]}
    assert not kinds & {"table-appeared", "table-gone"}


CONTAINER = "c0ffee" * 10 + "0123"
WORDS = [
    ["show", "{}"], ["show", "--format", "json", "{}"], ["validate", "{}"], ["timeline", "{}"],
    ["diff", "{}", "{other}"],
    ["inspect", "{}", "--rule", "ipv4/filter/INPUT:policy"], ["convert", "{}", "--abi", "i386", "-o", "{out}/"],
    ["trace", "{}", "192.0.2.9 -> 192.0.2.1:22/tcp in=eth0", "--local", "192.0.2.1"], ["reach", "{}", "{other}"],
    ["report", "{}", "{other}", "--format", "markdown"],
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0] + "-json" * ("json" in words))
def test_a_namespace_is_chosen_by_what_people_call_it(iptblob: Iptblob, tmp_path: Path, words: list[str]) -> None:
    """By name, container and cgroup as by its label; each says the same and leaves the other out."""
    process = {"pid": 1, "comm": "a", "container": CONTAINER, "cgroup": "/system.slice/web.service"}
    path = two_spaces(tmp_path / "two.iptb", {
        "net-11": (BEFORE, {"names": ["edge"], "processes": [process]}), "net-12": (ROUTER, {"names": ["router"]}),
    })  # fmt: skip
    other = two_spaces(tmp_path / "other.iptb", {
        "net-11": (AFTER, {"names": ["edge"], "processes": [process]}), "net-12": (ROUTER, {"names": ["router"]}),
    })  # fmt: skip

    def said(name: str) -> tuple[int, str, str]:
        out = tmp_path / name.replace("/", "_")
        done = iptblob(*(word.format(path, other=other, out=out) for word in words), "--netns", name)
        return done.status, done.text, done.err.replace(str(out), "")

    by_label = said("net-11")
    assert by_label[0] in (0, 1), by_label[2]
    assert by_label != said("net-12")
    assert said("edge") == said(CONTAINER) == said("/system.slice/web.service") == by_label


def test_a_name_that_no_namespace_has(iptblob: Iptblob, tmp_path: Path) -> None:
    spaces = {"net-11": (BEFORE, {"names": ["edge", "both"]}), "net-12": (ROUTER, {"names": ["router", "both"]})}
    path = two_spaces(tmp_path / "two.iptb", spaces)
    missed, twice = iptblob("show", path, "--netns", "ruoter"), iptblob("show", path, "--netns", "both")
    assert (missed.status, twice.status) == (2, 2)
    assert "did you mean router?" in missed.err
    assert "2 network namespaces are called both" in twice.err
    assert "net-11, net-12" in twice.err
    unknown = iptblob("show", path, "--netns", "nothing-like-it")
    assert unknown.status == 2
    assert "no network namespace is called nothing-like-it" in unknown.err
    assert "known: net-11, both, edge, net-12" in unknown.err


def test_a_label_that_only_a_damaged_table_has(iptblob: Iptblob, tmp_path: Path) -> None:
    """The manifest does not list the namespace; the name of a member that cannot be read does."""
    path = two_spaces(tmp_path / "two.iptb", {"net-11": (BEFORE, {"names": ["edge"]})})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("net-12/ipv4/filter.blob", b"cut")
    done = iptblob("show", path, "--netns", "net-12")
    assert done.status == 2
    assert "net-12/ipv4/filter.blob" in done.err
    assert "no network namespace is called" not in done.err
