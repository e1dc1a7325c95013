"""Layout of match_cluster_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "7ad265053010217377498ae0ded7fe6a9b0d529d93bb149bb198d24e25b31006"


class MatchCluster0(NamedTuple):
    """Cluster match (struct xt_cluster_match_info)"""

    total_nodes: int
    node_mask: int
    hash_seed: int
    flags: int


LP64 = L('match_cluster_0', 16, MatchCluster0, (
    F('total_nodes', 'total_nodes', 0, 4, 'u', 4, doc='Number of nodes in the cluster, 1 to 32; the kernel refuses others.'),
    F('node_mask', 'node_mask', 4, 4, 'u', 4, doc='The nodes this rule stands for, bit 0 is node 1.'),
    F('hash_seed', 'hash_seed', 8, 4, 'u', 4, doc='Seed of the hash that shares the connections out.'),
    F('flags', 'flags', 12, 4, 'u', 4, symbols={1: 'INV'}, is_flags=True, doc='Inversion of the test.'),
))

I386 = LP64

ILP32 = LP64
