"""What decides beside the legacy tables: nf_tables and ipsets."""

import ctypes
import errno
import os
import socket
import struct
from ctypes import c_uint8, c_uint16, c_uint32
from typing import Any, Dict, Iterator, List, Optional, Tuple

from iptblob.capture.agent.basics import Json
from iptblob.capture.agent.present import module_present, run_tool
from iptblob.capture.agent.sockopt import getsockopt
from iptblob.capture.agent.structs import IpSetGet, IpSetVersion


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
    unknown: Json = {"rules": "unknown", "tables": None, "chains": None, "num_rules": None}
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
    found = {"tables": tables, "chains": len(chains), "num_rules": rules, "reason": ""}
    return dict(found, rules="yes" if holds else "no")


SO_IP_SET, IP_SET_OP_VERSION, IP_SET_OP_GET_BYINDEX = 83, 0x100, 7
IPSET_ATTR_PROTOCOL = 1


def ipset_names() -> Tuple[Optional[Dict[str, str]], int]:
    """Names of the ipsets of this network namespace by index (as text), and the protocol; (None, 0): no ipset."""
    version = IpSetVersion(IP_SET_OP_VERSION)
    names: Dict[str, str] = {}
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
    """Index to name, and what is in the sets: as ``ipset save`` prints it, or the kernel's own answer without ipset."""
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
            warnings.append(f"{label}: the contents of {len(names)} ipsets are missing: {why}; {error}")
            return {"present": True, "sets": names, "member": None}
    return {"present": True, "sets": names, "member": member}
