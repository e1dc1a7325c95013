"""Layout of xt_matches, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "9593db714e96de79dc267e65a3f169c5b9db66c2e4db5e157a17dbbe84d8efbd"


class XtMatches(NamedTuple):
    """The matches of an entry, one after another"""



LP64 = L('xt_matches', 0, XtMatches, (
))

I386 = LP64

ILP32 = LP64
