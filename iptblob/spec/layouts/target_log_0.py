"""Layout of target_log_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "e7951ce67e5441666b33d3a4f805a20c1c46c636c8217c2ab0438a599ed5e652"


class TargetLog0(NamedTuple):
    """LOG target (struct xt_log_info)"""

    level: int
    logflags: int
    prefix: bytes


LP64 = L('target_log_0', 32, TargetLog0, (
    F('level', 'level', 0, 1, 'u', 1, symbols={0: 'emerg', 1: 'alert', 2: 'crit', 3: 'error', 4: 'warning', 5: 'notice', 6: 'info', 7: 'debug'}, doc='Level of the message, as of syslog.'),
    F('logflags', 'logflags', 1, 1, 'u', 1, symbols={1: 'TCPSEQ', 2: 'TCPOPT', 4: 'IPOPT', 8: 'UID', 16: 'NFLOG', 32: 'MACDECODE'}, is_flags=True, doc='What is written besides.'),
    F('prefix', 'prefix', 2, 30, 'strz', 30, doc='Written before every message.'),
))

I386 = LP64

ILP32 = LP64
