"""What a comparison of arptables-nft is of, in terms of struct arpt_arp (nft_arp_add, iptables/nft-arp.c 1.8.9).

It writes into every rule the type of hardware, the length of hardware addresses and that of protocol addresses, which
is 4; all offsets are those of ARP on Ethernet. Measured with arptables-nft 1.8.9 and arptables-nft-save.
"""

from __future__ import annotations

from typing import NamedTuple

from iptblob.nftables.numbers import (
    ARP_HARDWARE,
    ARP_HARDWARE_LENGTH,
    ARP_OPERATION,
    ARP_PROTOCOL,
    ARP_PROTOCOL_LENGTH,
    ARP_SOURCE,
    ARP_SOURCE_MAC,
    ARP_TARGET,
    ARP_TARGET_MAC,
)
from iptblob.nftables.steps import ForeignError
from iptblob.spec.pack import Value
from iptblob.table.head_flags import (
    ARPHRD_ETHER,
    ARPT_INV_SRCDEVADDR,
    ARPT_INV_SRCIP,
    ARPT_INV_TGTDEVADDR,
    ARPT_INV_TGTIP,
    INV_ARPHLN,
    INV_ARPHRD,
    INV_ARPOP,
    INV_ARPPRO,
    LEN_ETHERNET,
)

ALWAYS = ("arhrd", "arhln")  # what every rule compares, beside the length of protocol addresses
IPV4_LENGTH = b"\x04"
NOT_ALL = "arptables compares the type of hardware and the lengths of both kinds of address in every rule"
# what arptables-nft-save leaves out
PART_OF_ADDRESS = "it compares a part of a hardware address, which arptables-nft-save does not print"
OTHER_LENGTH = (
    "it is for hardware addresses that are not 6 bytes long, which arptables-nft-save does not print but as `!` before "
    "an operation"
)
OTHER_HARDWARE = "it is for other hardware than Ethernet, which arptables-nft-save does not print"


class _ArpField(NamedTuple):
    """A field of the head, its mask, how many bytes it has, and the flag that inverts it."""

    name: str
    mask: str
    length: int
    invert: int


_NUMBERS = {
    ARP_HARDWARE: _ArpField("arhrd", "arhrd_mask", 2, INV_ARPHRD),
    ARP_PROTOCOL: _ArpField("arpro", "arpro_mask", 2, INV_ARPPRO),
    ARP_HARDWARE_LENGTH: _ArpField("arhln", "arhln_mask", 1, INV_ARPHLN),
    ARP_OPERATION: _ArpField("arpop", "arpop_mask", 2, INV_ARPOP),
}
_ADDRESSES = {
    ARP_SOURCE_MAC: _ArpField("src_devaddr", "src_devaddr_mask", LEN_ETHERNET, ARPT_INV_SRCDEVADDR),
    ARP_SOURCE: _ArpField("src", "smsk", 4, ARPT_INV_SRCIP),
    ARP_TARGET_MAC: _ArpField("tgt_devaddr", "tgt_devaddr_mask", LEN_ETHERNET, ARPT_INV_TGTDEVADDR),
    ARP_TARGET: _ArpField("tgt", "tmsk", 4, ARPT_INV_TGTIP),
}


class ArpTest(NamedTuple):
    """One comparison: a field of the head with its mask, the flag that inverts it, and what its text hides."""

    name: str
    value: Value
    mask_name: str
    mask: Value
    invert: int
    hidden: str = ""


def is_length_of_ipv4(offset: int, octets: bytes, mask: bytes, *, inverted: bool) -> bool:
    """Is it the length of protocol addresses, which the head of a rule has no field for?"""
    if offset != ARP_PROTOCOL_LENGTH:
        return False
    if octets != IPV4_LENGTH or mask or inverted:
        raise ForeignError("arptables knows protocol addresses of 4 bytes only")
    return True


def arp_test(offset: int, octets: bytes, mask: bytes, *, inverted: bool) -> ArpTest:
    """A comparison of bytes of the ARP header from ``offset``; ``mask`` is empty where all bits count. Raises
    ForeignError."""
    if offset in _NUMBERS:
        return _number(_NUMBERS[offset], octets, mask, inverted=inverted)
    place = _ADDRESSES.get(offset)
    if place is None or len(octets) > place.length or (mask and len(octets) != place.length):
        raise ForeignError("arptables does not compare this part of the header")
    whole = mask or b"\xff" * len(octets)
    hidden = ""
    if place.length == LEN_ETHERNET:
        if mask and is_part_of_mac(mask):
            raise ForeignError("arptables compares fewer bytes where a mask leaves the last ones out")
        hidden = PART_OF_ADDRESS if len(octets) < LEN_ETHERNET else ""
    return ArpTest(place.name, octets, place.mask, mask=whole, invert=place.invert, hidden=hidden)


def is_part_of_mac(mask: bytes) -> bool:
    """Does a mask have some first bytes whole, and nothing of the others? Such are compared without a mask."""
    bytes_left = mask[:LEN_ETHERNET].lstrip(b"\xff")
    return 0 < len(bytes_left) < LEN_ETHERNET and not any(bytes_left)


def _number(place: _ArpField, octets: bytes, mask: bytes, *, inverted: bool) -> ArpTest:
    if mask or len(octets) != place.length:
        raise ForeignError("arptables compares this number whole")
    value, hidden = int.from_bytes(octets, "big"), ""
    if place.name == "arhln":
        if value != LEN_ETHERNET:
            raise ForeignError("arptables knows hardware addresses of 6 bytes only")
        hidden = OTHER_LENGTH if inverted else ""
    elif place.name == "arhrd" and (value, inverted) == (ARPHRD_ETHER, True):
        hidden = OTHER_HARDWARE
    return ArpTest(place.name, value, place.mask, mask=(1 << 8 * place.length) - 1, invert=place.invert,
                   hidden=hidden)  # fmt: skip
