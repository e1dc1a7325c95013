"""Match mh: type of a Mobile IPv6 header (libip6t_mh.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, full_range
from iptblob.extensions.constraints import INVERSION, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U8, Fields, Given, OptionError, Options, RuleOption, both, inverts, number
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_mh_0 import MatchMh0
from iptblob.terms import pure

INV_TYPE = 0x01


def words(match: MatchMh0, ctx: Context) -> str:
    return full_range("--mh-type", match.types, 0xFF, match.invflags & INV_TYPE, ctx)


TYPES = {
    "binding-refresh-request": 0, "brr": 0, "home-test-init": 1, "hoti": 1, "careof-test-init": 2, "coti": 2,
    "home-test": 3, "hot": 3, "careof-test": 4, "cot": 4, "binding-update": 5, "bu": 5, "binding-acknowledgement": 6,
    "ba": 6, "binding-error": 7, "be": 7,
}  # fmt: skip


def kind(text: str) -> int:
    """A type by its whole name, by what its first name begins with, or by number (name_to_type, libip6t_mh.c)."""
    lower = text.lower()
    found = [value for name, value in TYPES.items() if name.startswith(lower)]
    return TYPES.get(lower, found[0] if found else -1) if found else number(text, U8)


def set_types(fields: Fields, given: Given) -> None:
    low, found, high = given.value.partition(":")
    bounds = [kind(low) if low else 0, kind(high) if high else U8] if found else [kind(low)] * 2
    if bounds[0] > bounds[1]:
        raise OptionError("the range ends before it begins")
    fields["types"] = bounds


OPTIONS = Options(
    (RuleOption("--mh-type", both(set_types, inverts("invflags", INV_TYPE)), invertible=True),),
    start={"types": [0, U8]},
)

EXTENSION = Extension(
    "match",
    "mh",
    "net/ipv6/netfilter/ip6t_mh.c",
    {
        0: Revision(
            MatchMh0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(INVERSION, "invflags within 0x1", "mh_mt6_check", proto=135),
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds("types invflags"),
)
