"""The head of a rule in words: addresses, interfaces, protocol, fragments (xshared.c save_*, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iptblob.ext.base import Context, ipv4, ipv6, prefix_length
from iptblob.ext.names import protocol_name

INV_VIA_IN, INV_VIA_OUT, INV_SRCIP, INV_DSTIP, INV_FRAG, INV_PROTO = 0x01, 0x02, 0x08, 0x10, 0x20, 0x40
IPV4_F_FRAG, IPV4_F_GOTO, IPV6_F_GOTO = 0x01, 0x02, 0x04


def interface(option: str, name: bytes, mask: bytes, invert: int) -> str:
    """`` -i eth0`` or `` -i eth+``; nothing where the first byte of the mask says that none is compared.

    ``name`` is cut at its NUL; the mask says how many bytes count, and a mask ending before the NUL is a wildcard.
    """
    if not mask[0]:
        return ""
    compared = mask.index(0) if 0 in mask else len(mask)
    shown = name[:compared].decode("latin-1")
    wildcard = "+" if compared < len(mask) and compared <= len(name) else ""
    return f"{' !' if invert else ''} {option} {shown}{wildcard}"


def protocol(number: int, invert: int, context: Context) -> str:
    if not number:
        return ""
    name = protocol_name(number, context.names)
    return f"{' !' if invert else ''} -p {number if name is None else name}"


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


def ipv4_head(ip: Any, context: Context) -> str:
    """Words of a struct ipt_ip, without the chain."""
    invert = ip.invflags
    text = ipv4_address("-s", ip.src, ip.smsk, invert & INV_SRCIP)
    text += ipv4_address("-d", ip.dst, ip.dmsk, invert & INV_DSTIP)
    text += interface("-i", ip.iniface, ip.iniface_mask, invert & INV_VIA_IN)
    text += interface("-o", ip.outiface, ip.outiface_mask, invert & INV_VIA_OUT)
    text += protocol(ip.proto, invert & INV_PROTO, context)
    if ip.flags & IPV4_F_FRAG:
        text += " ! -f" if invert & INV_FRAG else " -f"
    return text


def ipv6_head(ip: Any, context: Context) -> str:
    """Words of a struct ip6t_ip6, without the chain."""
    invert = ip.invflags
    text = ipv6_address("-s", ip.src, ip.smsk, invert & INV_SRCIP)
    text += ipv6_address("-d", ip.dst, ip.dmsk, invert & INV_DSTIP)
    text += interface("-i", ip.iniface, ip.iniface_mask, invert & INV_VIA_IN)
    text += interface("-o", ip.outiface, ip.outiface_mask, invert & INV_VIA_OUT)
    return text + protocol(ip.proto, invert & INV_PROTO, context)


HEADS: dict[str, tuple[Callable[[Any, Context], str], int]] = {
    "ipv4": (ipv4_head, IPV4_F_GOTO),
    "ipv6": (ipv6_head, IPV6_F_GOTO),
}
