"""Layout of target_clusterip_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "855edffd88307b1b937cebb4a4a1b7134cfb1509a432003d2f27bdae8453ed79"


class TargetClusterip0(NamedTuple):
    """CLUSTERIP target (struct ipt_clusterip_tgt_info)"""

    flags: int
    clustermac: bytes
    num_total_nodes: int
    num_local_nodes: int
    local_nodes: list[int]
    hash_mode: int
    hash_initval: int
    config: bytes


LP64 = L('target_clusterip_0', 64, TargetClusterip0, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'NEW'}, is_flags=True, doc='Whether this rule makes the cluster or joins it.'),
    F('clustermac', 'clustermac', 4, 6, 'raw', 6, doc='Multicast hardware address of the cluster.'),
    F('num_total_nodes', 'num_total_nodes', 10, 2, 'u', 2, doc='Nodes of the whole cluster.'),
    F('num_local_nodes', 'num_local_nodes', 12, 2, 'u', 2, doc='How many of the local nodes below are used.'),
    F('local_nodes', 'local_nodes', 14, 32, 'u', 2, count=16, doc='Numbers of the nodes this host stands for, from 1.'),
    F('pad', '', 46, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('hash_mode', 'hash_mode', 48, 4, 'u', 4, symbols={0: 'sourceip', 1: 'sourceip_sourceport', 2: 'sourceip_sourceport_destport'}, doc='What of a packet decides which node answers.'),
    F('hash_initval', 'hash_initval', 52, 4, 'u', 4, doc='Start value of the hash.'),
    F('config', 'config', 56, 8, 'raw', 8, role='kernel', doc='Pointer to the cluster in the kernel.'),
))

I386 = L('target_clusterip_0', 60, TargetClusterip0, (
    F('flags', 'flags', 0, 4, 'u', 4, symbols={1: 'NEW'}, is_flags=True, doc='Whether this rule makes the cluster or joins it.'),
    F('clustermac', 'clustermac', 4, 6, 'raw', 6, doc='Multicast hardware address of the cluster.'),
    F('num_total_nodes', 'num_total_nodes', 10, 2, 'u', 2, doc='Nodes of the whole cluster.'),
    F('num_local_nodes', 'num_local_nodes', 12, 2, 'u', 2, doc='How many of the local nodes below are used.'),
    F('local_nodes', 'local_nodes', 14, 32, 'u', 2, count=16, doc='Numbers of the nodes this host stands for, from 1.'),
    F('pad', '', 46, 2, 'raw', 2, role='padding', doc='Padding the compiler adds.'),
    F('hash_mode', 'hash_mode', 48, 4, 'u', 4, symbols={0: 'sourceip', 1: 'sourceip_sourceport', 2: 'sourceip_sourceport_destport'}, doc='What of a packet decides which node answers.'),
    F('hash_initval', 'hash_initval', 52, 4, 'u', 4, doc='Start value of the hash.'),
    F('config', 'config', 56, 4, 'raw', 4, role='kernel', doc='Pointer to the cluster in the kernel.'),
))

ILP32 = I386
