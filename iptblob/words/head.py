"""The head of a rule in words: addresses, interfaces, protocol, fragments.

Facts from xshared.c (save_*) of iptables 1.8.9, and from what 1.8.10 and 1.8.11 printed of the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions import cells
from iptblob.extensions.base import Context, inverted, ipv4, ipv6, prefix_length
from iptblob.extensions.cells import Cells
from iptblob.names import protocol_name
from iptblob.table.head_flags import (
    INV_DSTIP,
    INV_FRAG,
    INV_PROTO,
    INV_SRCIP,
    INV_TOS,
    INV_VIA_IN,
    INV_VIA_OUT,
    IPV4_F_FRAG,
    IPV4_F_GOTO,
    IPV6_F_GOTO,
    IPV6_F_TOS,
)


def interface(option: str, name: bytes, mask: bytes, invert: int, context: Context) -> str:
    """`` -i eth0`` or `` -i eth+``; nothing where every interface is meant.

    ``name`` may hold bytes behind its NUL. Up to iptables 1.8.10 the mask says how many bytes count, those behind
    the NUL too, and a mask that ends at a character makes a wildcard; since 1.8.11 the name is printed up to its NUL
    and the mask plays no part; iptables-nft-save never asks it.
    """
    if context.nft or context.iptables >= (1, 8, 11):
        shown = name.partition(b"\0")[0].decode("latin-1")
        return f"{inverted(invert)} {option} {shown}" if shown and (shown != "+" or invert) else ""
    if not mask[0]:
        return ""
    compared = mask.index(0) if 0 in mask else len(mask)
    wildcard = "+" if compared < len(mask) and any(name[compared - 1 : compared]) else ""
    shown = name[:compared].replace(b"\0", b"").decode("latin-1")
    return f"{inverted(invert)} {option} {shown}{wildcard}"


def protocol(number: int, invert: int, context: Context) -> str:
    """`` -p tcp`` or `` -p 47``: since iptables 1.8.11 only the names that libxtables holds itself are printed."""
    if not number:
        return ""
    name = protocol_name(number, context.names, context.iptables)
    return f"{inverted(invert)} -p {number if name is None else name}"


def ipv4_address(option: str, value: bytes, mask: bytes, invert: int) -> str:
    if not invert and not any(mask) and not any(value):
        return ""
    length = prefix_length(mask)
    return f"{' !' if invert else ''} {option} {ipv4(value)}/{ipv4(mask) if length is None else length}"


def ipv6_address(option: str, value: bytes, mask: bytes, invert: int) -> str:
    length = prefix_length(mask)
    if not invert and length == 0:
        return ""
    return f"{' !' if invert else ''} {option} {ipv6(value)}/{ipv6(mask) if length is None else length}"


# The head is put into words in three parts, each a run of fields beside each other: most rules of a large table
# differ in their addresses only, and a part that many rules share is worded once. A part's words are asked for all
# distinct rows at once: ``fields`` has a list per field of the part, ``inverts`` the invflags of each row.

Fields = list[list[Any]]


def ipv4_addresses(fields: Fields, inverts: list[int], _: Context) -> list[str]:
    """Words of src, dst, smsk, dmsk."""
    return [
        ipv4_address("-s", src, smsk, invert & INV_SRCIP) + ipv4_address("-d", dst, dmsk, invert & INV_DSTIP)
        for src, dst, smsk, dmsk, invert in zip(*fields, inverts, strict=True)
    ]


def ipv4_cells(records: NDArray[Any], inverts: NDArray[Any]) -> Cells:
    """The same for very many heads at once."""
    rows = len(records)
    parts = []
    for option, name, mask_name, bit in ((" -s ", "src", "smsk", INV_SRCIP), (" -d ", "dst", "dmsk", INV_DSTIP)):
        address, mask = (np.ascontiguousarray(records[field]).view(">u4").reshape(rows) for field in (name, mask_name))
        inverted = (inverts & bit) != 0
        words = [cells.where(inverted, cells.same(" !", rows)), cells.same(option, rows), _dotted(address),
                 cells.same("/", rows), _mask_cells(mask.astype(np.int64), mask)]  # fmt: skip
        parts.append(cells.where(inverted | (mask != 0) | (address != 0), cells.joined(words)))
    return cells.joined(parts)


def _dotted(addresses: NDArray[Any]) -> Cells:
    return cells.dotted(addresses.view(np.uint8).reshape(len(addresses), 4))


_PREFIXES = (1 << 32) - (1 << np.arange(32, -1, -1, dtype=np.int64))


def _mask_cells(mask: NDArray[np.int64], raw: NDArray[Any]) -> Cells:
    """Prefix lengths, and masks with holes in full."""
    length = np.searchsorted(_PREFIXES, mask)
    holes = _PREFIXES[length] != mask
    found = cells.of_texts([str(number) for number in range(33)])[length]
    return cells.joined([cells.where(~holes, found), cells.where(holes, _dotted(raw))]) if holes.any() else found


def ipv6_addresses(fields: Fields, inverts: list[int], _: Context) -> list[str]:
    """Words of src, dst, smsk, dmsk."""
    return [
        ipv6_address("-s", src, smsk, invert & INV_SRCIP) + ipv6_address("-d", dst, dmsk, invert & INV_DSTIP)
        for src, dst, smsk, dmsk, invert in zip(*fields, inverts, strict=True)
    ]


def interfaces(fields: Fields, inverts: list[int], context: Context) -> list[str]:
    """Words of iniface, outiface, iniface_mask, outiface_mask."""
    texts = []
    for iniface, outiface, in_mask, out_mask, invert in zip(*fields, inverts, strict=True):
        text = interface("-i", iniface, in_mask, invert & INV_VIA_IN, context)
        texts.append(text + interface("-o", outiface, out_mask, invert & INV_VIA_OUT, context))
    return texts


def ipv4_rest(fields: Fields, inverts: list[int], context: Context) -> list[str]:
    """Words of proto and flags; the row's own invflags stand in ``inverts`` too."""
    texts = []
    for number, flags, _, invert in zip(*fields, inverts, strict=True):
        fragment = "" if not flags & IPV4_F_FRAG else " ! -f" if invert & INV_FRAG else " -f"
        texts.append(protocol(number, invert & INV_PROTO, context) + fragment)
    return texts


def ipv6_rest(fields: Fields, inverts: list[int], context: Context) -> list[str]:
    """Words of proto, tos and flags; ip6tables knows no option for the traffic class and prints ``-?``."""
    texts = []
    for number, tos, flags, _, invert in zip(*fields, inverts, strict=True):
        traffic_class = "" if not flags & IPV6_F_TOS else f"{' !' if invert & INV_TOS else ''} -? {tos}"
        texts.append(protocol(number, invert & INV_PROTO, context) + traffic_class)
    return texts


class Part(NamedTuple):
    """Fields ``first`` to ``last`` of the head, their words, and a quick way to those of very many."""

    first: str
    last: str
    words: Callable[[Fields, list[int], Context], list[str]]
    bulk: Callable[[NDArray[Any], NDArray[Any]], Cells] | None = None


class Head(NamedTuple):
    """The parts of a family's head in the order of the text, and the flag that makes a jump a goto."""

    parts: tuple[Part, ...]
    goto: int


HEADS: dict[str, Head] = {
    "ipv4": Head((Part("src", "dmsk", ipv4_addresses, ipv4_cells), Part("iniface", "outiface_mask", interfaces),
                  Part("proto", "invflags", ipv4_rest)), IPV4_F_GOTO),
    "ipv6": Head((Part("src", "dmsk", ipv6_addresses), Part("iniface", "outiface_mask", interfaces),
                  Part("proto", "invflags", ipv6_rest)), IPV6_F_GOTO),
}  # fmt: skip
