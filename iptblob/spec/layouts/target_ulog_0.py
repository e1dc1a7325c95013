"""Layout of target_ulog_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "5cb15e58b8d5af63ec5694427b1035866c87020ea7c0277e91736b228bd36e19"


class TargetUlog0(NamedTuple):
    """ULOG target (struct ipt_ulog_info)"""

    nl_group: int
    copy_range: int
    qthreshold: int
    prefix: bytes


LP64 = L('target_ulog_0', 56, TargetUlog0, (
    F('nl_group', 'nl_group', 0, 4, 'u', 4, doc='Netlink groups, one bit each.'),
    F('pad', '', 4, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
    F('copy_range', 'copy_range', 8, 8, 'u', 8, doc='How many bytes of a packet are copied, 0 for all.'),
    F('qthreshold', 'qthreshold', 16, 8, 'u', 8, doc='Packets that are collected before they are sent.'),
    F('prefix', 'prefix', 24, 32, 'strz', 32, doc='Sent with every packet.'),
))

I386 = L('target_ulog_0', 44, TargetUlog0, (
    F('nl_group', 'nl_group', 0, 4, 'u', 4, doc='Netlink groups, one bit each.'),
    F('copy_range', 'copy_range', 4, 4, 'u', 4, doc='How many bytes of a packet are copied, 0 for all.'),
    F('qthreshold', 'qthreshold', 8, 4, 'u', 4, doc='Packets that are collected before they are sent.'),
    F('prefix', 'prefix', 12, 32, 'strz', 32, doc='Sent with every packet.'),
))

ILP32 = I386
