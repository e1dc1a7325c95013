"""The buffers that tables travel in: GET_INFO and GET_ENTRIES replies, SET_REPLACE payloads."""

from __future__ import annotations

from typing import Any

from iptblob.abi import Abi
from iptblob.building.relay import Relaid
from iptblob.spec.encode import encode
from iptblob.spec.layout import PADDING, Layout, layout_of

# A hook that a table has not: what the kernel says of it (translate_table, net/ipv4/netfilter/ip_tables.c, v6.18), and
# what libiptc sends (libiptc.c, 1.8.9).
NO_HOOK_TOLD, NO_HOOK_SENT = 0xFFFFFFFF, 0


def blob_of(table: Relaid, header: Any = None) -> bytes:
    """GET_INFO reply and GET_ENTRIES reply, as a .blob file holds them.

    ``header`` is the decoded GET_INFO reply of the table that this one was made of, for what it says of hooks that the
    table has not.
    """
    layout = layout_of(table.family.info_spec, table.abi)
    row = _header(table, layout, header, NO_HOOK_TOLD)
    return _bytes(layout, table.abi, row) + entries_of(table)


def entries_of(table: Relaid) -> bytes:
    """A bare GET_ENTRIES reply."""
    layout = layout_of("xt_get_entries", table.abi)
    return _bytes(layout, table.abi, layout.row(table.name, len(table.data))) + table.data


def replace_of(table: Relaid, header: Any = None) -> bytes:
    """SET_REPLACE payload: what sets this table. The address of the counters is zero.

    The kernel wants ``num_counters`` to be the number of entries of the table that is replaced. It is that of
    ``header``, the decoded header of the payload that this one was made of; without one the table's own number.
    """
    layout = layout_of(table.family.replace_spec, table.abi)
    row = _header(table, layout, header, NO_HOOK_SENT)
    counters = table.num_entries if header is None else header.num_counters
    return _bytes(layout, table.abi, row._replace(num_counters=counters)) + table.data


def _header(table: Relaid, layout: Layout, header: Any, no_hook: int) -> Any:
    if header is None:
        header = blank(layout)
        header = header._replace(hook_entry=[no_hook] * len(header.hook_entry),
                                 underflow=[no_hook] * len(header.underflow),
                                 valid_hooks=sum(1 << hook for hook in table.hooks))  # fmt: skip
    entry, underflow = list(header.hook_entry), list(header.underflow)
    for hook, (first, policy) in table.hooks.items():
        entry[hook], underflow[hook] = first, policy
    return header._replace(name=table.name, num_entries=table.num_entries, size=len(table.data),
                           hook_entry=entry, underflow=underflow)  # fmt: skip


def blank(layout: Layout) -> Any:
    """A row of the layout in which everything is zero."""
    values: dict[str, Any] = {}
    for field in layout.fields:
        if field.role == PADDING:
            continue
        zero: Any = 0 if field.kind in "us" else b""
        if field.struct is not None:
            zero = blank(field.struct)
        values[field.name] = [zero] * field.count if field.count else zero
    return layout.row(**values)


def _bytes(layout: Layout, abi: Abi, row: Any) -> bytes:
    return encode(layout, abi, [row]).tobytes()
