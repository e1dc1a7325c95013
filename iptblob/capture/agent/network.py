"""What a network namespace is: its links, addresses, routes and routing rules; and, if wanted, its connections."""

import functools
import socket
import struct
import time
from typing import Any, Dict, List

from iptblob.capture.agent.basics import Json, clocks
from iptblob.capture.agent.netlink import (
    NETLINK_NETFILTER,
    NETLINK_ROUTE,
    NFGENMSG,
    Answer,
    ask,
    attribute,
    dump_record,
    open_netlink,
    until_whole,
)
from iptblob.capture.agent.present import module_present, netlink_present

# struct ifinfomsg, ifaddrmsg, rtmsg and fib_rule_hdr with all zero: everything (include/uapi/linux/rtnetlink.h, v6.1)
IFLA_EXT_MASK, RTEXT_FILTER_VF = 29, 1  # as ip(8) asks
ROUTE_DUMPS = (
    ("links", 18, bytes(16) + attribute(IFLA_EXT_MASK, struct.pack("=I", RTEXT_FILTER_VF))),
    ("addresses", 22, bytes(8)), ("routes", 26, bytes(12)), ("rules", 34, bytes(12)),
)  # fmt: skip
IPCTNL_MSG_CT_GET = (1 << 8) | 1  # include/uapi/linux/netfilter/nfnetlink_conntrack.h
DUMP_TRIES = 50


def _dump_pause(attempt: int) -> None:
    if attempt > 2:
        time.sleep(min(0.05, 0.002 * attempt))


def _group(status: str, reason: str, dumps: List[Json]) -> Json:
    wrong = [f"{dump['kind']}: {dump['problem']}" for dump in dumps if dump["problem"]]
    return {
        "status": status, "reason": reason, "coherent": not wrong if dumps else None, "problem": "; ".join(wrong),
        "dumps": dumps, "clocks": clocks() if dumps else None,
    }  # fmt: skip


def _keep_dump(label: str, folder: str, name: str, answer: Answer, tries: int, members: Dict[str, List[Any]]) -> Json:
    member = f"{label}/{folder}/{name}.nl" if answer.datagrams else None
    if member:
        members[member] = list(answer.datagrams)
    record: Json = dump_record(name, member, answer, tries)
    return record


def take_network(label: str, members: Dict[str, List[Any]]) -> Json:
    """Links, addresses, routes and rules of all families into ``members`` as ``LABEL/net/NAME.nl``.

    No privilege is needed for it, and no module: NETLINK_ROUTE is part of every kernel.
    """
    dumps = []
    try:
        for name, kind, body in ROUTE_DUMPS:
            answer, tries = until_whole(functools.partial(_route_once, kind, body), DUMP_TRIES, _dump_pause)
            dumps.append(_keep_dump(label, "net", name, answer, tries, members))
    except OSError as error:
        return _group("failed", str(error), dumps)
    return _group("captured", "", dumps)


def _route_once(kind: int, body: bytes) -> Answer:
    with open_netlink(NETLINK_ROUTE) as sock:
        return ask(sock, kind, body)


def take_conntrack(label: str, members: Dict[str, List[Any]]) -> Json:
    """The connection table into ``members`` as ``LABEL/conntrack/connections.nl``; only where asking loads nothing."""
    present = netlink_present(NETLINK_NETFILTER) and module_present("nf_conntrack_netlink")
    if not present:
        known = "nf_conntrack_netlink is not loaded" if present is False else "asking might load nf_conntrack_netlink"
        return _group("absent" if present is False else "not-asked", known, [])
    body = NFGENMSG.pack(socket.AF_UNSPEC, 0, 0)

    def once() -> Answer:
        with open_netlink(NETLINK_NETFILTER) as sock:
            return ask(sock, IPCTNL_MSG_CT_GET, body)

    try:
        answer, tries = until_whole(once, DUMP_TRIES, _dump_pause)
    except OSError as error:
        return _group("failed", str(error), [])
    return _group("captured", "", [_keep_dump(label, "conntrack", "connections", answer, tries, members)])
