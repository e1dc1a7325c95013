"""What the meaning of a revision is made of.

A meaning is a property of the payload and of the names that its snapshot gives to kernel numbers, and of nothing else:
not of what it is compared with, nor of the layout. Payloads of one extension mean the same where their meanings are
equal, whichever revisions they come in. There are three ways to give one, and revisions that shall meet use the same:

- ``FIELDS``: the configuration fields, as they are; no other revision is like it;
- ``Columns(function)``: the columns of many payloads at once, numbers or bytes; the revisions of one extension give
  as many columns, of the same kinds and widths;
- ``Sense(function)``: a tuple of numbers and bytes for one decoded payload, or None where only its bytes are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.names import Names

U32 = 0xFFFFFFFF
HIGHEST_PORT = 0xFFFF
ADDRESS = 16  # bytes of a union nf_inet_addr


class PayloadContext(NamedTuple):
    """What a meaning depends on besides the fields: the names of that host, byte order and family."""

    names: Names
    is_be: bool
    family: str = "ipv4"

    def address(self, value: bytes) -> bytes:
        """The bytes of a union nf_inet_addr that a packet of this family is compared with."""
        return value if self.family == "ipv6" else value[:4]


class Fields:
    """The meaning of a payload whose configuration fields all count, each by itself."""


FIELDS = Fields()


class Columns(NamedTuple):
    """``columns`` gives one-dimensional arrays of numbers, or rows of bytes of one width."""

    columns: Callable[[NDArray[Any], PayloadContext], Sequence[NDArray[Any]]]


class Sense(NamedTuple):
    """``sense`` gives nested tuples of numbers, bytes, texts and None; None alone where only the bytes are known."""

    sense: Callable[[Any, PayloadContext], object]


Meaning = Fields | Columns | Sense


# For columns


def same(value: int, records: NDArray[Any]) -> NDArray[Any]:
    """A column that holds one number."""
    return np.full(len(records), value, dtype=np.int64)


def plain_ports(
    ports: NDArray[Any], inverted: NDArray[np.bool_]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_]]:
    """(lowest, highest, whether all others are meant) of ranges of ports.

    What is left of a range from 0, or to 65535, is a range too: iptables-nft makes that of it (measured, 1.8.9).
    """
    low, high = ports[:, 0].astype(np.int64), ports[:, 1].astype(np.int64)
    below, above = inverted & (low > 0) & (high == HIGHEST_PORT), inverted & (low == 0) & (high < HIGHEST_PORT)
    first, last = np.where(below, 0, low), np.where(below, low - 1, high)
    return np.where(above, high + 1, first), np.where(above, HIGHEST_PORT, last), inverted & ~below & ~above


def low_32(column: NDArray[Any]) -> NDArray[Any]:
    """The 32 bits of a number that count, however wide its field is."""
    return column.astype(np.uint64) & np.uint64(U32)


def octets(column: NDArray[Any]) -> NDArray[np.uint8]:
    """A column of bytes as rows of numbers."""
    return np.ascontiguousarray(column).view(np.uint8).reshape(len(column), column.dtype.itemsize)


def inet_address(column: NDArray[Any], side: PayloadContext) -> NDArray[np.uint8]:
    """Addresses of 4 or 16 bytes as 16, zeros behind those that a packet of this family is compared with."""
    found = octets(column)
    used = ADDRESS if side.family == "ipv6" else 4
    out = np.zeros((len(column), ADDRESS), dtype=np.uint8)
    out[:, : min(used, found.shape[1])] = found[:, :used]
    return out


def c_string(column: NDArray[Any], width: int) -> NDArray[np.uint8]:
    """C strings as rows of ``width`` bytes, zeros behind their NUL."""
    found = octets(column)
    out = np.zeros((len(column), width), dtype=np.uint8)
    out[:, : found.shape[1]] = np.where(np.logical_or.accumulate(found == 0, axis=1), np.uint8(0), found)
    return out
