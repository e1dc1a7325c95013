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
from iptblob.table.head_flags import INV_DSTIP, INV_PROTO, INV_SRCIP, INV_VIA_IN, INV_VIA_OUT

HALF = 1 << 64
_HEAD = (
    "src", "dst", "in_interface", "in_interface_not", "out_interface", "out_interface_not", "protocol", "protocol_not",
)  # fmt: skip


def rule_rows(table: Table, names: Names, entries: Index, digests: Bytes) -> dict[str, Any]:
    """Columns of chosen entries of a table, in the order of ``shape.TABLES["rules"]``; no two digests alike."""
    count = len(entries)
    rows: dict[str, Any] = {
        "rule": digests,
        "family": [table.family.name] * count,
        "text": _texts(table, names, entries),
    }
    rows |= _no_head(count) if table.family.name == "arp" else _head(table, entries)
    rows |= _ports(table, entries)
    rows["target"], rows["jump"] = _targets(table, entries)
    return rows


def _texts(table: Table, names: Names, entries: Index) -> list[str]:
    context = Context(table.family.name, table.abi, names, DEBIAN_12_IPTABLES, nft=table.origin is not None)
    worded = table.text.worded if table.text is not None else {}
    found = texts_of(table, context)(entries.tolist())
    return [as_text(worded.get(at, text)).removeprefix(" ") for at, text in zip(entries.tolist(), found, strict=True)]


def as_text(latin: str) -> str:
    """Text of which each character is a byte, as what the bytes mean; those that mean nothing as ``\\xNN``."""
    try:
        return latin.encode("latin-1").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # text already
        return latin


def _no_head(count: int) -> dict[str, Any]:
    nothing = [None] * count
    names = ("high", "low", "prefix", "not")
    found: dict[str, Any] = {f"{side}_{name}": nothing for side in ("src", "dst") for name in names}
    return found | dict.fromkeys(_HEAD, nothing)


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
    for side, name, bit in (("in_interface", "iniface", INV_VIA_IN), ("out_interface", "outiface", INV_VIA_OUT)):
        found[f"{side}_not"] = ((inverted & bit) != 0).tolist()
        found[side] = [
            _interface(*pair) for pair in zip(_octets(view, name), _octets(view, f"{name}_mask"), strict=True)
        ]
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
    """Text, both halves of the number, length of the prefix (None: the mask has holes); nothing for any address."""
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
    told = name.partition(b"\0")[0]
    shown = told.decode("utf-8", "backslashreplace")
    whole = shown.endswith("+") or mask[len(told) : len(told) + 1] == b"\xff"
    return shown if whole else f"{shown}+"


def _ports(table: Table, entries: Index) -> dict[str, Any]:
    """The ports of the last match that has two ranges of them: None where all do, or none is asked for.

    Bit 1 of invflags turns the source ports round, bit 2 the others; where there are flags, the same bits say which are
    asked for at all (include/uapi/linux/netfilter/xt_tcpudp.h, xt_sctp.h, xt_dccp.h, v6.1).
    """
    ports = np.full((len(table), 4), -1, dtype=np.int64)
    inverted = np.zeros((len(table), 2), dtype=bool)
    for group in table.records.groups:
        layout = known_layout(group, table.family, table.abi)
        names = {field.name for field in layout.fields} if group.kind == "match" and layout is not None else set()
        if layout is None or not {"src_ports", "dst_ports", "invflags"} <= names:
            continue
        view = columns.view(layout, table.abi, columns.gather(table.octets, group.payloads, layout.size))
        for side, name in enumerate(("src_ports", "dst_ports")):
            pair = view[name].astype(np.int64)
            unasked = (pair[:, 0] == 0) & (pair[:, 1] == 0xFFFF)
            if "flags" in names:
                unasked |= (view["flags"] & (1 << side)) == 0
            pair[unasked] = -1
            ports[group.entries, 2 * side : 2 * side + 2] = pair
            inverted[group.entries, side] = ((view["invflags"] & (1 << side)) != 0) & ~unasked
    chosen, turned = ports[entries], inverted[entries]
    found: dict[str, Any] = {}
    for side, name in enumerate(("sport", "dport")):
        for at, end in enumerate(("low", "high")):
            found[f"{name}_{end}"] = [None if one < 0 else one for one in chosen[:, 2 * side + at].tolist()]
        found[f"{name}_not"] = turned[:, side].tolist()
    return found


def _targets(table: Table, entries: Index) -> tuple[list[str | None], list[str | None]]:
    """Name of the target or verdict, and the chain that is jumped to; at most one of them."""
    targets: list[str | None] = [None] * len(table)
    for group in table.records.groups:
        if group.kind == "target" and group.name not in (STANDARD, ERROR):
            for at in group.entries.tolist():
                targets[at] = group.name.decode("utf-8", "backslashreplace")
    verdicts, jumps = table.verdicts, {}
    for at in np.flatnonzero(verdicts < 0).tolist():
        targets[at] = VERDICTS.get(int(verdicts[at]), str(int(verdicts[at])))
    jumping, landing = table.landings
    for at, chain in zip(jumping.tolist(), landing.tolist(), strict=True):
        jumps[at] = (
            table.chains[chain].name.decode("utf-8", "backslashreplace") if chain >= 0 else f"@{int(verdicts[at])}"
        )
    chosen = entries.tolist()
    return [targets[at] for at in chosen], [jumps.get(at) for at in chosen]
