"""Match udplite: ports. iptables has no library for it; the struct and the words are those of match udp."""

from __future__ import annotations

from iptblob.ext.base import Extension
from iptblob.ext.match_udp import words

EXTENSION = Extension("match", "udplite", {0: words})
