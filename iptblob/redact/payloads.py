"""One struct with what it holds replaced: an entry's head, or the payload of a match or target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from iptblob import extensions
from iptblob.abi import Abi
from iptblob.extensions.held import (
    INTERFACE,
    PRIVATE,
    AddressField,
    HardwareField,
    Held,
    InterfaceField,
    NameField,
    OwnField,
    PlainField,
    RangeEndField,
    TextField,
    UserField,
    holds,
)
from iptblob.redact.cipher import Cipher
from iptblob.spec import columns
from iptblob.spec.layout import COUNTER, KERNEL, PADDING, STATE, Field, Layout

# What an entry's head holds; those of ARP name the two sides otherwise.
_REST = "ip.iniface_mask ip.outiface_mask ip.flags ip.invflags target_offset next_offset counters"
HEADS = {
    "ipt_entry": holds(
        f"ip.smsk ip.dmsk ip.proto ip.tos {_REST}",
        {"ip.src": AddressField(mask="smsk"), "ip.dst": AddressField(mask="dmsk"), "ip.iniface": INTERFACE,
         "ip.outiface": INTERFACE},
    ),
    "arpt_entry": holds(
        "ip.smsk ip.tmsk ip.arhln ip.arhln_mask ip.src_devaddr_mask ip.tgt_devaddr_mask ip.arpop ip.arpop_mask "
        f"ip.arhrd ip.arhrd_mask ip.arpro ip.arpro_mask {_REST}",
        {"ip.src": AddressField(mask="smsk"), "ip.tgt": AddressField(mask="tmsk"),
         "ip.src_devaddr": HardwareField(mask="src_devaddr_mask"),
         "ip.tgt_devaddr": HardwareField(mask="tgt_devaddr_mask"), "ip.iniface": INTERFACE, "ip.outiface": INTERFACE},
    ),
}  # fmt: skip
HEADS["ip6t_entry"] = HEADS["ipt_entry"]
WIDE = 16  # bytes of an IPv6 address


class _Occurrence(NamedTuple):
    """A field of a struct: its path, where it begins in the payload (bytes), and where its neighbours do."""

    path: str
    field: Field
    start: int
    room: Layout
    base: int


class Payload(NamedTuple):
    """A struct to replace in: ``data`` is changed in place, ``row`` is what it was, decoded."""

    data: bytearray
    row: Any
    layout: Layout
    abi: Abi
    family: str
    cipher: Cipher

    def number(self, spot: _Occurrence, name: str) -> int:
        """A number beside a field."""
        item = spot.room[name]
        raw = self.data[spot.base + item.offset : spot.base + item.offset + item.size]
        return int.from_bytes(raw, "big" if self.abi.is_be or item.be else "little")

    def beside(self, spot: _Occurrence, name: str) -> tuple[int, int]:
        """Where the field ``name`` beside another begins and ends."""
        start = spot.base + spot.room[name].offset
        return start, start + spot.room[name].size


def replaced(
    data: bytes, layout: Layout, abi: Abi, *, family: str, held: Mapping[str, Held], cipher: Cipher
) -> bytes:  # fmt: skip
    """The struct at the start of ``data`` with what it holds replaced, and opaque what lies behind it.

    A field that ``held`` does not know is replaced as bytes of which nothing is known; so are padding and the kernel's
    own.
    """
    found = bytearray(data)
    row = columns.decode(layout, abi, columns.as_bytes(data[: layout.size]).reshape(1, -1))[0]
    payload = Payload(found, row, layout, abi, family, cipher=cipher)
    for spot, what in list(_spots(layout, held, "", 0)):
        _replace(payload, spot, what)
    found[layout.size :] = cipher.opaque(data[layout.size :])
    return bytes(found)


def _spots(layout: Layout, held: Mapping[str, Held], prefix: str, base: int) -> Iterator[tuple[_Occurrence, Held]]:
    for field in layout.fields:
        path, start = prefix + field.name, base + field.offset
        if field.role in (COUNTER, STATE):
            continue
        if field.role in (PADDING, KERNEL):
            yield _Occurrence(path, field, start, layout, base=base), PRIVATE
        elif field.struct is not None and path not in held:
            for number in range(field.count or 1):
                yield from _spots(field.struct, held, f"{path}.", start + number * field.width)
        else:
            yield _Occurrence(path, field, start, layout, base=base), held.get(path, PRIVATE)


def _replace(payload: Payload, spot: _Occurrence, held: Held) -> None:
    if isinstance(held, PlainField):
        _behind_text(payload, spot)
    elif isinstance(held, AddressField):
        _address(payload, spot, held)
    elif isinstance(held, UserField):
        _user(payload, spot, held.to)
    elif not isinstance(held, RangeEndField):
        start, end = spot.start, spot.start + spot.field.size
        payload.data[start:end] = _new_bytes(payload, spot, held, bytes(payload.data[start:end]))


def _new_bytes(payload: Payload, spot: _Occurrence, held: Held, value: bytes) -> bytes:
    cipher = payload.cipher
    match held:
        case OwnField(function):
            return function(value, payload.row, payload.abi, cipher)
        case HardwareField(mask):
            return _hardware(payload, spot, value, mask)
        case NameField(kept):
            return _string(value, lambda one: one if one in kept else cipher.name(one), cipher)
        case InterfaceField():
            return _string(value, cipher.interface, cipher)
        case TextField():
            return _string(value, cipher.text, cipher)
        case _:
            return cipher.opaque(value)


def _string(value: bytes, made: Any, cipher: Cipher) -> bytes:
    text, nul, rest = value.partition(b"\0")
    return (made(text) if text else b"") + nul + cipher.opaque(rest)


def _behind_text(payload: Payload, spot: _Occurrence) -> None:
    """What lies behind the NUL of a text that stays may be anything."""
    if spot.field.kind == "strz":
        start, end = spot.start, spot.start + spot.field.size
        payload.data[start:end] = _string(bytes(payload.data[start:end]), lambda one: one, payload.cipher)


def _address(payload: Payload, spot: _Occurrence, held: AddressField) -> None:
    width = WIDE if payload.family == "ipv6" and spot.field.width == WIDE else 4
    for number in range(spot.field.count or 1):
        start = spot.start + number * spot.field.width
        end = start + spot.field.width
        value = bytes(payload.data[start:end])
        rest = payload.cipher.opaque(value[width:])
        if held.to:
            other, stop = payload.beside(spot, held.to)
            last = bytes(payload.data[other:stop])
            low, high = _range(value[:width], last[:width], payload.cipher)
            payload.data[other:stop] = high + payload.cipher.opaque(last[width:])
            new = low
        elif held.bits:
            length = min(payload.number(spot, held.bits), 8 * width)
            new = _network(value[:width], _mask(length, width), payload.cipher)
        elif held.mask:
            begin, _ = payload.beside(spot, held.mask)
            begin += number * spot.field.width if spot.field.count else 0
            new = _network(value[:width], bytes(payload.data[begin : begin + width]), payload.cipher)
        else:
            new = payload.cipher.address(value[:width])
        payload.data[start:end] = new + rest


def _mask(length: int, width: int) -> bytes:
    return ((1 << 8 * width) - (1 << (8 * width - length))).to_bytes(width, "big")


def _network(value: bytes, mask: bytes, cipher: Cipher) -> bytes:
    """An address under its mask: zeros outside of it stay zeros, what is there besides stays there."""
    bits, ones = int.from_bytes(value, "big"), int.from_bytes(mask, "big")
    outside = ~ones & ((1 << 8 * len(value)) - 1)
    new = int.from_bytes(cipher.address(value), "big")
    if not bits & outside:
        new &= ones
    elif not new & outside:
        new |= outside & -outside
    return new.to_bytes(len(value), "big")


def _range(low: bytes, high: bytes, cipher: Cipher) -> tuple[bytes, bytes]:
    """Both ends of a range: in their order still, and a whole network where it was one."""
    first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
    host = first ^ last
    if host and not first & host and not host & (host + 1):
        new = int.from_bytes(cipher.address(low), "big") & ~host
        return new.to_bytes(len(low), "big"), (new | host).to_bytes(len(low), "big")
    ends = sorted((cipher.address(low), cipher.address(high)), reverse=first > last)
    return ends[0], ends[1]


def _user(payload: Payload, spot: _Occurrence, to: str) -> None:
    order = "big" if payload.abi.is_be else "little"
    places = [(spot.start, spot.start + spot.field.size)] + ([payload.beside(spot, to)] if to else [])
    numbers = [int.from_bytes(payload.data[start:end], order) for start, end in places]  # type: ignore[arg-type]
    new = sorted((payload.cipher.user(one) for one in numbers), reverse=numbers[0] > numbers[-1])
    for (start, end), number in zip(places, new, strict=True):
        payload.data[start:end] = number.to_bytes(end - start, order)  # type: ignore[arg-type]


def _hardware(payload: Payload, spot: _Occurrence, value: bytes, mask: str) -> bytes:
    new = payload.cipher.hardware(value)
    if not mask:
        return new
    begin, end = payload.beside(spot, mask)
    under = bytes(payload.data[begin:end])
    inside = bytes(one & bits for one, bits in zip(new, under, strict=True))
    return inside if not any(one & ~bits & 0xFF for one, bits in zip(value, under, strict=True)) else new


def of_extension(kind: str, name: bytes) -> Mapping[str, Held]:
    """What the fields of an extension hold; nothing is known of one that nobody described."""
    found = extensions.find(kind, name.decode("latin-1"))
    return found.holds if found else {}
