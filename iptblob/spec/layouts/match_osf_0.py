"""Layout of match_osf_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "fd815ccc5e931c00a7f0cecf8af9052d5a1b3136d33c2ca1dcf88dbc70b8b7a0"


class MatchOsf0(NamedTuple):
    """Passive OS fingerprint match, revision 0 (struct nf_osf_info)"""

    genre: bytes
    len_genre: int
    flags: int
    loglevel: int
    ttl: int


LP64 = L('match_osf_0', 48, MatchOsf0, (
    F('genre', 'genre', 0, 32, 'strz', 32, doc='Name of the system.'),
    F('len_genre', 'len', 32, 4, 'u', 4, doc='Length of the name.'),
    F('flags', 'flags', 36, 4, 'u', 4, symbols={1: 'GENRE', 2: 'TTL', 4: 'LOG', 8: 'INVERT'}, is_flags=True, doc='What else is asked for.'),
    F('loglevel', 'loglevel', 40, 4, 'u', 4, symbols={0: 'all', 1: 'first', 2: 'all_known'}, doc='Which fingerprints are logged.'),
    F('ttl', 'ttl', 44, 4, 'u', 4, symbols={0: 'exact', 1: 'less', 2: 'nocheck'}, doc='How the TTL is compared.'),
))

I386 = LP64

ILP32 = LP64
