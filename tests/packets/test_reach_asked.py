"""`iptblob reach`: what it did not find, or cannot follow, is never "no packet is treated differently"."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.abi import LP64_LE
from iptblob.capture.agent.container import build
from iptblob.netlink.messages import read_messages
from tests.conftest import SAMPLES, Done

Command = Callable[..., Done]
LEGACY = tuple(SAMPLES / "incident" / f"{name}.iptb" for name in ("before", "after"))
NFT = tuple(SAMPLES / "nft" / "incident" / f"{name}.iptb" for name in ("before", "after"))
MIXED = SAMPLES / "nft" / "mixed" / "mixed.iptb"
SETS = tuple(Path(__file__).parents[1] / "golden" / "inputs" / f"sets-{name}.iptb" for name in ("before", "after"))
CERTAIN = "no packet is treated differently"


@pytest.mark.parametrize("files", [LEGACY, NFT], ids=["legacy", "nft"])
@pytest.mark.parametrize("words", ["--table nosuch", "--table security", "--family arp", "--netns nosuch"])
def test_names_that_are_nowhere(iptblob: Command, files: tuple[Path, Path], words: str) -> None:
    for given in (files, (files[1], "--dead"), (files[1], "--to", "tcp/22")):
        done = iptblob("reach", *given, *words.split())
        assert (done.status, done.text, done.err.count("\n")) == (2, "", 1)
        assert words.split()[1] in done.err


def test_a_back_end_without_rules(iptblob: Command) -> None:
    for given in (LEGACY, (LEGACY[1], "--dead")):
        done = iptblob("reach", *given, "--backend", "nft")
        assert (done.status, done.text) == (2, "")
        assert "no rules of nf_tables in it" in done.err


def altered(path: Path, change: Callable[[str, bytes], bytes | None], goal: Path) -> Path:
    """A snapshot with members changed or left out, and hashes that fit."""
    with zipfile.ZipFile(path) as held:
        manifest = json.loads(held.read("manifest.json"))
        members = {name: held.read(name) for name in held.namelist() if name != "manifest.json"}
    del manifest["members"]
    kept = {name: [new] for name, data in members.items() if (new := change(name, data)) is not None}
    manifest["tables"] = [one for one in manifest["tables"] if one["member"] in kept]
    goal.write_bytes(b"".join(build(manifest, kept)))
    return goal


def native_alone(member: str, data: bytes) -> bytes | None:
    """Without legacy tables, and without those that iptables-nft wrote."""
    if member.endswith(".blob"):
        return None
    if "/nft/" not in member or not member.endswith(".nl"):
        return data
    kept = [one for one in read_messages(data, LP64_LE) if b"guard\0" in data[one.at : one.end] or one.kind >> 8 != 10]
    return b"".join(data[one.at : -(-one.end // 4) * 4] for one in kept) if "gen-" not in member else data


def test_native_rules_are_named_where_there_are_no_others(iptblob: Command, tmp_path: Path) -> None:
    paths = [altered(MIXED, native_alone, tmp_path / f"{name}.iptb") for name in ("a", "b")]
    for given in (paths, [paths[0], "--dead"]):
        done = iptblob("reach", *given)
        assert done.status == 2
        assert CERTAIN not in done.text
        assert done.err.count("inet guard: NOT WALKED: packets may pass it too") == sum(one in paths for one in given)


def test_a_set_that_one_side_alone_lists(iptblob: Command, tmp_path: Path) -> None:
    """No kernel frees a set that a rule names: the list of the other side is cut, and nothing is known of the set."""

    def cut(member: str, data: bytes) -> bytes:
        kept = data.splitlines(True) if member.endswith("save.txt") else [data]
        return b"".join(line for line in kept if not line.startswith((b"create block ", b"add block ")))

    path = altered(SETS[0], cut, tmp_path / "cut.iptb")
    done = iptblob("reach", SETS[0], path)
    assert (done.status, done.text) == (2, "no change of fate in what could be decided\n")
    assert "NOT DECIDED" in done.err
    assert "only one side says, and it is not compared: block" in done.err
    done = iptblob("diff", SETS[0], path)
    assert (done.status, done.text) == (2, "")
    assert "only one side says, and it is not compared: block" in done.err
