"""What the structural checks need to know about one family under one layout, taken from the layout tables once."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from iptblob.abi import ABIS
from iptblob.family import FAMILIES
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.records import record_reader
from iptblob.spec.unpack import picker, place_of

# (flags, invflags) that ip_checkentry, ip6_checkentry and arp_checkentry let pass
# (IPT_F_MASK, IP6T_F_MASK, ARPT_F_MASK and the *_INV_MASKs of include/uapi/linux, v6.1)
FLAG_MASKS = {"ipv4": (0x03, 0x7F), "ipv6": (0x07, 0x7F), "arp": (0x00, 0x03FF)}
INV_PROTO = 0x40


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Sizes and readers. ``head`` yields (proto, flags, invflags, target_offset, next_offset, comefrom), for arp with
    0 in place of a protocol; ``record`` yields (size, name with all its bytes, revision) of a match or target.

    ``standard`` and ``error`` are sizeof struct xt_standard_target and xt_error_target, ``match_align`` the
    alignment of struct xt_entry_match, ``align`` that of an entry, all in bytes; ``aligned`` is XT_ALIGN.
    """

    family: str
    abi: str
    entry: Layout
    ip: Layout
    head: struct.Struct
    record: struct.Struct
    verdict: struct.Struct
    align: int
    aligned: Callable[[Any], Any]
    match_align: int
    standard: int
    error: int
    error_name: int
    blank: bytes

    @property
    def record_size(self) -> int:
        return self.record.size


@cache
def shape_of(family: str, abi_name: str) -> Shape:
    """The shape of a family's entries under a layout."""
    abi, kind = ABIS[abi_name], FAMILIES[family]
    entry = layout_of(kind.entry_spec, abi)
    ip = entry["ip"].struct
    assert ip is not None
    proto = () if family == "arp" else ("ip.proto",)
    record = layout_of("xt_entry_target", abi)
    verdict = layout_of("target_standard_0", abi)["verdict"]
    name = layout_of("target_error_0", abi)["errorname"]
    return Shape(
        family, abi_name, entry=entry, ip=ip,
        head=picker(entry, abi.order, *proto, "ip.flags", "ip.invflags", "target_offset", "next_offset", "comefrom"),
        record=record_reader(abi),
        verdict=picker(layout_of("target_standard_0", abi), abi.order, "verdict"),
        align=abi.align_u64,
        aligned=abi.align,
        match_align=abi.len_long,
        standard=_rounded(record.size + verdict.size, abi.len_long),
        error=_rounded(record.size + name.size, abi.len_long),
        error_name=name.size,
        blank=bytes(ip.size),
    )  # fmt: skip


def _rounded(size: int, align: int) -> int:
    return (size + align - 1) & -align


def field_place(layout: Layout, path: str) -> tuple[int, int]:
    """(offset, size) in bytes of a field given by its dotted path."""
    offset, field = place_of(layout, path)
    return offset, field.size
