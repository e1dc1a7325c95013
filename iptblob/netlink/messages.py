"""Messages in a buffer of netlink answers, one behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from struct import Struct
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.errors import IptblobError
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import picker

# include/uapi/linux/netlink.h, v6.1: types that are netlink's own, and flags
NLMSG_ERROR, NLMSG_DONE, NLMSG_OVERRUN, NLMSG_MIN_TYPE = 2, 3, 4, 16
NLM_F_DUMP_INTR = 0x10
ALIGN = 4  # of messages and of attributes (NLMSG_ALIGNTO, NLA_ALIGNTO)


class DamagedError(IptblobError):
    """Bytes that are no netlink messages; ``offset`` is where, in bytes from the start of the buffer."""


class Message(NamedTuple):
    """One message. ``at`` and ``end`` are bytes of the buffer, header included and padding not; ``body`` is where what
    follows the header begins. ``kind`` is nlmsg_type: in nfnetlink the subsystem is its upper byte."""

    at: int
    body: int
    end: int
    kind: int
    flags: int

    @property
    def is_content(self) -> bool:
        """Is it one of the protocol, not netlink's own NLMSG_DONE or NLMSG_ERROR?"""
        return self.kind >= NLMSG_MIN_TYPE


@cache
def _header(abi: Abi) -> tuple[Struct, int]:
    layout = layout_of("nlmsghdr", abi)
    return picker(layout, abi.order, "size", "kind", "flags"), layout.size


def read_messages(data: bytes, abi: Abi, file: str | None = None) -> Iterator[Message]:
    """All messages in the order of the buffer; DamagedError at the first that does not fit into it."""
    header, least = _header(abi)
    at, total = 0, len(data)
    while at < total:
        if at + least > total:
            raise DamagedError(f"{total - at} bytes are too few for a message", file=file, offset=at)
        size, kind, flags = header.unpack_from(data, at)
        if size < least or at + size > total:
            raise DamagedError(f"a message says it has {size} bytes, {total - at} are left", file=file, offset=at)
        yield Message(at, at + least, at + size, kind, flags)
        at += -(-size // ALIGN) * ALIGN
