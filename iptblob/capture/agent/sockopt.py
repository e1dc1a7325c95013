"""Asking the kernel with getsockopt(2)."""

import ctypes
import errno
import mmap
import os
import socket
from ctypes import POINTER, c_char, c_int, c_uint32, c_void_p
from typing import Any, List

from iptblob.capture.agent.structs import Family, GetEntries

_LOADED: List[Any] = []


def _libc() -> Any:
    """The C library of this process (getsockopt of the socket module cannot pass a table name in)."""
    if not _LOADED:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.getsockopt.argtypes = [c_int, c_int, c_int, c_void_p, POINTER(c_uint32)]
        libc.setns.argtypes = [c_int, c_int]
        _LOADED.append(libc)
    return _LOADED[0]


def getsockopt(sock: socket.socket, level: int, option: int, buf: Any) -> None:
    """getsockopt(2) in place on the ctypes object ``buf``; raises OSError."""
    length = c_uint32(ctypes.sizeof(buf))
    if _libc().getsockopt(sock.fileno(), level, option, ctypes.addressof(buf), ctypes.byref(length)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def open_socket(family: Family) -> socket.socket:
    """A datagram socket in the network namespace of the caller: no CAP_NET_RAW needed."""
    return socket.socket(family.domain, socket.SOCK_DGRAM)


def get_info(sock: socket.socket, family: Family, table: str) -> Any:
    """One GET_INFO reply. Creates the table where it does not exist and the kernel can make it."""
    info = family.info()
    info.name = table.encode("latin-1")
    getsockopt(sock, family.level, family.get_info, info)
    return info


def get_entries(sock: socket.socket, family: Family, table: str, size: int, fill: int = 0) -> Any:
    """One GET_ENTRIES reply, header included, in a buffer that held ``fill`` in every byte before the call.

    The kernel leaves gaps in the buffer (name[29] after its NUL, spare bytes behind targets): without a known
    fill the caller's memory would leak into the evidence.
    """
    head = ctypes.sizeof(GetEntries)
    data = _zeroed(head + size)
    if fill:
        data[:] = bytes([fill]) * len(data)
    request = GetEntries.from_buffer(data)
    ctypes.memset(ctypes.addressof(request), fill, head)
    request.name = table.encode("latin-1")
    request.size = size
    getsockopt(sock, family.level, family.get_info + 1, (c_char * len(data)).from_buffer(data))
    del request
    return data


def _zeroed(size: int) -> Any:
    """A writable buffer of zeros; for a big one huge pages, which spare the kernel thousands of page faults."""
    huge = getattr(mmap, "MADV_HUGEPAGE", None)  # since Python 3.8, as madvise() is
    if size < 4 << 20 or huge is None:
        return bytearray(size)
    data: Any = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    try:
        data.madvise(huge)  # novm
    except OSError:
        pass  # a kernel without them
    return data


def may_ask(family: Family) -> int:
    """0, or the errno that says why not: asks with a wrong length, which the kernel refuses before any look-up.

    EPERM: no CAP_NET_ADMIN. ENOPROTOOPT: the family has no legacy tables. (do_ipt_get_ctl, get_info, v6.1)
    """
    try:
        with open_socket(family) as sock:
            getsockopt(sock, family.level, family.get_info, c_char())
    except OSError as error:
        return 0 if error.errno == errno.EINVAL else error.errno or errno.EIO
    return 0
