"""Match realm: realm of the route a packet takes (libipt_realm.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, value_and_mask
from iptblob.extensions.constraints import FORWARD, INET_ONLY, INPUT, OUTPUT, POSTROUTING, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_realm_0 import MatchRealm0
from iptblob.terms import pure


def words(match: MatchRealm0, ctx: Context) -> str:
    return f"{inverted(match.invert)} --realm {value_and_mask(match.realm, match.mask, ctx.names.realms)}"


EXTENSION = Extension(
    "match",
    "realm",
    "net/netfilter/xt_realm.c",
    {
        0: Revision(
            MatchRealm0,
            words=words,
            meaning=FIELDS,
            unspec=INET_ONLY,
            constraints=Constraints(hooks=INPUT | FORWARD | OUTPUT | POSTROUTING),
            packet=pure("the realm of a route", ("invert", 1), by_hook=True),
        ),
    },
)
