"""One table, with proof that GET_INFO and GET_ENTRIES describe the same state of it."""

import ctypes
import errno
import re
import socket
import struct
import time
from bisect import bisect_left
from typing import Any, List, Optional, Tuple

from iptblob.capture.agent.sockopt import get_entries, get_info
from iptblob.capture.agent.structs import Family, GetEntries, StandardTarget

MAX_TRIES = 200  # per table; with the pauses of _pause() at most about four seconds

_TAIL = struct.Struct("=HI")  # next_offset, comefrom


def walk(family: Family, entries: memoryview) -> Tuple[List[int], List[int], str]:
    """Starts of all entries, their comefrom masks, and what is wrong ("" if nothing)."""
    tail = family.entry.next_offset.offset
    least = ctypes.sizeof(family.entry)
    starts: List[int] = []
    masks: List[int] = []
    pos, size, unpack = 0, len(entries), _TAIL.unpack_from
    try:
        while pos < size:
            step, mask = unpack(entries, pos + tail)
            if step < least:
                return starts, masks, f"entry at offset {pos} has next_offset {step}"
            starts.append(pos)
            masks.append(mask)
            pos += step
    except struct.error:
        return starts, masks, f"entry at offset {pos} is cut off"
    return starts, masks, "" if pos == size else f"the last entry ends at {pos}, the entries at {size}"


def _target(family: Family, entries: memoryview, pos: int) -> Tuple[bytes, int, bool]:
    """Name and verdict of the target of the entry at ``pos``, and whether the entry is without matches."""
    offset = family.entry.from_buffer_copy(entries, pos).target_offset
    if pos + offset + ctypes.sizeof(StandardTarget) > len(entries):
        return b"?", 0, False
    target = StandardTarget.from_buffer_copy(entries, pos + offset)
    return target.name, target.verdict, offset == ctypes.sizeof(family.entry)


def _contains(starts: List[int], offset: int) -> bool:
    at = bisect_left(starts, offset)
    return at < len(starts) and starts[at] == offset


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
        return f"{len(starts)} entries where GET_INFO says {info.num_entries}", False
    hooks = [h for h in range(len(info.hook_entry)) if info.valid_hooks >> h & 1]
    heads = [info.hook_entry[h] for h in hooks]
    firsts = {mask: masks.index(mask) for mask in set(masks)}
    doubt = False
    for hook in hooks:
        start, policy = info.hook_entry[hook], info.underflow[hook]
        if not _contains(starts, start):
            return f"hook {hook}: no entry starts at its hook_entry {start}", False
        if not _contains(starts, policy):
            return f"hook {hook}: no entry starts at its underflow {policy}", False
        name, verdict, plain = _target(family, entries, policy)
        if name or verdict not in (-1, -2) or not plain:
            return f"hook {hook}: the entry at underflow {policy} is no policy", False
        after = bisect_left(starts, policy) + 1
        if after < len(starts) and starts[after] not in heads:
            doubt = doubt or _target(family, entries, starts[after])[0] != b"ERROR"
        bit = 1 << hook
        reached = [first for mask, first in firsts.items() if mask & bit]
        doubt = doubt or not reached or starts[min(reached)] != start
    return "", doubt


def _pause(attempt: int) -> None:
    """Give way to whoever keeps changing the table: nothing at first, then up to 20 ms."""
    if attempt > 8:
        time.sleep(min(0.02, 0.0005 * attempt))


def take_table(sock: socket.socket, family: Family, table: str) -> Tuple[Any, bytearray, int, str]:
    """INFO, ENTRIES, INFO until all agree, at most MAX_TRIES times: (info, entries reply, tries, what is wrong).

    Raises OSError when no reply could be had at all.
    """
    wrong = ""
    got: Optional[Tuple[Any, bytearray]] = None
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
        raise OSError(errno.EAGAIN, f"the table changed at every one of {MAX_TRIES} tries")
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
