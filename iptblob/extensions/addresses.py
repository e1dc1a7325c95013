"""Addresses and masks as people write them, to bytes in network order (xtables.c and xtoptions.c, iptables 1.8.9).

Names of hosts are never looked up: they are an ``UnknownHereError``.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address

from iptblob.extensions.options import U8, Given, OptionError, UnknownHereError, number


def ipv4(text: str) -> bytes:
    """A dotted quad, or what else the C library takes for an address (inet_aton)."""
    try:
        return dotted(text)
    except OptionError:
        return aton(text)


_PART = r"(0|[1-9][0-9]{0,2})"
_QUAD = re.compile(rf"{_PART}\.{_PART}\.{_PART}\.{_PART}").fullmatch


def quad(text: str) -> bytes | None:
    """Four bytes of a dotted quad in its usual form, or None."""
    found = _QUAD(text)
    if found is not None:
        with contextlib.suppress(ValueError):  # a part above 255
            return bytes(map(int, found.groups()))
    return None


def dotted(text: str) -> bytes:
    """Four bytes of a dotted quad of which the last parts may be left out and are 0 (xtables_numeric_to_ipaddr)."""
    usual = quad(text)
    if usual is not None:
        return usual
    parts = text.split(".")
    if len(parts) > 4:
        raise OptionError("an IPv4 address is expected")
    return bytes([number(part, U8) for part in parts]).ljust(4, b"\0")


def aton(text: str) -> bytes:
    """Four bytes as inet_aton reads them: the last part is as wide as what is left."""
    *first, last = text.split(".")
    try:
        if len(first) > 3 or not all(part[:1].isdigit() for part in (*first, last)):
            raise OptionError
        head = bytes([number(part, U8) for part in first])
        return head + number(last, (1 << 8 * (4 - len(head))) - 1).to_bytes(4 - len(head), "big")
    except OptionError:
        raise UnknownHereError("an IPv4 address is expected; names of hosts are not looked up") from None


def ipv6(text: str) -> bytes:
    """Sixteen bytes."""
    try:
        return IPv6Address(text if "%" not in text else "").packed
    except AddressValueError:
        raise UnknownHereError("an IPv6 address is expected; names of hosts are not looked up") from None


def network(text: str, family: str) -> tuple[bytes, bytes]:
    """``ADDRESS[/MASK]``, the mask as a length or an address; host bits stay. Where the mask is 0 nothing else counts
    (xtables_ipparse_multiple, xtables_ip6parse_multiple)."""
    value, found, length = text.rpartition("/")
    width = 16 if family == "ipv6" else 4
    mask = _mask(length, width) if found else b"\xff" * width
    if not any(mask):
        return mask, mask
    return (ipv6 if family == "ipv6" else ipv4)(value if found else text), mask


@lru_cache(maxsize=256)
def _mask(text: str, width: int) -> bytes:
    try:
        parts = text.split(".")
        if width == 16 and ":" in text:
            return IPv6Address(text).packed
        if width == 4 and len(parts) == 4:
            return bytes([number(part, U8) for part in parts])
        return prefix(number(text, 8 * width), width)
    except (AddressValueError, OptionError):
        raise OptionError(f"a mask is expected: a number of bits up to {8 * width}, or an address") from None


def prefix(length: int, width: int) -> bytes:
    """A mask of that many ones, ``width`` bytes."""
    return ((1 << 8 * width) - (1 << 8 * width - length)).to_bytes(width, "big")


def host(text: str, family: str) -> bytes:
    """An address in the 16 bytes of union nf_inet_addr (xtopt_parse_host)."""
    return (ipv6(text) if family == "ipv6" else aton(text)).ljust(16, b"\0")


def mask_length(text: str, family: str) -> int:
    """A mask's number of ones; 255 where they are not contiguous (xtopt_parse_plen)."""
    width = 16 if family == "ipv6" else 4
    try:
        return number(text, 8 * width)
    except OptionError:
        try:
            mask = IPv6Address(text).packed if width == 16 else aton(text)
        except (AddressValueError, UnknownHereError):
            raise OptionError(f"a mask is expected: a number of bits up to {8 * width}, or an address") from None
    ones = int.from_bytes(mask, "big").bit_count()
    return ones if prefix(ones, width) == mask else U8


def mask_16(text: str, given: Given) -> bytes:
    """A mask in the 16 bytes of union nf_inet_addr (xtopt_parse_plenmask). Before 1.8.11 one whose ones are not all in
    front is read as one of ones alone."""
    length = mask_length(text, given.family)
    if length == U8 and given.iptables >= (1, 8, 11):
        return host(text, given.family)
    return prefix(min(length, 128), 16)


def host_and_mask(given: Given) -> tuple[bytes, bytes]:
    """``ADDRESS[/MASK]`` in two unions nf_inet_addr (xtopt_parse_hostmask): without a mask all its 16 bytes are ones,
    in IPv4 too."""
    value, found, mask = given.value.partition("/")
    return host(value, given.family), mask_16(mask, given) if found else b"\xff" * 16


_ETHER_ATON = re.compile(r"[0-9a-fA-F]{1,2}(?::[0-9a-fA-F]{1,2}){5}").fullmatch


def ether_aton(text: str) -> bytes:
    """Six bytes in hexadecimal with colons between them, as the C library reads them."""
    if not _ETHER_ATON(text):
        raise OptionError("a MAC address such as 52:54:00:12:34:56 is expected")
    return bytes(int(part, 16) for part in text.split(":"))


_OCTET = re.compile(r"(?=.{0,2}\Z)(?:[ \t\n\v\f\r]*[-+]?[0-9a-fA-F]+)?").fullmatch


def ethernet(text: str) -> bytes:
    """Six bytes in hexadecimal with colons between them; nothing is 0 (xtopt_parse_ethermac)."""
    parts = text.split(":")
    if len(parts) != 6 or not all(map(_OCTET, parts)):
        raise OptionError("a MAC address such as 52:54:00:12:34:56 is expected")
    return bytes(int(part or "0", 16) & U8 for part in parts)
