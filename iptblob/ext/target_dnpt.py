"""Target DNPT: the prefix and its replacement (libip6t_DNPT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Extension
from iptblob.ext.npt import words

EXTENSION = Extension("target", "DNPT", {0: words})
