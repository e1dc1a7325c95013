"""Layout of match_hashlimit_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "d8b23d55c1fc24a1857ed38f29343a27763e785a36b42ef72b79a5e35748ac15"


class MatchHashlimit1(NamedTuple):
    """Hash limit match, revision 1 (struct xt_hashlimit_mtinfo1)"""

    name: bytes
    mode: int
    avg: int
    burst: int
    size: int
    max: int
    gc_interval: int
    expire: int
    srcmask: int
    dstmask: int
    hinfo: bytes


LP64 = L('match_hashlimit_1', 56, MatchHashlimit1, (
    F('name', 'name', 0, 16, 'strz', 16, doc='Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.'),
    F('mode', 'cfg.mode', 16, 4, 'u', 4, symbols={1: 'HASH_DIP', 2: 'HASH_DPT', 4: 'HASH_SIP', 8: 'HASH_SPT', 16: 'INVERT', 32: 'BYTES'}, is_flags=True, doc='What makes a bucket, and how the rate is meant.'),
    F('avg', 'cfg.avg', 20, 4, 'u', 4, doc='Time between two packets, a unit is a ten-thousandth of a second. With BYTES 2^32 - 1 divided by the rate, which then is in units of 16 bytes a second.'),
    F('burst', 'cfg.burst', 24, 4, 'u', 4, doc='Packets that may come at once; with BYTES how many times the rate may come at once, 0 for once.'),
    F('size', 'cfg.size', 28, 4, 'u', 4, doc="Number of hash buckets, 0 for the kernel's choice."),
    F('max', 'cfg.max', 32, 4, 'u', 4, doc="Most entries in the table, 0 for the kernel's choice."),
    F('gc_interval', 'cfg.gc_interval', 36, 4, 'u', 4, doc='Milliseconds between two garbage collections.'),
    F('expire', 'cfg.expire', 40, 4, 'u', 4, doc='Milliseconds after which an idle entry goes.'),
    F('srcmask', 'cfg.srcmask', 44, 1, 'u', 1, doc='Prefix length that source addresses are put together by.'),
    F('dstmask', 'cfg.dstmask', 45, 1, 'u', 1, doc='Prefix length that destination addresses are put together by.'),
    F('pad1', '', 46, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the configuration.'),
    F('hinfo', 'hinfo', 48, 8, 'raw', 8, role='kernel', doc='The hash table. The kernel aligns the pointer to 8 bytes everywhere.'),
))

I386 = L('match_hashlimit_1', 56, MatchHashlimit1, (
    F('name', 'name', 0, 16, 'strz', 16, doc='Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.'),
    F('mode', 'cfg.mode', 16, 4, 'u', 4, symbols={1: 'HASH_DIP', 2: 'HASH_DPT', 4: 'HASH_SIP', 8: 'HASH_SPT', 16: 'INVERT', 32: 'BYTES'}, is_flags=True, doc='What makes a bucket, and how the rate is meant.'),
    F('avg', 'cfg.avg', 20, 4, 'u', 4, doc='Time between two packets, a unit is a ten-thousandth of a second. With BYTES 2^32 - 1 divided by the rate, which then is in units of 16 bytes a second.'),
    F('burst', 'cfg.burst', 24, 4, 'u', 4, doc='Packets that may come at once; with BYTES how many times the rate may come at once, 0 for once.'),
    F('size', 'cfg.size', 28, 4, 'u', 4, doc="Number of hash buckets, 0 for the kernel's choice."),
    F('max', 'cfg.max', 32, 4, 'u', 4, doc="Most entries in the table, 0 for the kernel's choice."),
    F('gc_interval', 'cfg.gc_interval', 36, 4, 'u', 4, doc='Milliseconds between two garbage collections.'),
    F('expire', 'cfg.expire', 40, 4, 'u', 4, doc='Milliseconds after which an idle entry goes.'),
    F('srcmask', 'cfg.srcmask', 44, 1, 'u', 1, doc='Prefix length that source addresses are put together by.'),
    F('dstmask', 'cfg.dstmask', 45, 1, 'u', 1, doc='Prefix length that destination addresses are put together by.'),
    F('pad1', '', 46, 2, 'raw', 2, role='padding', doc='Padding to the alignment of the configuration.'),
    F('hinfo', 'hinfo', 48, 4, 'raw', 4, role='kernel', doc='The hash table. The kernel aligns the pointer to 8 bytes everywhere.'),
    F('pad2', '', 52, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the struct.'),
))

ILP32 = I386
