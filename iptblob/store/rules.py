"""Columns of rules: the text that iptables-save has for each, and what SQL asks for."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.diff.listing import texts_of
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index
from iptblob.table import ERROR, STANDARD, VERDICTS, Table, known_layout
from iptblob.table.head_flags import INV_DSTIP, INV_PROTO, INV_SRCIP

PORTS = (b"tcp", b"udp", b"udplite", b"sctp", b"dccp")
HALF = 1 << 64


def rule_rows(table: Table, names: Names, entries: Index, digests: Bytes) -> dict[str, Any]:
    """Columns of chosen entries of a table, in the order of ``shape.TABLES["rules"]``; no two digests alike."""
    count = len(entries)
    rows: dict[str, Any] = {"rule": digests, "family": [table.family.name] * count, "text": _texts(table, names, entries)}
    rows |= _no_head(count) if table.family.name == "arp" else _head(table, entries)
    rows |= _ports(table, entries)
    rows["target"], rows["jump"] = _targets(table, entries)
    return rows


def _texts(table: Table, names: Names, entries: Index) -> list[str]:
    context = Context(table.family.name, table.abi, names, DEBIAN_12_IPTABLES, nft=table.origin is not None)
    worded = table.text.worded if table.text is not None else {}
    found = texts_of(table, context)(entries.tolist())
    return [worded.get(at, text).strip() for at, text in zip(entries.tolist(), found, strict=True)]


def _no_head(count: int) -> dict[str, Any]:
    nothing = [None] * count
    names = ("high", "low", "prefix", "not")
    found: dict[str, Any] = {f"{side}_{name}": nothing for side in ("src", "dst") for name in names}
    return found | dict.fromkeys(("src", "dst", "in_interface", "out_interface", "protocol", "protocol_not"), nothing)


def _head(table: Table, entries: Index) -> dict[str, Any]:
    item = table.head_layout["ip"]
    assert item.struct is not None
    rows = columns.gather(table.octets, table.offsets[entries] + item.offset, item.size)
    view = columns.view(item.struct, table.abi, rows)
    inverted = view["invflags"]
    found: dict[str, Any] = {}
    for side, mask, bit in (("src", "smsk", INV_SRCIP), ("dst", "dmsk", INV_DSTIP)):
        found |= _addresses(side, _octets(view, side), _octets(view, mask))
        found[f"{side}_not"] = ((inverted & bit) != 0).tolist()
    for side, name in (("in_interface", "iniface"), ("out_interface", "outiface")):
        found[side] = [_interface(*pair) for pair in zip(_octets(view, name), _octets(view, f"{name}_mask"), strict=True)]
    protocol = view["proto"].tolist()
    found["protocol"] = [number or None for number in protocol]
    found["protocol_not"] = ((inverted & INV_PROTO) != 0).tolist()
    return found


def _octets(view: NDArray[Any], name: str) -> list[bytes]:
    return [row.tobytes() for row in view[name]]



def _addresses(side: str, values: list[bytes], masks: list[bytes]) -> dict[str, Any]:
    told = [_address(value, mask) for value, mask in zip(values, masks, strict=True)]
    names = (side, f"{side}_high", f"{side}_low", f"{side}_prefix")
    return dict(zip(names, map(list, zip(*told, strict=True)), strict=True)) if told else {name: [] for name in names}


def _address(value: bytes, mask: bytes) -> tuple[str | None, int | None, int | None, int | None]:
    """Text, both halves of the number, length of the prefix (None where the mask has holes); nothing for any address."""
    bits = int.from_bytes(mask, "big")
    if not bits:
        return None, None, None, None
    width, number = len(mask) * 8, int.from_bytes(value, "big")
    length = bits.bit_count()
    kind: Callable[[int], Any] = IPv4Address if width == 32 else IPv6Address
    whole = bits == ((1 << length) - 1) << (width - length)
    text = f"{kind(number)}/{length if whole else kind(bits)}"
    return text, number // HALF, number % HALF, length if whole else None


def _interface(name: bytes, mask: bytes) -> str | None:
    """As iptables writes it: + behind a beginning."""
    if not any(mask):
        return None
    shown = name.partition(b"\0")[0].decode("latin-1")
    return shown if mask[len(shown) : len(shown) + 1] == b"\xff" else f"{shown}+"


def _ports(table: Table, entries: Index) -> dict[str, Any]:
    """The ports of the first match that has two: None where all do."""
    found = np.full((len(table), 4), -1, dtype=np.int64)
    for group in table.records.groups:
        layout = known_layout(group, table.family, table.abi)
        if group.kind != "match" or group.name not in PORTS or layout is None:
            continue
        view = columns.view(layout, table.abi, columns.gather(table.octets, group.payloads, layout.size))
        if {"src_ports", "dst_ports"} <= set(view.dtype.names or ()):
            both = np.concatenate([view["src_ports"], view["dst_ports"]], axis=1).astype(np.int64)
            both[:, :2][(both[:, 0] == 0) & (both[:, 1] == 0xFFFF)] = -1
            both[:, 2:][(both[:, 2] == 0) & (both[:, 3] == 0xFFFF)] = -1
            found[group.entries] = both
    names = ("sport_low", "sport_high", "dport_low", "dport_high")
    chosen = found[entries]
    return {name: [None if one < 0 else one for one in chosen[:, at].tolist()] for at, name in enumerate(names)}


def _targets(table: Table, entries: Index) -> tuple[list[str | None], list[str | None]]:
    """Name of the target or verdict, and the chain that is jumped to; at most one of them."""
    targets: list[str | None] = [None] * len(table)
    for group in table.records.groups:
        if group.kind == "target" and group.name not in (STANDARD, ERROR):
            for at in group.entries.tolist():
                targets[at] = group.name.decode("latin-1")
    verdicts, jumps = table.verdicts, {}
    for at in np.flatnonzero(verdicts < 0).tolist():
        targets[at] = VERDICTS.get(int(verdicts[at]), str(int(verdicts[at])))
    jumping, landing = table.landings
    for at, chain in zip(jumping.tolist(), landing.tolist(), strict=True):
        jumps[at] = table.chains[chain].name.decode("latin-1") if chain >= 0 else f"@{int(verdicts[at])}"
    chosen = entries.tolist()
    return [targets[at] for at in chosen], [jumps.get(at) for at in chosen]
