"""Hostile files made from honest ones: other manifests and lookups, other containers, other tables. By seeds."""

from __future__ import annotations

import copy
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from iptblob.capture.agent.container import build

# what breaks readers of JSON, terminals and line-by-line formats
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1 << 63, 1 << 64, 10**400, 1.5, float("nan"), float("inf"), "", "x" * 5000, "\ud800",
    "\udcff\udc80", "\x1b]0;PWN\x07\x1b[2J", "a\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n", "\u202e\u200b\u3164",
    "../../etc/passwd", "\0", [], {}, [[]], {"": None}, [1, "x", None], {"x": {"y": []}},
)  # fmt: skip
TEXTS = (
    b"\x1b]0;PWN\x07\x1b[2J", b"\xff\xfe\x80", b"a\n-A INPUT -j ACCEPT\nCOMMIT\n", "\u202e\u3164".encode(), b"\0" * 8,
    "\u0406NPUT".encode(), b"%s%n{0}$(id)`id`", b"\x9b31m\x90",
)  # fmt: skip

Parts = tuple[dict[str, Any], dict[str, bytes]]


def parts_of(data: bytes) -> Parts:
    """A snapshot's manifest and its other members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(members.pop("manifest.json")), members


def manifest_changed(parts: Parts, rnd: random.Random) -> bytes:
    """One to three fields replaced, removed or repeated; written as capture writes, so that the hashes fit, where that
    is possible still."""
    manifest, members = copy.deepcopy(parts)
    for _ in range(rnd.randint(1, 3)):
        _change(manifest, rnd)
    manifest.pop("members", None)
    try:
        return b"".join(build(copy.deepcopy(manifest), {name: [data] for name, data in members.items()}))
    except Exception:  # it lacks what the writer needs
        return zipped(json.dumps(manifest).encode("utf-8", "surrogatepass"), members)


def _change(node: Any, rnd: random.Random) -> None:
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = rnd.choice(keys)
        if isinstance(node[key], dict | list) and node[key] and rnd.random() < 0.8:
            node = node[key]
            continue
        action = rnd.random()
        if action < 0.7:
            node[key] = copy.deepcopy(rnd.choice(VALUES))
        elif action < 0.85:
            del node[key]
        elif isinstance(node, dict):
            node[str(rnd.choice(VALUES))] = node.pop(key)
        else:
            node += [copy.deepcopy(node[key])] * rnd.randint(1, 40)
        return


def lookups_changed(parts: Parts, rnd: random.Random) -> bytes:
    """A lookup, or the texts of ipset and nft, with other contents; hashes fit."""
    manifest, members = copy.deepcopy(parts)
    names = [name for name in members if not name.endswith(".blob")]
    for name in rnd.sample(names, min(2, len(names))):
        kind = rnd.random()
        if kind < 0.4:
            numbers = [str(rnd.choice((0, 1, 6, 17, 255, -1, 1 << 40, "x"))) for _ in range(5)]
            named = {one: rnd.choice(VALUES[:20]) for one in numbers}
            members[name] = json.dumps({"names": named}).encode("utf-8", "surrogatepass")
        elif kind < 0.6:
            members[name] = json.dumps(rnd.choice(VALUES)).encode("utf-8", "surrogatepass")
        elif kind < 0.8:
            members[name] = rnd.choice(TEXTS) * rnd.randint(1, 50)
        else:
            members[name] = bytes_changed(members[name], rnd)
    manifest.pop("members", None)
    return b"".join(build(manifest, {name: [data] for name, data in members.items()}))


def container_changed(data: bytes, rnd: random.Random) -> bytes:
    """Another ZIP: sizes, offsets, names and methods of headers, members cut, swapped, repeated, flipped bits."""
    changed = bytearray(data)
    kind = rnd.random()
    if kind < 0.5:
        places = [at for magic in (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06") for at in _all(data, magic)]
        for _ in range(rnd.randint(1, 4)):
            at = rnd.choice(places) + rnd.randrange(4, 46)
            value = rnd.choice((0, 1, 0xFF, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, rnd.getrandbits(32)))
            changed[at : at + 4] = struct.pack("<I", value)
        return bytes(changed)
    if kind < 0.7:
        return bytes(changed[: rnd.randrange(len(changed))])
    if kind < 0.85:
        return bytes_changed(data, rnd)
    manifest, members = parts_of(data)
    names = list(members)
    name = rnd.choice(("../../x.blob", "n\n/ipv4/filter.blob", "a/ipv4/\x1b[2J.blob", "x/ipv6/" + "y" * 300 + ".blob"))
    members[name] = members.pop(rnd.choice(names))
    return zipped(json.dumps(manifest).encode(), members)


def _all(data: bytes, magic: bytes) -> list[int]:
    found, at = [], data.find(magic)
    while at >= 0:
        found.append(at)
        at = data.find(magic, at + 1)
    return found


def zipped(manifest: bytes, members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def bytes_changed(data: bytes, rnd: random.Random) -> bytes:
    changed = bytearray(data or b"\0")
    for _ in range(rnd.randint(1, 8)):
        changed[rnd.randrange(len(changed))] ^= 1 << rnd.randrange(8)
    return bytes(changed)


def table_changed(blob: bytes, rnd: random.Random) -> bytes:
    """A table whose names, offsets, sizes and verdicts were changed where they are: at the texts and small numbers of
    the bytes, as a reader of the structure would find them."""
    changed = bytearray(blob)
    numbers = [at for at in range(0, len(blob) - 4, 4) if 0 < int.from_bytes(blob[at : at + 4], "little") <= len(blob)]
    texts = [at for at in range(0, len(blob) - 8, 2) if blob[at : at + 3].isalpha()]
    for _ in range(rnd.randint(1, 4)):
        kind = rnd.random()
        if kind < 0.5 and numbers:
            at = rnd.choice(numbers)
            other = int.from_bytes(blob[(place := rnd.choice(numbers)) : place + 4], "little")
            value = rnd.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, other, other + 1, len(blob), rnd.getrandbits(32)))
            changed[at : at + 4] = struct.pack("<I", value & 0xFFFFFFFF)
        elif kind < 0.7 and numbers:
            at = rnd.choice(numbers)
            changed[at : at + 2] = struct.pack("<H", rnd.choice((0, 1, 0x70, 0x98, 0xFFFF, rnd.getrandbits(16))))
        elif kind < 0.9 and texts:
            at, text = rnd.choice(texts), rnd.choice(TEXTS)
            changed[at : at + len(text)] = text
        else:
            cut = rnd.randrange(len(changed))
            changed = changed[:cut] + (changed[rnd.randrange(len(changed)) :] if rnd.random() < 0.5 else b"")
            changed = changed or bytearray(b"\0")
    return bytes(changed)


def mutants(snapshot: bytes, blob: bytes) -> dict[str, Callable[[random.Random], tuple[str, bytes]]]:
    """By name: from a generator of random numbers to (suffix of the file, its bytes)."""
    parts = parts_of(snapshot)
    return {
        "manifest": lambda rnd: (".iptb", manifest_changed(parts, rnd)),
        "lookups": lambda rnd: (".iptb", lookups_changed(parts, rnd)),
        "container": lambda rnd: (".iptb", container_changed(snapshot, rnd)),
        "table": lambda rnd: (".blob", table_changed(blob, rnd)),
    }
