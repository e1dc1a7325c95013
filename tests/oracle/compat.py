"""SET_REPLACE, GET_INFO and GET_ENTRIES of a 32-bit program: int 0x80 from a 64-bit process, buffers below 4 GiB."""

from __future__ import annotations

import ctypes
import errno
import mmap
import struct

from tests.oracle import kernel

MAP_32BIT, GETSOCKOPT, SETSOCKOPT, ROOM = 0x40, 365, 366, 1 << 22
# push rbx; load eax, ebx, ecx, edx, esi, edi from the array in rdi; int 0x80; pop rbx; ret
CODE = bytes.fromhex("53 8b07 8b5f04 8b4f08 8b570c 8b7710 8b7f14 cd80 5b c3")


class Compat:
    """The i386 system call entry of a 64-bit kernel."""

    def __init__(self, tables: kernel.Tables) -> None:
        self._tables = tables
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_32BIT
        self._memory = mmap.mmap(-1, 2 * ROOM, flags=flags, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        self._start = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        self._memory[: len(CODE)] = CODE
        self._call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(self._start)

    def replace(self, family: str, payload: bytes) -> str | None:
        """None where the kernel accepts, else the name of the errno. Payloads up to 4 MiB."""
        one = kernel.SOCKETS[family]
        at = kernel.counters_offset(family) + 4
        if len(payload) >= at + 4:
            payload = payload[:at] + struct.pack("<I", self._start + ROOM // 2) + payload[at + 4 :]
        self._memory[ROOM : ROOM + len(payload)] = payload
        handle = self._tables.handle(family)
        self._memory[256 : 256 + 24] = struct.pack("<6I", SETSOCKOPT, handle, one.level, one.base, self._start + ROOM,
                                                   len(payload))  # fmt: skip
        code = -self._call(self._start + 256)
        if not code:
            return None
        return "EOPNOTSUPP" if code == errno.EOPNOTSUPP else errno.errorcode[code]

    def blob(self, family: str, table: str) -> bytes:
        """GET_INFO and GET_ENTRIES replies, one behind the other, as a 32-bit program gets them."""
        one = kernel.SOCKETS[family]
        info = self._get(family, one.base, table.encode().ljust(one.info, b"\0"))
        (size,) = struct.unpack_from("<I", info, one.info - 4)
        return info + self._get(family, one.base + 1, struct.pack("<32sI", table.encode(), size) + bytes(size))

    def _get(self, family: str, option: int, request: bytes) -> bytes:
        self._memory[ROOM : ROOM + len(request)] = request
        self._memory[512:516] = struct.pack("<I", len(request))
        level, handle = kernel.SOCKETS[family].level, self._tables.handle(family)
        self._memory[256 : 256 + 24] = struct.pack("<6I", GETSOCKOPT, handle, level, option, self._start + ROOM,
                                                   self._start + 512)  # fmt: skip
        code = -self._call(self._start + 256)
        if code > 0:
            raise OSError(code, "getsockopt")
        return self._memory[ROOM : ROOM + len(request)]
