"""Mutations of SET_REPLACE payloads that know the structure: each changes one thing a kernel check looks at."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from itertools import pairwise

from iptblob.check.shape import shape_of
from iptblob.family import FAMILIES
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.unpack import place_of
from tests.oracle.build import ABI, HEADER, get_field, pools, set_field, standard_entry

Mutation = Callable[[random.Random, bytearray, str], str]
EDGES = (0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 0x7FFF, 0x8000, 0xFFFF,
         0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)  # fmt: skip

STEPS = (-64, -40, -32, -8, -7, -4, -2, -1, 1, 2, 4, 7, 8, 16, 24, 32, 40, 64, 112)

NAMES = (b"", b"x" * 29, b"x" * 30, b"chain-0", b"a\nb", b"\0" * 29 + b"x")


def header_layout(family: str) -> Layout:
    return layout_of(FAMILIES[family].replace_spec, ABI)


def base_of(family: str) -> int:
    return int(header_layout(family).size)


def starts_of(payload: bytes, family: str) -> list[int]:
    """Offsets of the entries in the file, as far as they can be followed."""
    found, at = [], base_of(family)
    size = shape_of(family, ABI.name).entry.size
    while at + size <= len(payload):
        step = get_field(payload, family, "next_offset", at)
        if step < size or at + step > len(payload):
            break
        found.append(at)
        at += step
    return found


def records_of(payload: bytes, family: str, at: int) -> list[tuple[int, str]]:
    """(offset, kind) of the matches and the target of the entry at ``at``."""
    target = at + get_field(payload, family, "target_offset", at)
    end = at + get_field(payload, family, "next_offset", at)
    found, pos = [], at + shape_of(family, ABI.name).entry.size
    while pos + HEADER <= target:
        size = int.from_bytes(payload[pos : pos + 2], "little")
        if size < HEADER or pos + size > target:
            break
        found.append((pos, "match"))
        pos += size
    if target + HEADER <= min(end, len(payload)):
        found.append((target, "target"))
    return found


def near(rng: random.Random, value: int, bits: int = 32) -> int:
    """A number close to ``value``, an edge, or anything."""
    choice = rng.random()
    if choice < 0.55:
        return (value + rng.choice(STEPS)) & (1 << bits) - 1
    if choice < 0.8:
        return rng.choice(EDGES) & (1 << bits) - 1
    if choice < 0.9:
        return value ^ 1 << rng.randrange(bits)
    return rng.getrandbits(bits)


# Structure


def header_field(rng: random.Random, payload: bytearray, family: str) -> str:
    layout = header_layout(family)
    name = rng.choice(("valid_hooks", "num_entries", "size", "num_counters", *2 * ("hook_entry", "underflow")))
    field = layout[name]
    at = field.offset + (rng.randrange(field.count) * 4 if field.count else 0)
    value = int.from_bytes(payload[at : at + 4], "little")
    entries = starts_of(payload, family)
    if name in ("hook_entry", "underflow") and entries and rng.random() < 0.6:
        value = rng.choice(entries) - base_of(family)
    else:
        value = near(rng, value)
    struct.pack_into("<I", payload, at, value)
    return f"header-{name}"


def table_name(rng: random.Random, payload: bytearray, family: str) -> str:
    name = rng.choice((b"filter", b"nat", b"mangle", b"raw", b"security", b"", b"FILTER", b"filter2", b"x" * 32,
                       b"filterx" * 4, b"nosuch", b"filter\0junk", b"raw\0\xff"))  # fmt: skip
    payload[:32] = name[:32].ljust(32, b"\0")
    return "table-name"


def length(rng: random.Random, payload: bytearray, family: str) -> str:
    if rng.random() < 0.5:
        del payload[rng.randrange(len(payload)) :]
    elif rng.random() < 0.5:
        del payload[max(0, len(payload) - rng.randrange(1, 64)) :]
    else:
        payload += rng.randbytes(rng.randrange(1, 200))
    return "length"


def size_and_length(rng: random.Random, payload: bytearray, family: str) -> str:
    """Cut or extend the entries and tell the header so."""
    at = header_layout(family)["size"].offset
    if rng.random() < 0.6:
        cut = rng.choice((1, 2, 4, 8, 16, 32, 40, 64, 112, 176, rng.randrange(1, 400)))
        del payload[max(base_of(family), len(payload) - cut) :]
    else:
        payload += bytes(rng.choice((1, 8, 32, 112, 144, 152, 168, 200)))
    struct.pack_into("<I", payload, at, len(payload) - base_of(family))
    return "size-and-length"


def entry_offset(rng: random.Random, payload: bytearray, family: str) -> str:
    at = rng.choice(starts_of(payload, family))
    path = rng.choice(("target_offset", "next_offset"))
    set_field(payload, family, path, near(rng, get_field(payload, family, path, at), 16), at)
    return f"entry-{path}"


def record_size(rng: random.Random, payload: bytearray, family: str) -> str:
    at = rng.choice(starts_of(payload, family))
    records = records_of(payload, family, at)
    if not records:
        return "nothing"
    pos, kind = rng.choice(records)
    struct.pack_into("<H", payload, pos, near(rng, int.from_bytes(payload[pos : pos + 2], "little"), 16))
    return f"{kind}-size"


def record_name(rng: random.Random, payload: bytearray, family: str) -> str:
    at = rng.choice(starts_of(payload, family))
    records = records_of(payload, family, at)
    if not records:
        return "nothing"
    pos, kind = rng.choice(records)
    names = (b"", b"ERROR", b"tcp", b"udp", b"comment", b"LOG", b"nosuch", b"x" * 29, b"ERROR\0x", b"\0ERROR", b"DNAT",
             b"MARK", b"mark", b"limit", b"REJECT", b"AUDIT", b"icmp")  # fmt: skip
    choice = rng.random()
    if choice < 0.6:
        payload[pos + 2 : pos + 31] = rng.choice(names).ljust(29, b"\0")
    elif choice < 0.8:
        payload[pos + 2 + rng.randrange(29)] = rng.randrange(256)
    else:
        payload[pos + 31] = rng.choice((0, 1, 2, 3, 4, 5, 127, 255))
    return f"{kind}-name"


def verdict(rng: random.Random, payload: bytearray, family: str) -> str:
    found = [(at, pos) for at in starts_of(payload, family) for pos, kind in records_of(payload, family, at)
             if kind == "target" and not payload[pos + 2]]  # fmt: skip
    if not found:
        return "nothing"
    _, pos = rng.choice(found)
    starts = starts_of(payload, family)
    goal = rng.choice(starts) - base_of(family)
    value = rng.choice((goal, goal, goal, goal + rng.choice((1, 4, 8, 112)), 0, -1, -2, -3, -4, -5, -6, -7,
                        -(1 << 31), (1 << 31) - 1, len(payload) - base_of(family)))  # fmt: skip
    struct.pack_into("<i", payload, pos + HEADER, value)
    return "verdict"


def head_flags(rng: random.Random, payload: bytearray, family: str) -> str:
    at = rng.choice(starts_of(payload, family))
    path = rng.choice(("ip.flags", "ip.invflags"))
    bits = 16 if family == "arp" and path == "ip.invflags" else 8
    set_field(payload, family, path, rng.choice((0, 1 << rng.randrange(bits), rng.getrandbits(bits))), at)
    return f"entry-{path}"


def head_byte(rng: random.Random, payload: bytearray, family: str) -> str:
    """Any byte of the address part, padding included."""
    at = rng.choice(starts_of(payload, family))
    size = shape_of(family, ABI.name).ip.size
    payload[at + rng.randrange(size)] = rng.choice((0, 1, 0x40, 0xFF, rng.randrange(256)))
    return "entry-head-byte"


def chain_name(rng: random.Random, payload: bytearray, family: str) -> str:
    found = [pos for at in starts_of(payload, family) for pos, kind in records_of(payload, family, at)
             if kind == "target" and payload[pos + 2 : pos + 8] == b"ERROR\0"]  # fmt: skip
    if not found:
        return "nothing"
    pos = rng.choice(found) + HEADER
    payload[pos : pos + 30] = rng.choice(NAMES).ljust(30, b"\0")
    return "chain-name"


def move_entry(rng: random.Random, payload: bytearray, family: str) -> str:
    """Remove, double or swap entries; the header learns of the size and number, sometimes."""
    starts = [*starts_of(payload, family), len(payload)]
    base = base_of(family)
    entries = [bytes(payload[one:two]) for one, two in pairwise(starts)]
    if len(entries) < 2:
        return "nothing"
    what = rng.choice(("remove", "double", "swap", "insert", "last"))
    at = rng.randrange(len(entries))
    if what == "remove":
        del entries[at]
    elif what == "double":
        entries.insert(at, entries[at])
    elif what == "swap":
        other = rng.randrange(len(entries))
        entries[at], entries[other] = entries[other], entries[at]
    elif what == "last":
        entries.pop()
    else:
        entries.insert(at, bytes(standard_entry(family, rng.choice((-1, -2, -5)))))
    payload[base:] = b"".join(entries)
    layout = header_layout(family)
    if rng.random() < 0.9:
        struct.pack_into("<I", payload, layout["size"].offset, len(payload) - base)
    if rng.random() < 0.9:
        struct.pack_into("<I", payload, layout["num_entries"].offset, len(entries))
    return f"entries-{what}"


def spare(rng: random.Random, payload: bytearray, family: str) -> str:
    """Spare bytes behind the last entry's target, or an odd end."""
    starts = starts_of(payload, family)
    extra = rng.choice((1, 2, 4, 8, 16, 40))
    last = starts[-1]
    set_field(payload, family, "next_offset", get_field(payload, family, "next_offset", last) + extra, last)
    payload += bytes(extra)
    struct.pack_into("<I", payload, header_layout(family)["size"].offset, len(payload) - base_of(family))
    return "spare-bytes"


# Extensions


def payload_field(rng: random.Random, payload: bytearray, family: str) -> str:
    """A byte, half word or word of a match's or target's payload."""
    found = [(pos, kind) for at in starts_of(payload, family) for pos, kind in records_of(payload, family, at)
             if payload[pos + 2] and payload[pos + 2 : pos + 8] != b"ERROR\0"]  # fmt: skip
    if not found:
        return "nothing"
    pos, kind = rng.choice(found)
    room = int.from_bytes(payload[pos : pos + 2], "little") - HEADER
    if room <= 0 or pos + HEADER + room > len(payload):
        return "nothing"
    if rng.random() < 0.12:  # a text without an end, with a slash, or empty
        run = min(room, rng.choice((16, 28, 32, 64, 128, 200, 255, 512)))
        at = pos + HEADER + rng.choice([one for one in (0, 4, 8, 10, 12, 28) if one + run <= room] or [0])
        payload[at : at + run] = rng.choice((b"x" * run, b"a/b", b"", b".")).ljust(run, b"\0")
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        width = rng.choice((1, 1, 1, 2, 4, 8))
        at = rng.randrange(room) if rng.random() < 0.5 else rng.randrange(min(room, 48))
        at = pos + HEADER + min(at // width * width, max(0, room - width))
        width = min(width, pos + HEADER + room - at)
        value = int.from_bytes(payload[at : at + width], "little")
        new = near(rng, value, 8 * width)
        payload[at : at + width] = new.to_bytes(width, "little")
    name = bytes(payload[pos + 2 : pos + 31]).partition(b"\0")[0].decode("latin-1")
    return f"{kind}-payload-{name}"


def protocol(rng: random.Random, payload: bytearray, family: str) -> str:
    if family == "arp":
        return "nothing"
    at = rng.choice(starts_of(payload, family))
    value = rng.choice((0, 1, 6, 17, 33, 50, 51, 58, 108, 115, 132, 135, 136, 255, 256 + 6, 0xFFFF))
    set_field(payload, family, "ip.proto", value, at)
    if rng.random() < 0.3:
        set_field(payload, family, "ip.invflags", 0x40, at)
    if family == "ipv6" and rng.random() < 0.5:
        set_field(payload, family, "ip.flags", rng.choice((0, 1)), at)
    return "entry-proto"


def add_match(rng: random.Random, payload: bytearray, family: str) -> str:
    """Replace a rule by another one's matches and target, at another place: other hooks, other table."""
    starts = [*starts_of(payload, family), len(payload)]
    rules = [rule for (fam, _), some in pools().items() if fam == family for rule in some]
    at = rng.randrange(len(starts) - 1)
    payload[starts[at] : starts[at]] = rng.choice(rules)
    layout = header_layout(family)
    added = len(payload) - starts[-1]
    for name in ("hook_entry", "underflow"):
        field = layout[name]
        for index in range(field.count):
            place = field.offset + 4 * index
            value = int.from_bytes(payload[place : place + 4], "little")
            if value + base_of(family) >= starts[at] and (name == "underflow" or value + base_of(family) > starts[at]):
                struct.pack_into("<I", payload, place, value + added & 0xFFFFFFFF)
    struct.pack_into("<I", payload, layout["size"].offset, len(payload) - base_of(family))
    number = layout["num_entries"].offset
    struct.pack_into("<I", payload, number, int.from_bytes(payload[number : number + 4], "little") + 1 & 0xFFFFFFFF)
    return "rule-inserted"


def any_byte(rng: random.Random, payload: bytearray, family: str) -> str:
    for _ in range(rng.choice((1, 1, 2, 4))):
        payload[rng.randrange(len(payload))] = rng.choice((0, 1, 0xFF, rng.randrange(256)))
    return "any-byte"


STRUCTURAL: tuple[Mutation, ...] = (
    header_field, table_name, length, size_and_length, entry_offset, record_size, record_name, verdict, head_flags,
    head_byte, chain_name, move_entry, spare,
)  # fmt: skip
EXTENSION: tuple[Mutation, ...] = (*4 * (payload_field,), protocol, add_match, any_byte)


def mutate_rule(rng: random.Random, payload: bytearray, family: str, place: int) -> tuple[str, ...]:
    """Change the payloads of one rule, given by its entry number, or its protocol."""
    at = starts_of(payload, family)[place]
    end = at + get_field(payload, family, "next_offset", at)
    rule = payload[:base_of(family)] + payload[at:end]
    done = [rng.choice((payload_field, payload_field, payload_field, protocol))(rng, rule, family)
            for _ in range(rng.choice((1, 1, 2, 3)))]  # fmt: skip
    payload[at:end] = rule[base_of(family) :]
    return tuple(done)


def mutate(rng: random.Random, payload: bytearray, family: str) -> tuple[str, ...]:
    """Change ``payload`` in place; the names of what was done."""
    done = []
    for _ in range(rng.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        if len(payload) <= base_of(family) or not starts_of(payload, family):
            break
        some = STRUCTURAL if rng.random() < 0.5 else EXTENSION
        done.append(rng.choice(some)(rng, payload, family))
    return tuple(done)


def counters_place(family: str) -> int:
    return place_of(header_layout(family), "counters")[0]
