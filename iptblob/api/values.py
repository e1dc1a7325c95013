"""What a rule tests, as values."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from iptblob.extensions.base import ipv4, ipv6, prefix_length


def to_text(raw: bytes) -> str:
    """Text of bytes, those that are no UTF-8 as surrogates."""
    return raw.decode("utf-8", "surrogateescape")


def to_bytes(name: str) -> bytes:
    """The bytes of such a text."""
    return name.encode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Address:
    """A tested address: ``address`` under ``mask``, ``inverted`` where it must not match."""

    address: IPv4Address | IPv6Address
    mask: IPv4Address | IPv6Address
    inverted: bool

    @property
    def network(self) -> IPv4Network | IPv6Network | None:
        """The network, None where the mask has holes or the address has bits beyond it, which matches nothing."""
        length = prefix_length(self.mask.packed)
        if length is None or int(self.address) & ~int(self.mask):
            return None
        if isinstance(self.address, IPv4Address):
            return IPv4Network((self.address, length))
        return IPv6Network((self.address, length))

    def __str__(self) -> str:
        """As iptables-save writes it: ``10.0.0.0/8``, ``! 10.0.0.1/255.0.0.255``."""
        text = ipv4 if isinstance(self.address, IPv4Address) else ipv6
        length = prefix_length(self.mask.packed)
        mask = text(self.mask.packed) if length is None else length
        return f"{'! ' if self.inverted else ''}{text(self.address.packed)}/{mask}"


@dataclass(frozen=True, slots=True)
class Interface:
    """A tested interface. ``mask`` says which bytes of the name count: fewer than name and NUL make a wildcard."""

    name: str
    mask: bytes
    inverted: bool

    @property
    def wildcard(self) -> bool:
        """True where every name that begins so matches (``eth+``)."""
        return self.mask.count(b"\xff") <= len(to_bytes(self.name))


@dataclass(frozen=True, slots=True)
class Protocol:
    """A tested IP protocol; ``name`` as the file's host calls it, else the number.

    ``compared`` is False where an IPv6 rule names one without the flag that makes the kernel look at it.
    """

    number: int
    name: str
    inverted: bool
    compared: bool = True


def address_of(value: bytes, mask: bytes, inverted: int) -> Address | None:
    """None where nothing is tested."""
    if not any(value) and not any(mask) and not inverted:
        return None
    kind = IPv4Address if len(value) == 4 else IPv6Address
    return Address(kind(value), kind(mask), bool(inverted))


def interface_of(name: bytes, mask: bytes, inverted: int) -> Interface | None:
    """None where nothing is tested."""
    if not any(mask) and not inverted:
        return None
    return Interface(to_text(name), mask, bool(inverted))
