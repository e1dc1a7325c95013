"""What is packed or dumped as hex is read; what is something else is named."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from iptblob.errors import ReadError
from iptblob.reading.hexdump import looks_like_hexdump, undumped
from iptblob.reading.packed import compression, unpacked
from iptblob.reading.strangers import binary_kind

TABLE = next(iter(sorted((Path(__file__).parents[2] / "samples" / "broken").glob("*.replace")))).read_bytes()
TRICKY = b"nat abcdef 41 42 43 |  >00 11<" + bytes(64) + b"\x01" * 40 + b"ff ee dd cc bb aa"
DUMPERS = (["xxd"], ["xxd", "-g", "1"], ["xxd", "-p"], ["hexdump", "-C"], ["od", "-A", "x", "-t", "x1"],
           ["od", "-A", "x", "-t", "x1z", "-v"], ["xxd", "-u"], ["xxd", "-c", "8"])  # fmt: skip


@pytest.mark.parametrize("dumper", DUMPERS, ids=" ".join)
@pytest.mark.parametrize("data", [TABLE, TRICKY, bytes(4096) + b"x"], ids=["table", "tricky", "zeros"])
def test_hex_dumps_are_read(dumper: list[str], data: bytes, tmp_path: Path) -> None:
    if shutil.which(dumper[0]) is None:
        pytest.skip(f"{dumper[0]} is not installed")
    (tmp_path / "x").write_bytes(data)
    shown = subprocess.run([*dumper, str(tmp_path / "x")], capture_output=True, check=True).stdout
    assert looks_like_hexdump(shown)
    assert undumped(shown, "x") == data


def test_a_dump_of_words_is_named_and_a_gap_is_told() -> None:
    with pytest.raises(ReadError, match="16-bit words"):
        undumped(b"0000000 616e 2074 6261 6463\n0000008\n", "x")
    with pytest.raises(ReadError, match="line 2 of the hex dump is at 0x20, 0x10"):
        undumped(b"00000000: " + b"00" * 16 + b"\n00000020: 00\n", "x")
    with pytest.raises(ReadError, match="line 2 is no line"):
        undumped(b"00000000: " + b"00" * 16 + b"\nhello\n", "x")
    assert not looks_like_hexdump(TABLE)
    assert not looks_like_hexdump(b"*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j DROP\nCOMMIT\n")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_compressed_files_are_read(pack: object) -> None:
    packed = pack(TABLE)  # type: ignore[operator]
    assert compression(packed)
    assert unpacked(packed, "x") == TABLE
    assert unpacked(packed + packed, "x") == TABLE + TABLE
    with pytest.raises(ReadError, match="ends in the middle"):
        unpacked(packed[:-9], "x")
    with pytest.raises(ReadError, match="damaged"):
        unpacked(packed + b"junk", "x")
    with pytest.raises(ReadError, match="more than 1 MiB"):
        unpacked(pack(bytes(3 << 20)), "x", limit=1 << 20)  # type: ignore[operator]


def test_damage_is_one_error() -> None:
    draw = random.Random(3)
    for pack in (gzip.compress, lzma.compress, bz2.compress):
        packed = bytearray(pack(TABLE))
        for _ in range(200):
            damaged = bytearray(packed)
            damaged[draw.randrange(6, len(damaged))] ^= 1 << draw.randrange(8)
            try:
                unpacked(bytes(damaged), "x")
            except ReadError:
                continue


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd4\xc3\xb2\xa1" + bytes(20), "packet capture"), (b"\x0a\x0d\x0d\x0a" + bytes(20), "packet capture"),
        (bytes(257) + b"ustar\0", "tar"), (b"\x7fELF\x02\x01" + bytes(10) + b"\x04\0", "ELF core"),
        (b"\x7fELF\x02\x02" + bytes(10) + b"\0\x03", "library"), (TABLE, ""),
    ],
)  # fmt: skip
def test_strangers_are_named(data: bytes, said: str) -> None:
    kind = binary_kind(data)
    assert (said in kind) if kind else not said
