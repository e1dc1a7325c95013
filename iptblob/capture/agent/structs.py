"""The kernel's structs and what differs between the families, for the process that runs this.

C declarations of include/uapi/linux/netfilter/x_tables.h and netfilter_{ipv4,ipv6,arp}/, v6.1. ctypes computes
offsets, padding and sizes, so a 32-bit interpreter gets the layout its kernel answers in."""

import ctypes
import socket
import sys
from ctypes import c_char, c_int, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Any, List, NamedTuple, Tuple


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


_ENTRY_TAIL: List[Tuple[str, Any]] = [
    ("target_offset", c_uint16), ("next_offset", c_uint16), ("comefrom", c_uint32), ("counters", XtCounters),
]  # fmt: skip


class IptEntry(ctypes.Structure):
    _fields_ = [("ip", IptIp), ("nfcache", c_uint32)] + _ENTRY_TAIL


class Ip6tEntry(ctypes.Structure):
    _fields_ = [("ipv6", Ip6tIp6), ("nfcache", c_uint32)] + _ENTRY_TAIL


class ArptEntry(ctypes.Structure):
    _fields_ = [("arp", ArptArp)] + _ENTRY_TAIL


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


class Family(NamedTuple):
    """Socket and option numbers of a family (IPT_SO_GET_INFO and so on), its structs, its names in /proc."""

    name: str
    domain: int  # of the socket
    level: int
    get_info: int  # GET_ENTRIES is the next number
    get_revision_match: int  # 0: the family has no such option
    get_revision_target: int
    info: Any
    entry: Any
    tables: Tuple[str, ...]  # those the kernel knows how to make
    proc: str  # prefix of the files in /proc/net
    module: str  # prefix of the modules that hold the tables


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
