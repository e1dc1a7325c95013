"""Small tables put together from the rules of real captures: chains, jumps, and rules with every extension."""

from __future__ import annotations

import os
import random
import struct
from collections import defaultdict
from functools import cache
from pathlib import Path

from iptblob.abi import ABIS
from iptblob.check.shape import shape_of
from iptblob.family import FAMILIES
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import picker, place_of
from iptblob.table import Table, header_size

ABI = ABIS[os.environ.get("IPTBLOB_ORACLE_ABI", "lp64-le")]
CORPUS = Path(__file__).parents[2] / "samples" / "corpus" / ("i386" if ABI.name == "i386" else "x86_64")
HEADER = header_size(ABI)
STANDARD = HEADER + ABI.align(4)


def head_field(family: str, path: str) -> tuple[int, int]:
    """(offset, size) of a field in an entry's head."""
    offset, field = place_of(shape_of(family, ABI.name).entry, path)
    return offset, field.size


@cache
def pools() -> dict[tuple[str, str], list[bytes]]:
    """Distinct rules of the captured tables by (family, table); jumps and chain heads are left out."""
    found: dict[tuple[str, str], dict[bytes, None]] = defaultdict(dict)
    for info in sorted(CORPUS.glob("*/*.info")):
        family, name, _ = info.name.split(".")
        blob = info.with_suffix(".entries").read_bytes()[layout_of("xt_get_entries", ABI).size :]
        table = Table(FAMILIES[family], ABI, name.encode(), blob)
        for at, offset in enumerate(table.offsets.tolist()):
            if table.target_names[at] == b"ERROR" or int(table.verdicts[at]) > 0:
                continue
            found[family, name][blob[offset : offset + int(table.next_offsets[at])]] = None
    return {key: list(rules) for key, rules in sorted(found.items())}


@cache
def by_extension(family: str) -> list[list[tuple[str, bytes]]]:
    """(table, rule) of the captured rules, grouped by the extensions and revisions they use."""
    groups: dict[tuple[bytes, ...], list[tuple[str, bytes]]] = defaultdict(list)
    size = shape_of(family, ABI.name).entry.size
    for (fam, table), rules in pools().items():
        if fam != family:
            continue
        for rule in rules:
            at, names = size, []
            while at + HEADER <= len(rule):
                names.append(rule[at + 2 : at + HEADER])
                at += int.from_bytes(rule[at : at + 2], "little")
            groups[tuple(names)].append((table, rule))
    return [groups[key] for key in sorted(groups)]


def build_one(rng: random.Random, family: str, counts: dict[tuple[str, str], int]) -> tuple[bytearray, int]:
    """A payload with one captured rule at a hook of its table or, now and then, of another; and its entry number."""
    table, rule = rng.choice(rng.choice(by_extension(family)))
    if rng.random() < 0.1:
        table = rng.choice(list(FAMILIES[family].tables))
    mask = FAMILIES[family].tables[table]
    hooks = [hook for hook in range(5) if mask >> hook & 1]
    chosen = rng.choice(hooks)
    entries: list[bytearray] = []
    starts, policies, place = {}, {}, 0
    for hook in hooks:
        starts[hook] = len(entries)
        if hook == chosen:
            place = len(entries)
            entries.append(bytearray(rule))
        policies[hook] = len(entries)
        entries.append(standard_entry(family, -2))
    entries.append(chain_head(family, b"ERROR"))
    return assemble(family, table, mask, entries, starts, policies, [], counts[family, table]), place


def standard_entry(family: str, verdict: int) -> bytearray:
    """A rule without conditions and with a verdict."""
    size = shape_of(family, ABI.name).entry.size
    entry = bytearray(size + STANDARD)
    set_field(entry, family, "target_offset", size)
    set_field(entry, family, "next_offset", len(entry))
    struct.pack_into("<H29sBi", entry, size, STANDARD, b"", 0, verdict)
    return entry


def chain_head(family: str, name: bytes) -> bytearray:
    """An ERROR entry."""
    size = shape_of(family, ABI.name).entry.size
    entry = bytearray(size + 64)
    set_field(entry, family, "target_offset", size)
    set_field(entry, family, "next_offset", len(entry))
    struct.pack_into("<H29sB30s", entry, size, 64, b"ERROR", 0, name)
    return entry


def set_field(entry: bytearray, family: str, path: str, value: int, base: int = 0) -> None:
    offset, size = head_field(family, path)
    entry[base + offset : base + offset + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def get_field(entry: bytes, family: str, path: str, base: int = 0) -> int:
    offset, size = head_field(family, path)
    return int.from_bytes(entry[base + offset : base + offset + size], "little")


def build(rng: random.Random, family: str, table: str, current: int) -> bytearray:
    """A SET_REPLACE payload the kernel mostly accepts. ``current`` is the number of entries it will replace."""
    own = pools().get((family, table), [])
    others = [rule for (fam, _), rules in pools().items() if fam == family for rule in rules]
    entries: list[bytearray] = []
    jumps: list[tuple[int, int]] = []
    starts: dict[int, int] = {}
    policies: dict[int, int] = {}
    users = rng.choice((0, 0, 1, 1, 2, 3))

    def rules(level: int) -> None:
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
            kind = rng.random()
            if level < users and kind < 0.3:
                jumps.append((len(entries), rng.randrange(level, users)))
                jump = standard_entry(family, 1)
                if rng.random() < 0.2 and family != "arp":
                    set_field(jump, family, "ip.flags", 2 if family == "ipv4" else 4)
                entries.append(jump)
            elif own and kind < 0.9:
                entries.append(bytearray(rng.choice(own)))
            elif others and kind < 0.95:
                entries.append(bytearray(rng.choice(others)))
            else:
                entries.append(standard_entry(family, rng.choice((-1, -2, -4, -5))))

    mask = FAMILIES[family].tables[table]
    hooks = [hook for hook in range(5) if mask >> hook & 1]
    for hook in hooks:
        starts[hook] = len(entries)
        rules(0)
        policies[hook] = len(entries)
        entries.append(standard_entry(family, rng.choice((-1, -2))))
    heads = []
    for user in range(users):
        entries.append(chain_head(family, b"chain-%d" % user))
        heads.append(len(entries))
        rules(user + 1)
        entries.append(standard_entry(family, -5))
    entries.append(chain_head(family, b"ERROR"))
    return assemble(family, table, mask, entries, starts, policies, [(at, heads[user]) for at, user in jumps], current)


def assemble(
    family: str, table: str, mask: int, entries: list[bytearray], starts: dict[int, int], policies: dict[int, int],
    jumps: list[tuple[int, int]], current: int,
) -> bytearray:  # fmt: skip
    """Entries and a header that fits them; ``jumps`` are (entry, goal)."""
    offsets, at = [], 0
    for entry in entries:
        offsets.append(at)
        at += len(entry)
    for entry, goal in jumps:
        struct.pack_into("<i", entries[entry], len(entries[entry]) - STANDARD + HEADER, offsets[goal])
    kind = FAMILIES[family]
    layout = layout_of(kind.replace_spec, ABI)
    count = layout["hook_entry"].count
    hook_entry = [offsets[starts[hook]] if hook in starts else 0 for hook in range(count)]
    underflow = [offsets[policies[hook]] if hook in policies else 0 for hook in range(count)]
    fields = picker(layout, "<", "name", "valid_hooks", "num_entries", "size", "hook_entry", "underflow",
                    "num_counters", "counters")  # fmt: skip
    header = fields.pack(table.encode(), mask, len(entries), at, *hook_entry, *underflow, current, bytes(ABI.len_long))
    header = header.ljust(layout.size, b"\0")
    return bytearray(header + b"".join(entries))
