"""Match cluster: share of a load sharing cluster (libxt_cluster.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import End, Fields, OptionError, Options, RuleOption, both, inverts, number, put, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_cluster_0 import MatchCluster0
from iptblob.terms import pure

INVERT = 0x1


def words(match: MatchCluster0, _: Context) -> str:
    out = f"{inverted(match.flags & INVERT)} --cluster-local-nodemask 0x{match.node_mask:08x}"
    return f"{out} --cluster-total-nodes {match.total_nodes} --cluster-hash-seed 0x{match.hash_seed:08x}"


def check(x: Subject) -> Sequence[Issue]:
    """xt_cluster_mt_checkentry."""
    if x.row.total_nodes > 32:
        return bad("total_nodes", f"{x.row.total_nodes} nodes, the most are 32")
    if x.row.node_mask >= 1 << x.row.total_nodes:
        return bad("node_mask", f"mask {x.row.node_mask:#x} names nodes beyond {x.row.total_nodes}", "EDOM")
    return FINE


MOST_NODES = 32
of_nodes = up_to(MOST_NODES, 1)


def check_nodes(fields: Fields, _: End) -> None:
    if fields["node_mask"] >= 1 << fields["total_nodes"]:
        raise OptionError("the local node or mask is greater than --cluster-total-nodes allows")


NODES = ("--cluster-local-node", "--cluster-local-nodemask")
OPTIONS = Options(
    (
        RuleOption("--cluster-total-nodes", put(total_nodes=of_nodes), required=True),
        RuleOption("--cluster-local-node", both(put(node_mask=lambda text: 1 << of_nodes(text) - 1),
                   inverts("flags", INVERT)), invertible=True),
        RuleOption("--cluster-local-nodemask", both(put(node_mask=of_nodes), inverts("flags", INVERT)),
                   invertible=True),
        RuleOption("--cluster-hash-seed", put(hash_seed=number), required=True),
    ),
    one_of=NODES,
    apart=(NODES,),
    finish=check_nodes,
)  # fmt: skip

EXTENSION = Extension(
    "match",
    "cluster",
    "net/netfilter/xt_cluster.c",
    {
        0: Revision(
            MatchCluster0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=PER_FAMILY,
            constraints=Constraints(check, "at most 32 nodes, and a mask of those only", "xt_cluster_mt_checkentry"),
            packet=pure("a hash of the flow, seeded", ("flags", INVERT)),
            tracks=True,
        ),
    },
    holds=holds("total_nodes node_mask hash_seed flags"),
)
