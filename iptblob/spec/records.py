"""The records of one entry, one after the other in the kernel's order, read with the struct module.

Whoever looks at single entries walks their records here: the kernel's checks, the API, the guess at what a buffer is.
Whole tables are walked in columns (``iptblob.table.walk``), and the Kaitai parsers are the reference of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from struct import Struct
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import Buffer, picker


class RecordHeader(NamedTuple):
    """A match or target as its header tells: ``offset`` in the buffer, ``size`` in bytes with the header, the 29 bytes
    of its name, its revision. ``room`` is what is left for it, in bytes."""

    offset: int
    size: int
    name: bytes
    revision: int
    room: int


@cache
def record_reader(abi: Abi) -> Struct:
    """Reads (size, name, revision) of a match or target; its size is the header's."""
    return picker(layout_of("xt_entry_target", abi), abi.order, "target_size", "name", "revision")


def record_headers(data: Buffer, start: int, end: int, reader: Struct) -> Iterator[RecordHeader]:
    """Records from byte ``start`` to ``end``, up to and with the first that does not fit.

    One that does not fit has a ``size`` below the header's or above its ``room``; where not even a header has room,
    ``size`` is 0.
    """
    unpack, least = reader.unpack_from, reader.size
    while start < end:
        room = end - start
        if room < least:
            yield RecordHeader(start, 0, b"", 0, room)
            return
        size, name, revision = unpack(data, start)
        yield RecordHeader(start, size, name, revision, room)
        if not least <= size <= room:
            return
        start += size
