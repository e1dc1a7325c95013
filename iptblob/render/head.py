"""The head of a rule in words: addresses, interfaces, protocol, fragments.

Facts from xshared.c (save_*) of iptables 1.8.9, and from what 1.8.10 and 1.8.11 printed of the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iptblob.ext.base import Context, inverted, ipv4, ipv6, prefix_length
from iptblob.ext.names import protocol_name

INV_VIA_IN, INV_VIA_OUT, INV_SRCIP, INV_DSTIP, INV_FRAG, INV_PROTO = 0x01, 0x02, 0x08, 0x10, 0x20, 0x40
IPV4_F_FRAG, IPV4_F_GOTO, IPV6_F_GOTO = 0x01, 0x02, 0x04


def interface(option: str, name: bytes, mask: bytes, invert: int, context: Context) -> str:
    """`` -i eth0`` or `` -i eth+``; nothing where every interface is meant.

    ``name`` is cut at its NUL. Up to iptables 1.8.10 the mask says how many bytes count, and a mask ending before
    the NUL is a wildcard; since 1.8.11 the name is printed as it is and the mask plays no part.
    """
    if context.iptables >= (1, 8, 11):
        shown = "" if name == b"+" and not invert else name.decode("latin-1")
        return f"{inverted(invert)} {option} {shown}" if shown else ""
    if not mask[0]:
        return ""
    compared = mask.index(0) if 0 in mask else len(mask)
    wildcard = "+" if compared < len(mask) and compared <= len(name) else ""
    return f"{inverted(invert)} {option} {name[:compared].decode('latin-1')}{wildcard}"


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
    return f"{inverted(invert)} {option} {ipv4(value)}/{ipv4(mask) if length is None else length}"


def ipv6_address(option: str, value: bytes, mask: bytes, invert: int) -> str:
    length = prefix_length(mask)
    if not invert and length == 0:
        return ""
    return f"{inverted(invert)} {option} {ipv6(value)}/{ipv6(mask) if length is None else length}"


def ipv4_head(ip: Any, context: Context) -> str:
    """Words of a struct ipt_ip, without the chain."""
    invert = ip.invflags
    text = ipv4_address("-s", ip.src, ip.smsk, invert & INV_SRCIP)
    text += ipv4_address("-d", ip.dst, ip.dmsk, invert & INV_DSTIP)
    text += interface("-i", ip.iniface, ip.iniface_mask, invert & INV_VIA_IN, context)
    text += interface("-o", ip.outiface, ip.outiface_mask, invert & INV_VIA_OUT, context)
    text += protocol(ip.proto, invert & INV_PROTO, context)
    if ip.flags & IPV4_F_FRAG:
        text += " ! -f" if invert & INV_FRAG else " -f"
    return text


def ipv6_head(ip: Any, context: Context) -> str:
    """Words of a struct ip6t_ip6, without the chain."""
    invert = ip.invflags
    text = ipv6_address("-s", ip.src, ip.smsk, invert & INV_SRCIP)
    text += ipv6_address("-d", ip.dst, ip.dmsk, invert & INV_DSTIP)
    text += interface("-i", ip.iniface, ip.iniface_mask, invert & INV_VIA_IN, context)
    text += interface("-o", ip.outiface, ip.outiface_mask, invert & INV_VIA_OUT, context)
    return text + protocol(ip.proto, invert & INV_PROTO, context)


HEADS: dict[str, tuple[Callable[[Any, Context], str], int]] = {
    "ipv4": (ipv4_head, IPV4_F_GOTO),
    "ipv6": (ipv6_head, IPV6_F_GOTO),
}
