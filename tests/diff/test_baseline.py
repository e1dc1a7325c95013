"""Many files against one: what is compared once must read as if each had been compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.diff.files import Wishes, diff_sides, side_of_source
from iptblob.fleet.baseline import compare_all
from iptblob.reading.opening import open_source
from iptblob.reading.source import Source
from iptblob.render.json.changes import document
from tests.conftest import Done, blob_of, corpus_tables

DOCKER = next(info for info in corpus_tables() if "x86_64/docker/ipv4.filter" in str(info))
UFW = next(info for info in corpus_tables() if "x86_64/ufw/ipv4.filter" in str(info))


def opened(folder: Path, name: str, data: bytes) -> Source:
    (folder / name).write_bytes(data)
    return open_source(str(folder / name))


@pytest.mark.parametrize("counters", [False, True], ids=["rules", "counters"])
def test_sharing_changes_nothing(tmp_path: Path, counters: bool) -> None:
    docker, ufw = blob_of(DOCKER), bytearray(blob_of(UFW))
    base = opened(tmp_path, "base.blob", docker)
    same = opened(tmp_path, "same.blob", docker)
    other = opened(tmp_path, "other.blob", bytes(ufw))
    table = other.tables[0]
    ufw[table.base + table.head_layout["counters"].offset] ^= 1  # one packet more or less
    counted = opened(tmp_path, "counted.blob", bytes(ufw))
    field = table.head_layout["ip"]
    ufw[table.base + int(table.offsets[1]) + field.offset] ^= 1  # and another source address
    edited = opened(tmp_path, "edited.blob", bytes(ufw))
    sources = [same, other, counted, other, edited]
    wishes = Wishes((1, 8, 9), counters=counters)
    shared = list(compare_all(side_of_source(base), map(side_of_source, sources), wishes))
    alone = [diff_sides(side_of_source(base), side_of_source(source), wishes) for source in sources]
    assert [document(found) for found in shared] == [document(found) for found in alone]
    assert document(alone[1])["changes"] != document(alone[4])["changes"]


SAVED = """*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -s 10.0.0.0/8 -j DROP
COMMIT
"""


@pytest.fixture
def hosts(tmp_path: Path) -> list[Path]:
    """A baseline, a host with another port, one with that and another policy, one like the baseline."""
    port = SAVED.replace("--dport 22", "--dport 23")
    texts = {"base": SAVED, "port": port, "policy": port.replace(":FORWARD ACCEPT", ":FORWARD DROP"), "same": SAVED}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return [tmp_path / name for name in texts]


@pytest.mark.parametrize(
    ("options", "first", "said", "unsaid"),
    [
        (["--kind", "policy"], b"2 of 3 equal", b":FORWARD DROP", b"--dport 23"),
        (["--kind", "rule-moved"], b"3 of 3 equal", b"no differences", b"--dport 23"),
        (["--chain", "FORWARD"], b"2 of 3 equal", b":FORWARD DROP", b"--dport 23"),
        (["--chain", "INPUT"], b"1 of 3 equal", b"--dport 23", b":FORWARD DROP"),
        (["--stat"], b"1 of 3 equal", b"ipv4 filter FORWARD: 1 policy changed", b"--dport 23"),
        (["--format", "side-by-side"], b"1 of 3 equal", b":FORWARD ACCEPT  ", b"+++"),
        (["--kind", "policy", "--format", "json"], b"{", b":FORWARD DROP", b"--dport 23"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_every_option_counts_for_many_files_too(
    iptblob: Callable[..., Done], hosts: list[Path], options: list[str], first: bytes, said: bytes, unsaid: bytes
) -> None:
    done = iptblob("diff", "--baseline", *hosts, *options)
    assert done.out.startswith(first)
    assert said in done.out
    assert unsaid not in done.out
    assert done.status == (0 if b"rule-moved" in " ".join(options).encode() else 1)


@pytest.mark.parametrize("options", [["--stat", "--format", "json"], ["--stat", "--format", "side-by-side"]])
def test_a_summary_by_chain_is_text_only(
    iptblob: Callable[..., Done], hosts: list[Path], options: list[str]
) -> None:
    for files in ([hosts[0], hosts[1]], ["--baseline", *hosts]):
        done = iptblob("diff", *files, *options)
        assert (done.status, done.out) == (2, b"")
        assert "--stat" in done.err


def test_what_was_set_aside_is_told_of_two_files_only(iptblob: Callable[..., Done], hosts: list[Path]) -> None:
    done = iptblob("diff", "--baseline", *hosts, "--explain-normalisation")
    assert (done.status, done.out) == (2, b"")
    assert "--explain-normalisation" in done.err


def test_what_was_not_compared_is_told_for_many_files_too(iptblob: Callable[..., Done], hosts: list[Path]) -> None:
    with hosts[1].open("a") as file:
        file.write("*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n")
    assert "nat" in iptblob("diff", "--baseline", *hosts).err


def test_two_files_side_by_side(
    iptblob: Callable[..., Done], hosts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    done = iptblob("diff", "--format", "side-by-side", hosts[0], hosts[1])
    left, mark, right = done.out.decode().splitlines()[-1].partition(" ~ ")
    assert (done.status, mark) == (1, " ~ ")
    assert left.rstrip() == "1 -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"
    assert right == "1 -A INPUT -p tcp -m tcp --dport 23 -j ACCEPT"
