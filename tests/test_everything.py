"""`iptblob show -c` against the save tools, line for line, on every rule of samples/everything: frozen and live."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.live import here
from tests.tools import live

FOLDER = live.ROOT / "samples" / "everything"
FROZEN = sorted((FOLDER / "expected").glob("ipv?.*.save"))


def shown(path: Path, family: str, table: str, version: str = "1.8.9") -> bytes:
    choice = ["--iptables", version, "--family", family, "--table", table]
    command = [sys.executable, "-m", "iptblob", "show", "-c", *choice, str(path)]
    return subprocess.run(command, capture_output=True, check=False, cwd=live.ROOT).stdout


def lines(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if line and not line.startswith(b"#")]


def differences(got: bytes, expected: bytes) -> list[str]:
    """Lines that are not the same, both forms; and a last line when there are more or fewer."""
    ours, theirs = lines(got), lines(expected)
    pairs = [(a, b) for a, b in zip(theirs, ours, strict=False) if a != b]
    said = [f"\n  tool {a.decode(errors='replace')}\n  show {b.decode(errors='replace')}" for a, b in pairs]
    return said + ([f"{len(theirs)} lines expected, {len(ours)} shown"] if len(ours) != len(theirs) else [])


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_frozen_capture_reads_as_the_tool_printed_it(path: Path) -> None:
    family, table, _ = path.name.split(".")
    assert differences(shown(FOLDER / "everything.iptb", family, table), path.read_bytes()) == []


def test_frozen_arp_rules_read_as_the_tool_listed_them() -> None:
    expected = (FOLDER / "expected" / "arp.filter.arptables-save").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "iptblob", "show", "--family", "arp", str(FOLDER / "everything.iptb")],
        capture_output=True, check=False, cwd=live.ROOT,
    )  # fmt: skip
    assert [line for line in lines(expected) if line.startswith(b"-A")] == [
        line for line in lines(done.stdout) if line.startswith(b"-A")
    ]


@pytest.mark.kernel
def test_live_capture_reads_as_the_tools_print_it(tmp_path: Path) -> None:
    loaded = live.load_everything(snapshot=True)
    assert loaded.snapshot is not None
    assert here.unexpected(loaded.notes) == []
    path = tmp_path / "live.iptb"
    path.write_bytes(loaded.snapshot)
    with zipfile.ZipFile(io.BytesIO(loaded.snapshot)) as archive:
        captured = {name.rsplit("/", 2)[1] for name in archive.namelist() if name.endswith(".blob")}
    assert captured == {"ipv4", "ipv6", "arp"}
    for (family, table), text in loaded.saves.items():
        if family != "arp":
            assert differences(shown(path, family, table, here.version()), text) == [], (family, table)
