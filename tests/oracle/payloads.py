"""Random payloads made from the layout tables, of values that a kernel can hold.

Strings end in a NUL, lengths of arrays stay inside the arrays, numbers with names are mostly named ones: outside of
these the C code of iptables reads past its structs or its tables, and there is no text to equal.
"""

from __future__ import annotations

import random

from iptblob.abi import Abi
from iptblob.spec.layout import KERNEL, PADDING, Field, Layout

LETTERS = b"abcXYZ019_-"
ANY_BYTE = bytes(range(1, 256))


def random_payload(layout: Layout, abi: Abi, rnd: random.Random, narrowed: dict[str, list[int]]) -> bytes:
    """``sizeof`` bytes; ``narrowed`` gives the values of fields that may not hold any other."""
    payload = bytearray(layout.size)
    fill(layout, payload, 0, abi, rnd, narrowed)
    return bytes(payload)


def fill(
    layout: Layout, payload: bytearray, start: int, abi: Abi, rnd: random.Random, narrowed: dict[str, list[int]]
) -> None:
    longest = min((field.count for field in layout.fields if field.count), default=0)
    for field in layout.fields:
        if field.role in (PADDING, KERNEL):
            continue
        for place in range(max(field.count, 1)):
            at = start + field.offset + place * field.width
            if field.struct is not None:
                fill(field.struct, payload, at, abi, rnd, narrowed)
            else:
                payload[at : at + field.width] = element(field, longest, abi, rnd, narrowed)


def element(field: Field, longest: int, abi: Abi, rnd: random.Random, narrowed: dict[str, list[int]]) -> bytes:
    if field.kind == "strz":
        return string(field.width, rnd)
    if field.kind == "raw":
        return (address if field.width in (4, 16) else string)(field.width, rnd)
    if field.name in narrowed:
        value = rnd.choice(narrowed[field.name])
    elif field.symbols and field.is_flags:
        value = sum(bit for bit in field.symbols if rnd.random() < 0.5)
        value = value if rnd.random() < 0.8 else number(field.width, rnd)
    elif field.symbols:
        value = rnd.choice(sorted(field.symbols))
    elif field.name.startswith("num_"):
        value = rnd.randint(0, longest)
    else:
        value = number(field.width, rnd)
    is_big = field.be or abi.is_be
    return (value % (1 << 8 * field.width)).to_bytes(field.width, "big" if is_big else "little")


def number(width: int, rnd: random.Random) -> int:
    """Edges, single bits, small and any numbers of ``width`` bytes."""
    highest = (1 << 8 * width) - 1
    small = min(highest, 20_000)
    edges = [0, 0, 1, 2, highest, highest - 1, highest // 2 + 1, 1 << rnd.randrange(8 * width)]
    return rnd.choice([*edges, rnd.randint(0, highest), rnd.randint(0, small), highest - rnd.randint(0, small // 2)])


def string(width: int, rnd: random.Random) -> bytes:
    alphabet = rnd.choice((LETTERS, ANY_BYTE))
    length = rnd.choice((0, 1, 2, 5, width - 1, rnd.randint(0, width - 1)))
    return bytes(rnd.choices(alphabet, k=min(length, width - 1))).ljust(width, b"\0")


def address(width: int, rnd: random.Random) -> bytes:
    """An address, or a mask with its ones together or not; in 16 bytes also one of IPv4."""
    bits = rnd.choice((32, 8 * width))
    prefix = (1 << bits) - (1 << bits - rnd.randint(0, bits))
    anything = bytes(rnd.choices(range(256), k=width))
    sparse = bytes(octet if rnd.random() < 0.3 else 0 for octet in anything)
    return rnd.choice(
        (bytes(width), b"\xff" * width, prefix.to_bytes(bits // 8, "big").ljust(width, b"\0"), anything, sparse)
    )
