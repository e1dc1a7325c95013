"""Compiled tables as the kernel would hand them back: with its marks in the heads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from iptblob.building.relay import Relaid
from iptblob.check.run import validate_reading
from iptblob.reading.detect import Detected
from iptblob.spec.encode import scatter


def marked(relaid: Relaid, reading: Detected) -> Relaid:
    """The table with the hooks that each entry is reached from in ``comefrom`` (mark_source_chains, ip_tables.c,
    v6.18); as it was where the chains cannot be walked."""
    masks = validate_reading(reading, current_entries=len(reading.table), every=False).masks
    table = reading.table
    if masks is None or len(masks) != len(table):
        return relaid
    field = table.head_layout["comefrom"]
    data = np.frombuffer(relaid.data, dtype=np.uint8).copy()
    rows = np.array(masks, dtype=f"{relaid.abi.order}u{field.width}").view(np.uint8).reshape(-1, field.width)
    scatter(data, table.offsets + field.offset, rows)
    return replace(relaid, data=data.tobytes())
