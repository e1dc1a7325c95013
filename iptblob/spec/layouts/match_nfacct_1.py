"""Layout of match_nfacct_1, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f96639b1e3793c171acfcc5c51e08f109ef6d7f53bd78b7d594ce8a43daf1b43"


class MatchNfacct1(NamedTuple):
    """Accounting match, revision 1 (struct xt_nfacct_match_info_v1)"""

    name: bytes
    nfacct: bytes


LP64 = L('match_nfacct_1', 40, MatchNfacct1, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the accounting object.'),
    F('nfacct', 'nfacct', 32, 8, 'raw', 8, role='kernel', doc='Kernel address of the object.'),
))

I386 = L('match_nfacct_1', 40, MatchNfacct1, (
    F('name', 'name', 0, 32, 'strz', 32, doc='Name of the accounting object.'),
    F('nfacct', 'nfacct', 32, 4, 'raw', 4, role='kernel', doc='Kernel address of the object.'),
    F('pad', '', 36, 4, 'raw', 4, role='padding', doc='Padding the compiler adds.'),
))

ILP32 = I386
