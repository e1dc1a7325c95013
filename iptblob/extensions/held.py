"""Which fields of an extension hold what tells who somebody is: addresses, names, texts, accounts.

An extension decides it for every field of all its revisions (``holds``); what nobody decided is taken for private. What
a kind of field is replaced by is the business of who replaces (``iptblob.redact``), through the ``Replacing`` below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from iptblob.abi import Abi


class Replacing(Protocol):
    """Replacements one for one: each gives as many bytes as it gets, and for equal bytes the same ones."""

    def address(self, value: bytes) -> bytes:
        """An IPv4 or IPv6 address, 4 or 16 bytes in network order."""
        ...

    def name(self, value: bytes) -> bytes:
        """A name without its NUL."""
        ...

    def text(self, value: bytes) -> bytes:
        """Text for people."""
        ...

    def opaque(self, value: bytes) -> bytes:
        """Bytes of which nothing is known but whether they are zero."""
        ...


class AddressField(NamedTuple):
    """An address of 4 bytes, or of 16 of which an IPv4 rule uses the first four. Of the fields beside it, ``mask``
    has the mask, ``bits`` the length of the prefix, ``to`` the last address of the range that begins here."""

    mask: str = ""
    bits: str = ""
    to: str = ""


class UserField(NamedTuple):
    """The number of a user or group; ``to`` is the field with the last one of the range that begins here."""

    to: str = ""


class InterfaceField(NamedTuple):
    """The name of an interface."""


class HardwareField(NamedTuple):
    """A hardware address; ``mask`` is the field beside it with its mask."""

    mask: str = ""


class NameField(NamedTuple):
    """A name that people gave; ``kept`` are those that a program or the kernel gives."""

    kept: tuple[bytes, ...] = ()


class TextField(NamedTuple):
    """Text for people."""


class RangeEndField(NamedTuple):
    """The end of the range that another field begins, with which it is replaced."""


class PrivateField(NamedTuple):
    """Nothing is known of it but that it may tell something."""


class OwnField(NamedTuple):
    """``replaced`` gives the field's bytes anew, from them, the decoded payload and the layout."""

    replaced: Callable[[bytes, Any, Abi, Replacing], bytes]


class PlainField(NamedTuple):
    """Nothing that tells who somebody is: a port, a flag, a rate, a mark, a set's number, a name that kernels give."""


Held = (
    AddressField | UserField | InterfaceField | HardwareField | NameField | TextField | RangeEndField | PrivateField
    | OwnField | PlainField
)  # fmt: skip
ADDRESS, INTERFACE, HARDWARE, GIVEN_NAME, TEXT = (
    AddressField(), InterfaceField(), HardwareField(), NameField(), TextField()
)  # fmt: skip
RANGE_END, PRIVATE, PLAIN = RangeEndField(), PrivateField(), PlainField()


def holds(plain: str = "", inner: Mapping[str, Held] | None = None, **held: Held) -> Mapping[str, Held]:
    """What each configuration field holds, by its path without the numbers of arrays (``tuple.src_ip``).

    ``plain`` are the paths that hold nothing private, with a space between; ``inner`` those in inner structs that do.
    """
    return MappingProxyType({**dict.fromkeys(plain.split(), PLAIN), **(inner or {}), **held})


BIG = 1 << 16  # from here on a number may be an address; ports, lengths and protocols are below


def numbers_replaced(values: list[int], replacing: Replacing) -> list[int]:
    """Numbers that a program compares parts of packets with: the large ones as if each were an IPv4 address."""
    return [value if value < BIG else _as_address(value, replacing) for value in values]


def _as_address(value: int, replacing: Replacing) -> int:
    return int.from_bytes(replacing.address(value.to_bytes(4, "big")), "big")
