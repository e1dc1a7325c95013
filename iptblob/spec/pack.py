"""Values written where a layout has them: the way back from ``columns`` and ``unpack``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from iptblob.abi import Abi
from iptblob.spec.layout import Layout
from iptblob.spec.unpack import place_of

Value = int | bytes | tuple[int, ...]


def pack(layout: Layout, abi: Abi, values: Mapping[str, Value]) -> bytes:
    """A struct with ``values`` at their dotted paths and zeros everywhere else.

    Bytes shorter than their field end in zeros; a tuple fills an array. OverflowError where a number does not fit.
    """
    out = bytearray(layout.size)
    places = _places(layout, abi.is_be, tuple(values))
    for (at, size, width, order, signed), value in zip(places, values.values(), strict=True):
        if isinstance(value, int):
            octets = value.to_bytes(width, order, signed=signed)
        elif isinstance(value, bytes):
            octets = value
        else:
            octets = b"".join(one.to_bytes(width, order, signed=signed) for one in value)
        if len(octets) > size:
            raise OverflowError(f"{layout.spec}: {len(octets)} bytes for a field of {size}")
        out[at : at + len(octets)] = octets
    return bytes(out)


class _Spot(NamedTuple):
    """Where a field is, in bytes, and how its numbers are written."""

    at: int
    size: int
    width: int
    order: Literal["big", "little"]
    signed: bool


@cache
def _places(layout: Layout, is_be: bool, paths: tuple[str, ...]) -> tuple[_Spot, ...]:
    found = (place_of(layout, path) for path in paths)
    return tuple(
        _Spot(at, field.size, field.width, "big" if field.be or is_be else "little", field.kind == "s")
        for at, field in found
    )
