"""Layout of match_hashlimit_2, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "6ec61f06ad681924d7cf378a4c46ffdc3de281ff21ecf78849818d75470b77f2"


class MatchHashlimit2(NamedTuple):
    """Hash limit match, revision 2 (struct xt_hashlimit_mtinfo2)"""

    name: bytes
    avg: int
    burst: int
    mode: int
    size: int
    max: int
    gc_interval: int
    expire: int
    srcmask: int
    dstmask: int
    hinfo: bytes


LP64 = L('match_hashlimit_2', 304, MatchHashlimit2, (
    F('name', 'name', 0, 255, 'strz', 255, doc='Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.'),
    F('pad1', '', 255, 1, 'raw', 1, role='padding', doc='Padding to the alignment of the configuration.'),
    F('avg', 'cfg.avg', 256, 8, 'u', 8, doc='Time between two packets, a unit is a millionth of a second. With BYTES 2^32 - 1 divided by the rate, which then is in units of 16 bytes a second.'),
    F('burst', 'cfg.burst', 264, 8, 'u', 8, doc='Packets that may come at once; with BYTES how many times the rate may come at once, 0 for once.'),
    F('mode', 'cfg.mode', 272, 4, 'u', 4, symbols={1: 'HASH_DIP', 2: 'HASH_DPT', 4: 'HASH_SIP', 8: 'HASH_SPT', 16: 'INVERT', 32: 'BYTES'}, is_flags=True, doc='What makes a bucket, and how the rate is meant.'),
    F('size', 'cfg.size', 276, 4, 'u', 4, doc="Number of hash buckets, 0 for the kernel's choice."),
    F('max', 'cfg.max', 280, 4, 'u', 4, doc="Most entries in the table, 0 for the kernel's choice."),
    F('gc_interval', 'cfg.gc_interval', 284, 4, 'u', 4, doc='Milliseconds between two garbage collections.'),
    F('expire', 'cfg.expire', 288, 4, 'u', 4, doc='Milliseconds after which an idle entry goes.'),
    F('srcmask', 'cfg.srcmask', 292, 1, 'u', 1, doc='Prefix length that source addresses are put together by.'),
    F('dstmask', 'cfg.dstmask', 293, 1, 'u', 1, doc='Prefix length that destination addresses are put together by.'),
    F('pad2', '', 294, 2, 'raw', 2, role='padding', doc='Padding to the end of the configuration.'),
    F('hinfo', 'hinfo', 296, 8, 'raw', 8, role='kernel', doc='The hash table. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_hashlimit_2', 304, MatchHashlimit2, (
    F('name', 'name', 0, 255, 'strz', 255, doc='Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.'),
    F('pad1', '', 255, 1, 'raw', 1, role='padding', doc='Padding to the alignment of the configuration.'),
    F('avg', 'cfg.avg', 256, 8, 'u', 8, doc='Time between two packets, a unit is a millionth of a second. With BYTES 2^32 - 1 divided by the rate, which then is in units of 16 bytes a second.'),
    F('burst', 'cfg.burst', 264, 8, 'u', 8, doc='Packets that may come at once; with BYTES how many times the rate may come at once, 0 for once.'),
    F('mode', 'cfg.mode', 272, 4, 'u', 4, symbols={1: 'HASH_DIP', 2: 'HASH_DPT', 4: 'HASH_SIP', 8: 'HASH_SPT', 16: 'INVERT', 32: 'BYTES'}, is_flags=True, doc='What makes a bucket, and how the rate is meant.'),
    F('size', 'cfg.size', 276, 4, 'u', 4, doc="Number of hash buckets, 0 for the kernel's choice."),
    F('max', 'cfg.max', 280, 4, 'u', 4, doc="Most entries in the table, 0 for the kernel's choice."),
    F('gc_interval', 'cfg.gc_interval', 284, 4, 'u', 4, doc='Milliseconds between two garbage collections.'),
    F('expire', 'cfg.expire', 288, 4, 'u', 4, doc='Milliseconds after which an idle entry goes.'),
    F('srcmask', 'cfg.srcmask', 292, 1, 'u', 1, doc='Prefix length that source addresses are put together by.'),
    F('dstmask', 'cfg.dstmask', 293, 1, 'u', 1, doc='Prefix length that destination addresses are put together by.'),
    F('pad2', '', 294, 2, 'raw', 2, role='padding', doc='Padding to the end of the configuration.'),
    F('hinfo', 'hinfo', 296, 4, 'raw', 4, role='kernel', doc='The hash table. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad3', '', 300, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
