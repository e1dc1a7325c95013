"""Layout of match_nfacct_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "eb9b18031d7b26d18dae4e86799a3a57049e31b16d09de8a4dd7cf372019fcc2"


class MatchNfacct0(NamedTuple):
    """Accounting match, revision 0 (struct xt_nfacct_match_info)"""

    name: bytes
    nfacct: bytes


LP64 = L('match_nfacct_0', 40, MatchNfacct0, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the accounting object.'),
    F('nfacct', 'nfacct', 32, 8, 'raw', 8, role='kernel', doc='Kernel address of the object.'),
))

I386 = L('match_nfacct_0', 36, MatchNfacct0, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the accounting object.'),
    F('nfacct', 'nfacct', 32, 4, 'raw', 4, role='kernel', doc='Kernel address of the object.'),
))

ILP32 = I386
