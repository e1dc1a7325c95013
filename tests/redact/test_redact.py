"""Copies say of themselves what the originals say, and hold nothing that tells whose they are."""

from __future__ import annotations

import io
import ipaddress
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from iptblob.cli import run
from iptblob.reading.opening import open_source
from iptblob.redact.cipher import Cipher
from iptblob.snapshot.shape import fit

ROOT = Path(__file__).parents[2]
SNAPSHOTS = sorted((ROOT / "samples").glob("*/*.iptb"))
BROKEN = [path for path in sorted((ROOT / "samples" / "broken").glob("*.replace")) if path.stem != "cut-in-the-header"]
OTHER_WORDS = {b"DEFAULT", b"protocols"}  # the list that xt_recent itself names so; a key of the manifest
KEY = b"a secret that is only of this test"


@pytest.fixture
def key(tmp_path: Path) -> str:
    path = tmp_path / "key"
    path.write_bytes(KEY)
    return str(path)


def redacted(path: Path, key: str, tmp_path: Path, name: str = "copy") -> Path:
    out = tmp_path / f"{name}{path.suffix}"
    status = run(["redact", str(path), "-o", str(out), "--key", key])
    assert status == 0 or path in BROKEN
    return out


def said(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[object]]:
    """Verdicts and findings with their places, of a file."""
    capsys.readouterr()
    status = run(["validate", "--format", "json", str(path)])
    found: list[object] = []
    for line in capsys.readouterr().out.splitlines():
        told = json.loads(line)
        found.append((told.get("verdict"), told.get("errno"), told.get("entries")))
        keys = ("id", "severity", "errno", "decides", "offset", "length", "rule", "field")
        found += [[one.get(key) for key in keys] for one in told.get("findings", [])]
    return status, found


@pytest.mark.parametrize("path", SNAPSHOTS + BROKEN, ids=lambda path: path.stem)
def test_findings_are_the_same_in_the_same_places(
    path: Path, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = redacted(path, key, tmp_path)
    assert said(copy, capsys) == said(path, capsys)


def private(path: Path) -> Iterator[bytes]:
    """Chains, sets, comments, prefixes and addresses of a snapshot, from its own saved text and manifest."""
    text = (path.parent / "expected").rglob("*.save")
    for file in text:
        for line in file.read_text("latin-1").splitlines():
            for quoted in re.findall(r'--(?:comment|log-prefix|nflog-prefix|string) "([^"]{5,})"', line):
                yield quoted.encode("latin-1")
            for word in re.findall(r"--(?:comment|name|hashlimit-name|match-set|add-set|nfacct-name) ([\w-]+)", line):
                yield from [word.encode("latin-1")] if len(word) > 4 else []
            for address in re.findall(r"(?<![\w.:])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])", line):
                yield from _address(address)
    source = open_source(str(path))
    for table in source.tables:
        yield from (chain.name for chain in table.chains if chain.hook is None and len(chain.name) >= 5)
    host = (source.manifest or {}).get("host", {}).get("name")
    if host and len(host) >= 5:
        yield host.encode()


def _address(text: str) -> Iterator[bytes]:
    """In both byte orders and as text; not those that stay, nor those whose bytes are common."""
    address = ipaddress.IPv4Address(text)
    raw = address.packed
    if Cipher(KEY).address(raw) != raw and not {0, 255} & set(raw):
        yield from (text.encode(), raw, raw[::-1])


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.stem)
def test_nothing_private_is_in_the_copy(path: Path, key: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(redacted(path, key, tmp_path)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = {chain.name for table in open_source(str(path)).tables for chain in table.chains if chain.hook is None}
    replaced = {Cipher(KEY).name(name) for name in names}
    switches = members.pop("kernel/config.txt", b"").decode().splitlines()
    assert all(re.fullmatch(r"(# )?CONFIG_[A-Z0-9_]+(=[ymn0-9]+| is not set)", line) for line in switches)
    for value in set(private(path)) - OTHER_WORDS - replaced:
        for name, data in members.items():
            assert value not in data, f"{name} holds {value!r}"


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.stem)
def test_the_copy_is_a_snapshot(path: Path, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = redacted(path, key, tmp_path)
    assert run(["verify", str(copy)]) == run(["verify", str(path)])
    capsys.readouterr()
    with zipfile.ZipFile(copy) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert fit(manifest, manifest["schema"], strict=True)[1] == []
    assert set(manifest["redacted"]) == {"version", "key", "replaced", "left_out"}


def test_a_diff_of_copies_says_as_many_changes(key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = (ROOT / "samples" / "incident" / f"{name}.iptb" for name in ("before", "after"))
    copies = redacted(before, key, tmp_path, "b"), redacted(after, key, tmp_path, "a")
    assert len(_changes(*copies, capsys)) == len(_changes(before, after, capsys)) > 0


def _changes(one: Path, other: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    run(["diff", str(one), str(other)])
    return [line for line in capsys.readouterr().out.splitlines() if re.match(r"\s*[-+~]", line)]


def test_what_is_there_is_not_overwritten(key: str, tmp_path: Path) -> None:
    out = tmp_path / "copy.iptb"
    out.write_bytes(b"mine")
    assert run(["redact", str(SNAPSHOTS[0]), "-o", str(out), "--key", key]) == 2
    assert out.read_bytes() == b"mine"


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    assert run(["redact", str(SNAPSHOTS[0]), "-o", str(tmp_path / "x"), "--key", str(tmp_path / "key")]) == 2
    assert not (tmp_path / "x").exists()


def test_replacements_are_one_for_one() -> None:
    cipher = Cipher(KEY)
    names = [bytes([one, other]) for one in range(97, 123) for other in range(97, 123)]
    for made, kept in ((cipher.name, [b"ah", b"hl", b"mh", b"rt"]), (cipher.text, [])):  # four are extensions
        new = [made(name) for name in names]
        assert sorted(new) == names
        assert [name for name, other in zip(names, new, strict=True) if name == other] == kept
    numbers = range(1000, 65534)
    assert sorted(cipher.user(number) for number in numbers) == list(numbers)


def test_addresses_keep_their_prefixes() -> None:
    """As many bits in common as before, whatever the addresses are."""
    cipher = Cipher(KEY)
    texts = ("10.1.2.3", "10.1.2.77", "10.9.9.9", "192.168.3.4", "172.16.5.6", "172.31.5.6", "8.8.8.8", "127.0.0.1")
    pairs = [(int(ipaddress.ip_address(one)), int.from_bytes(cipher.address(ipaddress.ip_address(one).packed), "big"))
             for one in texts]  # fmt: skip
    for old, new in pairs:
        for other, replacement in pairs:
            assert (old ^ other).bit_length() == (new ^ replacement).bit_length()
    assert Cipher(b"another secret of this test").address(b"\x08\x08\x08\x08") != cipher.address(b"\x08\x08\x08\x08")


def test_interfaces_of_one_beginning_keep_it() -> None:
    cipher = Cipher(KEY)
    assert cipher.interface(b"uplink7").startswith(cipher.interface(b"up+")[:2])
    assert cipher.interface(b"uplink7") != b"uplink7"
    assert cipher.interface(b"eth0") == b"eth0"


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes], key: str) -> None:
    assert run(["redact", str(SNAPSHOTS[0]), "-o", "-", "--key", key]) == 0
    out, err = capfdbinary.readouterr()
    assert zipfile.ZipFile(io.BytesIO(out)).namelist()[0] == "manifest.json"
    assert b"replaced:" in err
