"""Target REDIRECT: ports and flags (libxt_NAT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Extension
from iptblob.ext.nat import multi_range, plain_range, range_words

EXTENSION = Extension(
    "target",
    "REDIRECT",
    {
        (0, "ipv4"): range_words("--to-ports", multi_range, skip_colon=True),
        (0, "ipv6"): range_words("--to-ports", plain_range, skip_colon=True),
    },
)
