"""Binary files that hold no table: what they are, and what to do with them."""

from __future__ import annotations

_MAGICS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xd4\xc3\xb2\xa1", "a packet capture (pcap), no table"),
    (0, b"\xa1\xb2\xc3\xd4", "a packet capture (pcap), no table"),
    (0, b"\x4d\x3c\xb2\xa1", "a packet capture (pcap), no table"),
    (0, b"\xa1\xb2\x3c\x4d", "a packet capture (pcap), no table"),
    (0, b"\x0a\x0d\x0d\x0a", "a packet capture (pcapng), no table"),
    (257, b"ustar", "a tar archive; unpack it and name the files in it"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it and name the files in it"),
    (0, b"!<arch>\n", "an ar archive or Debian package, no table"),
    (0, b"SQLite format 3\0", "an SQLite database, no table"),
    (0, b"%PDF-", "a PDF document, no table"),
    (0, b"\x89PNG\r\n", "a picture (PNG), no table"),
    (0, b"\xff\xd8\xff", "a picture (JPEG), no table"),
    (0, b"KDUMP   ", "a kernel crash dump; `iptblob import --carve` looks for tables in it once it is uncompressed"),
    (0, b"EMiL", "a memory image (LiME); `iptblob import --carve` looks for tables in it"),
)
SNAPSHOT = "a snapshot: show, validate and diff read it as it is"
_ELF_TYPES = {1: "an object file or kernel module", 2: "a program", 3: "a program or library"}


def binary_kind(data: bytes) -> str | None:
    """What a binary file is, in one clause, or None where its first bytes do not tell."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        is_snapshot = b"manifest.json" in data[:64]
        return SNAPSHOT if is_snapshot else "a ZIP archive, no table"
    if data.startswith(b"\x7fELF") and len(data) >= 18:
        kind = int.from_bytes(data[16:18], "big" if data[5] == 2 else "little")  # e_type of the ELF header
        if kind == 4:
            return "an ELF core; `iptblob import --carve` looks for tables in it"
        return f"{_ELF_TYPES.get(kind, 'an ELF file')} (ELF), no table"
    return next((said for at, magic, said in _MAGICS if data[at : at + len(magic)] == magic), None)
