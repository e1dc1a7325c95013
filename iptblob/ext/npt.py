"""Words of the prefix translations (libip6t_SNPT.c and libip6t_DNPT.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, ipv6


def prefix(option: str, value: bytes, length: int) -> str:
    """`` OPTION PREFIX/LENGTH``, or nothing for ::/0."""
    return f" {option} {ipv6(value)}/{length}" if any(value) or length else ""


def words(target: Any, _: Context) -> str:
    out = prefix("--src-pfx", target.src_pfx, target.src_pfx_len)
    return out + prefix("--dst-pfx", target.dst_pfx, target.dst_pfx_len)
