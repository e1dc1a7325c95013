"""The kernel's own buffers by the shortest way: GET_INFO, GET_ENTRIES and SET_REPLACE through ctypes.

Independent of the package, so that tests have a second authority. ctypes computes every size and offset from
the declarations in include/uapi/linux/netfilter/x_tables.h and netfilter_{ipv4,ipv6,arp}/ (v6.1).
"""

from __future__ import annotations

import ctypes
import os
import socket
from dataclasses import dataclass

U32 = ctypes.c_uint32
TABLE_NAME = 32  # XT_TABLE_MAXNAMELEN


def _info(hooks: int) -> type[ctypes.Structure]:
    class Getinfo(ctypes.Structure):
        _fields_ = [
            ("name", ctypes.c_char * TABLE_NAME), ("valid_hooks", U32), ("hook_entry", U32 * hooks),
            ("underflow", U32 * hooks), ("num_entries", U32), ("size", U32),
        ]  # fmt: skip

    return Getinfo


def _replace(hooks: int) -> type[ctypes.Structure]:
    class Replace(ctypes.Structure):
        _fields_ = [
            ("name", ctypes.c_char * TABLE_NAME), ("valid_hooks", U32), ("num_entries", U32), ("size", U32),
            ("hook_entry", U32 * hooks), ("underflow", U32 * hooks), ("num_counters", U32),
            ("counters", ctypes.c_void_p), ("entries", ctypes.c_uint64 * 0),
        ]  # fmt: skip

    return Replace


class GetEntries(ctypes.Structure):
    """struct ipt_get_entries and its twins; the entries start with a 64-bit member, which sets the padding."""

    _fields_ = [("name", ctypes.c_char * TABLE_NAME), ("size", U32), ("entries", ctypes.c_uint64 * 0)]


@dataclass(frozen=True, slots=True)
class Interface:
    """One family's socket: address family, level, option numbers and structs."""

    family: int
    level: int
    set_replace: int
    get_info: int
    get_entries: int
    info: type[ctypes.Structure]
    replace: type[ctypes.Structure]


INTERFACES = {
    "ipv4": Interface(socket.AF_INET, socket.IPPROTO_IP, 64, 64, 65, _info(5), _replace(5)),
    "ipv6": Interface(socket.AF_INET6, socket.IPPROTO_IPV6, 64, 64, 65, _info(5), _replace(5)),
    "arp": Interface(socket.AF_INET, socket.IPPROTO_IP, 96, 96, 97, _info(3), _replace(3)),
}

_LIBC = ctypes.CDLL(None, use_errno=True)


def blob(family: str, table: str) -> bytes:
    """GET_INFO reply and GET_ENTRIES reply of one table, one behind the other, in zeroed buffers; OSError."""
    interface = INTERFACES[family]
    info = interface.info(name=table.encode())
    with socket.socket(interface.family, socket.SOCK_RAW, socket.IPPROTO_RAW) as sock:
        _get(sock, interface.level, interface.get_info, info)
        buffer = ctypes.create_string_buffer(ctypes.sizeof(GetEntries) + info.size)
        head = GetEntries.from_buffer(buffer)
        head.name, head.size = table.encode(), info.size
        _get(sock, interface.level, interface.get_entries, buffer)
    return bytes(info) + bytes(buffer)


def split(family: str, data: bytes) -> tuple[ctypes.Structure, bytes]:
    """The GET_INFO struct and the entries (without their header) of a table blob."""
    info_type = INTERFACES[family].info
    info = info_type.from_buffer_copy(data)
    return info, data[ctypes.sizeof(info_type) + ctypes.sizeof(GetEntries) :]


def replace_payload(family: str, data: bytes, num_counters: int) -> bytes:
    """The SET_REPLACE payload that asks for the table in ``data``: header with a zero counters pointer, entries."""
    info, entries = split(family, data)
    header = INTERFACES[family].replace()
    for field in ("name", "valid_hooks", "num_entries", "size", "hook_entry", "underflow"):
        setattr(header, field, getattr(info, field))
    header.num_counters = num_counters
    return bytes(header) + entries


def set_replace(family: str, payload: bytes) -> int:
    """Hand ``payload`` to the kernel as it is, but for the pointer to the old counters; returns 0 or the errno.

    ``num_counters`` must be the number of entries the table holds now, or the answer is EAGAIN; see entries_now.
    """
    interface = INTERFACES[family]
    buffer = ctypes.create_string_buffer(payload, len(payload))
    counters = ctypes.create_string_buffer(16 * 4096)
    if len(payload) >= ctypes.sizeof(interface.replace):
        interface.replace.from_buffer(buffer).counters = ctypes.addressof(counters)
    with socket.socket(interface.family, socket.SOCK_RAW, socket.IPPROTO_RAW) as sock:
        if _LIBC.setsockopt(sock.fileno(), interface.level, interface.set_replace, buffer, len(payload)) == 0:
            return 0
        return ctypes.get_errno()


def entries_now(family: str, table: str) -> int:
    """Entries the table holds at this moment; asking creates it where it does not exist yet."""
    interface = INTERFACES[family]
    info = interface.info(name=table.encode())
    with socket.socket(interface.family, socket.SOCK_RAW, socket.IPPROTO_RAW) as sock:
        _get(sock, interface.level, interface.get_info, info)
    return int(info.num_entries)


def _get(sock: socket.socket, level: int, option: int, buffer: ctypes.Array[ctypes.c_char] | ctypes.Structure) -> None:
    length = ctypes.c_uint32(ctypes.sizeof(buffer))
    if _LIBC.getsockopt(sock.fileno(), level, option, ctypes.byref(buffer), ctypes.byref(length)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
