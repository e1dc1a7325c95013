"""Match cluster: share of a load sharing cluster (libxt_cluster.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted
from iptblob.spec.layouts.match_cluster_0 import MatchCluster0

INVERT = 0x1


def words(match: MatchCluster0, _: Context) -> str:
    out = f"{inverted(match.flags & INVERT)} --cluster-local-nodemask 0x{match.node_mask:08x}"
    return f"{out} --cluster-total-nodes {match.total_nodes} --cluster-hash-seed 0x{match.hash_seed:08x}"


EXTENSION = Extension("match", "cluster", {0: words})
