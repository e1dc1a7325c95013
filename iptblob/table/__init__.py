"""From the bytes of one table to entries, records, chains and fields."""

from __future__ import annotations

from iptblob.table.table import (
    ERROR,
    STANDARD,
    UNWRITTEN,
    VERDICTS,
    ChainSpan,
    RuleOrigin,
    Table,
    TextOrigin,
    header_size,
    known_layout,
    known_payload,
    spec_of,
)

__all__ = [
    "ERROR", "STANDARD", "UNWRITTEN", "VERDICTS", "ChainSpan", "RuleOrigin", "Table", "TextOrigin",
    "header_size", "known_layout", "known_payload", "spec_of",
]  # fmt: skip
