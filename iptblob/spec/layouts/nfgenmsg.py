"""Layout of nfgenmsg, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "def80fca11b67bc402f724e80030cc91c0874e5dad1f8782b4566c1bf51cba72"


class Nfgenmsg(NamedTuple):
    """What begins a message of nfnetlink (struct nfgenmsg)"""

    family: int
    version: int
    resource: int


LP64 = L('nfgenmsg', 4, Nfgenmsg, (
    F('family', 'nfgen_family', 0, 1, 'u', 1, doc='NFPROTO number of the family; 1 is inet, 5 netdev.'),
    F('version', 'version', 1, 1, 'u', 1, doc='0, NFNETLINK_V0.'),
    F('resource', 'res_id', 2, 2, 'u', 2, be=True, doc='Of nf_tables, the lower half of the generation.'),
))

I386 = LP64

ILP32 = LP64
