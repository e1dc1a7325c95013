"""Target DNAT (libxt_NAT.c, iptables 1.8.9). Revisions that iptables never sends print as their siblings do."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Extension
from iptblob.ext.nat import bulk_words, multi_range, plain_range, range_words

OPTION = "--to-destination"
WIDE = range_words(OPTION, plain_range)

EXTENSION = Extension(
    "target",
    "DNAT",
    {0: range_words(OPTION, multi_range), 1: WIDE, 2: WIDE, (1, "arp"): trailing(WIDE), (2, "arp"): trailing(WIDE)},
    bulk={2: bulk_words(OPTION)},
)
