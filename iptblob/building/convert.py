"""What was opened, in another layout and as the wanted kind of buffer."""

from __future__ import annotations

from iptblob.abi import Abi
from iptblob.building.buffers import blob_of, entries_of, replace_of
from iptblob.building.relay import ConvertError, Relaid, relay
from iptblob.reading.detect import Detected
from iptblob.reading.evidence import BLOB, ENTRIES, REPLACE


def convert(reading: Detected, abi: Abi) -> Relaid:
    """The table in the layout ``abi``; ConvertError where it is damaged, or holds what has no form there."""
    for misfit in reading.misfit:
        raise ConvertError(f"not whole: {misfit}", file=reading.table.file or None, table=reading.table.label)
    return relay(reading.table, abi)


def buffer_of(relaid: Relaid, reading: Detected, kind: str = "") -> bytes:
    """A converted table as a buffer: ``blob``, ``replace``, ``entries``, by default what ``reading`` came in.

    What the header of ``reading`` says beside the table goes along where the kind is the same.
    """
    kind = kind or reading.kind
    if kind == ENTRIES:
        return entries_of(relaid)
    if reading.kind == ENTRIES:
        raise ConvertError("a GET_ENTRIES reply does not say where the hooks begin", file=reading.table.file or None,
                           table=reading.table.label, hint="an .entries file has no need of them")  # fmt: skip
    header = reading.header if kind == reading.kind else None
    return {BLOB: blob_of, REPLACE: replace_of}[kind](relaid, header)
