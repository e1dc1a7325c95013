"""Match policy: the IPsec policy of a packet (libxt_policy.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable

from iptblob.ext.base import Context, Extension, inverted, network
from iptblob.spec.layouts.match_policy_0 import MatchPolicy0, MatchPolicy0Elem

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


EXTENSION = Extension("match", "policy", {0: words})
