"""Where a table could begin in any binary: every place where the name of a table stands, held against what the
header and the first entry would say there, many places at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from iptblob.abi import ABIS, Abi
from iptblob.family import FAMILIES, Family
from iptblob.reading.evidence import ENTRIES, REPLACE
from iptblob.spec import columns
from iptblob.spec.layout import Layout, layout_of

KNOWN_TABLE = re.compile(rb"(?:filter|nat|mangle|raw|security)\0")
MAX_ENTRIES = 512 << 20  # the kernel's own limit (xt_alloc_table_info, net/netfilter/x_tables.c, v6.1)
INFO = "info"
AT_ONCE = 1 << 16  # places

Places = Any  # numpy.ndarray of int64


@dataclass(frozen=True, slots=True)
class Probe:
    """A header that could begin with a table's name: of which kind, family and layout."""

    kind: str
    family: Family
    abi: Abi
    layout: Layout
    hooks: int  # valid_hooks that this table has

    @property
    def entry(self) -> Layout:
        return layout_of(self.family.entry_spec, self.abi)


class FoundPlace(NamedTuple):
    """A probe that fits at a byte of the data; ``size`` are bytes of entries."""

    at: int
    probe: Probe
    size: int


@cache
def _probes(name: bytes) -> tuple[Probe, ...]:
    table = name.decode()
    families = [family for family in FAMILIES.values() if table in family.tables]
    return tuple(
        Probe(kind, family, abi, layout_of(spec, abi), family.tables[table])
        for abi in ABIS.values()
        for family in families
        for kind, spec in ((INFO, family.info_spec), (ENTRIES, "xt_get_entries"), (REPLACE, family.replace_spec))
    )


def places(data: Any, octets: columns.Bytes) -> Iterator[FoundPlace]:
    """Every place where some header fits, in the order of the file; ``octets`` are ``data`` as an array."""
    batch: list[tuple[bytes, int]] = []
    for hit in KNOWN_TABLE.finditer(data):
        batch.append((hit[0][:-1], hit.start()))
        if len(batch) == AT_ONCE:
            yield from _fitting(batch, octets)
            batch = []
    yield from _fitting(batch, octets)


def _fitting(batch: list[tuple[bytes, int]], octets: columns.Bytes) -> Iterator[FoundPlace]:
    found = []
    for name in dict.fromkeys(name for name, _ in batch):
        starts = np.array([at for other, at in batch if other == name], dtype=np.int64)
        for probe in _probes(name):
            found += _fit(probe, starts, octets)
    yield from sorted(found, key=lambda place: place.at)


def _fit(probe: Probe, starts: Places, octets: columns.Bytes) -> list[FoundPlace]:
    """Where among ``starts`` the probe's header, and the first entry behind it, say nothing impossible."""
    reader = _Numbers(octets, probe.abi)
    starts = starts[starts <= len(octets) - probe.layout.size]
    if probe.kind != ENTRIES:
        starts = starts[reader.field(probe.layout, "valid_hooks", starts) == probe.hooks]
    sizes = reader.field(probe.layout, "size", starts)
    fits = (sizes >= probe.entry.size) & (sizes < MAX_ENTRIES)
    if probe.kind == INFO:
        counts = reader.field(probe.layout, "num_entries", starts)
        fits &= (counts > 0) & (counts * probe.entry.size <= sizes)
    else:
        fits &= starts + probe.layout.size + sizes <= len(octets)
    starts, sizes = starts[fits], sizes[fits]
    if probe.kind != INFO:
        first = starts + probe.layout.size
        targets, nexts = (reader.field(probe.entry, name, first) for name in ("target_offset", "next_offset"))
        fits = (targets >= probe.entry.size) & (targets < nexts)
        starts, sizes = starts[fits], sizes[fits]
    return [FoundPlace(at, probe, size) for at, size in zip(starts.tolist(), sizes.tolist(), strict=True)]


class _Numbers(NamedTuple):
    """Numbers at any byte, in the byte order of a layout."""

    octets: columns.Bytes
    abi: Abi

    def field(self, layout: Layout, name: str, starts: Places) -> Places:
        """The field of each struct that begins at one of ``starts``, all of which lie within the data."""
        if not len(starts):
            return starts
        field = layout[name]
        return columns.sliding(self.octets, f"{self.abi.order}u{field.width}")[starts + field.offset].astype(np.int64)
