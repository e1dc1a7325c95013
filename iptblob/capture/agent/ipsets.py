"""The ipsets that rules name by their index."""

import errno
import socket
from typing import Any, Dict, List, Optional, Tuple

from iptblob.capture.agent.basics import Json
from iptblob.capture.agent.netlink import NETLINK_NETFILTER, NFGENMSG, ask, attribute, open_netlink
from iptblob.capture.agent.present import run_tool
from iptblob.capture.agent.sockopt import getsockopt
from iptblob.capture.agent.structs import IpSetGet, IpSetVersion

SO_IP_SET, IP_SET_OP_VERSION, IP_SET_OP_GET_BYINDEX = 83, 0x100, 7
IPSET_CMD_LIST, IPSET_ATTR_PROTOCOL = (6 << 8) | 7, 1  # include/uapi/linux/netfilter/ipset/ip_set.h, v6.1


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
        missing = _dump_ipsets(protocol, member, members)
        if missing:
            warnings.append(f"{label}: the contents of {len(names)} ipsets are missing: {why}; {missing}")
            return {"present": True, "sets": names, "member": None}
    return {"present": True, "sets": names, "member": member}


def _dump_ipsets(protocol: int, member: str, members: Dict[str, List[Any]]) -> str:
    """The kernel's own answer to IPSET_CMD_LIST as ``member``; why there is none, or ""."""
    body = NFGENMSG.pack(socket.AF_INET, 0, 0) + attribute(IPSET_ATTR_PROTOCOL, bytes([protocol]))
    try:
        with open_netlink(NETLINK_NETFILTER) as sock:
            answer = ask(sock, IPSET_CMD_LIST, body)
    except OSError as error:
        return str(error)
    if not answer.problem:
        members[member] = list(answer.datagrams)
    return answer.problem
