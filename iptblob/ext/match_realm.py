"""Match realm: realm of the route a packet takes (libipt_realm.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, value_and_mask
from iptblob.spec.layouts.match_realm_0 import MatchRealm0


def words(match: MatchRealm0, ctx: Context) -> str:
    return f"{inverted(match.invert)} --realm {value_and_mask(match.realm, match.mask, ctx.names.realms)}"


EXTENSION = Extension("match", "realm", {0: words})
