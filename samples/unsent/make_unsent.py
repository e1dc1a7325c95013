"""Extensions and revisions that the kernel takes and today's tools do not send: old ones, and some never sent.

    python3 make_unsent.py

rules.v4 and rules.v6 are loaded; in the payload each match or target named in CHANGES is given an older revision, or
becomes another extension, with the data the kernel's header asks for; the tables are put together anew, handed to the
kernel with setsockopt, and captured back. ``expected/`` is what the tool makes of them.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from ctypes import c_char, c_uint8, c_uint16, c_uint32, c_uint64
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import in_netns  # noqa: E402
import netns  # noqa: E402
import objects  # noqa: E402
import payload as edit  # noqa: E402
import rawtables  # noqa: E402
import take  # noqa: E402

New = tuple[str, int, bytes]


class HashlimitCfg2(ctypes.Structure):
    _fields_ = [
        ("avg", c_uint64), ("burst", c_uint64), ("mode", c_uint32), ("size", c_uint32), ("max", c_uint32),
        ("gc_interval", c_uint32), ("expire", c_uint32), ("srcmask", c_uint8), ("dstmask", c_uint8),
    ]  # fmt: skip


class HashlimitCfg3(ctypes.Structure):
    _fields_ = [
        ("avg", c_uint64), ("burst", c_uint64), ("mode", c_uint32), ("size", c_uint32), ("max", c_uint32),
        ("gc_interval", c_uint32), ("expire", c_uint32), ("interval", c_uint32), ("srcmask", c_uint8),
        ("dstmask", c_uint8),
    ]  # fmt: skip


class Hashlimit2(ctypes.Structure):
    _fields_ = [("name", c_char * 255), ("cfg", HashlimitCfg2), ("hinfo", c_uint64)]


class Hashlimit3(ctypes.Structure):
    _fields_ = [("name", c_char * 255), ("cfg", HashlimitCfg3), ("hinfo", c_uint64)]


class StateInfo(ctypes.Structure):
    _fields_ = [("statemask", c_uint32)]


class Udp(ctypes.Structure):
    _fields_ = [("spts", c_uint16 * 2), ("dpts", c_uint16 * 2), ("invflags", c_uint8)]


class L2tp(ctypes.Structure):
    _fields_ = [("tid", c_uint32), ("sid", c_uint32), ("version", c_uint8), ("type", c_uint8), ("flags", c_uint8)]


class SetId(ctypes.Structure):
    _fields_ = [("index", c_uint16), ("dim", c_uint8), ("flags", c_uint8)]


class CounterMatch0(ctypes.Structure):
    _fields_ = [("op", c_uint8), ("value", c_uint64)]


class SetV3(ctypes.Structure):
    _fields_ = [("match_set", SetId), ("packets", CounterMatch0), ("bytes", CounterMatch0), ("flags", c_uint32)]


class SetTarget2(ctypes.Structure):
    _fields_ = [("add_set", SetId), ("del_set", SetId), ("flags", c_uint32), ("timeout", c_uint32)]


class SetTarget3(ctypes.Structure):
    _fields_ = [
        ("add_set", SetId), ("del_set", SetId), ("map_set", SetId), ("flags", c_uint32), ("timeout", c_uint32),
    ]  # fmt: skip


class NatRange(ctypes.Structure):
    """struct nf_nat_range, the start of struct nf_nat_range2."""

    _fields_ = [
        ("flags", c_uint32), ("min_addr", c_uint32 * 4), ("max_addr", c_uint32 * 4), ("min_proto", c_uint16),
        ("max_proto", c_uint16),
    ]  # fmt: skip


class NatRange2(ctypes.Structure):
    """struct nf_nat_range2: a base port more."""

    _fields_ = [*NatRange._fields_, ("base_proto", c_uint16)]


class MultiRange(ctypes.Structure):
    """struct nf_nat_ipv4_multi_range_compat, with its one range."""

    _fields_ = [
        ("rangesize", c_uint32), ("flags", c_uint32), ("min_ip", c_uint32), ("max_ip", c_uint32),
        ("min_proto", c_uint16), ("max_proto", c_uint16),
    ]  # fmt: skip


class ConntrackV2(ctypes.Structure):
    """struct xt_conntrack_mtinfo2, the start of mtinfo3."""

    _fields_ = [
        ("addresses", c_uint32 * 32), ("expires", c_uint32 * 2), ("l4proto", c_uint16), ("ports", c_uint16 * 4),
        ("flags", c_uint16 * 2), ("state_mask", c_uint16), ("status_mask", c_uint16),
    ]  # fmt: skip


def _older_hashlimit(data: bytes) -> New:
    now = Hashlimit3.from_buffer_copy(data)
    then = Hashlimit2(name=now.name)
    for field in ("avg", "burst", "mode", "size", "max", "gc_interval", "expire", "srcmask", "dstmask"):
        setattr(then.cfg, field, getattr(now.cfg, field))
    return "hashlimit", 2, bytes(then)


def _older_set(data: bytes) -> New:
    which = SetId.from_buffer_copy(data)
    if which.dim > 1:
        return "set", 2, bytes(which)
    counters = CounterMatch0(2, 5)  # packets equal 5
    return "set", 3, bytes(SetV3(which, counters, CounterMatch0(), c_uint32.from_buffer_copy(data[-8:]).value))


def _older_set_target(data: bytes) -> New:
    now = SetTarget3.from_buffer_copy(data)
    return "SET", 2, bytes(SetTarget2(now.add_set, now.del_set, now.flags, now.timeout))


def _older_dnat(data: bytes) -> New:
    return "DNAT", 1, data[: ctypes.sizeof(NatRange)]


def _newer_snat(data: bytes) -> New:
    """The tool sends revision 0 (IPv4) or 1 (IPv6): with ports it becomes 1, without 2."""
    if len(data) < ctypes.sizeof(NatRange):
        old = MultiRange.from_buffer_copy(data)
        now = NatRange2(old.flags, min_proto=old.min_proto, max_proto=old.max_proto)
        now.min_addr[0], now.max_addr[0] = old.min_ip, old.max_ip
    else:
        now = NatRange2.from_buffer_copy(data.ljust(ctypes.sizeof(NatRange2), b"\0"))
    if now.min_proto:
        return "SNAT", 1, bytes(now)[: ctypes.sizeof(NatRange)]
    return "SNAT", 2, bytes(now)


CHANGES: dict[str, Callable[[bytes], New]] = {
    "conntrack": lambda data: ("conntrack", 2, data[: ctypes.sizeof(ConntrackV2)]),
    "hashlimit": _older_hashlimit,
    "length": lambda _: ("state", 0, bytes(StateInfo(2 | 4))),  # ESTABLISHED, RELATED
    "mark": lambda _: ("udplite", 0, bytes(Udp((c_uint16 * 2)(0, 65535), (c_uint16 * 2)(53, 60), 1))),
    "connmark": lambda _: ("l2tp", 0, bytes(L2tp(42, 7, 3, 1, 2 | 4 | 8))),  # session 7, version 3, data
    "set": _older_set,
    "socket": lambda data: ("socket", 2, data),
    "SET": _older_set_target,
    "NFQUEUE": lambda data: ("NFQUEUE", 2, data),
    "CT": lambda _: ("NOTRACK", 0, b""),
    "DNAT": _older_dnat,
    "SNAT": _newer_snat,
}


def rebuild(family: str, data: bytes, num_counters: int) -> bytes:
    """The payload for the table in ``data`` with CHANGES applied and every offset counted anew."""
    old = edit.Payload(family, rawtables.replace_payload(family, data, num_counters))
    starts = old.starts()
    parts, where, pos = [], {}, 0
    for start in starts:
        entry = _rebuilt_entry(old, start)
        where[start] = pos
        parts.append(bytearray(entry))
        pos += len(entry)
    header = old.header_type.from_buffer_copy(old.data)
    for hook in range(len(header.hook_entry)):
        if header.valid_hooks >> hook & 1:
            header.hook_entry[hook] = where[header.hook_entry[hook]]
            header.underflow[hook] = where[header.underflow[hook]]
    header.size = pos
    new = edit.Payload(family, bytes(header) + b"".join(parts))
    for start in starts:
        if old.name_at(old.target(start)) == b"" and old.verdict(start) > 0:
            new.set_verdict(where[start], where[old.verdict(start)])
    return bytes(new.data)


def _rebuilt_entry(old: edit.Payload, start: int) -> bytes:
    entry = old.entry(start)
    place, target = old.first_match(start), old.target(start)
    body = b""
    while place < target:
        body += _record(old, place)
        place += edit.Extension.from_buffer_copy(old.data, place).size
    entry.target_offset = ctypes.sizeof(entry) + len(body)
    body += _record(old, target)
    entry.next_offset = ctypes.sizeof(entry) + len(body)
    return bytes(entry) + body


def _record(old: edit.Payload, place: int) -> bytes:
    head = edit.Extension.from_buffer_copy(old.data, place)
    data = bytes(old.data[place + ctypes.sizeof(head) : place + head.size])
    name, revision = head.name.decode(), head.revision
    if name in CHANGES:
        name, revision, data = CHANGES[name](data)
    data = data.ljust((len(data) + 7) & -8, b"\0")
    return bytes(edit.Extension(ctypes.sizeof(head) + len(data), name.encode(), revision)) + data


def main() -> None:
    if sys.argv[1:] != ["--inside"]:
        done = netns.run([sys.executable, __file__, "--inside"])
        sys.exit(done.stderr.decode(errors="replace") if done.returncode else None)
    with objects.made():
        for family in ("ipv4", "ipv6"):
            in_netns.restore(family, (HERE / in_netns.INPUT[family]).read_bytes())
            for table in in_netns.tables(family):
                data = rawtables.blob(family, table)
                code = rawtables.set_replace(family, rebuild(family, data, rawtables.entries_now(family, table)))
                if code:
                    sys.exit(f"{family} {table}: {os.strerror(code)}")
        netns.capture(HERE / "unsent.iptb")
        take.texts(HERE / "expected")


if __name__ == "__main__":
    main()
