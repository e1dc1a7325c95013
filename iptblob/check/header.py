"""The checks on the header: do_replace before the entries, __do_replace behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iptblob.abi import Abi
from iptblob.check.changes import PAYLOAD_COVERED
from iptblob.check.profile import Profile
from iptblob.check.shape import field_place
from iptblob.check.translate_table import NOWHERE, Failure, FirstPass, Hooks
from iptblob.family import Family
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.unpack import Buffer, picker

MAX_TABLE_SIZE = 512 << 20  # XT_MAX_TABLE_SIZE, net/netfilter/x_tables.c
INT_MAX = 0x7FFFFFFF
COUNTERS_SIZE = 16  # struct xt_counters
INFO_SIZE = 64  # struct xt_table_info, which stands before the entries in the kernel's memory


@dataclass(frozen=True, slots=True)
class BufferHeader:
    """What the header says. ``layout`` is that of the struct it came in, ``at`` where it begins in the file,
    ``base`` where the entries begin. ``num_counters`` is None where the buffer is no payload, ``num_entries`` and
    ``hooks`` where it tells neither."""

    layout: Layout
    at: int
    base: int
    name: bytes
    size: int
    num_entries: int | None
    hooks: Hooks | None
    num_counters: int | None

    def place(self, field: str, index: int | None = None) -> tuple[int, int]:
        """(offset in the file, size) of a field, or of one element of an array."""
        offset, size = field_place(self.layout, field)
        if index is None:
            return self.at + offset, size
        width = self.layout[field].width
        return self.at + offset + index * width, width


def read_replace(data: Buffer, family: Family, abi: Abi) -> BufferHeader | None:
    """The header of a SET_REPLACE payload; None where it is cut short."""
    layout = layout_of(family.replace_spec, abi)
    if len(data) < layout.size:
        return None
    fields = picker(layout, abi.order, "name", "valid_hooks", "num_entries", "size", "hook_entry", "underflow",
                    "num_counters").unpack_from(data)  # fmt: skip
    name, valid, num_entries, size, *offsets, num_counters = fields
    count = layout["hook_entry"].count
    hooks = Hooks(valid, tuple(offsets[:count]), tuple(offsets[count:]))
    return BufferHeader(layout, 0, base=layout.size, name=c_name(name), size=size, num_entries=num_entries,
                        hooks=hooks, num_counters=num_counters)


def read_info(data: Buffer, family: Family, abi: Abi) -> BufferHeader | None:
    """The header of a table blob (GET_INFO reply, then GET_ENTRIES reply); None where it is cut short."""
    layout, request = layout_of(family.info_spec, abi), layout_of("xt_get_entries", abi)
    if len(data) < layout.size + request.size:
        return None
    fields = picker(layout, abi.order, "name", "valid_hooks", "hook_entry", "underflow", "num_entries",
                    "size").unpack_from(data)  # fmt: skip
    name, valid, *offsets, num_entries, size = fields
    count = layout["hook_entry"].count
    hooks = Hooks(valid, tuple(offsets[:count]), tuple(offsets[count:]))
    return BufferHeader(layout, 0, base=layout.size + request.size, name=c_name(name), size=size,
                        num_entries=num_entries, hooks=hooks, num_counters=None)


def read_entries(data: Buffer, abi: Abi) -> BufferHeader | None:
    """The header of a bare GET_ENTRIES reply; None where it is cut short."""
    request = layout_of("xt_get_entries", abi)
    if len(data) < request.size:
        return None
    name, size = picker(request, abi.order, "name", "size").unpack_from(data)
    return BufferHeader(request, 0, base=request.size, name=c_name(name), size=size, num_entries=None, hooks=None,
                        num_counters=None)


def c_name(raw: bytes) -> bytes:
    """A table name as the kernel takes it: do_replace writes a NUL over its last byte."""
    return raw[:-1].partition(b"\0")[0]


def failures(header: BufferHeader, length: int, profile: Profile) -> Iterator[Failure]:
    """do_replace, xt_alloc_table_info; ``length`` is optlen in bytes."""
    if header.num_counters is not None:
        if header.num_counters >= INT_MAX // COUNTERS_SIZE:
            yield _at(header, "num_counters", "num-counters-large", f"num_counters is {header.num_counters}")
        if header.num_counters == 0:
            yield _at(header, "num_counters", "num-counters-zero", "num_counters is 0")
    if length < header.base + header.size and header.num_counters is not None and profile.doubt(PAYLOAD_COVERED):
        yield _at(header, "size", "kernel-release", profile.doubt(PAYLOAD_COVERED))
    if length < header.base + header.size and (header.num_counters is None or profile.made(PAYLOAD_COVERED)):
        yield _at(header, "size", "payload-short",
                  f"size is {header.size}, {max(0, length - header.base)} bytes follow the header")  # fmt: skip
    if header.size + INFO_SIZE >= MAX_TABLE_SIZE:
        yield _at(header, "size", "size-large", f"size is {header.size}")


def allocation(header: BufferHeader, *, compat: bool) -> Iterator[Failure]:
    """xt_alloc_entry_offsets; in the compat path xt_compat_init_offsets before it."""
    count = header.num_entries
    if count is None:
        return
    if compat and not 0 < count <= INT_MAX // 8:
        yield _at(header, "num_entries", "compat-num-entries", f"num_entries is {count}")
    elif compat and count * 8 > MAX_TABLE_SIZE:
        yield _at(header, "num_entries", "compat-num-entries-memory", f"num_entries is {count}")
    elif count > MAX_TABLE_SIZE // 4:
        yield _at(header, "num_entries", "num-entries-large", f"num_entries is {count}")


def counted(header: BufferHeader, walked: int) -> Iterator[Failure]:
    """translate_table: as many entries as were said."""
    if header.num_entries is not None and walked != header.num_entries:
        yield _at(header, "num_entries", "num-entries-mismatch",
                  f"num_entries is {header.num_entries}, the table has {walked}")  # fmt: skip


def table_hooks(header: BufferHeader, done: FirstPass, family: Family) -> Iterator[Failure]:
    """xt_check_table_hooks. For arp the bits 3 and 4 belong to no hook: their offsets stay 0 in the kernel."""
    hooks = header.hooks
    assert hooks is not None
    count = len(hooks.hook_entry)
    last_entry = last_underflow = -1
    for hook in range(5):
        if not hooks.valid >> hook & 1:
            continue
        start = hooks.hook_entry[hook] if hook < count else 0
        close = hooks.underflow[hook] if hook < count else 0
        name = family.hooks[hook] if hook < count else f"bit {hook}"
        if hook < count and (start == NOWHERE or start not in done.seen_entry):
            yield _at(header, "hook_entry", "hook-entry-missing",
                      f"hook_entry of {name} is {start}, where no entry begins", hook)  # fmt: skip
        if hook < count and (close == NOWHERE or close not in done.seen_underflow):
            yield _at(header, "underflow", "underflow-missing",
                      f"underflow of {name} is {close}, where no entry begins", hook)  # fmt: skip
        index = min(hook, count - 1)
        if last_underflow >= close:
            yield _at(header, "underflow", "underflow-order",
                      f"underflow of {name} is {close}, the hook before has {last_underflow}", index)  # fmt: skip
        if last_entry >= start:
            yield _at(header, "hook_entry", "hook-entry-order",
                      f"hook_entry of {name} is {start}, the hook before has {last_entry}", index)  # fmt: skip
        last_entry, last_underflow = start, close


def installation(header: BufferHeader, family: Family, current_entries: int | None) -> Iterator[Failure]:
    """xt_counters_alloc, xt_find_table_lock, __do_replace, xt_replace_table: against the table that is there."""
    counters = header.num_counters
    if counters is not None and counters > MAX_TABLE_SIZE // COUNTERS_SIZE:
        yield _at(header, "num_counters", "num-counters-memory", f"num_counters is {counters}")
    known = family.tables.get(header.name.decode("latin-1"))
    if known is None:
        shown = header.name.decode("latin-1")
        yield _at(header, "name", "table-unknown", f"{family.name} has no table {shown!r}")
    elif header.hooks is not None and header.hooks.valid != known:
        yield _at(header, "valid_hooks", "valid-hooks",
                  f"valid_hooks is {header.hooks.valid:#x}, that of the table is {known:#x}")  # fmt: skip
    if counters is not None:
        if current_entries is None:
            offset, size = header.place("num_counters")
            yield Failure("num-counters-current", offset, size, "num_counters",
                          f"num_counters is {counters}: EAGAIN unless the table that is replaced has as many entries",
                          needs="num_counters")  # fmt: skip
        elif counters != current_entries:
            yield _at(header, "num_counters", "num-counters-current",
                      f"num_counters is {counters}, the replaced table has {current_entries} entries")  # fmt: skip


def _at(header: BufferHeader, field: str, check: str, message: str, index: int | None = None) -> Failure:
    offset, size = header.place(field, index)
    return Failure(check, offset, size, field if index is None else f"{field}[{index}]", message)
