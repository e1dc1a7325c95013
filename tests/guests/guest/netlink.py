"""The replies of nf_tables to a dump of its tables, chains, rules and sets, as they come; standard library only."""

import socket
import struct
import sys

NETLINK_NETFILTER, NFNL_SUBSYS_NFTABLES = 12, 10
NLM_F_REQUEST, NLM_F_DUMP = 0x01, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
GETTABLE, GETCHAIN, GETRULE, GETSET = 1, 4, 7, 10


def dump(kind: int) -> bytes:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as link:
        head = struct.pack("=IHHII", 20, NFNL_SUBSYS_NFTABLES << 8 | kind, NLM_F_REQUEST | NLM_F_DUMP, 1, 0)
        link.send(head + struct.pack(">BBH", socket.AF_UNSPEC, 0, 0))
        found = b""
        while True:
            data = link.recv(1 << 20)
            found += data
            at = 0
            while at < len(data):
                length, what = struct.unpack_from("=IH", data, at)
                if what in (NLMSG_ERROR, NLMSG_DONE):
                    return found
                at += (length + 3) & ~3


for number in (GETTABLE, GETCHAIN, GETRULE, GETSET):
    sys.stdout.buffer.write(dump(number))
