"""Layout of target_nflog_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "b6be187b596f50bd006455c441782be1976eb28bd49d536d1479d14a685d668d"


class TargetNflog0(NamedTuple):
    """NFLOG target (struct xt_nflog_info)"""

    len_copy: int
    group: int
    threshold: int
    flags: int
    pad: int
    prefix: bytes


LP64 = L('target_nflog_0', 76, TargetNflog0, (
    F('len_copy', 'len', 0, 4, 'u', 4, doc='How many bytes of a packet are copied; counts only with the flag COPY_LEN.'),
    F('group', 'group', 4, 2, 'u', 2, doc='Netlink group.'),
    F('threshold', 'threshold', 6, 2, 'u', 2, doc='Packets that are collected before they are sent.'),
    F('flags', 'flags', 8, 2, 'u', 2, symbols={1: 'COPY_LEN'}, is_flags=True, doc='Whether the length counts.'),
    F('pad', 'pad', 10, 2, 'u', 2, doc='Not used.'),
    F('prefix', 'prefix', 12, 64, 'strz', 64, doc='Sent with every packet.'),
))

I386 = LP64

ILP32 = LP64
