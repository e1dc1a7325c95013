"""Values written where a layout has them: the way back from ``columns`` and ``unpack``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from iptblob.abi import Abi
from iptblob.spec.layout import Field, Layout
from iptblob.spec.unpack import place_of

Value = int | bytes | tuple[int, ...]


def pack(layout: Layout, abi: Abi, values: Mapping[str, Value]) -> bytes:
    """A struct with ``values`` at their dotted paths and zeros everywhere else.

    Bytes shorter than their field end in zeros; a tuple fills an array. OverflowError where a number does not fit.
    """
    out = bytearray(layout.size)
    for path, value in values.items():
        at, field = place_of(layout, path)
        octets = value if isinstance(value, bytes) else _number(value, field, abi)
        if len(octets) > field.size:
            raise OverflowError(f"{path}: {len(octets)} bytes, it has {field.size}")
        out[at : at + len(octets)] = octets
    return bytes(out)


def _number(value: int | tuple[int, ...], field: Field, abi: Abi) -> bytes:
    order: Literal["big", "little"] = "big" if field.be or abi.is_be else "little"
    if isinstance(value, int):
        return value.to_bytes(field.width, order, signed=field.kind == "s")
    return b"".join(one.to_bytes(field.width, order, signed=field.kind == "s") for one in value)
