"""A SET_REPLACE payload one can edit by field name. Sizes and offsets come from ctypes, native layout (v6.1 uapi)."""

from __future__ import annotations

import ctypes
from ctypes import c_char, c_int32, c_uint8, c_uint16, c_uint32, c_uint64
from dataclasses import dataclass

import rawtables


class Counters(ctypes.Structure):
    _fields_ = [("pcnt", c_uint64), ("bcnt", c_uint64)]


class IptIp(ctypes.Structure):
    _fields_ = [
        ("src", c_uint32), ("dst", c_uint32), ("smsk", c_uint32), ("dmsk", c_uint32),
        ("iniface", c_char * 16), ("outiface", c_char * 16), ("iniface_mask", c_uint8 * 16),
        ("outiface_mask", c_uint8 * 16), ("proto", c_uint16), ("flags", c_uint8), ("invflags", c_uint8),
    ]  # fmt: skip


class Ip6tIp6(ctypes.Structure):
    _fields_ = [
        ("src", c_uint32 * 4), ("dst", c_uint32 * 4), ("smsk", c_uint32 * 4), ("dmsk", c_uint32 * 4),
        ("iniface", c_char * 16), ("outiface", c_char * 16), ("iniface_mask", c_uint8 * 16),
        ("outiface_mask", c_uint8 * 16), ("proto", c_uint16), ("tos", c_uint8), ("flags", c_uint8),
        ("invflags", c_uint8),
    ]  # fmt: skip


class Devaddr(ctypes.Structure):
    _fields_ = [("addr", c_uint8 * 16), ("mask", c_uint8 * 16)]


class ArptArp(ctypes.Structure):
    _fields_ = [
        ("src", c_uint32), ("tgt", c_uint32), ("smsk", c_uint32), ("tmsk", c_uint32), ("arhln", c_uint8),
        ("arhln_mask", c_uint8), ("src_devaddr", Devaddr), ("tgt_devaddr", Devaddr), ("arpop", c_uint16),
        ("arpop_mask", c_uint16), ("arhrd", c_uint16), ("arhrd_mask", c_uint16), ("arpro", c_uint16),
        ("arpro_mask", c_uint16), ("iniface", c_char * 16), ("outiface", c_char * 16),
        ("iniface_mask", c_uint8 * 16), ("outiface_mask", c_uint8 * 16), ("flags", c_uint8), ("invflags", c_uint16),
    ]  # fmt: skip


def _entry(head: type[ctypes.Structure], *, nfcache: bool) -> type[ctypes.Structure]:
    class Entry(ctypes.Structure):
        _fields_ = [
            ("ip", head), *([("nfcache", c_uint32)] if nfcache else []), ("target_offset", c_uint16),
            ("next_offset", c_uint16), ("comefrom", c_uint32), ("counters", Counters),
        ]  # fmt: skip

    return Entry


class Extension(ctypes.Structure):
    """struct xt_entry_match and xt_entry_target: the same head, then the data."""

    _fields_ = [("size", c_uint16), ("name", c_char * 29), ("revision", c_uint8)]


class StandardTarget(ctypes.Structure):
    _fields_ = [("head", Extension), ("verdict", c_int32)]


class ErrorTarget(ctypes.Structure):
    _fields_ = [("head", Extension), ("name", c_char * 30)]


class Comment(ctypes.Structure):
    """struct xt_comment_info."""

    _fields_ = [("text", c_char * 256)]


ENTRIES = {
    "ipv4": _entry(IptIp, nfcache=True), "ipv6": _entry(Ip6tIp6, nfcache=True), "arp": _entry(ArptArp, nfcache=False),
}  # fmt: skip


@dataclass(slots=True)
class Change:
    """Bytes that were changed: field, offset in the file, what stood there, what stands there now."""

    field: str
    offset: int
    before: bytes
    after: bytes


class Payload:
    """Header and entries of a SET_REPLACE payload; every edit is noted in ``changes``."""

    def __init__(self, family: str, data: bytes) -> None:
        self.family = family
        self.data = bytearray(data)
        self.changes: list[Change] = []
        self.header_type = rawtables.INTERFACES[family].replace
        self.entry_type = ENTRIES[family]

    @property
    def base(self) -> int:
        """Offset of the first entry in the file."""
        return ctypes.sizeof(self.header_type)

    def starts(self) -> list[int]:
        """Offsets of all entries from the first one, following next_offset."""
        starts, pos = [], 0
        while pos < len(self.data) - self.base:
            starts.append(pos)
            pos += self.entry(pos).next_offset
        return starts

    def entry(self, start: int) -> ctypes.Structure:
        return self.entry_type.from_buffer_copy(self.data, self.base + start)

    def target(self, start: int) -> int:
        """Offset (in the file) of the entry's target."""
        return int(self.base + start + self.entry(start).target_offset)

    def first_match(self, start: int) -> int:
        """Offset (in the file) of the first match."""
        return self.base + start + ctypes.sizeof(self.entry_type)

    def name_at(self, offset: int) -> bytes:
        return bytes(Extension.from_buffer_copy(self.data, offset).name)

    def find(self, name: bytes) -> int:
        """Start of the first entry whose first match or target is called ``name``."""
        for start in self.starts():
            places = [self.target(start)]
            if self.first_match(start) < places[0]:
                places.append(self.first_match(start))
            if name in [self.name_at(place) for place in places]:
                return start
        raise LookupError(name)

    def chain(self, name: bytes) -> int:
        """Start of the ERROR entry that heads the user chain."""
        for start in self.starts():
            place = self.target(start)
            if self.name_at(place) == b"ERROR" and ErrorTarget.from_buffer_copy(self.data, place).name == name:
                return start
        raise LookupError(name)

    def verdict(self, start: int) -> int:
        return int(StandardTarget.from_buffer_copy(self.data, self.target(start)).verdict)

    def set_header(self, name: str, value: object, index: int | None = None) -> None:
        self._set(self.header_type, 0, name, value, f"replace.{name}", index)

    def set_entry(self, start: int, name: str, value: object) -> None:
        """``name`` is a field of the entry, or ``ip.FIELD``."""
        if name.startswith("ip."):
            head = dict(self.entry_type._fields_)["ip"]  # type: ignore[arg-type, misc]
            self._set(head, self.base + start, name[3:], value, f"entry.{name}")
        else:
            self._set(self.entry_type, self.base + start, name, value, f"entry.{name}")

    def set_head(self, offset: int, name: str, value: object, kind: str) -> None:
        self._set(Extension, offset, name, value, f"{kind}.{name}")

    def set_verdict(self, start: int, value: int) -> None:
        self._set(StandardTarget, self.target(start), "verdict", value, "target.verdict")

    def set_chain_name(self, start: int, name: bytes) -> None:
        """Raw 30 bytes, padded with NUL."""
        at = self.target(start) + ErrorTarget.name.offset
        self.set_bytes(at, name.ljust(ErrorTarget.name.size, b"\0"), "target.errorname")

    def set_data(self, offset: int, kind: type[ctypes.Structure], name: str, value: object,
                 index: int | None = None) -> None:  # fmt: skip
        """A field of the data (a struct ``kind``) behind the match or target head at ``offset``."""
        self._set(kind, offset + ctypes.sizeof(Extension), name, value, f"{kind.__name__}.{name}", index)

    def set_bytes(self, offset: int, value: bytes, field: str) -> None:
        self.changes.append(Change(field, offset, bytes(self.data[offset : offset + len(value)]), value))
        self.data[offset : offset + len(value)] = value

    def _set(self, kind: type[ctypes.Structure], at: int, name: str, value: object, field: str,
             index: int | None = None) -> None:  # fmt: skip
        place = getattr(kind, name)
        image = kind.from_buffer_copy(self.data, at)
        if index is None:
            setattr(image, name, value)
        else:
            getattr(image, name)[index] = value
            field = f"{field}[{index}]"
        whole = bytes(image)[place.offset : place.offset + place.size]
        self.set_bytes(at + place.offset, whole, field)
