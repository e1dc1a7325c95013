"""The snapshot file: written one way only, read with care, every bit accounted for."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from iptblob.capture.agent.container import build, write_atomic
from iptblob.reading import snapshot as reading
from iptblob.reading.opening import open_source
from iptblob.snapshot import SnapshotError, read_snapshot
from iptblob.snapshot.container import SCHEMA
from iptblob.snapshot.integrity import DIRECTORY, verify

from ..conftest import CORPUS, blob_of

MEMBER = "net-1/ipv4/filter.blob"


def manifest(**more: Any) -> dict[str, Any]:
    record = {"netns": "net-1", "family": "ipv4", "table": "filter", "member": MEMBER, "coherent": True}
    return {"schema": 1, "kind": "capture", "abi": "lp64-le", "tables": [record], "lookups": {}, **more}


def snapshot(**more: Any) -> bytes:
    """A small snapshot with a real table and some other members."""
    blob = blob_of(CORPUS / "x86_64/docker/ipv4.filter.info")
    members = {MEMBER: [blob], "net-1/nft/ruleset.json": [b'{"nftables": []}'], "empty": [b""]}
    return b"".join(build(manifest(**more), members))


def test_other_tools_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.iptb"
    path.write_bytes(snapshot())
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "empty", MEMBER, "net-1/nft/ruleset.json"]
        assert archive.read(MEMBER) == blob_of(CORPUS / "x86_64/docker/ipv4.filter.info")
        stated = json.loads(archive.read("manifest.json"))["members"]
        for name in archive.namelist()[1:]:
            assert stated[name]["sha256"] == hashlib.sha256(archive.read(name)).hexdigest()
    if shutil.which("unzip"):
        assert subprocess.run(["unzip", "-tqq", path], check=False).returncode == 0


def test_the_same_members_give_the_same_bytes_however_many_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    big = {MEMBER: [random.Random(1).randbytes(3 << 20), bytes(3 << 20)]}
    files = set()
    for processors in (1, 2, 7):
        monkeypatch.setattr("os.cpu_count", lambda count=processors: count)
        files.add(b"".join(build(manifest(), {name: list(parts) for name, parts in big.items()})))
    (file,) = files
    assert verify(file) == []
    assert read_snapshot(file).tables[0].read() == b"".join(big[MEMBER])


def test_every_flipped_bit_is_found_and_located() -> None:
    whole = bytearray(snapshot())
    assert verify(bytes(whole)) == []
    # where the bytes of each member are, found by an independent reader
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        starts = [(info.header_offset, info.filename) for info in archive.infolist()] + [(archive.start_dir, "")]
    for bit in random.Random(2).sample(range(len(whole) * 8), 600):
        at = bit >> 3
        whole[at] ^= 1 << (bit & 7)
        problems = verify(bytes(whole))
        whole[at] ^= 1 << (bit & 7)
        (problem,) = problems
        assert problem.start <= at < problem.end
        owner = [name for start, name in starts if start <= at][-1]
        assert problem.member == owner or not owner, f"byte {at}"


def test_bits_no_reader_looks_at_count_too() -> None:
    """The last byte of a deflate stream has bits after its end: unzip does not see them change."""
    whole = bytearray(snapshot())
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo(MEMBER)
    last = info.header_offset + 30 + len(MEMBER) + info.compress_size - 1
    silent = []
    for bit in range(8):
        changed = bytearray(whole)
        changed[last] ^= 1 << bit
        try:
            with zipfile.ZipFile(io.BytesIO(changed)) as archive:
                archive.read(MEMBER)
        except Exception:
            continue
        silent.append(bit)
        assert [problem.member for problem in verify(bytes(changed))] == [MEMBER]
    assert silent, "this stream happens to fill its last byte: choose another sample"


def test_truncation_extension_and_other_members_are_told() -> None:
    whole = snapshot()
    for length in (len(whole) - 1, len(whole) - 30, len(whole) // 2):
        assert verify(whole[:length])
    assert [problem.member for problem in verify(whole + b"x")][-1] == DIRECTORY
    with pytest.raises(SnapshotError, match="no snapshot"):
        verify(b"x" * 1000)
    with pytest.raises(SnapshotError, match="no snapshot"):
        verify(b"")


def test_a_replaced_member_with_fitting_checksums_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who knows ZIP changes a table and mends size and CRC: the manifest still says what it was."""
    honest = snapshot()
    original = json.loads(read_snapshot(honest).read("manifest.json"))
    blob = bytearray(read_snapshot(honest).tables[0].read())
    blob[200] ^= 1
    forged_members = {MEMBER: [bytes(blob)], "net-1/nft/ruleset.json": [b'{"nftables": []}'], "empty": [b""]}
    forged = b"".join(build(manifest(), forged_members))
    theirs = json.loads(read_snapshot(forged).read("manifest.json"))
    sha, mine = (value["members"][MEMBER] for value in (original, theirs))
    before = read_snapshot(forged).read("manifest.json")
    after = before
    for key in ("sha256", "packed_sha256"):
        after = after.replace(mine[key].encode(), sha[key].encode())
    forged = forged.replace(before, after)
    forged = forged.replace(zlib.crc32(before).to_bytes(4, "little"), zlib.crc32(after).to_bytes(4, "little"))
    assert [problem.member for problem in verify(forged)] == [MEMBER]
    table = read_snapshot(forged).tables[0]
    assert "sha256" in (table.altered(bytes(blob)) or "")
    for large in (0, 1 << 40):  # hashed in a thread, and at once
        monkeypatch.setattr(reading, "LARGE", large)
        opened = [open_source("x.iptb", data=data) for data in (honest, forged)]
        assert [len(source.readings) for source in opened] == [1, 1]
        assert [["sha256" in str(failure) for failure in source.failures] for source in opened] == [[], [True]]


@pytest.mark.parametrize("wrong", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\0" * 4096])
def test_what_is_no_snapshot_is_refused_in_one_line(wrong: bytes) -> None:
    with pytest.raises(SnapshotError) as caught:
        read_snapshot(wrong, "x.iptb")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("x.iptb: ")


def test_a_newer_schema_is_refused_by_name() -> None:
    with pytest.raises(SnapshotError, match=f"schema {SCHEMA + 1}"):
        read_snapshot(b"".join(build({**manifest(), "schema": SCHEMA + 1}, {MEMBER: [b"x"]})))


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = tmp_path / "bomb.iptb"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest()))
        for number in range(5):
            with archive.open(f"net-1/ipv4/t{number}.blob", "w") as member:
                for _ in range(60):
                    member.write(bytes(1 << 20))
    with pytest.raises(SnapshotError, match="plausible"):
        read_snapshot(path)


def test_a_damaged_manifest_does_not_hide_the_tables() -> None:
    whole = bytearray(snapshot())
    whole[60] ^= 0x20  # inside the manifest
    opened = read_snapshot(bytes(whole))
    assert opened.manifest == {}
    assert opened.problems
    assert [table.member for table in opened.tables] == [MEMBER]
    assert opened.tables[0].read() == blob_of(CORPUS / "x86_64/docker/ipv4.filter.info")


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.iptb"
    write_atomic(str(path), [b"old"])

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        write_atomic(str(path), [b"new"])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o600


def test_lookups_and_ipsets(tmp_path: Path) -> None:
    names = {"lookups/protocols.json": [json.dumps({"names": {"6": "tcp", "x": "y", "7": 8}}).encode()]}
    value = manifest(
        lookups={"protocols": {"source": "/etc/protocols", "member": "lookups/protocols.json"}},
        ipsets={"net-1": {"sets": {"0": "bad", "12": "good"}}},
    )
    opened = read_snapshot(b"".join(build(value, {MEMBER: [b"x"], **names})))
    assert opened.names("protocols") == {6: "tcp"}
    assert opened.names("realms") == {}
    assert opened.ipsets("net-1") == {0: "bad", 12: "good"}


@pytest.mark.parametrize(("folder", "groups"), [("/etc", {0: "default"}), ("/usr/share", {})])
def test_group_names_count_where_iptables_looks_for_them(folder: str, groups: dict[int, str], tmp_path: Path) -> None:
    names = {"lookups/groups.json": [json.dumps({"names": {"0": "default"}}).encode()]}
    value = manifest(lookups={"groups": {"source": f"{folder}/iproute2/group", "member": "lookups/groups.json"}})
    path = tmp_path / "a.iptb"
    blob = blob_of(CORPUS / "x86_64/docker/ipv4.filter.info")
    path.write_bytes(b"".join(build(value, {MEMBER: [blob], **names})))
    assert open_source(str(path)).names.groups == groups
