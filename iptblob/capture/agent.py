#!/usr/bin/env python3
# ruff: noqa: UP006, UP022, UP031, UP032, UP035, UP045, T201, PTH, S603, S607
"""Save the legacy iptables tables of the running kernel into one .iptb file.

This file is complete by itself: standard library only, Python 3.6 and later. It can be copied to a host
where nothing may be installed, or piped there:

    ssh root@HOST python3 - < iptblob-agent.py > HOST.iptb

By default it looks only at tables that already exist, because asking the kernel for a missing table
creates it (net/netfilter/x_tables.c, xt_find_table_lock, v6.1). It writes nothing but its output.
Exit status: 0 done, 1 done but incomplete (the manifest says what is missing), 2 nothing could be read.

All layouts are those of the running process: the structs below are the C declarations of
include/uapi/linux/netfilter*/, and ctypes computes offsets, padding and sizes for this very interpreter.
"""

import argparse
import ctypes
import errno
import hashlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
import zlib
from ctypes import POINTER, c_char, c_int, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple

VERSION = "0.1.0"
SCHEMA = 1
MAX_TRIES = 200  # per table; with the pauses of _pause() at most about two seconds
TOOL_TIMEOUT_S = 30  # for nft and ipset, which only read

Json = Dict[str, Any]


class CaptureError(Exception):
    """Nothing could be captured; the message is one line that says what to do."""


# --- kernel structs (include/uapi/linux/netfilter/x_tables.h and netfilter_{ipv4,ipv6,arp}/, v6.1) ---------


class XtCounters(ctypes.Structure):
    _fields_ = [("pcnt", c_uint64), ("bcnt", c_uint64)]


class IptIp(ctypes.Structure):
    _fields_ = [
        ("src", c_uint32), ("dst", c_uint32), ("smsk", c_uint32), ("dmsk", c_uint32),
        ("iniface", c_char * 16), ("outiface", c_char * 16),
        ("iniface_mask", c_uint8 * 16), ("outiface_mask", c_uint8 * 16),
        ("proto", c_uint16), ("flags", c_uint8), ("invflags", c_uint8),
    ]  # fmt: skip


class Ip6tIp6(ctypes.Structure):
    _fields_ = [
        ("src", c_uint32 * 4), ("dst", c_uint32 * 4), ("smsk", c_uint32 * 4), ("dmsk", c_uint32 * 4),
        ("iniface", c_char * 16), ("outiface", c_char * 16),
        ("iniface_mask", c_uint8 * 16), ("outiface_mask", c_uint8 * 16),
        ("proto", c_uint16), ("tos", c_uint8), ("flags", c_uint8), ("invflags", c_uint8),
    ]  # fmt: skip


class ArptDevaddr(ctypes.Structure):
    _fields_ = [("addr", c_uint8 * 16), ("mask", c_uint8 * 16)]


class ArptArp(ctypes.Structure):
    _fields_ = [
        ("src", c_uint32), ("tgt", c_uint32), ("smsk", c_uint32), ("tmsk", c_uint32),
        ("arhln", c_uint8), ("arhln_mask", c_uint8), ("src_devaddr", ArptDevaddr), ("tgt_devaddr", ArptDevaddr),
        ("arpop", c_uint16), ("arpop_mask", c_uint16), ("arhrd", c_uint16), ("arhrd_mask", c_uint16),
        ("arpro", c_uint16), ("arpro_mask", c_uint16), ("iniface", c_char * 16), ("outiface", c_char * 16),
        ("iniface_mask", c_uint8 * 16), ("outiface_mask", c_uint8 * 16), ("flags", c_uint8), ("invflags", c_uint16),
    ]  # fmt: skip


_ENTRY_TAIL = [("target_offset", c_uint16), ("next_offset", c_uint16), ("comefrom", c_uint32), ("counters", XtCounters)]


class IptEntry(ctypes.Structure):
    _fields_ = [("ip", IptIp), ("nfcache", c_uint32)] + _ENTRY_TAIL  # noqa: RUF005


class Ip6tEntry(ctypes.Structure):
    _fields_ = [("ipv6", Ip6tIp6), ("nfcache", c_uint32)] + _ENTRY_TAIL  # noqa: RUF005


class ArptEntry(ctypes.Structure):
    _fields_ = [("arp", ArptArp)] + _ENTRY_TAIL  # noqa: RUF005


class Getinfo(ctypes.Structure):
    """struct ipt_getinfo and struct ip6t_getinfo."""

    _fields_ = [
        ("name", c_char * 32), ("valid_hooks", c_uint32), ("hook_entry", c_uint32 * 5), ("underflow", c_uint32 * 5),
        ("num_entries", c_uint32), ("size", c_uint32),
    ]  # fmt: skip


class ArptGetinfo(ctypes.Structure):
    _fields_ = [
        ("name", c_char * 32), ("valid_hooks", c_uint32), ("hook_entry", c_uint32 * 3), ("underflow", c_uint32 * 3),
        ("num_entries", c_uint32), ("size", c_uint32),
    ]  # fmt: skip


class GetEntries(ctypes.Structure):
    """struct ipt_get_entries: the entries start at its size, padded to the alignment of u64 (36 or 40 bytes)."""

    _fields_ = [("name", c_char * 32), ("size", c_uint32), ("entrytable", c_uint64 * 0)]


class StandardTarget(ctypes.Structure):
    """struct xt_standard_target with its struct xt_entry_target spelled out."""

    _fields_ = [("target_size", c_uint16), ("name", c_char * 29), ("revision", c_uint8), ("verdict", c_int)]


class GetRevision(ctypes.Structure):
    _fields_ = [("name", c_char * 29), ("revision", c_uint8)]


class IpSetVersion(ctypes.Structure):
    _fields_ = [("op", c_uint32), ("version", c_uint32)]


class IpSetNameIndex(ctypes.Union):
    _fields_ = [("name", c_char * 32), ("index", c_uint16)]


class IpSetGet(ctypes.Structure):
    _fields_ = [("op", c_uint32), ("version", c_uint32), ("set", IpSetNameIndex)]


class _Align(ctypes.Structure):
    _fields_ = [("byte", c_uint8), ("quad", c_uint64)]


# --- families ---------------------------------------------------------------------------------------------

Family = NamedTuple(
    "Family",
    [
        ("name", str),
        ("domain", int),  # of the socket
        ("level", int),
        ("get_info", int),  # option numbers: IPT_SO_GET_INFO and so on; entries is the next one
        ("get_revision_match", int),  # 0: the family has no such option
        ("get_revision_target", int),
        ("info", Any),
        ("entry", Any),
        ("tables", Tuple[str, ...]),  # those the kernel knows how to make, for --autoload
        ("proc", str),  # prefix of the files in /proc/net
        ("module", str),  # prefix of the modules that hold the tables
    ],
)

_INET_TABLES = ("raw", "mangle", "nat", "filter", "security")
FAMILIES = {
    "ipv4": Family("ipv4", socket.AF_INET, 0, 64, 66, 67, Getinfo, IptEntry, _INET_TABLES, "ip_tables", "iptable"),
    "ipv6": Family("ipv6", socket.AF_INET6, 41, 64, 68, 69, Getinfo, Ip6tEntry, _INET_TABLES, "ip6_tables", "ip6table"),
    "arp": Family("arp", socket.AF_INET, 0, 96, 0, 99, ArptGetinfo, ArptEntry, ("filter",), "arp_tables", "arptable"),
}


def abi_name() -> str:
    """The layout of this process, which is what the kernel answers in: lp64-le, i386, ilp32-be and so on."""
    order = "be" if sys.byteorder == "big" else "le"
    if ctypes.sizeof(c_void_p) == 8:
        return "lp64-" + order
    return "i386" if _Align.quad.offset == 4 else "ilp32-" + order


# --- asking the kernel ------------------------------------------------------------------------------------


_LOADED = []  # type: List[Any]


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


def get_entries(sock: socket.socket, family: Family, table: str, size: int, fill: int = 0) -> bytearray:
    """One GET_ENTRIES reply, header included, in a buffer that held ``fill`` in every byte before the call.

    The kernel leaves gaps in the buffer (name[29] after its NUL, spare bytes behind targets): without a known
    fill the caller's memory would leak into the evidence.
    """
    head = ctypes.sizeof(GetEntries)
    data = bytearray(head + size)
    if fill:
        data[:] = bytes([fill]) * len(data)
    request = GetEntries.from_buffer(data)
    ctypes.memset(ctypes.addressof(request), fill, head)
    request.name = table.encode("latin-1")
    request.size = size
    getsockopt(sock, family.level, family.get_info + 1, (c_char * len(data)).from_buffer(data))
    del request
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


# --- one table, coherently ----------------------------------------------------------------------------------

_TAIL = struct.Struct("=HI")  # next_offset, comefrom


def walk(family: Family, entries: memoryview) -> Tuple[List[int], List[int], str]:
    """Starts of all entries, their comefrom masks, and what is wrong ("" if nothing)."""
    tail = family.entry.next_offset.offset
    least = ctypes.sizeof(family.entry)
    starts, masks, pos, size, unpack = [], [], 0, len(entries), _TAIL.unpack_from
    try:
        while pos < size:
            step, mask = unpack(entries, pos + tail)
            if step < least:
                return starts, masks, "entry at offset %d has next_offset %d" % (pos, step)
            starts.append(pos)
            masks.append(mask)
            pos += step
    except struct.error:
        return starts, masks, "entry at offset %d is cut off" % pos
    return starts, masks, "" if pos == size else "the last entry ends at %d, the entries at %d" % (pos, size)


def _target(family: Family, entries: memoryview, pos: int) -> Tuple[bytes, int, bool]:
    """Name and verdict of the target of the entry at ``pos``, and whether the entry is without matches."""
    offset = family.entry.from_buffer_copy(entries, pos).target_offset
    if pos + offset + ctypes.sizeof(StandardTarget) > len(entries):
        return b"?", 0, False
    target = StandardTarget.from_buffer_copy(entries, pos + offset)
    return target.name, target.verdict, offset == ctypes.sizeof(family.entry)


def check(family: Family, info: Any, entries: memoryview) -> Tuple[str, bool]:
    """Do GET_INFO and GET_ENTRIES describe one state of the table? Returns (what is wrong, worth a second look).

    GET_ENTRIES compares sizes only, so a table replaced by one of equal size between the calls is torn unnoticed.
    Certain signs: an entry count or a hook that does not fit, an underflow that is no policy. Worth a second look:
    the kernel's own reachability mask (comefrom, mark_source_chains) says that a hook starts elsewhere, or something
    other than the next chain follows a policy. Both are legal in tables that iptables did not make.
    """
    starts, masks, wrong = walk(family, entries)
    if wrong:
        return wrong, False
    if len(starts) != info.num_entries:
        return "%d entries where GET_INFO says %d" % (len(starts), info.num_entries), False
    known = dict(zip(starts, range(len(starts))))
    hooks = [h for h in range(len(info.hook_entry)) if info.valid_hooks >> h & 1]
    heads = [info.hook_entry[h] for h in hooks]
    doubt = False
    for hook in hooks:
        start, policy = info.hook_entry[hook], info.underflow[hook]
        if start not in known or policy not in known:
            return "hook %d: %s %d is no entry" % ((hook, "start", start) if start not in known else (hook, "underflow", policy)), False
        name, verdict, plain = _target(family, entries, policy)
        if name or verdict not in (-1, -2) or not plain:
            return "hook %d: the entry at underflow %d is no policy" % (hook, policy), False
        after = known[policy] + 1
        if after < len(starts) and starts[after] not in heads:
            doubt = doubt or _target(family, entries, starts[after])[0] != b"ERROR"
        bit = 1 << hook
        lowest = next((i for i, mask in enumerate(masks) if mask & bit), -1)
        doubt = doubt or lowest < 0 or starts[lowest] != start
    return "", doubt


def _pause(attempt: int) -> None:
    """Give way to whoever keeps changing the table: nothing at first, then up to 20 ms."""
    if attempt > 8:
        time.sleep(min(0.02, 0.0005 * attempt))


def take_table(sock: socket.socket, family: Family, table: str) -> Tuple[Any, bytearray, int, str]:
    """INFO, ENTRIES, INFO until all agree, at most MAX_TRIES times: (info, entries reply, tries, what is wrong).

    Raises OSError when no reply could be had at all.
    """
    wrong, got = "", None  # type: str, Optional[Tuple[Any, bytearray]]
    for attempt in range(1, MAX_TRIES + 1):
        _pause(attempt)
        info = get_info(sock, family, table)
        try:
            data = get_entries(sock, family, table, info.size)
        except OSError as error:
            if error.errno != errno.EAGAIN:
                raise
            wrong = wrong or "the size of the table changed between the calls (EAGAIN)"
            continue
        got = (info, data)
        if bytes(get_info(sock, family, table)) != bytes(info):
            wrong = "GET_INFO changed while the entries were read"
            continue
        entries = memoryview(data)[ctypes.sizeof(GetEntries) :]
        wrong, doubt = check(family, info, entries)
        if doubt and not wrong:
            wrong = _second_look(sock, family, table, info, entries)
        if not wrong:
            return info, data, attempt, ""
    if got is None:
        raise OSError(errno.EAGAIN, "the table changed at every one of %d tries" % MAX_TRIES)
    return got[0], got[1], MAX_TRIES, wrong


def _second_look(sock: socket.socket, family: Family, table: str, info: Any, entries: memoryview) -> str:
    """Take the table once more: an unusual table is unusual twice, a torn one differs."""
    try:
        again = get_entries(sock, family, table, info.size)
    except OSError as error:
        return "second look: " + str(error)
    if bytes(get_info(sock, family, table)) != bytes(info):
        return "GET_INFO changed while the entries were read again"
    if walk(family, memoryview(again)[ctypes.sizeof(GetEntries) :]) != walk(family, entries):
        return "the entries changed while GET_INFO did not"
    return ""


def unwritten(sock: socket.socket, family: Family, table: str, zeroed: bytearray) -> Optional[List[List[int]]]:
    """Which bytes of the GET_ENTRIES reply the kernel leaves alone, as [start, end) pairs; None if it changed.

    A byte was not written when it shows each of three different fills (0x00 in ``zeroed``, then 0xff and 0x55).
    """
    size = len(zeroed) - ctypes.sizeof(GetEntries)
    try:
        ones = get_entries(sock, family, table, size, 0xFF)
        fives = get_entries(sock, family, table, size, 0x55)
    except OSError:
        return None
    if len(ones) != len(zeroed) or len(fives) != len(zeroed):
        return None
    first, width = int.from_bytes(zeroed, "little"), len(zeroed)
    moved = first ^ int.from_bytes(ones, "little")
    moved &= first ^ int.from_bytes(fives, "little") ^ int.from_bytes(b"\xaa" * width, "little")
    return [[m.start(), m.end()] for m in re.finditer(b"\xff+", moved.to_bytes(width, "little"))]


# --- what exists, without asking for it --------------------------------------------------------------------


def read_text(path: str) -> Optional[str]:
    """A text file of the host, or None where it is missing or unreadable."""
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "backslashreplace")
    except OSError:
        return None


def read_names(family: Family, what: str = "names") -> Tuple[str, List[str]]:
    """Lines of /proc/net/*_tables_{names,matches,targets}: ("proc", [...]), or ("absent" or "unreadable", []).

    The file is 0440 and belongs to root of the user namespace that owned the network namespace when it was made,
    or to the global root if that one had no uid map yet (unshare -rn of a plain user): nobody inside can read it then.
    """
    try:
        with open("/proc/self/net/%s_%s" % (family.proc, what), "rb") as file:
            lines = file.read().decode("latin-1").splitlines()
    except OSError as error:
        return ("absent" if error.errno == errno.ENOENT else "unreadable"), []
    return "proc", sorted(set(filter(None, lines)))


def read_modules() -> Optional[List[str]]:
    """Names of the loaded modules, or None where the kernel has no module support."""
    text = read_text("/proc/modules")
    return None if text is None else sorted(line.split()[0] for line in text.splitlines())


def module_present(name: str) -> Optional[bool]:
    """Is this kernel code there without loading it? None: cannot be known (neither loaded nor a list of built-ins)."""
    modules = read_modules()
    if modules is None or name in modules:
        return True  # without module support all there is is built in, and asking loads nothing
    builtin = read_text("/lib/modules/%s/modules.builtin" % os.uname().release)
    return None if builtin is None else "/%s.ko" % name in builtin


def in_sandbox() -> bool:
    """Is this process in a user namespace other than the initial one?"""
    text = read_text("/proc/self/uid_map")
    return text is not None and text.split() != ["0", "0", "4294967295"]


# --- nf_tables ------------------------------------------------------------------------------------------------


class NetlinkRequest(ctypes.Structure):
    """struct nlmsghdr with the struct nfgenmsg of nfnetlink behind it."""

    _fields_ = [
        ("length", c_uint32), ("type", c_uint16), ("flags", c_uint16), ("seq", c_uint32), ("pid", c_uint32),
        ("family", c_uint8), ("version", c_uint8), ("res_id", c_uint16),
    ]  # fmt: skip


_NLMSG = struct.Struct("=IHHII")
_NLATTR = struct.Struct("=HH")
NETLINK_NETFILTER, DUMP_REQUEST, NLMSG_ERROR, NLMSG_DONE = 12, 0x301, 2, 3
NFT_GETTABLE, NFT_GETCHAIN, NFT_GETRULE, IPSET_LIST = 0xA01, 0xA04, 0xA07, 0x607
NFTA_CHAIN_POLICY = 5


def netlink_dump(kind: int, attributes: bytes = b"") -> Iterator[bytes]:
    """All messages of one nfnetlink dump in the current network namespace, headers included; raises OSError."""
    request = NetlinkRequest(ctypes.sizeof(NetlinkRequest) + len(attributes), kind, DUMP_REQUEST, 1)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as sock:
        sock.settimeout(10)
        sock.send(bytes(request) + attributes)
        while True:
            data, pos = sock.recv(1 << 18), 0
            while pos + _NLMSG.size <= len(data):
                length, answer = _NLMSG.unpack_from(data, pos)[:2]
                if answer == NLMSG_DONE:
                    return
                if answer == NLMSG_ERROR:
                    code = -struct.unpack_from("=i", data, pos + _NLMSG.size)[0]
                    raise OSError(code, os.strerror(code))
                yield data[pos : pos + length]
                pos += max(_NLMSG.size, (length + 3) & ~3)


def _drops(message: bytes) -> bool:
    """Has the chain of this NFT_MSG_NEWCHAIN the policy drop?"""
    pos = ctypes.sizeof(NetlinkRequest)
    while pos + _NLATTR.size <= len(message):
        length, kind = _NLATTR.unpack_from(message, pos)
        if kind & 0x3FFF == NFTA_CHAIN_POLICY:
            return message[pos + _NLATTR.size : pos + length] == b"\0\0\0\0"
        pos += max(_NLATTR.size, (length + 3) & ~3)
    return False


def nft_state() -> Json:
    """Does nf_tables hold rules in this network namespace? Asked only where that loads no module."""
    unknown = {"rules": "unknown", "tables": None, "chains": None, "num_rules": None}  # type: Json
    present = module_present("nf_tables")
    if not present:
        reason = "nf_tables is not loaded" if present is False else "cannot tell whether asking would load nf_tables"
        return dict(unknown, rules="no", reason=reason) if present is False else dict(unknown, reason=reason)
    try:
        tables = len(list(netlink_dump(NFT_GETTABLE)))
        chains = list(netlink_dump(NFT_GETCHAIN))
        rules = len(list(netlink_dump(NFT_GETRULE)))
    except OSError as error:
        if error.errno in (errno.EPROTONOSUPPORT, errno.EINVAL, errno.EOPNOTSUPP):
            return dict(unknown, rules="no", reason="this kernel has no nf_tables")
        return dict(unknown, reason=str(error))
    holds = rules or any(map(_drops, chains))
    return {"rules": "yes" if holds else "no", "tables": tables, "chains": len(chains), "num_rules": rules, "reason": ""}


def run_tool(name: str, *arguments: str) -> Tuple[Optional[bytes], str]:
    """Output of a system tool that only reads: (bytes, "") or (None, why not)."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/bin:/bin"
    try:
        done = subprocess.run(
            (name,) + arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            timeout=TOOL_TIMEOUT_S, env=dict(os.environ, PATH=path, LC_ALL="C"), check=False,
        )  # fmt: skip
    except OSError as error:
        return None, "%s: %s" % (name, error.strerror)
    except subprocess.TimeoutExpired:
        return None, "%s did not answer within %d s" % (name, TOOL_TIMEOUT_S)
    if done.returncode:
        return None, "%s: %s" % (name, done.stderr.decode("utf-8", "backslashreplace").strip().replace("\n", "; "))
    return done.stdout, ""


# --- ipset ------------------------------------------------------------------------------------------------------

SO_IP_SET, IP_SET_OP_VERSION, IP_SET_OP_GET_BYINDEX = 83, 0x100, 7
IPSET_ATTR_PROTOCOL = 1


def ipset_names() -> Tuple[Optional[Dict[str, str]], int]:
    """Names of the ipsets of this network namespace by index (as text), and the protocol; (None, 0): no ipset."""
    version = IpSetVersion(IP_SET_OP_VERSION)
    names = {}  # type: Dict[str, str]
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            getsockopt(sock, 0, SO_IP_SET, version)
            for index in range(0xFFFF):
                query = IpSetGet(IP_SET_OP_GET_BYINDEX, version.version)
                query.set.index = index
                try:
                    getsockopt(sock, 0, SO_IP_SET, query)
                except OSError as error:
                    if error.errno == errno.EINVAL:
                        break  # beyond ip_set_max
                    raise
                if query.set.name:
                    names[str(index)] = query.set.name.decode("latin-1")
    except OSError:
        return None, 0
    return names, version.version


def take_ipsets(label: str, members: Dict[str, List[Any]], warnings: List[str]) -> Json:
    """Index to name, and what is in the sets: as ``ipset save`` prints it, or the kernel's own answer where ipset is missing."""
    names, protocol = ipset_names()
    if not names:
        return {"present": names is not None, "sets": {}, "member": None}
    text, why = run_tool("ipset", "save")
    if text is not None:
        member = label + "/ipset/save.txt"
        members[member] = [text]
    else:
        member = label + "/ipset/dump.nl"
        attribute = _NLATTR.pack(_NLATTR.size + 1, IPSET_ATTR_PROTOCOL) + bytes([protocol]) + b"\0\0\0"
        try:
            members[member] = [b"".join(netlink_dump(IPSET_LIST, attribute))]
        except OSError as error:
            warnings.append("%s: the contents of %d ipsets are missing: %s; %s" % (label, len(names), why, error))
            return {"present": True, "sets": names, "member": None}
    return {"present": True, "sets": names, "member": member}


# --- one network namespace ------------------------------------------------------------------------------------------

Options = NamedTuple(
    "Options",
    [
        ("families", Tuple[str, ...]),
        ("tables", Tuple[str, ...]),  # empty: all that exist
        ("autoload", bool),
        ("double", bool),
        ("all_netns", bool),
        ("netns", Tuple[str, ...]),  # names under /run/netns, or paths
        ("pids", Tuple[int, ...]),
    ],
)
DEFAULTS = Options(tuple(FAMILIES), (), False, False, False, (), ())

Taken = Tuple[Json, Dict[str, List[Any]]]  # manifest fragment, members as lists of bytes-like parts


def plan(family: Family, options: Options) -> Tuple[Json, List[Tuple[str, str]]]:
    """Which tables to ask for: (record for the manifest, [(table, "yes" or "unknown" or "no": did it exist)])."""
    source, names = read_names(family)
    record = {"source": source, "tables": names, "not_asked": []}  # type: Json
    wanted = options.tables or tuple(sorted(set(names) | set(family.tables)))
    todo = [(table, "yes") for table in wanted if table in names]
    if options.autoload:
        existed = "unknown" if source == "unreadable" else "no"
        todo += [(table, existed) for table in wanted if table not in names and table in family.tables]
    elif source == "unreadable":
        if not options.tables and not in_sandbox():
            raise CaptureError(
                "/proc/net/%s_names is not readable, so which tables exist is unknown, and asking for a missing one creates "
                "it: run as root, or name tables with --table, or accept new tables with --autoload" % family.proc
            )
        for table in wanted:
            if table in family.tables and (options.tables or module_present("%s_%s" % (family.module, table))):
                todo.append((table, "unknown"))
            elif table in family.tables:
                record["not_asked"].append(table)
    return record, sorted(todo)


def refuse_unprivileged(families: List[Family]) -> None:
    """Raise the sentence that helps when the kernel would answer EPERM; creates nothing."""
    if any(may_ask(family) == errno.EPERM for family in families):
        link = "net:[?]"
        try:
            link = os.readlink("/proc/self/ns/net")
        except OSError:
            pass
        raise CaptureError(
            "capture needs CAP_NET_ADMIN in the user namespace that owns the network namespace %s: run as root "
            "(sudo), or inside a namespace of your own (unshare -rn)" % link
        )


def clocks() -> Json:
    """Wall clock, monotonic and boot clock now, in nanoseconds; everything in the manifest that passes with time."""
    names = {"realtime_ns": 0, "monotonic_ns": 1, "boottime_ns": 7}  # clockid_t
    now = {key: int(time.clock_gettime(clock) * 10**9) for key, clock in names.items()}  # type: Json
    now["utc"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now["realtime_ns"] // 10**9))
    return now


def take_one(sock: socket.socket, family: Family, table: str, existed: str, label: str, double: bool) -> Taken:
    """One table as manifest record and members."""
    info, data, tries, wrong = take_table(sock, family, table)
    record = {
        "netns": label, "family": family.name, "table": table, "member": "%s/%s/%s.blob" % (label, family.name, table),
        "num_entries": info.num_entries, "entries_size": info.size, "tries": tries, "coherent": not wrong,
        "problem": wrong, "existed": existed, "clocks": clocks(),
    }  # type: Json
    members = {record["member"]: [bytes(info), data]}  # type: Dict[str, List[Any]]
    if double:
        holes = unwritten(sock, family, table, data)
        record["unwritten"] = None if holes is None else record["member"].replace(".blob", ".unwritten.json")
        if holes is not None:
            members[record["unwritten"]] = [to_json({"of": "GET_ENTRIES reply", "ranges": holes})]
    return record, members


def take_family(family: Family, options: Options, label: str, fragment: Json, members: Dict[str, List[Any]]) -> None:
    """All chosen tables of one family into ``fragment`` and ``members``."""
    if options.autoload and read_names(family)[0] == "absent":
        run_tool("modprobe", "-q", family.proc)  # as iptables itself does; the footprint record shows it
    fragment["names"][family.name], todo = plan(family, options)
    for table, existed in todo:
        try:
            with open_socket(family) as sock:
                record, more = take_one(sock, family, table, existed, label, options.double)
        except OSError as error:
            if existed != "yes" and error.errno in (errno.ENOENT, errno.ENOPROTOOPT):
                continue  # this kernel cannot make it
            fragment["failed"].append({"netns": label, "family": family.name, "table": table, "error": str(error)})
            fragment["warnings"].append("%s %s %s: not captured: %s" % (label, family.name, table, error))
            continue
        fragment["tables"].append(record)
        members.update(more)
        if record["problem"]:
            text = "%s %s %s: NOT COHERENT after %d tries: %s"
            fragment["warnings"].append(text % (label, family.name, table, record["tries"], record["problem"]))
    unsure = [record["table"] for record in fragment["tables"] if record["family"] == family.name and record["existed"] == "unknown"]
    if unsure:
        fragment["warnings"].append(
            "%s %s: the list of tables is not readable here, so the kernel was asked for %s; those that did not exist "
            "before exist now, empty" % (label, family.name, ", ".join(unsure))
        )


def take_namespace(label: str, options: Options, extensions: bool) -> Taken:
    """Everything about the network namespace this process is in."""
    families = [FAMILIES[name] for name in options.families]
    refuse_unprivileged(families)
    fragment = {"tables": [], "failed": [], "warnings": [], "names": {}}  # type: Json
    members = {}  # type: Dict[str, List[Any]]
    for family in families:
        take_family(family, options, label, fragment, members)
    fragment["ipset"] = take_ipsets(label, members, fragment["warnings"])
    fragment["nftables"] = nft = nft_state()
    nft["member"] = None
    if nft["tables"]:
        text, why = run_tool("nft", "-j", "list", "ruleset")
        if text is not None:
            nft["member"] = label + "/nft/ruleset.json"
            members[nft["member"]] = [text]
        else:
            nft["reason"] = "ruleset not saved: " + why
    if nft["rules"] == "yes":
        saved = nft["member"] or nft["reason"]
        fragment["warnings"].append(
            "%s: nftables ALSO FILTERS here (%d rules in %d tables; %s): a packet must pass both, the legacy tables "
            "are not the whole firewall" % (label, nft["num_rules"], nft["tables"], saved)
        )
    elif nft["rules"] == "unknown":
        fragment["warnings"].append("%s: whether nftables filters here too is unknown: %s" % (label, nft["reason"]))
    fragment["extensions"] = {f.name: take_extensions(f) for f in families} if extensions else {}
    fragment["names_after"] = {family.name: read_names(family)[1] for family in families}
    return fragment, members


def take_extensions(family: Family) -> Json:
    """Registered matches and targets and the revisions this kernel knows of each; asks for no name that is not there."""
    found = {}  # type: Json
    for what, option in (("matches", family.get_revision_match), ("targets", family.get_revision_target)):
        source, names = read_names(family, what)
        found[what] = {"source": source, "revisions": {}}
        if source == "proc" and option:
            with open_socket(family) as sock:
                found[what]["revisions"] = {name: _revisions(sock, family, option, name) for name in names}
        elif source == "proc":
            found[what]["revisions"] = {name: [] for name in names}
    return found


def _revisions(sock: socket.socket, family: Family, option: int, name: str) -> List[int]:
    known = []
    for revision in range(8):
        try:
            getsockopt(sock, family.level, option, GetRevision(name.encode("latin-1"), revision))
            known.append(revision)
        except OSError:
            pass
    return known


# --- many network namespaces -----------------------------------------------------------------------------------------


def netns_label(path: str) -> str:
    """Stable name of a network namespace for the time it lives: net-INODE."""
    return "net-%d" % os.stat(path).st_ino


def _container(pid: str) -> str:
    """Container id of a process, from its cgroup path, or ""."""
    found = re.search(r"[0-9a-f]{64}", read_text("/proc/%s/cgroup" % pid) or "")
    return found.group(0) if found else ""


def named_netns() -> Dict[str, List[str]]:
    """Named network namespaces, as `ip netns` and docker keep them: path -> names."""
    found = {}  # type: Dict[str, List[str]]
    for folder in ("/run/netns", "/var/run/docker/netns"):
        try:
            entries = sorted(os.listdir(folder))
        except OSError:
            continue
        for name in entries:
            found[os.path.join(folder, name)] = [name]
    return found


def find_netns(everything: bool) -> Tuple[Dict[str, Json], List[str]]:
    """Network namespaces by label: {"path", "names", "processes"}, and warnings about those that cannot be seen."""
    found = {}  # type: Dict[str, Json]
    hidden = 0
    for path, names in named_netns().items():
        try:
            label = netns_label(path)
        except OSError:
            hidden += 1
            continue
        found.setdefault(label, {"path": path, "names": [], "processes": [], "num_processes": 0})["names"] += names
    mine = str(os.getpid())
    pids = [pid for pid in os.listdir("/proc") if pid.isdigit() and pid != mine] if everything else []
    for pid in sorted(pids, key=int):
        path = "/proc/%s/ns/net" % pid
        try:
            label = netns_label(path)
        except OSError as error:
            hidden += error.errno in (errno.EACCES, errno.EPERM)  # not ours; a process that just ended does not count
            continue
        record = found.setdefault(label, {"path": path, "names": [], "processes": [], "num_processes": 0})
        record["num_processes"] += 1
        if len(record["processes"]) < 32:  # enough to say who lives there
            comm = (read_text("/proc/%s/comm" % pid) or "").rstrip("\n")
            record["processes"].append({"pid": int(pid), "comm": comm, "container": _container(pid)})
    note = "%d processes or named namespaces could not be looked into (needs root)" % hidden
    return found, [note] if hidden else []


def choose_netns(options: Options) -> Tuple[Dict[str, Json], List[str]]:
    """Which namespaces to capture, own one first."""
    own = netns_label("/proc/self/ns/net")
    known, warnings = find_netns(options.all_netns or bool(options.pids))
    mine = dict(known.get(own, {"names": [], "processes": [], "num_processes": 0}), path="")
    if options.all_netns:
        rest = {label: record for label, record in known.items() if label != own}
        return dict([(own, mine)] + sorted(rest.items())), warnings
    if not options.netns and not options.pids:
        return {own: {"path": "", "names": mine["names"]}}, []
    chosen = {}  # type: Dict[str, Json]
    paths = ["/proc/%d/ns/net" % pid for pid in options.pids]
    paths += [name if "/" in name else "/run/netns/" + name for name in options.netns]
    for path in paths:
        try:
            label = netns_label(path)
        except OSError as error:
            raise CaptureError("no network namespace at %s: %s" % (path, error.strerror))
        chosen[label] = dict(known.get(label, {"names": [], "processes": []}), path="" if label == own else path)
    return chosen, []


def in_child(work: Callable[[], Taken]) -> Taken:
    """Run ``work`` in a forked child, which may change its namespaces, and bring its result back; raises CaptureError."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.alarm(300)
        with os.fdopen(writer, "wb") as out:
            try:
                fragment, members = work()
                sizes = [(name, [len(part) for part in parts]) for name, parts in sorted(members.items())]
                out.write(json.dumps({"fragment": fragment, "sizes": sizes}).encode("ascii") + b"\n")
                for name, _ in sizes:
                    for part in members[name]:
                        out.write(part)
            except BaseException as error:  # whatever it is, the parent has other namespaces to look at
                out.write(json.dumps({"error": str(error) or type(error).__name__}).encode("ascii") + b"\n")
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as source:
        line = source.readline()
        answer = json.loads(line.decode("ascii")) if line else {"error": "the capturing process died"}
        members = {name: [source.read(size) for size in sizes] for name, sizes in answer.get("sizes", ())}
    os.waitpid(pid, 0)
    if "error" in answer:
        raise CaptureError(answer["error"])
    return answer["fragment"], members


def enter_netns(path: str) -> None:
    """Move this process into the network namespace at ``path``; raises CaptureError."""
    with open(path, "rb") as file:
        if _libc().setns(file.fileno(), 0x40000000) != 0:  # CLONE_NEWNET
            reason = os.strerror(ctypes.get_errno())
            raise CaptureError("cannot enter %s: %s (needs CAP_SYS_ADMIN there and here: run as root)" % (path, reason))


def take_elsewhere(path: str, label: str, options: Options, extensions: bool) -> Taken:
    """take_namespace() in another network namespace, by a child process."""

    def work() -> Taken:
        enter_netns(path)
        if netns_label("/proc/self/ns/net") != label:
            raise CaptureError("the namespace at %s is another one now" % path)
        return take_namespace(label, options, extensions)

    return in_child(work)


# --- the host around it ---------------------------------------------------------------------------------------------


def _first(paths: Tuple[str, ...]) -> Tuple[str, str]:
    for path in paths:
        text = read_text(path)
        if text is not None:
            return path, text
    return "", ""


LOOKUPS = {
    "protocols": ("/etc/protocols", "/usr/etc/protocols"),
    "realms": ("/etc/iproute2/rt_realms", "/usr/share/iproute2/rt_realms", "/usr/lib/iproute2/rt_realms"),
    "groups": ("/etc/iproute2/group", "/usr/share/iproute2/group", "/usr/lib/iproute2/group"),
    "connlabels": ("/etc/xtables/connlabel.conf", "/etc/connlabel.conf"),
}  # type: Dict[str, Tuple[str, ...]]


def take_lookups(members: Dict[str, List[Any]]) -> Json:
    """Number-to-name files that decide how rules read as text; first name of a number wins, as in the C library."""
    found = {}  # type: Json
    for what, paths in sorted(LOOKUPS.items()):
        path, text = _first(paths)
        names = {}  # type: Dict[str, str]
        for line in text.splitlines():
            words = line.split("#", 1)[0].split()
            if len(words) < 2:
                continue
            name, number = (words[0], words[1]) if what == "protocols" else (words[1], words[0])
            try:
                names.setdefault(str(int(number, 0)), name)
            except ValueError:
                continue
        member = "lookups/%s.json" % what if path else None
        found[what] = {"source": path, "member": member}
        if member:
            members[member] = [to_json({"source": path, "names": names})]
    return found


_CONFIG = re.compile(
    r"^(?:# )?CONFIG_(?:NETFILTER|NFT?_|IP6?_NF_|IP_SET|BRIDGE_NF|HZ|USER_NS|NET_NS|MODULES|64BIT|CPU_(?:BIG|LITTLE)_ENDIAN"
    r"|SMP|COMPAT|X86_32|SECURITY_SELINUX|AUDIT)\w*[ =].*$",
    re.M,
)


def take_config(members: Dict[str, List[Any]]) -> Json:
    """The kernel's configuration as far as it concerns netfilter, and the hash of all of it."""
    data = b""
    for path in ("/proc/config.gz", "/boot/config-" + os.uname().release):
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            continue
        if path.endswith(".gz"):
            data = zlib.decompress(data, 31)
        lines = _CONFIG.findall(data.decode("utf-8", "backslashreplace"))
        members["kernel/config.txt"] = ["".join(line + "\n" for line in lines).encode("utf-8")]
        return {"source": path, "sha256": hashlib.sha256(data).hexdigest(), "member": "kernel/config.txt"}
    return {"source": "", "sha256": None, "member": None}


def _link(path: str) -> Optional[str]:
    try:
        return os.readlink(path)
    except OSError:
        return None


def host_facts() -> Json:
    """Who and where: nothing here changes between two captures by one user on one idle host."""
    status = read_text("/proc/self/status") or ""
    caps = re.search(r"^CapEff:\s*(\S+)", status, re.M)
    pretty = re.search(r'^PRETTY_NAME="?(.*?)"?$', read_text("/etc/os-release") or "", re.M)
    spaces = ("net", "user", "mnt", "pid", "uts", "ipc", "cgroup", "time")
    return {
        "name": socket.gethostname(),
        "os": pretty.group(1) if pretty else "",
        "boot_id": (read_text("/proc/sys/kernel/random/boot_id") or "").strip() or None,
        "euid": os.geteuid(),
        "capabilities": caps.group(1) if caps else None,
        "selinux": (read_text("/proc/self/attr/current") or "").strip("\0\n") or None,
        "namespaces": {name: _link("/proc/self/ns/" + name) for name in spaces},
    }


def kernel_facts() -> Json:
    """uname, and whether modules can appear at all."""
    uname = os.uname()
    return {
        "release": uname.release, "version": uname.version, "machine": uname.machine,
        "modules": os.path.exists("/proc/modules"),
    }  # fmt: skip


def capture(options: Options = DEFAULTS) -> Taken:
    """Capture after ``options``: the manifest without its "members", and the members. Raises CaptureError."""
    started, modules = clocks(), read_modules()
    chosen, warnings = choose_netns(options)
    members = {}  # type: Dict[str, List[Any]]
    manifest = {
        "schema": SCHEMA, "kind": "capture", "tool": {"name": "iptblob", "version": VERSION},
        "host": host_facts(), "kernel": kernel_facts(), "abi": abi_name(), "netns": [], "tables": [], "failed": [],
        "backends": {}, "ipsets": {}, "extensions": None, "warnings": warnings, "footprint": {"tables": []},
    }  # type: Json
    manifest["kernel"]["config"] = take_config(members)
    manifest["lookups"] = take_lookups(members)
    for label, space in chosen.items():
        record = {"label": label, "status": "captured", "error": ""}
        record.update({key: value for key, value in space.items() if key != "path"})
        manifest["netns"].append(record)
        need = not manifest["extensions"]
        try:
            if space["path"]:
                fragment, taken = take_elsewhere(space["path"], label, options, need)
            else:
                fragment, taken = take_namespace(label, options, need)
        except CaptureError as error:
            if len(chosen) == 1:
                raise
            record.update(status="failed", error=str(error))
            warnings.append("%s: not captured: %s" % (label, error))
            continue
        members.update(taken)
        _merge(manifest, members, label, fragment)
    _demand_tables(manifest, options)
    after = read_modules()
    manifest["footprint"]["modules"] = None if after is None else sorted(set(after) - set(modules or ()))
    for module in manifest["footprint"]["modules"] or ():
        warnings.append("module %s was loaded meanwhile" % module)
    manifest["clocks"] = {"started": started, "finished": clocks(), "uptime": (read_text("/proc/uptime") or "").split()[:1]}
    return manifest, members


def _merge(manifest: Json, members: Dict[str, List[Any]], label: str, fragment: Json) -> None:
    """Put what one namespace gave into the manifest."""
    for key in ("tables", "failed", "warnings"):
        manifest[key] += fragment[key]
    legacy = {name: sorted(t["table"] for t in fragment["tables"] if t["family"] == name) for name in fragment["names"]}
    manifest["backends"][label] = {"legacy": legacy, "names": fragment["names"], "nftables": fragment["nftables"]}
    manifest["ipsets"][label] = fragment["ipset"]
    if fragment["extensions"]:
        manifest["extensions"] = "kernel/extensions.json"
        members["kernel/extensions.json"] = [to_json(fragment["extensions"])]
    for family, names in sorted(fragment["names_after"].items()):
        before = fragment["names"][family]
        for table in sorted(set(names) - set(before["tables"])) if before["source"] != "unreadable" else ():
            manifest["footprint"]["tables"].append({"netns": label, "family": family, "table": table})
            manifest["warnings"].append("%s %s %s: this table appeared meanwhile" % (label, family, table))


def _demand_tables(manifest: Json, options: Options) -> None:
    """Raise CaptureError when a table that was asked for by name was found nowhere."""
    got = {record["table"] for record in manifest["tables"] + manifest["failed"]}
    missing = [table for table in options.tables if table not in got]
    if missing:
        where = "/".join(options.families)
        hint = "" if options.autoload else " (it was not created by asking; --autoload would create it)"
        raise CaptureError("no table %s in %s%s" % (", ".join(map(repr, missing)), where, hint))
    if manifest["netns"] and all(space["status"] == "failed" for space in manifest["netns"]):
        raise CaptureError("none of %d namespaces could be captured: %s" % (len(manifest["netns"]), manifest["netns"][0]["error"]))


# --- the file ---------------------------------------------------------------------------------------------------------


def to_json(value: Any) -> bytes:
    """JSON as the file holds it: sorted, indented, ASCII, so that equal facts are equal bytes."""
    return json.dumps(value, indent=1, sort_keys=True).encode("ascii") + b"\n"


Packed = NamedTuple("Packed", [("method", int), ("crc", int), ("sha256", str), ("size", int), ("parts", List[bytes])])
_CHUNK = 1 << 20  # compressed apart from each other, so that several processors help and bytes do not depend on them


def _deflate(chunk: Any, last: bool, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(chunk) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def pack(parts: List[Any]) -> Packed:
    """Hash and compress one member."""
    views = [memoryview(part) for part in parts]
    size = sum(map(len, views))
    chunks = [view[at : at + _CHUNK] for view in views for at in range(0, len(view), _CHUNK)] or [memoryview(b"")]
    last = [False] * (len(chunks) - 1) + [True]
    if size <= 2 * _CHUNK:
        packed = list(map(_deflate, chunks, last, [6] * len(chunks)))
        return Packed(8, *_hash(views), size=size, parts=packed)
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  slow to import, rarely needed

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        # rules repeat at short distances: 60 MB of them got smaller and three times as fast with level 3 than with 6
        running = pool.map(_deflate, chunks, last, [3] * len(chunks))
        hashes = _hash(views)  # meanwhile
        return Packed(8, *hashes, size=size, parts=list(running))


def _hash(views: List[memoryview]) -> Tuple[int, str]:
    digest, crc = hashlib.sha256(), 0
    for view in views:
        digest.update(view)
        crc = zlib.crc32(view, crc)
    return crc, digest.hexdigest()


ZIP_LOCAL = struct.Struct("<IHHHHHIIIHH")  # ZIP local file header, central directory record, end record (APPNOTE.TXT 4.3)
ZIP_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
ZIP_END = struct.Struct("<IHHHHIIH")
_DATE = (1 << 5) | 1  # 1980-01-01, the zero of ZIP: the clocks are in the manifest


def zip_records(name: str, method: int, crc: int, packed: int, size: int, offset: int) -> Tuple[bytes, bytes]:
    """Local header and central directory record of one member, in the only form this tool writes."""
    raw = name.encode("utf-8")
    common = (20, 0x800, method, 0, _DATE, crc, packed, size, len(raw), 0)  # names are UTF-8, no extra fields
    local = ZIP_LOCAL.pack(0x04034B50, *common) + raw
    central = ZIP_CENTRAL.pack(0x02014B50, 0x314, *(common + (0, 0, 0, 0o100444 << 16, offset))) + raw
    return local, central


def zip_end(count: int, size: int, offset: int) -> bytes:
    """End of central directory: ``count`` records of ``size`` bytes in all, at ``offset``."""
    return ZIP_END.pack(0x06054B50, 0, 0, count, count, size, offset, 0)


def build(manifest: Json, members: Dict[str, List[Any]]) -> List[bytes]:
    """The .iptb file in pieces: manifest first and uncompressed, then the members by name. Adds the hashes to the manifest."""
    packed = {name: pack(parts) for name, parts in members.items()}
    manifest["members"] = {
        name: {
            "sha256": item.sha256, "size": item.size, "packed_size": sum(map(len, item.parts)),
            "packed_sha256": hashlib.sha256(b"".join(item.parts)).hexdigest(),
        }
        for name, item in packed.items()
    }  # fmt: skip
    for record in manifest["tables"]:
        record.update(sha256=packed[record["member"]].sha256, size=packed[record["member"]].size)
    text = to_json(manifest)
    first = Packed(0, zlib.crc32(text), "", len(text), [text])
    pieces, directory, offset = [], [], 0
    for name, item in [("manifest.json", first)] + sorted(packed.items()):  # noqa: RUF005
        length = sum(map(len, item.parts))
        local, central = zip_records(name, item.method, item.crc, length, item.size, offset)
        pieces += [local] + item.parts  # noqa: RUF005
        directory.append(central)
        offset += len(local) + length
        if offset >= 1 << 32 or len(directory) > 0xFFFE:
            raise CaptureError("too much for one file (4 GiB, 65534 members): capture fewer namespaces at once")
    pieces += directory
    pieces.append(zip_end(len(directory), sum(map(len, directory)), offset))
    return pieces


def write_atomic(path: str, pieces: List[bytes]) -> None:
    """Write a file that appears under its name complete, or not at all; raises OSError."""
    folder, name = os.path.split(os.path.abspath(path))
    partial = os.path.join(folder, ".%s.%d.partial" % (name, os.getpid()))
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.rename(partial, path)
    except BaseException:
        os.unlink(partial)
        raise
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def default_name(manifest: Json) -> str:
    """HOST-UTCTIME.iptb"""
    host = re.sub(r"[^A-Za-z0-9._-]", "_", manifest["host"]["name"]).lstrip(".") or "host"
    return "%s-%s.iptb" % (host, re.sub(r"[-:]", "", manifest["clocks"]["started"]["utc"]))


def summary(manifest: Json, size: int) -> str:
    """One line for the person who captured."""
    tables = manifest["tables"]
    entries = sum(record["num_entries"] for record in tables)
    spaces = sum(space["status"] == "captured" for space in manifest["netns"])
    text = "%d tables, %d entries, %d network namespace%s, %d bytes" % (len(tables), entries, spaces, "s"[spaces == 1 :], size)
    nft = [state["nftables"]["rules"] for state in manifest["backends"].values()]
    if "yes" in nft:
        return text + "; nftables rules are active too"
    return text + ("; nftables: unknown" if "unknown" in nft else "; no nftables rules")


def incomplete(manifest: Json) -> bool:
    """Is something missing or doubtful, so that the exit status must be 1?"""
    return bool(
        manifest["failed"]
        or not all(record["coherent"] for record in manifest["tables"])
        or any(space["status"] != "captured" for space in manifest["netns"])
    )


def printable(text: str) -> str:
    """Without control characters, for the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", lambda m: "\\x%02x" % ord(m.group()), text)


def save(manifest: Json, members: Dict[str, List[Any]], output: Optional[str]) -> Tuple[str, int]:
    """Write to ``output`` (None: default name, "-": standard output); (path, bytes). Raises CaptureError."""
    pieces = build(manifest, members)
    size = sum(map(len, pieces))
    path = output or default_name(manifest)
    try:
        if path == "-":
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            write_atomic(path, pieces)
    except OSError as error:
        raise CaptureError("cannot write %s: %s; no file was left behind" % (path, error.strerror))
    return path, size


def parse_arguments(arguments: List[str]) -> Tuple[Options, Optional[str]]:
    """The command line of the agent: options and output."""
    parser = argparse.ArgumentParser(prog="iptblob-agent", description="Save the legacy iptables tables of the running kernel.")
    parser.add_argument("-o", "--output", help="file to write, - for standard output (default when that is no terminal)")
    parser.add_argument("--family", action="append", choices=sorted(FAMILIES), default=[])
    parser.add_argument("--table", action="append", default=[], help="only these tables; it is an error if one is missing")
    parser.add_argument("--autoload", action="store_true", help="let the kernel create missing tables (changes the host)")
    parser.add_argument("--double", action="store_true", help="also record which bytes the kernel does not write")
    parser.add_argument("--all-netns", action="store_true", help="every network namespace of the host")
    parser.add_argument("--netns", action="append", default=[], metavar="NAME")
    parser.add_argument("--pid", action="append", default=[], type=int, help="the network namespace of this process")
    given = parser.parse_args(arguments)
    output = given.output or (None if sys.stdout.isatty() else "-")
    families = tuple(given.family) or tuple(FAMILIES)
    options = Options(
        families, tuple(given.table), given.autoload, given.double, given.all_netns, tuple(given.netns), tuple(given.pid)
    )
    return options, output


def stop(number: int, _frame: Any) -> None:
    raise CaptureError("stopped by signal %d; no file was left behind" % number)


def main(arguments: List[str]) -> int:
    """Run as the agent; the exit status."""
    try:
        signal.signal(signal.SIGTERM, stop)
        options, output = parse_arguments(arguments)
        manifest, members = capture(options)
        path, size = save(manifest, members, output)
    except (CaptureError, OSError, MemoryError) as error:
        print("iptblob-agent: " + printable(str(error) or type(error).__name__), file=sys.stderr)
        return 2
    for warning in manifest["warnings"]:
        print("warning: " + printable(warning), file=sys.stderr)
    print("%s: %s" % ("standard output" if path == "-" else path, summary(manifest, size)), file=sys.stderr)
    return 1 if incomplete(manifest) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
