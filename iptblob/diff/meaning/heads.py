"""Heads of rules as bytes that mean the same on every machine, and what a comparison leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from iptblob import extensions
from iptblob.diff.meaning import canonical
from iptblob.spec import columns
from iptblob.spec.columns import Bytes, Index
from iptblob.table import Table
from iptblob.table.head_flags import ARPHRD_ETHER, INV_ARPHLN, INV_ARPHRD, LEN_ETHERNET

HEAD_FIELDS = ("iniface", "outiface")


@dataclass(frozen=True)
class Ignored:
    """What shall not count: names of matches, and parts of the head (``interface``, ``address``, ``protocol``)."""

    words: frozenset[str] = frozenset()

    def unknown(self) -> str | None:
        """A word that is neither the name of a match nor a part of the head; None where all are."""
        known = self.known()
        return next((word for word in sorted(self.words) if word not in known), None)

    @staticmethod
    def known() -> set[str]:
        """All words there are."""
        return {*_HEAD_WORDS, *(name for kind, name in extensions.names() if kind == "match")}

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def __bool__(self) -> bool:
        return bool(self.words)


def head_rows(table: Table, ignored: Ignored, *, across: bool = False) -> Bytes:
    """Canonical rows of what every packet is compared with first. Interface names count as far as they are compared.

    ``across``: to be compared with rows of the other back-end. arptables-nft asks in every rule whether the hardware is
    Ethernet, arptables-legacy where a rule says so: then neither counts.
    """
    place = table.head_layout["ip"]
    layout = place.struct
    assert layout is not None
    raw = columns.gather(table.octets, table.offsets + place.offset, place.size)
    rows = canonical.rows(layout, table.abi, raw)
    spans = canonical.spans(layout)
    for name in HEAD_FIELDS:
        source, mask = layout[name], layout[f"{name}_mask"]
        name_bytes = raw[:, source.offset : source.offset + source.size]
        rows[:, spans[name]] = name_bytes & raw[:, mask.offset : mask.offset + mask.size]
    for name, span in spans.items():
        if left_out(name, ignored):
            rows[:, span] = 0
    if table.family.name == "arp":  # the kernel reads the padding here as part of the flags
        padding = [part for part in layout.fields if part.role == "padding"]
        if across or table.origin is not None:
            _without_ethernet(rows, spans)
        rows = np.concatenate([rows, *(raw[:, part.offset : part.offset + part.size] for part in padding)], axis=1)
    return rows


_ALWAYS = (  # what arptables-nft compares in every rule: field, mask and its bits, the value, the flag that inverts it
    ("arhrd", "arhrd_mask", 0xFFFF, ARPHRD_ETHER, INV_ARPHRD), ("arhln", "arhln_mask", 0xFF, LEN_ETHERNET, INV_ARPHLN),
)  # fmt: skip


def _without_ethernet(rows: Bytes, spans: Mapping[str, slice]) -> None:
    """Leaves out that the hardware is Ethernet."""
    inverts = _number(rows, spans["invflags"])
    for name, mask, bits, usual, flag in _ALWAYS:
        plain = (_number(rows, spans[name]) == usual) & (_number(rows, spans[mask]) == bits) & (inverts & flag == 0)
        for span in (spans[name], spans[mask]):
            rows[np.ix_(plain, np.arange(span.start, span.stop))] = 0


def _number(rows: Bytes, span: slice) -> Index:
    """A number of canonical rows, which are big-endian."""
    out = np.zeros(len(rows), dtype=np.int64)
    for at in range(span.start, span.stop):
        out = out << 8 | rows[:, at]
    return out


_HEAD_WORDS = {
    "interface": ("iniface", "outiface", "iniface_mask", "outiface_mask"),
    "in-interface": ("iniface", "iniface_mask"),
    "out-interface": ("outiface", "outiface_mask"),
    "address": ("src", "dst", "smsk", "dmsk", "tgt", "tmsk"),
    "source": ("src", "smsk"),
    "destination": ("dst", "dmsk", "tgt", "tmsk"),
    "protocol": ("proto",),
}


def left_out(name: str, ignored: Ignored) -> bool:
    """True for a field of the head that shall not count."""
    return any(name in _HEAD_WORDS[word] for word in ignored.words if word in _HEAD_WORDS)
