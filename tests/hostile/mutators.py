"""Hostile files made from honest ones: other manifests and lookups, other containers, other tables. By seeds."""

from __future__ import annotations

import copy
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from iptblob.abi import find_abi
from iptblob.capture.agent.container import build
from iptblob.family import FAMILIES
from tests.conftest import ROOT, SAMPLES
from tests.hostile.structure import TEXTS, Known, known, known_tables, structure_changed

# what breaks readers of JSON, terminals and line-by-line formats
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1 << 63, 1 << 64, 10**400, 1.5, float("nan"), float("inf"), "", "x" * 5000, "\ud800",
    "\udcff\udc80", "\x1b]0;PWN\x07\x1b[2J", "a\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n", "\u202e\u200b\u3164",
    "../../etc/passwd", "\0", [], {}, [[]], {"": None}, [1, "x", None], {"x": {"y": []}},
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


def table_in_snapshot(parts: Parts, rnd: random.Random) -> bytes:
    """A snapshot with a table that says something else; hashes fit."""
    manifest, members = copy.deepcopy(parts)
    manifest.pop("members", None)
    tables = [record for record in manifest["tables"] if record["member"].endswith(".blob")]
    abi = find_abi(manifest["abi"])
    for record in rnd.sample(tables, min(len(tables), rnd.randint(1, 2))):
        assert abi
        table = known(members[record["member"]], FAMILIES[record["family"]], abi)
        members[record["member"]] = structure_changed(table, rnd)
    return b"".join(build(manifest, {name: [data] for name, data in members.items()}))


def netlink_changed(dump: bytes, rnd: random.Random) -> bytes:
    """Answers of a kernel whose lengths, types, flags and texts were changed, messages left out, doubled, nested."""
    changed, kind = bytearray(dump), rnd.random()
    heads = [at for at in range(0, len(dump) - 4, 4) if 4 <= int.from_bytes(dump[at : at + 2], "little") <= len(dump)]
    if kind < 0.1:
        depth = rnd.choice((5, 17, 2000))
        nested = b""
        for _ in range(depth):
            nested = struct.pack("<HH", min(len(nested) + 4, 0xFFFF), rnd.choice((1, 0x8001, 4, 0x8004))) + nested
        at = rnd.choice(heads)
        changed[at : at + len(nested)] = nested
    elif kind < 0.2:
        at = rnd.choice(heads)
        changed[at:at] = dump[at : at + rnd.choice((4, 16, 20, 64, 500))] * rnd.choice((1, 3, 200))
    elif kind < 0.25:
        del changed[rnd.randrange(len(changed)) :]
    else:
        for _ in range(rnd.randint(1, 4)):
            at = rnd.choice(heads) + rnd.choice((0, 0, 0, 2, 2, 4, 8))
            if rnd.random() < 0.3:
                text = rnd.choice(TEXTS)
                changed[at + 4 : at + 4 + len(text)] = text
            else:
                size = rnd.choice((2, 4))
                value = rnd.choice((0, 1, 3, 4, 5, 16, 0x8001, 0xFFFF, 0xFFFFFFFF, rnd.getrandbits(32)))
                changed[at : at + size] = (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")
    return bytes(changed)


def dump_in_snapshot(parts: Parts, rnd: random.Random) -> bytes:
    """A snapshot one or two of whose netlink dumps were changed; hashes fit."""
    manifest, members = copy.deepcopy(parts)
    names = [name for name, data in members.items() if name.endswith(".nl") and len(data) > 8]
    for name in rnd.sample(names, min(2, len(names))):
        members[name] = netlink_changed(members[name], rnd)
    manifest.pop("members", None)
    return b"".join(build(manifest, {name: [data] for name, data in members.items()}))


def text_changed(text: bytes, rnd: random.Random) -> bytes:
    """Rules or a log as text: words replaced, lines doubled, cut, moved, bytes flipped, quotes left open."""
    lines = text.split(b"\n")
    for _ in range(rnd.randint(1, 4)):
        kind, at = rnd.random(), rnd.randrange(len(lines))
        if kind < 0.4:
            words = lines[at].split(b" ")
            words[rnd.randrange(len(words))] = rnd.choice((*TEXTS, b"9" * 5000, b"-1", b'"', b"!", b"0x" + b"f" * 40))
            lines[at] = b" ".join(words)
        elif kind < 0.6:
            lines[at:at] = [rnd.choice(lines)] * rnd.choice((1, 2, 300))
        elif kind < 0.7:
            del lines[at : at + rnd.randint(1, 5)]
        elif kind < 0.8:
            lines[at] = lines[at][: rnd.randrange(len(lines[at]) + 1)]
        elif kind < 0.9:
            lines[at] = bytes_changed(lines[at], rnd)
        else:
            other = rnd.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        lines = lines or [b""]
    return b"\n".join(lines)


@dataclass(frozen=True)
class Honest:
    """What the hostile files are made of."""

    snapshots: tuple[bytes, ...]
    tables: tuple[Known, ...]
    texts: tuple[bytes, ...]
    logs: tuple[bytes, ...]


@cache
def honest() -> Honest:
    data = ROOT / "tests" / "data"
    small = SAMPLES / "incident" / "before.iptb", SAMPLES / "docker" / "docker.iptb"
    dumps = ROOT / "tests" / "golden" / "inputs" / "nftables.iptb", ROOT / "tests" / "nft" / "data" / "mixed.iptb"
    dumps = (*dumps, SAMPLES / "nft" / "arp" / "arp.iptb")
    rich = small + dumps + (SAMPLES / "unsent" / "unsent.iptb", SAMPLES / "everything" / "everything.iptb")
    rules = SAMPLES / "incident"
    texts = [rules / "rules.v4", rules / "rules.v6", *(data / "cases" / "text").glob("*.v4")]
    logs = [*sorted((data / "strace").glob("*.log")), *sorted((ROOT / "tests" / "nft" / "data").glob("*.strace"))]
    return Honest(
        tuple(path.read_bytes() for path in small + dumps),
        known_tables(tuple(map(str, rich))),
        tuple(path.read_bytes() for path in sorted(texts)),
        tuple(path.read_bytes() for path in logs if path.stat().st_size < 200_000),
    )


Maker = Callable[[random.Random], tuple[str, bytes]]


def mutants() -> dict[str, Maker]:
    """By name: from a generator of random numbers to (suffix of the file, its bytes)."""
    known = honest()
    parts = [parts_of(data) for data in known.snapshots]
    dumped = [one for one in parts if any(name.endswith(".nl") for name in one[1])]
    dumps = [data for _, members in dumped for name, data in members.items() if name.endswith(".nl") and len(data) > 8]
    return {
        "manifest": lambda rnd: (".iptb", manifest_changed(rnd.choice(parts), rnd)),
        "lookups": lambda rnd: (".iptb", lookups_changed(rnd.choice(parts), rnd)),
        "container": lambda rnd: (".iptb", container_changed(rnd.choice(known.snapshots), rnd)),
        "structure": lambda rnd: (".blob", structure_changed(rnd.choice(known.tables), rnd)),
        "member": lambda rnd: (".iptb", table_in_snapshot(rnd.choice(parts), rnd)),
        "netlink": lambda rnd: (".nl", netlink_changed(rnd.choice(dumps), rnd)),
        "dumps": lambda rnd: (".iptb", dump_in_snapshot(rnd.choice(dumped), rnd)),
        "text": lambda rnd: (".v4", text_changed(rnd.choice(known.texts), rnd)),
        "log": lambda rnd: (".log", text_changed(rnd.choice(known.logs), rnd)),
    }
