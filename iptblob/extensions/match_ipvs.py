"""Match ipvs: connections of the IP virtual server (libxt_ipvs.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.extensions.addresses import host_and_mask
from iptblob.extensions.base import Context, inverted, network
from iptblob.extensions.held import AddressField, holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    Effect,
    End,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    any_port,
    asks,
    both,
    flag,
    named,
    protocol,
)
from iptblob.extensions.record import Extension, HostDecides, Revision
from iptblob.spec.layouts.match_ipvs_0 import MatchIpvs0
from iptblob.terms import pure

PROPERTY, PROTO, VADDR, VPORT, DIR, METHOD, VPORTCTL = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40
METHODS = {0: "MASQ", 2: "IPIP", 3: "GATE"}


def words(match: MatchIpvs0, ctx: Context) -> str:
    """--ipvs is printed only where it is the only test; an inverted direction is the other direction."""
    if match.bitmask == PROPERTY:
        return f"{inverted(match.invert & PROPERTY)} --ipvs"
    before = (
        (PROTO, f"--vproto {match.l4proto}"),
        (VADDR, f"--vaddr {network(match.vaddr, match.vmask, ctx.family)}"),
        (VPORT, f"--vport {match.vport}"),
    )
    behind = (
        (METHOD, f"--vmethod {METHODS.get(match.fwd_method, 'UNKNOWN')}"),
        (VPORTCTL, f"--vportctl {match.vportctl}"),
    )
    direction = f" --vdir {'REPLY' if match.invert & DIR else 'ORIGINAL'}" if match.bitmask & DIR else ""
    return tests(before, match) + direction + tests(behind, match)


def tests(options: tuple[tuple[int, str], ...], match: MatchIpvs0) -> str:
    return "".join(f"{inverted(match.invert & flag)} {option}" for flag, option in options if match.bitmask & flag)


DIRECTIONS = {0: "ORIGINAL", 1: "REPLY"}


def test(bit: int, **values: Any) -> Effect:
    return asks("bitmask", bit, "invert", **values)


def set_address(fields: Fields, given: Given) -> None:
    fields["vaddr"], fields["vmask"] = host_and_mask(given)


def set_protocol(fields: Fields, given: Given) -> None:
    fields["l4proto"] = protocol(given.value, given.names)


def set_direction(fields: Fields, given: Given) -> None:
    """The reply direction is the inverted original one."""
    fields["invert"] = fields.get("invert", 0) & ~DIR | DIR * named(given.value, DIRECTIONS)


def method(text: str) -> int:
    return named(text, METHODS)


def settle(fields: Fields, _: End) -> None:
    """All other tests are of packets that IPVS handles."""
    if fields["bitmask"] & ~PROPERTY:
        if fields.get("invert", 0) & PROPERTY:
            raise OptionError("! --ipvs cannot stand beside other options")
        fields["bitmask"] |= PROPERTY


TABLE = (
    RuleOption("--ipvs", test(PROPERTY), words=0, invertible=True),
    RuleOption("--vproto", both(test(PROTO), set_protocol), invertible=True),
    RuleOption("--vaddr", both(test(VADDR), set_address), invertible=True),
    RuleOption("--vport", test(VPORT, vport=any_port), invertible=True),
    RuleOption("--vdir", both(flag("bitmask", DIR), set_direction)),
    RuleOption("--vmethod", test(METHOD, fwd_method=method), invertible=True),
    RuleOption("--vportctl", test(VPORTCTL, vportctl=any_port), invertible=True),
)
OPTIONS = Options(TABLE, one_of=tuple(option.name for option in TABLE), finish=settle)

EXTENSION = Extension(
    "match",
    "ipvs",
    "net/netfilter/xt_ipvs.c",
    {
        0: Revision(
            MatchIpvs0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            unspec=True,
            constraints=HostDecides("upstream has it, and few kernels are built with it"),
            inet_addresses=("vaddr", "vmask"),
            packet=pure("what IPVS does with a packet", by_hook=True),
        ),
    },
    holds=holds("vmask vport l4proto fwd_method vportctl invert bitmask", vaddr=AddressField(mask="vmask")),
)
