"""Bytes of C bit fields, which big-endian machines fill from the top."""

from __future__ import annotations

from iptblob.abi import Abi
from iptblob.extensions.meaning import PayloadContext


def bits(octet: int, side: PayloadContext | Abi) -> int:
    """A byte of C bit fields, the first one lowest."""
    return int(f"{octet:08b}"[::-1], 2) if side.is_be else octet
