"""The head of an ARP rule in words, as arptables-save prints it (arptables.c print_firewall, arptables 0.0.5), and as
arptables-nft-save does (nft_arp_print_rule_details, iptables/nft-arp.c 1.8.9).
"""

from __future__ import annotations

from typing import Any

from iptblob.extensions.base import ipv4, prefix_length
from iptblob.table.head_flags import (
    ARPHRD_ETHER,
    ARPT_INV_SRCDEVADDR,
    ARPT_INV_SRCIP,
    ARPT_INV_TGTDEVADDR,
    ARPT_INV_TGTIP,
    ARPT_INV_VIA_IN,
    ARPT_INV_VIA_OUT,
    INV_ARPHLN,
    INV_ARPHRD,
    INV_ARPOP,
    INV_ARPPRO,
    LEN_ETHERNET,
)


def arp_head(arp: Any) -> str:
    """Words of a struct arpt_arp, without chain and target; every option ends in a space instead of beginning with
    one."""
    invert = arp.invflags
    text = _interface("-i", arp.iniface, invert & ARPT_INV_VIA_IN)
    text += _interface("-o", arp.outiface, invert & ARPT_INV_VIA_OUT)
    text += _address("-s", arp.src, arp.smsk, invert & ARPT_INV_SRCIP)
    text += _hardware("--src-mac", arp.src_devaddr, arp.src_devaddr_mask, invert & ARPT_INV_SRCDEVADDR)
    text += _address("-d", arp.tgt, arp.tmsk, invert & ARPT_INV_TGTIP)
    text += _hardware("--dst-mac", arp.tgt_devaddr, arp.tgt_devaddr_mask, invert & ARPT_INV_TGTDEVADDR)
    text += _number("--h-length", f"{arp.arhln}", arp.arhln_mask, 0xFF, f"{arp.arhln_mask}", invert=invert & INV_ARPHLN)
    text += _number("--opcode", f"{arp.arpop}", arp.arpop_mask, 0xFFFF, f"{arp.arpop_mask}", invert=invert & INV_ARPOP)
    text += _number("--h-type", f"{arp.arhrd}", arp.arhrd_mask, 0xFFFF, f"{arp.arhrd_mask}", invert=invert & INV_ARPHRD)
    protocol = f"0x{arp.arpro:x}"
    return text + _number(
        "--proto-type", protocol, arp.arpro_mask, 0xFFFF, f"{arp.arpro_mask:x}", invert=invert & INV_ARPPRO
    )


def arp_nft_head(arp: Any) -> str:
    """The same of a rule that arptables-nft wrote, where every option begins with a space.

    What arptables-nft-save leaves out is left out: a part of a hardware address, that it has another length than 6,
    and that the hardware is not Ethernet. It takes the inversion of the length for that of the operation.
    """
    invert = arp.invflags
    text = _interface("-i", arp.iniface, invert & ARPT_INV_VIA_IN)
    text += _interface("-o", arp.outiface, invert & ARPT_INV_VIA_OUT)
    text += _address("-s", arp.src, arp.smsk, invert & ARPT_INV_SRCIP)
    text += _nft_hardware("--src-mac", arp.src_devaddr, arp.src_devaddr_mask, invert & ARPT_INV_SRCDEVADDR)
    text += _address("-d", arp.tgt, arp.tmsk, invert & ARPT_INV_TGTIP)
    text += _nft_hardware("--dst-mac", arp.tgt_devaddr, arp.tgt_devaddr_mask, invert & ARPT_INV_TGTDEVADDR)
    turned = invert & (INV_ARPOP | INV_ARPHLN)
    text += _number("--opcode", f"{arp.arpop}", arp.arpop_mask, 0xFFFF, f"{arp.arpop_mask}", invert=turned)
    if arp.arhrd != ARPHRD_ETHER:
        text += _number("--h-type", f"{arp.arhrd}", arp.arhrd_mask, 0xFFFF, f"{arp.arhrd_mask}",
                        invert=invert & INV_ARPHRD)  # fmt: skip
    text += _number("--proto-type", f"0x{arp.arpro:x}", arp.arpro_mask, 0xFFFF, f"{arp.arpro_mask:x}",
                    invert=invert & INV_ARPPRO)  # fmt: skip
    return f" {text[:-1]}" if text else ""


def _nft_hardware(option: str, value: bytes, mask: bytes, invert: int) -> str:
    """Of a comparison of fewer than six bytes the mask has bits in the first ones, and all of them."""
    compared = mask[:LEN_ETHERNET].rstrip(b"\0")
    in_part = len(compared) < LEN_ETHERNET and not compared.strip(b"\xff")
    return "" if in_part else _hardware(option, value, mask, invert)


def _not(invert: int) -> str:
    return "! " if invert else ""


def _interface(option: str, name: bytes, invert: int) -> str:
    return f"{_not(invert)}{option} {name.decode('latin-1')} " if name and name != b"*" else ""


def _address(option: str, value: bytes, mask: bytes, invert: int) -> str:
    if not any(mask):
        return ""
    length = prefix_length(mask)
    shown = "" if length == len(mask) * 8 else f"/{ipv4(mask) if length is None else length}"
    return f"{_not(invert)}{option} {ipv4(value)}{shown} "


def _hardware(option: str, value: bytes, mask: bytes, invert: int) -> str:
    if not any(mask):
        return ""
    whole = all(octet == 0xFF for octet in mask[:LEN_ETHERNET])
    shown = "" if whole else f"/{mask[:LEN_ETHERNET].hex(':')}"
    return f"{_not(invert)}{option} {value[:LEN_ETHERNET].hex(':')}{shown} "


def _number(option: str, value: str, mask: int, full: int, mask_text: str, invert: int) -> str:
    if not mask:
        return ""
    return f"{_not(invert)}{option} {value}{'' if mask == full else f'/{mask_text}'} "
