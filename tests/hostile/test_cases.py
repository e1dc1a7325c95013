"""Files made to take time, memory or the terminal: each with its bounds and what must be said instead."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob import bounds
from iptblob.capture.agent.container import build
from iptblob.reading.carve import FLOOR, WALKED, search
from iptblob.snapshot import SnapshotError, read_snapshot
from iptblob.snapshot.integrity import verify
from tests.conftest import ROOT, SAMPLES, Done
from tests.hostile.calls import RAW, call, faults
from tests.hostile.costs import cost
from tests.hostile.mutators import zipped

CASES = ROOT / "tests" / "data" / "hostile"
HONEST = SAMPLES / "incident" / "before.iptb"
SECONDS, KIB = 5, 500 << 10  # of processor time and of memory
SMALL = sorted(path.name for path in CASES.iterdir() if path.suffix != ".xz")


def plain(name: str, folder: Path) -> Path:
    """The case, uncompressed if it is kept compressed."""
    if (CASES / name).exists():
        return CASES / name
    path = folder / name
    path.write_bytes(lzma.decompress((CASES / f"{name}.xz").read_bytes()))
    return path


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("lookups-bomb.iptb", ["show"]), ("lookups-bomb.iptb", ["verify"]), ("lookups-bomb.iptb", ["info"]),
        ("follow-4.blob", ["show", "--format", "tree", "--follow"]),
        ("follow-exponential.blob", ["show", "--format", "tree", "--follow"]),
        ("follow-exponential.blob", ["validate"]), ("carve-infos.bin", ["import", "--carve", "--list"]),
    ],
)  # fmt: skip
def test_no_case_takes_more_than_an_honest_file_may(name: str, arguments: list[str], tmp_path: Path) -> None:
    status, seconds, kib = cost(*arguments, plain(name, tmp_path))
    assert status in (0, 1, 2)
    assert seconds < SECONDS
    assert kib < KIB


@pytest.mark.parametrize("name", SMALL)
def test_no_case_reaches_the_terminal_or_breaks_json(name: str) -> None:
    assert list(faults(CASES / name, HONEST)) == []


def test_a_device_without_end_is_given_up() -> None:
    status, seconds, kib = cost("verify", "/dev/zero")
    assert (status, seconds < SECONDS, kib < KIB) == (2, True, True)


@pytest.mark.parametrize("name", ["evilname.blob", "netns-newline.iptb"])
def test_no_table_is_forged_in_the_text(name: str, iptblob: Callable[..., Done]) -> None:
    lines = iptblob("show", CASES / name).out.split(b"\n")
    tables = [line for line in lines if line.startswith(b"*")]
    source = read_snapshot(CASES / name).tables if name.endswith(".iptb") else [None]
    assert len(tables) == len(source) == lines.count(b"COMMIT")
    assert not any(RAW.search(line.decode("latin-1")) for line in lines if line.startswith((b"#", b"*")))


def test_wrong_types_are_findings_with_their_place(iptblob: Callable[..., Done]) -> None:
    for name, told in (
        ("man-abi-nan-1.iptb", "abi is NaN where the manifest has string or null"),
        ("man-clocks.finished.boottime_ns-e400-5.iptb", "clocks.finished.boottime_ns is a number of 1329 bits"),
        ("man-footprint.tables-true-8.iptb", "footprint.tables is true where the manifest has array"),
    ):
        assert told in iptblob("show", CASES / name).err
        assert told in json.loads(iptblob("info", "--format", "json", CASES / name).out)["failures"][0]


def test_verify_tells_a_wrong_type_though_all_hashes_fit() -> None:
    manifest, members = _parts()
    manifest["warnings"] = 5
    assert [problem.message for problem in verify(_built(manifest, members))] == [
        "warnings is 5 where the manifest has array: left out"
    ]


def _parts() -> tuple[dict[str, object], dict[str, bytes]]:
    with zipfile.ZipFile(HONEST) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    del manifest["members"]
    return manifest, members


def _built(manifest: dict[str, object], members: dict[str, bytes]) -> bytes:
    return b"".join(build(manifest, {name: [data] for name, data in members.items()}))


def test_a_budget_for_the_whole_file_that_limit_raises(tmp_path: Path) -> None:
    """Fifty members of 8 MiB of zeros: each is fine, all together are not."""
    manifest, members = _parts()
    members |= {f"n{number}/ipset/sets.txt": bytes(8 << 20) for number in range(50)}
    path = tmp_path / "many.iptb"
    path.write_bytes(zipped(json.dumps(manifest).encode(), members))  # a thousandth; capture's own take a 200th
    with pytest.raises(SnapshotError, match="claims to hold"):
        read_snapshot(path)
    with pytest.raises(SnapshotError, match="claims to hold"):
        verify(path)
    try:
        assert call(("show", "--limit", "2G", str(path)))[1] == call(("show", str(HONEST)))[1]
    finally:
        bounds.raise_to(None)
    _, seconds, kib = cost("verify", "--limit", "2G", path)
    assert kib < KIB, f"{seconds} s"


def test_a_lookup_has_the_size_of_a_lookup() -> None:
    manifest, members = _parts()
    members["lookups/protocols.json"] = b" " * (bounds.MAX_LOOKUPS + 1)
    data = _built(manifest, members)
    with pytest.raises(SnapshotError, match="at most 2097152 can be right"):
        read_snapshot(data).names("protocols")
    assert any("at most 2097152" in problem.message for problem in verify(data))


def test_carving_gives_up_within_a_budget(tmp_path: Path) -> None:
    """Two thousand headers, each with entries up to the end of the file that turn out to be none there."""
    (table,) = (one.read() for one in read_snapshot(HONEST).tables if (one.family, one.table) == ("ipv4", "filter"))
    entries = table[84 + 40 :]
    first = bytearray(entries[: int.from_bytes(entries[90:92], "little")])
    step = 40 + len(first)
    first[90:92] = step.to_bytes(2, "little")  # over the next header, to the next entry
    closing = entries[-176:-8]  # with the name ERROR in it, too short to be whole
    count = 2000
    size = [(count - at) * step - 40 + len(closing) for at in range(count)]
    heads = [b"filter".ljust(32, b"\0") + one.to_bytes(4, "little") + bytes(4) + bytes(first) for one in size]
    data = b"".join(heads) + closing
    carved = search(data, "core")
    assert carved.found == []
    assert carved.stopped_at is not None
    walked = sum(size[: carved.stopped_at // step])
    assert walked <= FLOOR + WALKED * len(data) < sum(size)
    path = tmp_path / "core"
    path.write_bytes(data)
    status, _, said = call(("import", "--carve", "--list", str(path)))
    assert status == 2
    assert f"byte {carved.stopped_at}: given up" in said


def test_a_policy_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rules.v4"
    path.write_text("*filter\n:INPUT ACCEPT [0:0]\n:FORWARD \u0406NPUT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n")
    status, _, said = call(("show", str(path)))
    assert status == 2
    assert "line 3: :FORWARD \u0406NPUT [0:0]: \u0406NPUT is no policy" in said
    assert list(faults(path, HONEST)) == []


@pytest.mark.parametrize(
    ("name", "odd"),
    [("\u3164", True), ("a\u2800b", True), ("x\ufe0f", True), ("a\u034fb", True), ("\u0406NPUT", True),
     ("\u0433\u0440\u0443\u043f\u043f\u0430", False), ("\u6771\u4eac\u30bf", False), ("caf\u00e9", False)],
)  # fmt: skip
def test_names_that_look_like_nothing_or_like_another(name: str, odd: bool) -> None:
    from iptblob.escape import mixes_scripts, visible

    raw = name.encode()
    assert (visible(raw).encode() != raw or mixes_scripts(raw)) is odd


def test_untrusted_text_cannot_be_put_into_a_text(tmp_path: Path) -> None:
    """mypy, and not memory, refuses it."""
    program = tmp_path / "use.py"
    program.write_text(
        "from iptblob.escape import Untrusted\n"
        'name = Untrusted(b"x")\n'
        'print(f"{name}")\n'
        'print("a" + name)\n'
        'print("%s" % name)\n'
        'print(f"{name.shown}")\n'
    )
    words = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(program)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    refused = [line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line]
    assert refused == ["3", "4", "5"], done.stdout


def test_json_is_utf_8_whatever_it_holds() -> None:
    for text in ("\ud800", "a\udcffb", "\\ud800", "\\" + "\ud800", "\ud83d", "\U0001f600", "\udc00\ud800"):
        _utf_8(text)


def _utf_8(text: str) -> None:
    from iptblob.render.json.encode import dumps

    found = json.loads(dumps({"text": text, "number": float("nan")}))
    assert found["text"].encode("utf-8").decode() == text.encode("utf-8", "backslashreplace").decode()
    assert found["number"] is None
