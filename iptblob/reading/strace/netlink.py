"""Answers of nf_tables in a log of strace: messages that it took apart, put together again byte for byte.

strace (5.x to 6.x) prints ``[{nlmsg_len=.., nlmsg_type=.., ..}, {nfgen_family=.., ..}, [[{nla_len=.., nla_type=..},
"\\x.."], ..]]``: heads as words, values with -xx as they were. A buffer that it did not take apart is a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.netlink.kinds import NFT
from iptblob.netlink.messages import ALIGN, NLMSG_DONE
from iptblob.spec.layout import layout_of
from iptblob.spec.pack import Value, pack
from iptblob.unread import Unread

RECEIVED = re.compile(rb"recvmsg(?:\(| resumed>)|recvfrom(?:\(| resumed>)")
# linux/netfilter/nf_tables.h, enum nf_tables_msg_types, v6.1: those that answer a question
_KINDS = {
    b"NEWTABLE": 0, b"NEWCHAIN": 3, b"NEWRULE": 6, b"NEWSET": 9, b"NEWSETELEM": 12, b"NEWGEN": 15, b"NEWOBJ": 18,
    b"NEWFLOWTABLE": 22,
}  # fmt: skip
# numbers of families that strace words as those of sockets (bits/socket.h): NFPROTO_INET is AF_UNIX, ...
_FAMILIES = {b"AF_UNSPEC": 0, b"AF_UNIX": 1, b"AF_LOCAL": 1, b"AF_INET": 2, b"AF_AX25": 3, b"AF_APPLETALK": 5,
             b"AF_BRIDGE": 7, b"AF_INET6": 10}  # fmt: skip
_FLAGS = {b"NLM_F_REQUEST": 1, b"NLM_F_MULTI": 2, b"NLM_F_ACK": 4, b"NLM_F_ECHO": 8, b"NLM_F_DUMP_INTR": 0x10,
          b"NLM_F_DUMP_FILTERED": 0x20, b"NLM_F_REPLACE": 0x100, b"NLM_F_EXCL": 0x200, b"NLM_F_CREATE": 0x400,
          b"NLM_F_APPEND": 0x800, b"NLM_F_ROOT": 0x100, b"NLM_F_MATCH": 0x200}  # fmt: skip
_NUMBER = rb"(-?\d{1,10}|0x[0-9a-f]{1,8})"
_HEAD = re.compile(
    rb"\{nlmsg_len=" + _NUMBER + rb", nlmsg_type=([^,{}]{1,80}), nlmsg_flags=([^,{}]{1,200}), nlmsg_seq=" + _NUMBER
    + rb", nlmsg_pid=" + _NUMBER + rb"\}"
)  # fmt: skip
_FAMILY = re.compile(
    rb", \{nfgen_family=([^,{}]{1,40}), version=([^,{}]{1,40}), res_id=(?:htons\()?" + _NUMBER + rb"\)?\}"
)
_ATTRIBUTE = re.compile(rb'[\[, ]{0,4}\{nla_len=' + _NUMBER + rb", nla_type=([^,{}]{1,80})\}")
_VALUE = re.compile(rb', "((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
NFNL_SUBSYS = b"NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_"
HINT = "strace -f -e trace=recvmsg -xx -s 99999999"


class Logged(NamedTuple):
    """A message of nf_tables (or NLMSG_DONE) in a log, and the line it was in."""

    line: int
    kind: int
    data: bytes


def logged_messages(data: bytes, file: str, abi: Abi, unread: list[Unread]) -> Iterator[Logged]:
    """The messages of nf_tables in the order of the log; what cannot be put together goes to ``unread``."""
    for number, line in enumerate(data.split(b"\n"), 1):
        found = RECEIVED.search(line)
        if found is None or b"nlmsg_len=" not in line:
            continue
        at = found.end()
        while head := _HEAD.search(line, at):
            at = head.end()
            if not head[2].startswith(NFNL_SUBSYS) and head[2] != b"NLMSG_DONE":
                continue
            whole, why = _message(line, head, abi)
            if whole is None:
                unread.append(Unread("a message of nf_tables", file, why, line=number))
            else:
                yield Logged(number, _kind(head[2]), whole)


def _kind(words: bytes) -> int:
    if words == b"NLMSG_DONE":
        return NLMSG_DONE
    return NFT | _KINDS.get(words.removeprefix(NFNL_SUBSYS), 0xFF)


def _message(line: bytes, head: re.Match[bytes], abi: Abi) -> tuple[bytes | None, str]:
    """(the bytes, why not)."""
    size, kind, flags = _int(head[1]), _kind(head[2]), _flags(head[3])
    if kind == NFT | 0xFF or flags is None:
        return None, f"its type or flags are not known here: {head[2].decode('latin-1')}"
    sequence, port = (_int(number) & 0xFFFFFFFF for number in (head[4], head[5]))
    values: dict[str, Value] = {"size": size, "kind": kind, "flags": flags, "sequence": sequence, "port": port}
    out = bytearray(pack(layout_of("nlmsghdr", abi), abi, values))
    if kind == NLMSG_DONE:
        return bytes(out).ljust(min(size, 64), b"\0"), ""
    family = _FAMILY.match(line, head.end())
    if family is None:
        return None, f"strace did not take it apart: {HINT}"
    number = _FAMILIES.get(family[1])
    if number is None:
        found = re.fullmatch(rb"(0x[0-9a-f]+|\d+)(?: /\*.*)?", family[1])
        number = _int(found[1]) & 0xFF if found else 0
    out += pack(layout_of("nfgenmsg", abi), abi, {"family": number, "version": 0, "resource": _int(family[3]) & 0xFFFF})
    at = family.end()
    while len(out) < size:
        one = _ATTRIBUTE.match(line, at)
        value = _VALUE.match(line, one.end()) if one else None
        if one is None or value is None or value[2]:
            return None, f"a value is cut short, or not in hex: {HINT}"
        length, at = _int(one[1]), value.end() + 1
        octets = bytes.fromhex(value[1].replace(b"\\x", b"").decode())
        if length != layout_of("nlattr", abi).size + len(octets):
            return None, f"an attribute says it has {length} bytes, {len(octets)} are in the log"
        out += pack(layout_of("nlattr", abi), abi, {"size": length, "kind": _type(one[2])}) + octets
        out += bytes(-len(out) % ALIGN)
    return (bytes(out[:size]), "") if len(out) >= size else (None, "it is cut")


def _type(words: bytes) -> int:
    kind = 0
    for word in words.split(b"|"):
        kind |= {b"NLA_F_NESTED": 0x8000, b"NLA_F_NET_BYTEORDER": 0x4000}.get(word) or _int(word.split(b" ")[0])
    return kind & 0xFFFF


def _flags(words: bytes) -> int | None:
    flags = 0
    for word in words.split(b"|"):
        if word not in _FLAGS and not re.fullmatch(rb"0x[0-9a-f]{1,8}|\d{1,9}", word):
            return None
        flags |= _FLAGS.get(word) or _int(word)
    return flags & 0xFFFF


def _int(text: bytes) -> int:
    try:
        return int(text, 0)
    except ValueError:
        return 0
