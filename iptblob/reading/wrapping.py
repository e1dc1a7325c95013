"""What a file is wrapped in: compression and hex dumps are read through, other kinds of files are named."""

from __future__ import annotations

import re

from iptblob.errors import StrangerError
from iptblob.reading.hexdump import looks_like_hexdump, undumped
from iptblob.reading.packed import compression, unpacked

MAX_LAYERS = 3
_ENDING = re.compile(r"\.(?:gz|xz|bz2|zst|hex|hexdump|xxd|txt)$").search
_ANY = "this is no iptables-save text"


def unwrapped(data: bytes, file: str) -> tuple[bytes, tuple[str, ...]]:
    """(what is in a compressed file or a hex dump, what it was wrapped in); other bytes as they are."""
    layers: list[str] = []
    while len(layers) < MAX_LAYERS:
        kind = compression(data)
        if kind is not None:
            data = unpacked(data, file)
        elif looks_like_hexdump(data):
            kind, data = "hex dump", undumped(data, file)
        else:
            break
        layers.append(kind)
    return data, tuple(layers)


def plain_name(path: str) -> str:
    """A file's name without the endings that wrapping gave it."""
    while _ENDING(path):
        path = path.rpartition(".")[0]
    return path


def stranger(data: bytes, file: str) -> StrangerError | None:
    """The error that says what a file is which is no table; None where its bytes do not tell."""
    from iptblob.reading.strangers import binary_kind
    from iptblob.restore.document import looks_like_rules
    from iptblob.restore.lines import decoded
    from iptblob.restore.strangers import named

    kind = binary_kind(data)
    if kind is not None:
        return StrangerError(f"this is {kind}", file=file)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if looks_like_rules(data):
        said = "this is text for iptables-restore, no table of bytes"
        return StrangerError(said, file=file, hint="iptblob build makes tables of it")
    said = named(decoded(data[:262144])[0])
    if said != _ANY:
        return StrangerError(said, file=file)
    return StrangerError("this is text, no table", file=file) if _is_text(data) else None


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    return len(head) > 0 and all(octet >= 32 or octet in b"\t\r\n\x1b\f" for octet in head)


def shown(path: str) -> str:
    """What messages call a file."""
    return "standard input" if path == "-" else path


def layers_told(path: str, layers: tuple[str, ...]) -> list[str]:
    """What a text was wrapped in, as a note."""
    return [f"{shown(path)}: read from {', in '.join(reversed(layers))}"] if layers else []
