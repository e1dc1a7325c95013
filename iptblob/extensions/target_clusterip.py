"""Target CLUSTERIP: the rule that makes a cluster (libipt_CLUSTERIP.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.addresses import ethernet
from iptblob.extensions.base import Context
from iptblob.extensions.constraints import KernelChange
from iptblob.extensions.held import HARDWARE, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    End,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    chosen,
    flag,
    number,
    put,
    up_to,
)
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


MOST_NODES = 16
ALL = ("--new", "--hashmode", "--clustermac", "--total-nodes", "--local-node")


def set_mac(fields: Fields, given: Given) -> None:
    fields["clustermac"] = ethernet(given.value)
    if not fields["clustermac"][0] & 0x01:
        raise OptionError("a multicast address is expected")


def set_node(fields: Fields, given: Given) -> None:
    fields.update(local_nodes=[number(given.value, MOST_NODES)] + [0] * (MOST_NODES - 1), num_local_nodes=1)


def settle(_: Fields, end: End) -> None:
    if end.said and not set(ALL) <= end.said:
        raise OptionError(f"all of {', '.join(ALL)} are expected, or none")


OPTIONS = Options(
    (
        RuleOption("--new", flag("flags", NEW), words=0),
        RuleOption("--hashmode", put(hash_mode=lambda text: chosen(text, HASH_MODES))),
        RuleOption("--clustermac", set_mac),
        RuleOption("--total-nodes", put(num_total_nodes=up_to(MOST_NODES))),
        RuleOption("--local-node", set_node),
        RuleOption("--hash-init", put(hash_initval=number)),
    ),
    finish=settle,
)

EXTENSION = Extension(
    "target",
    "CLUSTERIP",
    "net/ipv4/netfilter/ipt_CLUSTERIP.c",
    {
        0: Revision(
            TargetClusterip0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=HostDecides("upstream has it, and few kernels are built with it", gone=GONE),
            effect=Unfollowed("a hash of the flow decides which node answers"),
        ),
    },
    holds=holds("flags num_total_nodes num_local_nodes local_nodes hash_mode hash_initval", clustermac=HARDWARE),
)
