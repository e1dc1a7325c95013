"""Layout of match_hashlimit_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "a2e3a096567d1bcacd688063263ec934fb95493cc970c86bca10ab17decfb71f"


class MatchHashlimit0(NamedTuple):
    """Hash limit match, revision 0 (struct xt_hashlimit_info)"""

    name: bytes
    mode: int
    avg: int
    burst: int
    size: int
    max: int
    gc_interval: int
    expire: int
    hinfo: bytes
    master: bytes


LP64 = L('match_hashlimit_0', 64, MatchHashlimit0, (
    F('name', 'name', 0, 16, 'strz', 16, doc='Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.'),
    F('mode', 'cfg.mode', 16, 4, 'u', 4, symbols={1: 'HASH_DIP', 2: 'HASH_DPT', 4: 'HASH_SIP', 8: 'HASH_SPT'}, is_flags=True, doc='What makes a bucket, and how the rate is meant.'),
    F('avg', 'cfg.avg', 20, 4, 'u', 4, doc='Time between two packets, a unit is a ten-thousandth of a second.'),
    F('burst', 'cfg.burst', 24, 4, 'u', 4, doc='Packets that may come at once.'),
    F('size', 'cfg.size', 28, 4, 'u', 4, doc="Number of hash buckets, 0 for the kernel's choice."),
    F('max', 'cfg.max', 32, 4, 'u', 4, doc="Most entries in the table, 0 for the kernel's choice."),
    F('gc_interval', 'cfg.gc_interval', 36, 4, 'u', 4, doc='Milliseconds between two garbage collections.'),
    F('expire', 'cfg.expire', 40, 4, 'u', 4, doc='Milliseconds after which an idle entry goes.'),
    F('pad1', '', 44, 4, 'raw', 4, role='padding', doc='Padding to the alignment of the pointer.'),
    F('hinfo', 'hinfo', 48, 8, 'raw', 8, role='kernel', doc='The hash table.'),
    F('master', 'u.master', 56, 8, 'raw', 8, role='kernel', doc='Union of ptr and master, the rule that owns the table.'),
))

I386 = L('match_hashlimit_0', 52, MatchHashlimit0, (
    F('name', 'name', 0, 16, 'strz', 16, doc='Name of the table, a file in /proc/net/ipt_hashlimit or, for IPv6, /proc/net/ip6t_hashlimit.'),
    F('mode', 'cfg.mode', 16, 4, 'u', 4, symbols={1: 'HASH_DIP', 2: 'HASH_DPT', 4: 'HASH_SIP', 8: 'HASH_SPT'}, is_flags=True, doc='What makes a bucket, and how the rate is meant.'),
    F('avg', 'cfg.avg', 20, 4, 'u', 4, doc='Time between two packets, a unit is a ten-thousandth of a second.'),
    F('burst', 'cfg.burst', 24, 4, 'u', 4, doc='Packets that may come at once.'),
    F('size', 'cfg.size', 28, 4, 'u', 4, doc="Number of hash buckets, 0 for the kernel's choice."),
    F('max', 'cfg.max', 32, 4, 'u', 4, doc="Most entries in the table, 0 for the kernel's choice."),
    F('gc_interval', 'cfg.gc_interval', 36, 4, 'u', 4, doc='Milliseconds between two garbage collections.'),
    F('expire', 'cfg.expire', 40, 4, 'u', 4, doc='Milliseconds after which an idle entry goes.'),
    F('hinfo', 'hinfo', 44, 4, 'raw', 4, role='kernel', doc='The hash table.'),
    F('master', 'u.master', 48, 4, 'raw', 4, role='kernel', doc='Union of ptr and master, the rule that owns the table.'),
))

ILP32 = I386
