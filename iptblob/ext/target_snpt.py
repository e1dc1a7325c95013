"""Target SNPT: the prefix and its replacement (libip6t_SNPT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Extension
from iptblob.ext.npt import words

EXTENSION = Extension("target", "SNPT", {0: words})
