"""Match hbh: hop-by-hop options of IPv6 (libip6t_hbh.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context
from iptblob.extensions.held import holds
from iptblob.extensions.ipv6_options import CONSTRAINTS, options_of, words_of
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_hbh_0 import MatchHbh0
from iptblob.terms import pure


def words(match: MatchHbh0, _: Context) -> str:
    return words_of("hbh", match)


EXTENSION = Extension(
    "match",
    "hbh",
    "net/ipv6/netfilter/ip6t_hbh.c",
    {
        0: Revision(
            MatchHbh0,
            words=words,
            options=options_of("hbh"),
            meaning=FIELDS,
            constraints=CONSTRAINTS,
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds("hdrlen flags invflags opts num_opts"),
)
