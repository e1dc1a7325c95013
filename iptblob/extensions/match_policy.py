"""Match policy: the IPsec policy of a packet (libxt_policy.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iptblob.extensions.base import Context, inverted, network
from iptblob.extensions.bits import bits
from iptblob.extensions.constraints import (
    FINE,
    INPUT,
    OUTPUT,
    POSTROUTING,
    PREROUTING,
    Constraints,
    Issue,
    Subject,
    bad,
)
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_policy_0 import MatchPolicy0, MatchPolicy0Elem
from iptblob.terms import pure

IN, NONE, STRICT = 0x1, 0x4, 0x8
MODES = {0: "transport", 1: "tunnel"}
# Bit fields of a byte in the order of their declaration, which a big-endian machine starts at the other end.
FIELDS = ("saddr", "daddr", "proto", "mode", "spi", "reqid")

TESTS: tuple[tuple[str, Callable[[MatchPolicy0Elem, Context], str]], ...] = (
    ("reqid", lambda elem, _: f" --reqid {elem.reqid}"),
    ("spi", lambda elem, _: f" --spi 0x{elem.spi:x}"),
    ("proto", lambda elem, ctx: f" --proto {ctx.names.protocols.get(elem.proto, str(elem.proto))}"),
    ("mode", lambda elem, _: f" --mode {MODES.get(elem.mode, '???')}"),
    ("daddr", lambda elem, ctx: f" --tunnel-dst {network(elem.daddr, elem.dmask, ctx.family)}"),
    ("saddr", lambda elem, ctx: f" --tunnel-src {network(elem.saddr, elem.smask, ctx.family)}"),
)


def has(bits: int, field: str, ctx: Context) -> int:
    """Whether the bit field called ``field`` is set."""
    at = FIELDS.index(field)
    return bits >> (7 - at if ctx.abi.is_be else at) & 1


def element(elem: MatchPolicy0Elem, ctx: Context) -> str:
    return "".join(
        inverted(has(elem.invert, field, ctx)) + words(elem, ctx)
        for field, words in TESTS
        if has(elem.match, field, ctx)
    )


def words(match: MatchPolicy0, ctx: Context) -> str:
    """Direction and policy, then the elements with --next between them."""
    out = " --dir in" if match.flags & IN else " --dir out"
    out += " --pol none" if match.flags & NONE else " --pol ipsec"
    out += " --strict" if match.flags & STRICT else ""
    return out + " --next".join(element(elem, ctx) for elem in match.elements[: match.num_elements])


def sense(match: MatchPolicy0, side: PayloadContext) -> object:
    elements = [
        element._replace(
            match=bits(element.match, side),
            invert=bits(element.invert, side),
            saddr=side.address(element.saddr),
            smask=side.address(element.smask),
            daddr=side.address(element.daddr),
            dmask=side.address(element.dmask),
        )
        for element in match.elements[: match.num_elements]
    ]
    return match.flags, match.num_elements, tuple(map(tuple, elements))


def check(x: Subject) -> Sequence[Issue]:
    """policy_mt_check."""
    row = x.row
    if not row.flags & 0x03:
        return bad("flags", "neither incoming nor outgoing policy")
    if row.flags & 2 and x.reached(PREROUTING | INPUT):
        return bad("flags", "outgoing policy, but reached from PREROUTING or INPUT")
    if row.flags & 1 and x.reached(POSTROUTING | OUTPUT):
        return bad("flags", "incoming policy, but reached from POSTROUTING or OUTPUT")
    return bad("num_elements", f"{row.num_elements} elements, the most are 4") if row.num_elements > 4 else FINE


EXTENSION = Extension(
    "match",
    "policy",
    "net/netfilter/xt_policy.c",
    {
        0: Revision(
            MatchPolicy0,
            words=words,
            meaning=Sense(sense),
            constraints=Constraints(check, "a direction that its hooks have, at most 4 elements", "policy_mt_check"),
            packet=pure("policies of IPsec", by_hook=True),
        ),
    },
)
