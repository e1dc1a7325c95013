"""`show` against what iptables-save printed of the same tables at the same moment."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.extensions.base import Context
from iptblob.names import Names, debian_12
from iptblob.reading.detect import Detected, detect
from iptblob.table import Table
from iptblob.words.save import save_rules, save_text
from tests.conftest import Done, blob_of, corpus_id, corpus_tables

TABLES = [info for info in corpus_tables() if info.with_suffix(".save").exists()]


def names_of(folder: Path) -> Names:
    """Debian 12's names, and the sets of the namespace by the order of their creation."""
    default = debian_12()
    stored = folder / "setup.txt"  # not ipset.save, which puts sets of sets last whenever they were made
    lines = stored.read_text().splitlines() if stored.exists() else []
    sets = [line.split()[3] for line in lines if line.split()[:3] == ["ok", "ipset", "create"]]
    # the guests and the chroot these were printed in had no iproute2, so no names of realms and groups
    bare = folder.parent.name in ("i386", "s390x")
    realms, groups = ({}, {}) if bare else (default.realms, default.groups)
    return Names(default.protocols, realms, groups, default.connlabels, dict(enumerate(sets)))


def context_of(info: Path, table: Table) -> Context:
    return Context(table.family.name, table.abi, names_of(info.parent), (1, 8, 9))


def lines_of(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if not line.startswith(b"#")]


def without_counters(line: bytes) -> bytes:
    return line.partition(b"] ")[2] if line.startswith(b"[") and b"] -A " in line else line


@pytest.mark.parametrize("info", TABLES, ids=corpus_id)
@pytest.mark.parametrize("counters", [True, False], ids=["counters", "plain"])
def test_text_equals_iptables_save(info: Path, counters: bool) -> None:
    table = detect(blob_of(info)).table
    is_arp = table.family.name == "arp"
    if is_arp and counters:
        pytest.skip("arptables-save prints no counters")
    expected = lines_of(info.with_suffix(".save").read_bytes())
    if not counters:
        expected = [without_counters(line) for line in expected]
    printed = save_text(save_rules(table, context_of(info, table)), counters=counters and not is_arp)
    found = lines_of(printed.encode("latin-1"))
    assert found == expected, "\n".join(
        difflib.unified_diff([repr(line) for line in expected], [repr(line) for line in found], lineterm="", n=0)
    )


def detected(info: Path) -> Detected:
    return detect(blob_of(info))


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_layout_is_detected_from_the_bytes(info: Path) -> None:
    """host.json says what compiled the program that captured."""
    host = json.loads((info.parent / "host.json").read_text())
    found = detected(info)
    readings = [found.table.abi, *found.also]
    truth = (host["endian"] == "big", host["userland_pointer_bytes"], host["userland_u64_align"])
    assert truth in [(abi.is_be, abi.len_long, abi.align_u64) for abi in readings]
    assert found.table.family.name == info.name.split(".")[0]
    assert found.misfit == ()


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_walk_ends_where_the_kernel_ends(info: Path) -> None:
    found = detected(info)
    table = found.table
    assert table.walk.stopped_at is None
    assert not table.records.broken
    assert len(table) == found.header.num_entries
    assert table.target_names[-1] == b"ERROR"
    for hook_entry, underflow in table.hooks.values():
        assert hook_entry in table.entry_at
        assert underflow in table.entry_at


def test_every_set_of_the_corpus_is_here() -> None:
    sets = {"/".join(info.parts[-3:-1]) for info in corpus_tables()}
    assert {"x86_64/all", "i386/all", "s390x/all", "x86_64/rev0", "x86_64/odd", "x86_64/docker", "x86_64/ufw"} <= sets


def test_following_jumps_is_for_trees(iptblob: Callable[..., Done]) -> None:
    done = iptblob("show", "--follow", corpus_tables()[0].with_suffix(".entries"))
    assert (done.status, done.out) == (2, b"")
    assert "--follow" in done.err
