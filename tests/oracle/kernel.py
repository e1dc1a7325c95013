"""Reading and replacing tables of the network namespace this process is in, through getsockopt and setsockopt."""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct
from typing import NamedTuple

CLONE_NEWNET = 0x40000000


class Socket(NamedTuple):
    family: int
    level: int
    base: int
    info: int
    hooks: int


SOCKETS = {
    "ipv4": Socket(socket.AF_INET, 0, 64, 84, 5),
    "ipv6": Socket(socket.AF_INET6, 41, 64, 84, 5),
    "arp": Socket(socket.AF_INET, 0, 96, 68, 3),
}
LIBC = ctypes.CDLL(None, use_errno=True)


def new_namespace() -> None:
    """Move this process into a network namespace of its own; OSError without the privilege."""
    if LIBC.unshare(CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "unshare")


class Tables:
    """Sockets of the namespace that is entered when this is made."""

    def __init__(self) -> None:
        self._sockets = {name: socket.socket(one.family, socket.SOCK_RAW, socket.IPPROTO_RAW)
                         for name, one in SOCKETS.items()}  # fmt: skip

    def replace(self, family: str, payload: bytes) -> str | None:
        """SET_REPLACE: None where the kernel accepts, else the name of the errno.

        The counters pointer is set to a buffer with room for what the kernel writes back.
        """
        one = SOCKETS[family]
        at = 32 + 12 + 8 * one.hooks + 4
        if len(payload) >= at + 8:
            (counters,) = struct.unpack_from("<I", payload, at - 4)
            room = ctypes.create_string_buffer(max(1 << 16, 16 * min(counters, 1 << 20)))
            payload = payload[:at] + struct.pack("<Q", ctypes.addressof(room)) + payload[at + 8 :]
        handle = self._sockets[family].fileno()
        if LIBC.setsockopt(handle, one.level, one.base, payload, len(payload)) == 0:
            return None
        code = ctypes.get_errno()
        return "EOPNOTSUPP" if code == errno.EOPNOTSUPP else errno.errorcode[code]  # ENOTSUP is the same number

    def handle(self, family: str) -> int:
        """File descriptor of the family's socket."""
        return self._sockets[family].fileno()

    def info(self, family: str, table: str) -> bytes:
        """The GET_INFO reply. Asking creates the table in the namespace."""
        one = SOCKETS[family]
        buffer = ctypes.create_string_buffer(table.encode(), one.info)
        return self._get(family, one.base, buffer, one.info)

    def entries(self, family: str, table: str, size: int) -> bytes:
        """The GET_ENTRIES reply, into a zeroed buffer."""
        request = struct.pack("<32sI4x", table.encode(), size)
        buffer = ctypes.create_string_buffer(request, len(request) + size)
        return self._get(family, SOCKETS[family].base + 1, buffer, len(request) + size)

    def count(self, family: str, table: str) -> int:
        """Number of entries in the installed table."""
        (entries,) = struct.unpack_from("<I", self.info(family, table), SOCKETS[family].info - 8)
        return int(entries)

    def payload(self, family: str, table: str) -> bytes:
        """The installed table as a SET_REPLACE payload that would put it back."""
        info = self.info(family, table)
        one = SOCKETS[family]
        name, valid, *rest = struct.unpack(f"<32sI{one.hooks}I{one.hooks}III", info)
        hooks, (entries, size) = rest[: 2 * one.hooks], rest[2 * one.hooks :]
        blob = self.entries(family, table, size)[40:]
        header = struct.pack(f"<32sIII{2 * one.hooks}IIQ", name, valid, entries, size, *hooks, entries, 0)
        return header + blob

    def _get(self, family: str, option: int, buffer: ctypes.Array[ctypes.c_char], size: int) -> bytes:
        one = SOCKETS[family]
        length = ctypes.c_uint32(size)
        handle = self._sockets[family].fileno()
        if LIBC.getsockopt(handle, one.level, option, buffer, ctypes.byref(length)):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return buffer.raw


def pad_header(family: str) -> int:
    """sizeof struct ipt_replace, arpt_replace on a 64-bit machine."""
    return 80 if SOCKETS[family].hooks == 3 else 96


def counters_offset(family: str) -> int:
    """Place of num_counters in a SET_REPLACE payload."""
    return 32 + 12 + 8 * SOCKETS[family].hooks
