"""Kernel objects that rules refer to: ipsets, nfacct objects, conntrack timeouts, pinned BPF programs, cgroups.

Runs inside a network and mount namespace of its own; everything but the cgroups vanishes with it, and these are removed
by who uses them last.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import functools
import os
import platform
import socket
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

IPSETS = """\
create hip4 hash:ip counters comment timeout 300
create hip6 hash:ip family inet6 counters timeout 300
create hnet4 hash:net
create hnet6 hash:net family inet6
create hipport4 hash:ip,port
create hipport6 hash:ip,port family inet6
create hipportnet4 hash:ip,port,net
create hipportip6 hash:ip,port,ip family inet6
create bmport bitmap:port range 0-65535
create hskb4 hash:net skbinfo
create hskb6 hash:net family inet6 skbinfo
create listof list:set counters
create a-set.with_a:31-character-nam hash:ip
create hiface hash:net,iface
add listof hip4
"""

NFACCT = ("http-traffic", "name-of-31-characters-abcdefghi", "with space", "x")
CGROUPS = ("iptblob.slice", "iptblob.slice/http-server.service", "iptblob.slice/with space")
PINNED = ("pass", "with-dashes_and_all")
PIN_FOLDER = Path("/run/iptblob-bpf")

_NLM_F_REQUEST, _NLM_F_ACK, _NLM_F_CREATE = 0x1, 0x4, 0x400
_NFNL_ACCT, _NFNL_CTTIMEOUT = 7, 8  # include/uapi/linux/netfilter/nfnetlink.h
_NLA_F_NESTED = 0x8000
_BPF_PROG_LOAD, _BPF_OBJ_PIN, _BPF_SOCKET_FILTER = 5, 6, 1
_SYS_BPF = {"x86_64": 321, "aarch64": 280, "riscv64": 280, "s390x": 351}


@contextlib.contextmanager
def made() -> Iterator[list[str]]:
    """Make all of it; yields one line for each thing the machine refused."""
    refused: list[str] = []
    _try(refused, "ipset", _make_ipsets)
    for name in NFACCT:
        _try(refused, f"nfacct {name}", lambda name=name: make_nfacct(name))
    _try(refused, "ct timeout tmt4", lambda: make_ct_timeout("tmt4", socket.AF_INET, socket.IPPROTO_TCP))
    _try(refused, "ct timeout tmt6", lambda: make_ct_timeout("tmt6", socket.AF_INET6, socket.IPPROTO_UDP))
    _try(refused, "bpf", _make_pinned)
    with _cgroups(refused):
        yield refused


def _try(refused: list[str], what: str, action) -> None:  # type: ignore[no-untyped-def]
    try:
        action()
    except (OSError, subprocess.CalledProcessError, KeyError, TypeError) as error:
        refused.append(f"{what}: {error}")


def _make_ipsets() -> None:
    subprocess.run(["ipset", "restore"], input=IPSETS.encode(), check=True, capture_output=True)


def cgroup2_root() -> Path | None:
    """Where the unified hierarchy is mounted, or None."""
    for line in Path("/proc/self/mounts").read_text().splitlines():
        _, path, kind, *_ = line.split()
        if kind == "cgroup2":
            return Path(path)
    return None


@contextlib.contextmanager
def _cgroups(refused: list[str]) -> Iterator[None]:
    """Cgroups lie outside of all namespaces: others may use the same at the same time, and the last removes them."""
    root = cgroup2_root()
    if root is None:
        refused += [f"cgroup {name}: no cgroup2 hierarchy is mounted" for name in CGROUPS]
        yield
        return
    lock = os.open(root, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_SH)
    for name in CGROUPS:
        _try(refused, f"cgroup {name}", functools.partial((root / name).mkdir, exist_ok=True))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # BlockingIOError: in use elsewhere; otherwise it is held for a moment
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for name in reversed(CGROUPS):
                (root / name).rmdir()
        os.close(lock)


def make_nfacct(name: str) -> None:
    """An accounting object, as ``nfacct add NAME`` makes it; OSError when the kernel refuses."""
    _send(_NFNL_ACCT, socket.AF_UNSPEC, _attribute(1, name.encode() + b"\0"))


def make_ct_timeout(name: str, family: int, protocol: int) -> None:
    """A timeout policy with the protocol's defaults, as ``nfct add timeout`` makes it; OSError when refused."""
    body = _attribute(1, name.encode() + b"\0") + _attribute(2, struct.pack(">H", family))
    body += _attribute(3, bytes((protocol,))) + _attribute(4 | _NLA_F_NESTED, _attribute(1, struct.pack(">I", 100)))
    _send(_NFNL_CTTIMEOUT, socket.AF_UNSPEC, body)


def _attribute(kind: int, data: bytes) -> bytes:
    return struct.pack("=HH", len(data) + 4, kind) + data + b"\0" * (-len(data) % 4)


def _send(subsystem: int, family: int, body: bytes) -> None:
    body = struct.pack(">BBH", family, 0, 0) + body
    head = struct.pack("=IHHII", 16 + len(body), subsystem << 8, _NLM_F_REQUEST | _NLM_F_ACK | _NLM_F_CREATE, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12) as sock:  # 12: NETLINK_NETFILTER
        sock.sendto(head + body, (0, 0))
        code = -struct.unpack_from("=i", sock.recv(4096), 16)[0]
    if code:
        raise OSError(code, os.strerror(code))


def _make_pinned() -> None:
    """Two socket filters that let everything pass, pinned under PIN_FOLDER (a bpf file system made for it)."""
    PIN_FOLDER.mkdir()
    subprocess.run(["mount", "-t", "bpf", "bpf", str(PIN_FOLDER)], check=True, capture_output=True)
    code = ctypes.create_string_buffer(struct.pack("=BBhi", 0xB7, 0, 0, 1) + struct.pack("=BBhi", 0x95, 0, 0, 0))
    licence = ctypes.create_string_buffer(b"GPL")
    program = _bpf(_BPF_PROG_LOAD, struct.pack("=IIQQ", _BPF_SOCKET_FILTER, 2, ctypes.addressof(code),
                                               ctypes.addressof(licence)))  # fmt: skip
    for name in PINNED:
        path = ctypes.create_string_buffer(bytes(PIN_FOLDER / name))
        _bpf(_BPF_OBJ_PIN, struct.pack("=QII", ctypes.addressof(path), program, 0))


def _bpf(command: int, attributes: bytes) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(attributes.ljust(128, b"\0"), 128)
    result: int = libc.syscall(_SYS_BPF[platform.machine()], command, buffer, 128)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
