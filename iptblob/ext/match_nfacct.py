"""Match nfacct: counts in an accounting object (libxt_nfacct.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, quoted
from iptblob.spec.layouts.match_nfacct_0 import MatchNfacct0
from iptblob.spec.layouts.match_nfacct_1 import MatchNfacct1


def words(match: MatchNfacct0 | MatchNfacct1, _: Context) -> str:
    return f" --nfacct-name  {quoted(match.name)}"  # two spaces: the option's and the string's


EXTENSION = Extension("match", "nfacct", {0: words, 1: words})
