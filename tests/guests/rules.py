"""Tables of one rule, for cases that ask about one check. The layout is that of tests.oracle.build."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from iptblob.family import FAMILIES
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS
from iptblob.spec.unpack import place_of
from tests.oracle.build import ABI, HEADER, STANDARD, assemble, chain_head, head_field, set_field, standard_entry

COUNTS = {"filter": 4, "mangle": 6, "nat": 5, "raw": 3, "security": 4}
ALIGN = ABI.align(8)


class Case(NamedTuple):
    """One payload and what it asks about."""

    name: str
    family: str
    row: str
    payload: bytes


def record(
    kind: str, name: str, revision: int, family: str = "ipv4", /, raw: bytes | None = None, **fields: int | bytes
) -> bytes:
    """A match or target; ``raw`` is its payload, ``fields`` those of the layout that are not 0."""
    if raw is None:
        layout = layout_of(SPECS.get((kind, name, revision, family)) or SPECS[kind, name, revision, "ipv4"], ABI)
        made = bytearray(ABI.align(layout.size))
        for path, value in fields.items():
            offset, field = place_of(layout, path)
            data = value if isinstance(value, bytes) else _number(value, field.size, big=field.be)
            made[offset : offset + len(data)] = data
        raw = bytes(made)
    return struct.pack("<H29sB", HEADER + len(raw), name.encode(), revision) + raw


def _number(value: int, size: int, *, big: bool) -> bytes:
    return (value & (1 << 8 * size) - 1).to_bytes(size, "big" if big else "little")


def verdict(value: int = -2) -> bytes:
    """A standard target."""
    return struct.pack("<H29sBi", STANDARD, b"", 0, value).ljust(STANDARD, b"\0")


def rule(
    family: str, matches: Sequence[bytes] = (), target: bytes | None = None, proto: int = 0, flags: int = 0,
    invflags: int = 0,
) -> bytearray:  # fmt: skip
    """One entry."""
    goal = verdict() if target is None else target
    entry = standard_entry(family, 0)
    del entry[len(entry) - STANDARD :]
    body = b"".join(matches)
    set_field(entry, family, "target_offset", len(entry) + len(body))
    set_field(entry, family, "next_offset", len(entry) + len(body) + len(goal))
    if family != "arp":
        for path, value in (("ip.proto", proto), ("ip.flags", flags), ("ip.invflags", invflags)):
            head_field(family, path)
            set_field(entry, family, path, value)
    return entry + body + goal


def table(
    family: str, name: str, rules: Iterable[bytes] = (), hook: int | None = None, order: Sequence[int] = ()
) -> bytes:
    """A SET_REPLACE payload with ``rules`` at ``hook``, by default the first of the table."""
    mask = FAMILIES[family].tables[name]
    hooks = [number for number in range(5) if mask >> number & 1]
    chosen = hooks[0] if hook is None else hook
    entries: list[bytearray] = []
    starts, policies = {}, {}
    for number in order or hooks:
        starts[number] = len(entries)
        if number == chosen:
            entries += [bytearray(one) for one in rules]
        policies[number] = len(entries)
        entries.append(standard_entry(family, -2))
    entries.append(chain_head(family, b"ERROR"))
    return bytes(assemble(family, name, mask, entries, starts, policies, [], COUNTS[name]))


def one(
    name: str, family: str, place: str, row: str, *matches: bytes, target: bytes | None = None, hook: int | None = None,
    proto: int = 0, flags: int = 0, invflags: int = 0,
) -> Case:  # fmt: skip
    """A case of one rule in table ``place``."""
    made = rule(family, matches, target, proto, flags, invflags)
    return Case(name, family, row, table(family, place, [made], hook))
