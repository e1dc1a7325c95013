"""One meaning for the several ways to say it: revisions of an extension, and bytes that have no say.

``ALWAYS`` and ``ACROSS`` map an extension to a function from a decoded row to the sense of it. Where there is none
and one extension comes in several revisions, the words of its save text stand for the sense, as far as both are known.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, NamedTuple

from iptblob import ext
from iptblob.abi import LP64_LE
from iptblob.ext.base import Context
from iptblob.names import Names
from iptblob.table import Table
from iptblob.table.walk import Group


class Side(NamedTuple):
    """What the sense of a payload depends on besides its fields: the sets of that host, byte order and family."""

    names: Names
    is_be: bool
    family: str = "ipv4"

    def address(self, value: bytes) -> bytes:
        """The bytes of a union nf_inet_addr that a packet of this family is compared with."""
        return value if self.family == "ipv6" else value[:4]


# (revision, decoded row, side) -> hashable sense, or None where only the bytes are known
Meaning = Callable[[int, Any, Side], object]

U32 = 0xFFFFFFFF


# Matches


def _mark(_: int, row: Any, __: Side) -> object:
    """Revision 0 has unsigned longs, of which the kernel compares 32 bits with a mark (xt_mark.c, v2.6.24)."""
    return row.mark & U32, row.mask & U32, row.invert


# Which flag makes which fields of conntrack count (xt_conntrack.c conntrack_mt, v6.1).
_CONNTRACK = {
    0x0001: ("state_mask",), 0x0002: ("l4proto",), 0x0004: ("origsrc_addr", "origsrc_mask"),
    0x0008: ("origdst_addr", "origdst_mask"), 0x0010: ("replsrc_addr", "replsrc_mask"),
    0x0020: ("repldst_addr", "repldst_mask"), 0x0040: ("status_mask",), 0x0080: ("expires_min", "expires_max"),
    0x0100: ("origsrc_port",), 0x0200: ("origdst_port",), 0x0400: ("replsrc_port",), 0x0800: ("repldst_port",),
}  # fmt: skip
_STATE_ALIAS = 0x2000
_STATE_UNTRACKED, _CONNTRACK_UNTRACKED = 0x40, 0x100


def _conntrack(revision: int, row: Any, side: Side) -> object:
    if hasattr(row, "statemask"):
        if hasattr(row, "tuple"):
            return None  # revision 0 of conntrack compares other things
        states = row.statemask & ~_STATE_UNTRACKED
        states |= _CONNTRACK_UNTRACKED if row.statemask & _STATE_UNTRACKED else 0
        return (0x0001, 0, ((states,),))
    values = []
    for flag, fields in _CONNTRACK.items():
        if row.match_flags & flag:
            value = tuple(getattr(row, field) for field in fields)
            if isinstance(value[0], bytes):
                value = tuple(map(side.address, value))
            if flag >= 0x0100:
                value += (getattr(row, f"{fields[0]}_high") if revision >= 3 else value[0],)
            values.append(value)
    return (row.match_flags & ~_STATE_ALIAS, row.invert_flags & ~_STATE_ALIAS, tuple(values))


def _multiport(revision: int, row: Any, _: Side) -> object:
    count = row.num_ports
    ranges = tuple(row.range_flags[:count]) if revision else (0,) * min(count, len(row.ports))
    return row.flags, count, tuple(row.ports[:count]), ranges, bool(row.invert) if revision else False


def _addrtype(revision: int, row: Any, _: Side) -> object:
    if revision == 0:
        return row.source, row.dest, bool(row.invert_source), bool(row.invert_dest), 0
    return row.source, row.dest, bool(row.flags & 1), bool(row.flags & 2), row.flags >> 2


_OWNER_OLD = 0x1C  # process, session and command: revision 0 only, and the same bits mean other things in revision 1


def _owner(revision: int, row: Any, _: Side) -> object:
    if revision:
        return row.match, row.invert, row.uid_min, row.uid_max, row.gid_min, row.gid_max
    if row.match & _OWNER_OLD:
        return None
    return row.match, row.invert, row.uid, row.uid, row.gid, row.gid


def _recent(revision: int, row: Any, side: Side) -> object:
    mask = side.address(row.mask if revision else b"\xff" * 16)
    return row.seconds, row.hit_count, row.check_set, bool(row.invert), row.name, row.side, mask


def _cgroup(revision: int, row: Any, side: Side) -> object:
    if revision == 0:
        return False, None, True, bool(row.invert), row.classid
    path = row.path.partition(b"\0")[0] if row.has_path else None
    in_path = int.from_bytes(row.path[:4], "big" if side.is_be else "little")
    classid = row.classid if revision == 1 else in_path
    return bool(row.invert_path), path, bool(row.has_classid), bool(row.invert_classid), row.has_classid and classid


_BPF_BYTECODE = 0
_BPF_STEP = {False: struct.Struct("<HBBI"), True: struct.Struct(">HBBI")}


def _bpf(revision: int, row: Any, side: Side) -> object:
    """The number of a file descriptor says nothing about another process (xt_bpf.c bpf_mt_check_v1, v6.1)."""
    if revision == 0:
        return tuple((step.code, step.jt, step.jf, step.k) for step in row.bpf_program[: row.num_bpf_program])
    if row.mode != _BPF_BYTECODE:
        return row.mode, row.program.partition(b"\0")[0]
    return tuple(_BPF_STEP[side.is_be].iter_unpack(row.program))[: row.num_bpf_program]


_RANDOM, _CERTAIN = 0, 0x7FFFFFFF


def _statistic(_: int, row: Any, __: Side) -> object:
    """In random mode one number counts; 31 bits are drawn, so from all ones on it is certain (xt_statistic.c, v6.1)."""
    if row.mode == _RANDOM:
        return row.mode, row.flags, min(row.every, _CERTAIN)
    return row.mode, row.flags, row.every, row.packet


def _tos_match(revision: int, row: Any, _: Side) -> object:
    if revision == 0:
        return 0xFF, row.tos, row.invert
    return row.tos_mask, row.tos_value, row.invert


def _socket(revision: int, row: Any, _: Side) -> object:
    return row.flags if revision else 0


def _string(revision: int, row: Any, _: Side) -> object:
    flags = row.flags if revision else int(bool(row.invert))
    return row.from_offset, row.to_offset, row.algo, row.pattern[: row.len_pattern], row.len_pattern, flags


def _iprange(_: int, row: Any, side: Side) -> object:
    return tuple(map(side.address, row[:4])), row.flags


def _nfacct(_: int, row: Any, __: Side) -> object:
    return row.name


def _connlimit(_: int, row: Any, side: Side) -> object:
    return side.address(row.mask), row.limit, row.flags


def _policy(_: int, row: Any, side: Side) -> object:
    elements = [
        element._replace(
            match=_bits(element.match, side),
            invert=_bits(element.invert, side),
            saddr=side.address(element.saddr),
            smask=side.address(element.smask),
            daddr=side.address(element.daddr),
            dmask=side.address(element.dmask),
        )
        for element in row.elements[: row.num_elements]
    ]
    return row.flags, row.num_elements, tuple(map(tuple, elements))


def _bits(octet: int, side: Side) -> int:
    """A byte of C bit fields, the first one lowest: big-endian machines fill it from the top."""
    return int(f"{octet:08b}"[::-1], 2) if side.is_be else octet


# Sets: by name where the host's names are known

_NO_SET = 0xFFFF
_NOMATCH = 0x80  # in the flags of a set up to revision 2, among the flags of the match from revision 3 on


def _set_name(index: int, side: Side) -> object:
    return side.names.ipsets.get(index, index)


def _set(revision: int, info: Any, side: Side) -> object:
    if info.set_index == _NO_SET:
        return None
    if revision:
        return _set_name(info.set_index, side), info.dim, info.flags & ~_NOMATCH
    dim = flags = 0  # as xt_set.c compat_flags does (v6.1)
    for word in info.flags[:6]:
        if not word:
            break
        dim += 1
        flags |= (word & 1) << dim
    return _set_name(info.set_index, side), dim, flags | (1 if info.flags[0] & 4 else 0)


def _set_match(revision: int, row: Any, side: Side) -> object:
    nomatch = row.match_set.flags & _NOMATCH if revision else 0
    sense = _set(revision, row.match_set, side)
    if revision < 3:
        return sense, nomatch, (0, 0), (0, 0)
    packets, octets = ((counter.op, counter.value if counter.op else 0) for counter in (row.packets, row.bytes))
    return sense, row.flags | nomatch, packets, octets


def _set_target(revision: int, row: Any, side: Side) -> object:
    add, delete = _set(revision, row.add_set, side), _set(revision, row.del_set, side)
    mapped = _set(revision, row.map_set, side) if revision >= 3 else None
    return add, delete, mapped, row.flags if revision >= 2 else 0, row.timeout if revision >= 2 else U32


# Targets


def _mark_target(revision: int, row: Any, _: Side) -> object:
    """(mark & ~mask) ^ value in every revision (xt_MARK.c, v6.1; the older ones up to v2.6.34)."""
    mark = row.mark & U32
    if revision >= 2:
        return row.mask, mark
    mode = row.mode if revision else 0
    return {0: (U32, mark), 1: (~mark & U32, 0), 2: (mark, mark)}.get(mode, ("mode", mode, mark))


_CT_SET, _CT_SAVE, _CT_RESTORE = 0, 1, 2


def _connmark_target(revision: int, row: Any, _: Side) -> object:
    if revision == 0:
        mark, mask = row.mark & U32, row.mask & U32
        return (row.mode, mask | mark, mark, None) if row.mode == _CT_SET else (row.mode, mask, None, mask)
    shift = None
    if revision >= 2 and row.shift_bits:
        shift = (row.shift_dir, row.shift_bits)
    used = (row.ctmark, None) if row.mode == _CT_SET else (None, row.nfmask)
    return (row.mode, row.ctmask, *used) if shift is None else (row.mode, row.ctmask, *used, shift)


_NOTRACK, _NOTRACK_ALIAS = 1, 2


def _ct(revision: int, row: Any, _: Side) -> object:
    flags = getattr(row, "flags", _NOTRACK)  # target NOTRACK has no fields
    if flags & _NOTRACK:
        return _NOTRACK
    timeout = row.timeout if revision else b""
    return flags & ~_NOTRACK_ALIAS, row.zone, row.ct_events, row.exp_events, row.helper, timeout


def _nat(revision: int, row: Any, side: Side) -> object:
    if revision == 0:
        return row.flags, row.min_ip, row.max_ip, row.min_port, row.max_port, 0
    base = row.base_port if revision >= 2 else 0
    return row.flags, side.address(row.min_addr), side.address(row.max_addr), row.min_port, row.max_port, base


def _nfqueue(revision: int, row: Any, _: Side) -> object:
    flags = {0: 0, 1: 0}.get(revision)
    if flags is None:
        flags = int(bool(row.bypass)) if revision == 2 else row.flags
    return row.queuenum, row.queues_total if revision else 1, flags


def _tos_target(revision: int, row: Any, _: Side) -> object:
    """Revision 0 left the precedence alone (ipt_TOS.c, v2.6.23)."""
    return (0x1E, row.tos) if revision == 0 else (row.tos_mask, row.tos_value)


def _tproxy(_: int, row: Any, side: Side) -> object:
    return row.mark_mask, row.mark_value, side.address(row.laddr), row.lport


def _idletimer(revision: int, row: Any, _: Side) -> object:
    return row.timeout, row.label, *((row.send_nl_msg, row.timer_type) if revision else (0, 0))


def _tee(revision: int, row: Any, side: Side) -> object:
    return side.address(row.gw), row.oif if revision else b""


def _ecn(_: int, row: Any, side: Side) -> object:
    return row.operation, row.ip_ect, _bits(row.tcp_bits, side)


def _secmark(_: int, row: Any, __: Side) -> object:
    return row.mode, row.secctx


# Extensions that are other extensions by another name: (kind, name) -> name.
ALIASES: dict[tuple[str, bytes], bytes] = {("match", b"state"): b"conntrack", ("target", b"NOTRACK"): b"CT"}

# Asked for every distinct payload, because bytes of one revision differ without a difference in sense.
ALWAYS: dict[tuple[str, bytes], Meaning] = {
    ("match", b"mark"): _mark, ("match", b"connmark"): _mark, ("match", b"conntrack"): _conntrack,
    ("match", b"multiport"): _multiport, ("match", b"bpf"): _bpf, ("match", b"cgroup"): _cgroup,
    ("match", b"statistic"): _statistic, ("match", b"set"): _set_match, ("match", b"policy"): _policy,
    ("target", b"SET"): _set_target, ("target", b"MARK"): _mark_target, ("target", b"CONNMARK"): _connmark_target,
    ("target", b"CT"): _ct, ("target", b"SECMARK"): _secmark,
    ("target", b"ECN"): _ecn,
}  # fmt: skip

# Asked where one comparison holds several revisions.
ACROSS: dict[tuple[str, bytes], Meaning] = {
    ("match", b"addrtype"): _addrtype, ("match", b"owner"): _owner, ("match", b"recent"): _recent,
    ("match", b"tos"): _tos_match, ("match", b"socket"): _socket, ("match", b"string"): _string,
    ("match", b"iprange"): _iprange, ("match", b"nfacct"): _nfacct, ("match", b"connlimit"): _connlimit,
    ("target", b"DNAT"): _nat, ("target", b"SNAT"): _nat, ("target", b"NFQUEUE"): _nfqueue,
    ("target", b"TOS"): _tos_target, ("target", b"TPROXY"): _tproxy, ("target", b"IDLETIMER"): _idletimer,
    ("target", b"TEE"): _tee,
}  # fmt: skip


# Fields that hold a union nf_inet_addr, of which an IPv4 rule uses the first four bytes: left to right in a row.
INET_ADDRESSES: dict[tuple[str, bytes], tuple[str, ...]] = {
    ("match", b"recent"): ("mask",), ("match", b"connlimit"): ("mask",),
    ("match", b"iprange"): ("src_min", "src_max", "dst_min", "dst_max"), ("match", b"ipvs"): ("vaddr", "vmask"),
    ("target", b"TEE"): ("gw",), ("target", b"TPROXY"): ("laddr",), ("target", b"DNAT"): ("min_addr", "max_addr"),
    ("target", b"SNAT"): ("min_addr", "max_addr"), ("target", b"NETMAP"): ("min_addr", "max_addr"),
}  # fmt: skip


def common_name(kind: str, name: bytes) -> bytes:
    """The name under which revisions and aliases of an extension meet."""
    return ALIASES.get((kind, name), name)


def wanted(kind: str, name: bytes, several: bool) -> bool:
    """True where the sense of a payload is more than its configuration bytes."""
    return several or (kind, common_name(kind, name)) in ALWAYS


def keys(group: Group, rows: list[Any], table: Table, names: Names) -> list[object]:
    """The sense of each decoded row of a group; None where only its bytes are known."""
    name = common_name(group.kind, group.name)
    meaning = ALWAYS.get((group.kind, name)) or ACROSS.get((group.kind, name))
    if meaning is not None:
        side = Side(names, table.abi.is_be, table.family.name)
        senses = [meaning(group.revision, row, side) for row in rows]
        return [None if sense is None else (group.kind, name, sense) for sense in senses]
    found = ext.find(group.kind, group.name.decode("latin-1"))
    words = found.words_for(group.revision, table.family.name) if found else None
    if found is None or words is None:
        return [None] * len(rows)
    context = Context(table.family.name, LP64_LE, names)
    printed = found.printed_for(group.revision, table.family.name)
    own = group.name.decode("latin-1")
    return [(group.kind, name, printed(row, context) if printed else own, words(row, context)) for row in rows]
