"""Match ipv6header: extension headers of IPv6 (libip6t_ipv6header.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U8, Fields, Given, OptionError, Options, RuleOption, both, inverts, put, words_of
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_ipv6header_0 import MatchIpv6header0
from iptblob.terms import pure

# Bit of a header -> its protocol number and the name used where /etc/protocols has none.
HEADERS = {
    0x80: (0, "hop-by-hop"), 0x40: (60, "dst"), 0x20: (43, "route"), 0x10: (44, "frag"),
    0x08: (51, "auth"), 0x04: (50, "esp"), 0x02: (59, "none"), 0x01: (255, "protocol"),
}  # fmt: skip
HOP_BY_HOP = 0  # never looked up: /etc/protocols may call it ip


def header_name(protocol: int, own_name: str, ctx: Context) -> str:
    if protocol == HOP_BY_HOP:
        return own_name
    return ctx.names.protocols.get(protocol, own_name)


def words(match: MatchIpv6header0, ctx: Context) -> str:
    headers = [header_name(*header, ctx) for bit, header in HEADERS.items() if match.matchflags & bit]
    out = f"{inverted(match.invflags)} --header {','.join(headers) or 'NONE'}"
    return f"{out} --soft" if match.modeflag else out


def check(x: Subject) -> Sequence[Issue]:
    """ipv6header_mt6_check."""
    if not x.row.modeflag and x.row.invflags not in (0, 0xFF):
        return bad("invflags", f"invflags are {x.row.invflags:#x}, in hard mode 0 or 0xff")
    return FINE


OTHER_NAMES = {"hop": 0x80, "prot": 0x01}
BITS = {number: bit for bit, (number, _) in HEADERS.items()}


def set_headers(fields: Fields, given: Given) -> None:
    """Names of headers or of protocols, or some numbers (name_to_proto, libip6t_ipv6header.c)."""
    known = {name: bit for bit, (_, name) in HEADERS.items()} | {str(number): bit for number, bit in BITS.items()}
    protocols = {name: BITS.get(number, 0) for number, name in given.names.protocols.items()}
    found = 0
    for word in words_of(given.value):
        bit = protocols.get(word, (known | OTHER_NAMES).get(word, 0))
        if not bit:
            raise OptionError(f"one of {', '.join(known)} is expected")
        found |= bit
    if not found:
        raise OptionError("a header is expected")
    fields["matchflags"] = found


OPTIONS = Options(
    (
        RuleOption("--header", both(set_headers, inverts("invflags", U8)), invertible=True, required=True),
        RuleOption("--soft", put(modeflag=U8), words=0),
    )
)

EXTENSION = Extension(
    "match",
    "ipv6header",
    "net/ipv6/netfilter/ip6t_ipv6header.c",
    {
        0: Revision(
            MatchIpv6header0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check, "in hard mode invflags of 0 or 0xff", "ipv6header_mt6_check"),
            packet=pure("extension headers are not told"),
        ),
    },
    holds=holds("matchflags invflags modeflag"),
)
