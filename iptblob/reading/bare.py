"""Replies that are no tables: a GET_INFO reply alone, and a question for a revision (struct xt_get_revision)."""

from __future__ import annotations

from typing import Any, NamedTuple

from iptblob.abi import ABIS, Abi
from iptblob.family import FAMILIES, Family
from iptblob.spec import columns
from iptblob.spec.layout import Layout, layout_of


class BareReply(NamedTuple):
    """A struct alone in a file: its layout, its decoded row, and of what it speaks. A question for a revision is the
    same in all families and layouts; ``family`` is None there."""

    layout: Layout
    row: Any
    family: Family | None
    abi: Abi
    data: bytes


def bare_reply(data: bytes, family: Family | None = None, abi: Abi | None = None) -> BareReply | None:
    """The reply that ``data`` is, or None."""
    for one in [family] if family else FAMILIES.values():
        for layout_abi in [abi] if abi else ABIS.values():
            layout = layout_of(one.info_spec, layout_abi)
            if len(data) == layout.size and _is_info(row := _row(data, layout, layout_abi), one, layout_abi):
                return BareReply(layout, row, one, layout_abi, data)
    layout_abi = abi or ABIS["lp64-le"]
    layout = layout_of("xt_get_revision", layout_abi)
    if len(data) == layout.size and _is_name((row := _row(data, layout, layout_abi)).name, data, layout):
        return BareReply(layout, row, None, layout_abi, data)
    return None


def _row(data: bytes, layout: Layout, abi: Abi) -> Any:
    return columns.decode(layout, abi, columns.as_bytes(data).reshape(1, -1))[0]


def _is_info(row: Any, family: Family, abi: Abi) -> bool:
    known = family.tables.get(row.name.decode("latin-1"))
    return known is not None and row.valid_hooks == known and row.size >= row.num_entries * layout_of(
        family.entry_spec, abi
    ).size > 0


def _is_name(name: bytes, data: bytes, layout: Layout) -> bool:
    whole = data[: layout["name"].size]
    return bool(name) and name.isascii() and name.decode("latin-1").isprintable() and b"\0" in whole


