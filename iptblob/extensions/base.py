"""What the words of an extension are made of, and the few helpers they share.

Text is built as latin-1 ``str``, one character per byte: names, comments and prefixes hold any byte, and
iptables-save prints them as they are. Escaping for people is the business of whoever prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from iptblob.abi import Abi
from iptblob.names import Names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from iptblob.extensions.cells import Cells, Mask

NEWEST_IPTABLES = (1, 8, 11)  # the newest whose text is known here
DEBIAN_12_IPTABLES = (1, 8, 9)  # of the same system as the names used where a snapshot holds none


class Context(NamedTuple):
    """What the text of a payload depends on besides its bytes.

    ``names`` are the host's number-to-name tables, ``iptables`` the version of iptables-save to equal.
    ``abi`` decides what depends on the width of the userland, ``nft`` what iptables-nft-save prints otherwise.
    """

    family: str
    abi: Abi
    names: Names
    iptables: tuple[int, int, int] = NEWEST_IPTABLES
    nft: bool = False


# A decoded payload (the row class of its layout) -> the options as iptables-save prints them behind
# `-m NAME` or `-j NAME`: each with a space in front, or "" when there are none.
Words = Callable[[Any, Context], str]

# The same for many payloads at once, a structured array of them: the words of those that are of the usual form, and
# which those are; ``words`` is asked for the rest. Only for extensions that large tables hold by the hundred thousand.
Bulk = Callable[["NDArray[Any]", Context], tuple["Cells", "Mask"]]


def text(value: bytes) -> str:
    """Bytes as text, one character per byte."""
    return value.decode("latin-1")


_is_plain = re.compile(rb"[-_0-9A-Za-z]+").fullmatch
_ESCAPED = re.compile(rb"([\"\\'])")


def quoted(value: bytes) -> str:
    """A string option's value as libxtables saves it (xtables_save_string, iptables 1.8.9), without space in front."""
    if _is_plain(value):
        return value.decode("latin-1")
    if b'"' in value or b"\\" in value or b"'" in value:
        value = _ESCAPED.sub(rb"\\\1", value)
    return f'"{value.decode("latin-1")}"'


def inverted(flag: int | bool) -> str:
    """`` !`` where a test is inverted."""
    return " !" if flag else ""


def ipv4(address: bytes) -> str:
    """Dotted quad of four bytes in network order."""
    one, two, three, four = address
    return f"{one}.{two}.{three}.{four}"


def ipv6(address: bytes) -> str:
    """Text of sixteen bytes in network order, as inet_ntop of the C library writes it."""
    return ipv6_ntop(address)


def ipv6_ntop(address: bytes) -> str:
    """RFC 5952 text, with the last 32 bits dotted where glibc does so."""
    from socket import AF_INET6, inet_ntop  # a large module, and most tables need it not

    return inet_ntop(AF_INET6, address)


def address(value: bytes, family: str) -> str:
    """Text of an address held in a union of 16 bytes (union nf_inet_addr) or in its exact size."""
    return ipv6(value) if family == "ipv6" else ipv4(value[:4])


def prefix_length(mask: bytes) -> int | None:
    """Number of leading one bits of a mask in network order, or None when the ones are not contiguous."""
    bits = int.from_bytes(mask, "big")
    ones = bits.bit_count()
    width = len(mask) * 8
    return ones if bits == ((1 << ones) - 1) << (width - ones) else None


def network(value: bytes, mask: bytes, family: str) -> str:
    """An address and its mask in unions of 16 bytes: ``10.0.0.0/8``, the mask in full where it is no prefix.

    A mask of ones only is left out (xtables_ipmask_to_numeric, xtables_ip6mask_to_numeric).
    """
    if family != "ipv6":
        mask = mask[:4]
    length = prefix_length(mask)
    if length is None:
        return f"{address(value, family)}/{address(mask, family)}"
    return address(value, family) if length == len(mask) * 8 else f"{address(value, family)}/{length}"


def value_and_mask(value: int, mask: int, names: Mapping[int, str] | None = None) -> str:
    """``0x1/0xff``, or where all 32 bits count the value's name or number (xtables_print_val_mask)."""
    value, mask = value & 0xFFFFFFFF, mask & 0xFFFFFFFF  # revision 0 structs hold longs, the function takes ints
    if mask != 0xFFFFFFFF:
        return f"0x{value:x}/0x{mask:x}"
    name = names.get(value) if names else None
    return f"0x{value:x}" if name is None else name


def full_range(option: str, bounds: list[int], highest: int, invert: int, ctx: Context) -> str:
    """`` --option 1:5`` or `` --option 1``; nothing where the range is everything from 0 to ``highest``.

    Before iptables 1.8.11 an inverted full range, which nothing can match, was not printed either.
    """
    low, high = bounds
    if low == 0 and high == highest and not (invert and ctx.iptables >= (1, 8, 11)):
        return ""
    return f"{inverted(invert)} {option} {low}" + ("" if low == high else f":{high}")


def flag_words(value: int, names: Mapping[int, str], separator: str = ",") -> str:
    """Names of the bits set in ``value``, in the order of ``names``."""
    return separator.join(name for bit, name in names.items() if value & bit)
