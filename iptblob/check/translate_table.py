"""The first pass over the entries: check_entry_size_and_hooks, entry by entry, exactly as the kernel makes it.

Pure Python on purpose: for tables of some hundred entries it is faster than columns, and it finds the one place
where a broken table breaks. Whole well-formed tables go through ``iptblob.check.bulk``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from iptblob.check.shape import FLAG_MASKS, Shape, field_place
from iptblob.spec.records import record_headers
from iptblob.spec.unpack import Buffer
from iptblob.table import VERDICTS

VERDICT_ACCEPT, VERDICT_DROP = -2, -1  # as struct xt_standard_target has them: -NF_ACCEPT - 1
OTHER, STANDARD_TARGET, ERROR_TARGET = 0, 1, 2
NOWHERE = 0xFFFFFFFF


class Failure(NamedTuple):
    """A check that fails. ``offset`` counts bytes from the first entry, or from the start of the header where
    ``entry`` is None; ``errno``, ``function`` and ``file`` override those of the catalogue."""

    check: str
    offset: int
    length: int
    field: str
    message: str
    entry: int | None = None
    errno: str | None = None
    needs: str | None = None
    function: str | None = None
    file: str | None = None


class Record(NamedTuple):
    """A match or target: offset from the first entry, size with its header, the 29 bytes of its name, revision."""

    offset: int
    size: int
    name: bytes
    revision: int


class Entry(NamedTuple):
    """One entry whose offsets hold. ``kind`` is that of its target, ``verdict`` 0 where that is no standard one."""

    offset: int
    proto: int
    flags: int
    invflags: int
    next_offset: int
    comefrom: int
    kind: int
    verdict: int
    unconditional: bool
    matches: tuple[Record, ...]
    target: Record


class Broken(NamedTuple):
    """An entry of which a check failed, as far as it can be placed; an entry all the same, for whoever counts them."""

    offset: int
    next_offset: int
    kind: int
    target: Record


class Hooks(NamedTuple):
    """What a header says: the mask, and offset of first entry and policy by hook (None where nothing says it)."""

    valid: int
    hook_entry: tuple[int, ...]
    underflow: tuple[int, ...]


Visit = Callable[[Entry, int], Failure | None]
Head = tuple[int, int, int, int, int, int]  # proto, flags, invflags, target_offset, next_offset, comefrom
Records = tuple[int, int, tuple[Record, ...], Record]  # kind of the target, verdict, matches, target


class FirstPass:
    """State of the first pass: the entries walked, those of them that are ``broken`` beside them, which hooks were
    seen, whether the walk came to the end."""

    __slots__ = ("broken", "complete", "entries", "seen_entry", "seen_underflow", "sound")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.broken: list[Broken] = []
        self.seen_entry: set[int] = set()
        self.seen_underflow: set[int] = set()
        self.complete = False
        self.sound = True

    @property
    def walked(self) -> int:
        """How many entries there are, broken ones included."""
        return len(self.entries) + len(self.broken)


def first_pass(
    data: Buffer, size: int, shape: Shape, hooks: Hooks, done: FirstPass, visit: Visit | None = None
) -> Iterator[Failure]:
    """check_entry_size_and_hooks for every entry in ``data``, in order; fills ``done``.

    ``size`` is that of the table in bytes, as the header has it.
    ``visit`` looks at each sound entry instead of hooks and policies (the compat path knows no hooks yet).
    After a failure the pass goes on with the next entry where next_offset leads to one; an entry whose records could
    not be read is in ``done.broken`` then.
    """
    entry_size = shape.entry.size
    smallest = entry_size + shape.record.size
    head_at, align, proto = shape.head.unpack_from, shape.align, (0,) if shape.family == "arp" else ()
    flag_mask, inv_mask = FLAG_MASKS[shape.family]
    look = visit or _hooks_and_policies(shape, hooks, done)
    limit = min(size, len(data))
    pos = number = 0
    while pos < size:
        if pos % align or pos + entry_size >= limit:
            if pos + entry_size < limit:
                done.broken.append(Broken(pos, 0, OTHER, Record(pos, 0, b"", 0)))
            yield from _no_entry(shape, pos, size, limit, number=number)
            return
        head = (*proto, *head_at(data, pos))
        next_offset = head[4]
        if pos + next_offset > limit:
            done.broken.append(_broken(data, shape, pos, head, limit))
            if pos + next_offset > size:
                yield _in_head(shape, pos, "next_offset", "next-offset-beyond-end", number,
                               message=f"next_offset {next_offset} leads {pos + next_offset - size} bytes off")
            return
        if next_offset < smallest or head[1] & ~flag_mask or head[2] & ~inv_mask:
            failure: Failure | None = _bad_head(shape, pos, head, smallest, number)
        else:
            failure = _sound_head(data, shape, pos, head, number, done=done, look=look)
        if failure is not None:
            done.sound = False
            if not done.entries or done.entries[-1].offset != pos:
                done.broken.append(_broken(data, shape, pos, head, limit))
            yield failure
            if next_offset < entry_size:
                return
        pos += next_offset
        number += 1
    done.complete = True


def _broken(data: Buffer, shape: Shape, pos: int, head: Head, limit: int) -> Broken:
    """What can be said of an entry that failed: whether it heads a chain, and where the name of that stands."""
    at = pos + head[3]
    kind, name = OTHER, b""
    if head[3] >= shape.entry.size and at + shape.record.size <= min(limit, pos + head[4]):
        _, name, _ = shape.record.unpack_from(data, at)
        kind = ERROR_TARGET if name.startswith(b"ERROR\0") else OTHER
    return Broken(pos, head[4], kind, Record(at, 0, name, 0))


def _no_entry(shape: Shape, pos: int, size: int, limit: int, number: int) -> Iterator[Failure]:
    """check_entry_size_and_hooks: no entry begins here. Nothing where the file ends before the table, as was said."""
    if pos % shape.align:
        yield Failure("entry-unaligned", pos, 1, "entry", f"the entry begins at byte {pos} of the table", entry=number)
    elif limit == size or pos + shape.entry.size >= size:
        yield Failure("entry-beyond-end", pos, limit - pos, "entry",
                      f"{size - pos} bytes are left for an entry head of {shape.entry.size}", entry=number)  # fmt: skip


def _bad_head(shape: Shape, pos: int, head: Head, smallest: int, number: int) -> Failure:
    """check_entry_size_and_hooks, ip_checkentry: next_offset, then flags, then inverted flags."""
    _, flags, invflags, _, next_offset, _ = head
    flag_mask, inv_mask = FLAG_MASKS[shape.family]
    if next_offset < smallest:
        return _in_head(shape, pos, "next_offset", "next-offset-small", number,
                        message=f"next_offset is {next_offset}, the least is {smallest}")  # fmt: skip
    if flags & ~flag_mask:
        return _in_head(shape, pos, "ip.flags", "ip-flags", number,
                        message=f"flags are {flags:#04x}, known are {flag_mask:#04x}")  # fmt: skip
    return _in_head(shape, pos, "ip.invflags", "ip-invflags", number,
                    message=f"invflags are {invflags:#04x}, known are {inv_mask:#04x}")  # fmt: skip


def _sound_head(
    data: Buffer, shape: Shape, pos: int, head: Head, number: int, *, done: FirstPass, look: Visit
) -> Failure | None:
    """The records of an entry, then ``look``; what fails of it."""
    result = _records(data, shape, pos, head[3], head[4], number=number)
    if isinstance(result, Failure):
        return result
    entry = _entry(data, shape, pos, head, result)
    done.entries.append(entry)
    return look(entry, number)


def _hooks_and_policies(shape: Shape, hooks: Hooks, done: FirstPass) -> Visit:
    """What looks whether an entry is a hook's first one, or its policy, and then whether it can be one."""
    valid = [hook for hook in range(len(hooks.hook_entry)) if hooks.valid >> hook & 1]
    starts = {hooks.hook_entry[hook] for hook in valid}
    closes = {hooks.underflow[hook] for hook in valid}

    def look(entry: Entry, number: int) -> Failure | None:
        if entry.offset in starts:
            done.seen_entry.add(entry.offset)
        if entry.offset not in closes:
            return None
        done.seen_underflow.add(entry.offset)
        return underflow(shape, entry, number)

    return look


def _records(  # noqa: PLR0911 - one return per check, in the kernel's order
    data: Buffer, shape: Shape, pos: int, target_offset: int, next_offset: int, number: int
) -> Failure | Records:
    """xt_check_entry_offsets, verdict_ok, error_tg_ok: (kind, verdict, matches, target), or what fails."""
    header = shape.record.size
    if target_offset < shape.entry.size:
        return _in_head(shape, pos, "target_offset", "target-offset-small", number,
                        message=f"target_offset is {target_offset}, the head of an entry takes "
                        f"{shape.entry.size}")  # fmt: skip
    if target_offset + header > next_offset:
        return _in_head(shape, pos, "target_offset", "target-offset-large", number,
                        message=f"target_offset {target_offset} leaves {next_offset - target_offset} bytes for a "
                        f"target header of {header}")  # fmt: skip
    at = pos + target_offset
    size, name, revision = shape.record.unpack_from(data, at)
    if size < header:
        return _size_failure("target-size-small", at, "target", number, f"target_size is {size}, the least is {header}")
    if target_offset + size > next_offset:
        return _size_failure("target-size-large", at, "target", number,
                             f"target_size is {size}, but the next entry begins {next_offset - target_offset} bytes "
                             "behind the start of the target")  # fmt: skip
    kind = verdict = 0
    if not name[0]:
        kind = STANDARD_TARGET
        end = target_offset + shape.standard
        if shape.aligned(end) != next_offset:
            return _in_head(shape, pos, "next_offset", "standard-target-end", number,
                            message=f"the standard target ends at {shape.aligned(end)}, "
                            f"next_offset is {next_offset}")  # fmt: skip
        (verdict,) = shape.verdict.unpack_from(data, at + header)
        if verdict <= 0 and verdict not in VERDICTS:
            return Failure("standard-verdict", at + header, 4, "target.verdict", f"the verdict is {verdict}",
                           entry=number)
    elif name.startswith(b"ERROR\0"):
        kind = ERROR_TARGET
        if size != shape.error:
            return _size_failure("error-target-size", at, "target", number,
                                 f"target_size is {size}, that of an ERROR target is {shape.error}")  # fmt: skip
        if 0 not in data[at + header : at + header + shape.error_name]:
            return Failure("error-name-unterminated", at + header, shape.error_name, "target.errorname",
                           "the chain name has no end", entry=number)  # fmt: skip
    matches = _matches(data, shape, pos, target_offset, number) if target_offset != shape.entry.size else ()
    if isinstance(matches, Failure):
        return matches
    return kind, verdict, matches, Record(at, size, name, revision)


def _matches(data: Buffer, shape: Shape, pos: int, target_offset: int, number: int) -> Failure | tuple[Record, ...]:
    """xt_check_entry_match."""
    header = shape.record.size
    found: list[Record] = []
    start, end = pos + shape.entry.size, pos + target_offset
    for at, size, name, revision, room in record_headers(data, start, end, shape.record):
        which = f"match[{len(found)}]"
        if at % shape.match_align:
            return Failure("match-unaligned", at, 1, which, f"the match begins at byte {at} of the table", entry=number)
        if room < header:
            return Failure("match-room", at, room, which,
                           f"{room} bytes are left for a match header of {header}", entry=number)  # fmt: skip
        if size < header:
            return _size_failure("match-size-small", at, which, number, f"match_size is {size}, the least is {header}")
        if size > room:
            return _size_failure("match-size-large", at, which, number,
                                 f"match_size is {size}, but {room} bytes are left before the target")  # fmt: skip
        found.append(Record(at, size, name, revision))
    return tuple(found)


def read_entry(data: Buffer, pos: int, shape: Shape) -> Entry:
    """One entry whose offsets are known to hold."""
    values = shape.head.unpack_from(data, pos)
    head: Head = (0, *values) if shape.family == "arp" else values
    result = _records(data, shape, pos, head[3], head[4], number=0)
    assert not isinstance(result, Failure)
    return _entry(data, shape, pos, head, result)


def _entry(data: Buffer, shape: Shape, pos: int, head: Head, records: Records) -> Entry:
    proto, flags, invflags, _, next_offset, comefrom = head
    kind, verdict, matches, target = records
    bare = not matches and data[pos : pos + len(shape.blank)] == shape.blank
    return Entry(pos, proto, flags=flags, invflags=invflags, next_offset=next_offset, comefrom=comefrom, kind=kind,
                 verdict=verdict, unconditional=bare, matches=matches, target=target)  # fmt: skip


def underflow(shape: Shape, entry: Entry, number: int) -> Failure | None:
    """check_underflow."""
    if not entry.unconditional:
        what = "matches" if entry.matches else "conditions in its head"
        return Failure("underflow-conditional", entry.offset, shape.entry.size, "ip",
                       f"the policy entry has {what}", entry=number)  # fmt: skip
    if entry.kind != STANDARD_TARGET:
        name = entry.target.name.partition(b"\0")[0].decode("latin-1")
        return Failure("underflow-target", entry.target.offset, entry.target.size, "target.name",
                       f"the target of the policy entry is {name}", entry=number)  # fmt: skip
    if entry.verdict not in (VERDICT_ACCEPT, VERDICT_DROP):
        shown = VERDICTS.get(entry.verdict, f"a jump to byte {entry.verdict}")
        return Failure("underflow-verdict", entry.target.offset + shape.record.size, 4, "target.verdict",
                       f"the policy is {shown}", entry=number)  # fmt: skip
    return None


def _in_head(shape: Shape, pos: int, path: str, check: str, number: int, message: str) -> Failure:
    offset, size = field_place(shape.entry, path)
    return Failure(check, pos + offset, size, path, message, entry=number)


def _size_failure(check: str, at: int, which: str, number: int, message: str) -> Failure:
    kind = which.partition("[")[0]
    return Failure(check, at, 2, f"{which}.{kind}_size", message, entry=number)
