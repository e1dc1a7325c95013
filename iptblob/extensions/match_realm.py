"""Match realm: realm of the route a packet takes (libipt_realm.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, value_and_mask
from iptblob.extensions.constraints import FORWARD, INET_ONLY, INPUT, OUTPUT, POSTROUTING, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, Options, RuleOption, both, inverts, named_and_mask
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_realm_0 import MatchRealm0
from iptblob.terms import pure


def words(match: MatchRealm0, ctx: Context) -> str:
    return f"{inverted(match.invert)} --realm {value_and_mask(match.realm, match.mask, ctx.names.realms)}"


def set_realm(fields: Fields, given: Given) -> None:
    fields["realm"], fields["mask"] = named_and_mask(given.value, given.names.realms)


OPTIONS = Options((RuleOption("--realm", both(set_realm, inverts("invert", 1)), invertible=True, required=True),))

EXTENSION = Extension(
    "match",
    "realm",
    "net/netfilter/xt_realm.c",
    {
        0: Revision(
            MatchRealm0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=INET_ONLY,
            constraints=Constraints(hooks=INPUT | FORWARD | OUTPUT | POSTROUTING),
            packet=pure("the realm of a route", ("invert", 1), by_hook=True),
        ),
    },
    holds=holds("realm mask invert"),
)
