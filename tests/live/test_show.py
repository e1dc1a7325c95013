"""`iptblob show -c` against the save tools, every line: frozen samples, and rules loaded into the running kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CORPUS, SAMPLES, Done
from tests.live import here
from tests.tools import live

FROZEN = [
    *((SAMPLES / name / f"{name}.iptb", SAMPLES / name / "expected")
      for name in ("docker", "ufw", "kube-proxy", "router", "empty")),
    *((SAMPLES / "incident" / f"{name}.iptb", SAMPLES / "incident" / "expected" / name)
      for name in ("before", "after")),
]  # fmt: skip
TEXTS = [(snapshot, text) for snapshot, folder in FROZEN for text in sorted(folder.glob("ip*.save"))]
LEAST_RULES = 1500


def lines(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if line and not line.startswith(b"#")]


def rules(text: bytes) -> int:
    return sum(b"-A " in line for line in lines(text))


def compare(iptblob: Callable[..., Done], loaded: live.Loaded, folder: Path) -> int:
    """Number of rules compared; every table that the tools printed, every line of it."""
    assert loaded.snapshot is not None
    path = folder / "live.iptb"
    path.write_bytes(loaded.snapshot)
    count = 0
    for (family, table), text in sorted(loaded.saves.items()):
        expected = loaded.extra["arp.filter.arptables-save"] if family == "arp" else text
        counters = [] if family == "arp" else ["-c"]  # the tool for arp saves none
        done = iptblob("show", *counters, "--iptables", here.version(), "--family", family, "--table", table, path)
        found = lines(done.out)
        if family == "arp":  # the script drops policies and chains that libiptc lists otherwise
            found, expected = ([line for line in part if line.startswith(b"-A")] for part in (found, lines(expected)))
        else:
            expected = lines(expected)
        assert found == expected, (family, table)
        count += rules(done.out)
    return count


def test_there_are_many_frozen_texts() -> None:
    assert len(TEXTS) > 30


@pytest.mark.parametrize(("snapshot", "text"), TEXTS, ids=lambda path: path.stem)
def test_frozen_snapshot_prints_what_the_tool_printed(
    snapshot: Path, text: Path, iptblob: Callable[..., Done]
) -> None:
    family, table, _ = text.name.split(".")
    version = "1.8.9"  # of the machine of the captures, see META.json
    done = iptblob("show", "-c", "--iptables", version, "--family", family, "--table", table, snapshot)
    assert done.status == 0
    assert lines(done.out) == lines(text.read_bytes())


@pytest.mark.kernel
@pytest.mark.parametrize("sample", ["docker", "ufw"])
def test_corpus_input_loaded_here(sample: str, iptblob: Callable[..., Done], tmp_path: Path) -> None:
    folder = CORPUS / "x86_64" / sample
    given = {path.suffix[1:]: path.read_bytes() for path in folder.glob("input.v?")}
    loaded = live.load(v4=given["v4"], v6=given.get("v6"), snapshot=True)
    assert not loaded.notes
    assert compare(iptblob, loaded, tmp_path) == sum(map(rules, given.values()))


@pytest.mark.kernel
@pytest.mark.parametrize("sample", ["docker", "ufw", "router"])
def test_sample_loaded_here(sample: str, iptblob: Callable[..., Done], tmp_path: Path) -> None:
    given = {path.suffix[1:]: path.read_bytes() for path in (SAMPLES / sample).glob("rules.v?")}
    loaded = live.load(v4=given["v4"], v6=given.get("v6"), all_tables=True, snapshot=True)
    assert not loaded.notes
    assert compare(iptblob, loaded, tmp_path) == sum(map(rules, given.values()))


@pytest.mark.kernel
def test_every_extension_and_option_loaded_here(iptblob: Callable[..., Done], tmp_path: Path) -> None:
    """samples/everything: what this kernel or this iptables does not know is refused and told, the rest compared."""
    loaded = live.load_everything(snapshot=True)
    assert {family for family, _ in loaded.saves} == {"ipv4", "ipv6", "arp"}
    assert compare(iptblob, loaded, tmp_path) >= LEAST_RULES
    refused = here.unexpected(loaded.notes)
    if refused:
        pytest.skip(f"compared, but {len(refused)} rules were refused here, the first: {refused[0]}")
