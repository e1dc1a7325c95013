"""What a 64-bit kernel makes of a 32-bit program's table: every entry expanded, then checked as if it had come so.

Offsets keep their order and entry starts stay entry starts, so hooks, jumps and policies are judged where they are;
only sizes and alignment change (net/ipv4/netfilter/ip_tables.c translate_compat_table, v6.18).
"""

from __future__ import annotations

from collections.abc import Iterator

from iptblob.abi import LP64_LE
from iptblob.check.find_check_entry import Judge
from iptblob.check.header import INT_MAX
from iptblob.check.shape import Shape, shape_of
from iptblob.check.translate_table import NOWHERE, STANDARD_TARGET, Entry, Failure, FirstPass, Hooks, underflow


def expanded_hooks(done: FirstPass, shape: Shape, hooks: Hooks, judge: Judge) -> Hooks:
    """Hooks as the kernel moves them along with the entries, counted in bytes of the unexpanded table again.

    A value grows by every entry that begins before it, modulo 2**32: one close to the end of the address space comes
    back as the start of the table (compat_copy_entry_from_user).
    """
    native = shape_of(shape.family, LP64_LE.name)
    begins, at = {}, 0
    growths = [_growth(entry, shape, native, judge) for entry in done.entries]
    for entry, growth in zip(done.entries, growths, strict=True):
        begins[at] = entry.offset
        at += entry.next_offset + growth
    known = set(begins.values())

    def moved(value: int) -> int:
        if value in known:
            return value
        for start, growth in zip(begins, growths, strict=True):
            if start < value:
                value = value + growth & 0xFFFFFFFF
        return begins.get(value, NOWHERE)

    return Hooks(hooks.valid, tuple(map(moved, hooks.hook_entry)), tuple(map(moved, hooks.underflow)))


def expanded_pass(done: FirstPass, shape: Shape, hooks: Hooks, judge: Judge) -> Iterator[Failure]:
    """check_entry_size_and_hooks, verdict_ok over the expanded entries; fills what hooks and policies were seen."""
    native = shape_of(shape.family, LP64_LE.name)
    valid = [hook for hook in range(len(hooks.hook_entry)) if hooks.valid >> hook & 1]
    starts = {hooks.hook_entry[hook] for hook in valid}
    closes = {hooks.underflow[hook] for hook in valid}
    growths = [_growth(entry, shape, native, judge) for entry in done.entries]
    total, grown, last = sum(growths), 0, len(growths) - 1
    for number, (entry, growth) in enumerate(zip(done.entries, growths, strict=True)):
        failure = _expanded(entry, grown, growth, native, judge, number=number)
        if failure is None and entry.verdict > INT_MAX - total:
            failure = Failure("standard-verdict", entry.target.offset + shape.record.size, 4, "target.verdict",
                              f"the jump to byte {entry.verdict} overflows when it is expanded",
                              entry=number)  # fmt: skip
        if failure is None:
            if entry.offset in starts:
                done.seen_entry.add(entry.offset)
            if entry.offset in closes:
                failure = underflow(shape, entry, number)
                done.seen_underflow.add(entry.offset)
        spare = entry.offset + entry.next_offset - entry.target.offset - entry.target.size
        if failure is None and spare and number != last:
            failure = Failure("compat-spare-bytes", entry.target.offset + entry.target.size, spare, "target",
                              f"{spare} spare bytes before the next entry", entry=number)  # fmt: skip
        if failure is not None:
            done.sound = False
            yield failure
        grown += growth


def _growth(entry: Entry, shape: Shape, native: Shape, judge: Judge) -> int:
    """Bytes an entry grows by."""
    matches = sum(judge.growth("match", match) for match in entry.matches)
    return native.entry.size - shape.entry.size + matches + judge.growth("target", entry.target)


def _expanded(entry: Entry, grown: int, growth: int, native: Shape, judge: Judge, number: int) -> Failure | None:
    """check_entry_size_and_hooks, xt_check_entry_offsets, xt_check_entry_match, once the entry is expanded."""
    start = entry.offset + grown
    if start % native.align:
        return Failure("entry-unaligned", entry.offset, 1, "entry",
                       f"the expanded entry begins at byte {start} of the table", entry=number)  # fmt: skip
    target = entry.target.offset - entry.offset + growth - judge.growth("target", entry.target)
    if entry.kind == STANDARD_TARGET:
        end = target + native.standard
        if native.aligned(end) != entry.next_offset + growth:
            return Failure("standard-target-end", entry.target.offset, entry.target.size, "target",
                           "the expanded standard target does not fill its entry", entry=number)  # fmt: skip
    at = start + native.entry.size
    for place, match in enumerate(entry.matches):
        if at % native.match_align:
            return Failure("match-unaligned", match.offset, 1, f"match[{place}]",
                           f"the expanded match begins at byte {at} of the table", entry=number)  # fmt: skip
        at += match.size + judge.growth("match", match)
    return None
