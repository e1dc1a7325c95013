"""Words of the prefix translations (libip6t_SNPT.c and libip6t_DNPT.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.extensions.addresses import host, mask_length
from iptblob.extensions.base import Context, ipv6
from iptblob.extensions.constraints import FINE, Issue, Subject, bad
from iptblob.extensions.options import Effect, Fields, Given, Options, RuleOption


def prefix(option: str, value: bytes, length: int) -> str:
    """`` OPTION PREFIX/LENGTH``, or nothing for ::/0."""
    return f" {option} {ipv6(value)}/{length}" if any(value) or length else ""


def words(target: Any, _: Context) -> str:
    out = prefix("--src-pfx", target.src_pfx, target.src_pfx_len)
    return out + prefix("--dst-pfx", target.dst_pfx, target.dst_pfx_len)


def check(x: Subject) -> Sequence[Issue]:
    """ip6t_npt_checkentry."""
    row = x.row
    if max(row.src_pfx_len, row.dst_pfx_len) > 64:
        return bad("src_pfx_len", f"prefix lengths {row.src_pfx_len} and {row.dst_pfx_len}, the most is 64")
    for field, length in (("src_pfx", row.src_pfx_len), ("dst_pfx", row.dst_pfx_len)):
        if int.from_bytes(getattr(row, field), "big") & (1 << 128 - length) - 1:
            return bad(field, "bits behind the prefix are set")
    return FINE


def takes_prefix(field: str) -> Effect:
    """``PREFIX[/LENGTH]``"""

    def effect(fields: Fields, given: Given) -> None:
        value, found, length = given.value.partition("/")
        fields[field] = host(value, given.family)
        fields[f"{field}_len"] = mask_length(length, given.family) if found else 128

    return effect


OPTIONS = Options(
    (
        RuleOption("--src-pfx", takes_prefix("src_pfx"), required=True),
        RuleOption("--dst-pfx", takes_prefix("dst_pfx"), required=True),
    )
)
