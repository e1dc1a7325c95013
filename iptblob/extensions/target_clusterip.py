"""Target CLUSTERIP: the rule that makes a cluster (libipt_CLUSTERIP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import KernelChange
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, HostDecides, Revision
from iptblob.spec.layouts.target_clusterip_0 import TargetClusterip0
from iptblob.terms import Unfollowed

GONE = KernelChange("clusterip-gone", "the target is no more")
NEW = 0x01
HASH_MODES = {0: "sourceip", 1: "sourceip-sourceport", 2: "sourceip-sourceport-destport"}


def words(target: TargetClusterip0, _: Context) -> str:
    """A rule that joins a cluster has no options."""
    if not target.flags & NEW:
        return ""
    return (
        f" --new --hashmode {HASH_MODES.get(target.hash_mode, 'unknown-error')}"
        f" --clustermac {target.clustermac.hex(':').upper()} --total-nodes {target.num_total_nodes}"
        f" --local-node {target.local_nodes[0]} --hash-init {target.hash_initval}"
    )


EXTENSION = Extension(
    "target",
    "CLUSTERIP",
    "net/ipv4/netfilter/ipt_CLUSTERIP.c",
    {
        0: Revision(
            TargetClusterip0,
            words=words,
            meaning=FIELDS,
            constraints=HostDecides("upstream has it, and few kernels are built with it", gone=GONE),
            effect=Unfollowed("a hash of the flow decides which node answers"),
        ),
    },
)
