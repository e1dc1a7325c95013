"""Words for NAT ranges (libxt_NAT.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import AddressValueError, IPv4Address
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions import cells
from iptblob.extensions import options as opt
from iptblob.extensions.addresses import ipv6 as ipv6_of
from iptblob.extensions.addresses import quad
from iptblob.extensions.base import Bulk, Context, Words, ipv4, ipv6
from iptblob.extensions.cells import Cells, Mask
from iptblob.extensions.constraints import FINE, Issue, Subject, bad
from iptblob.extensions.meaning import Columns, PayloadContext, inet_address, same
from iptblob.terms import Translates, number_of

MAP_IPS, PROTO_SPECIFIED, PROTO_OFFSET = 0x01, 0x02, 0x20
FLAGS = {0x04: "random", 0x10: "random-fully", 0x08: "persistent"}  # in the order they are printed

ANY_FLAG = sum(FLAGS)


class Range(NamedTuple):
    """A range of addresses and ports, whichever struct it came in; addresses have 4 or 16 bytes."""

    flags: int
    min_addr: bytes
    max_addr: bytes
    min_port: int
    max_port: int
    base_port: int


def multi_range(row: Any) -> Range:
    """From a struct nf_nat_ipv4_multi_range_compat."""
    return Range(row.flags, row.min_ip, row.max_ip, row.min_port, row.max_port, base_port=0)


def plain_range(row: Any) -> Range:
    """From a struct nf_nat_range or nf_nat_range2."""
    base = getattr(row, "base_port", 0)
    return Range(row.flags, row.min_addr, row.max_addr, row.min_port, row.max_port, base_port=base)


def addresses(span: Range, family: str) -> str:
    """``ADDRESS[-ADDRESS]``. All 16 bytes of a union are compared, even where four are printed."""
    first = ipv6(span.min_addr) if family == "ipv6" else ipv4(span.min_addr[:4])
    if span.min_addr == span.max_addr:
        return first
    return f"{first}-{ipv6(span.max_addr) if family == 'ipv6' else ipv4(span.max_addr[:4])}"


def ports(span: Range) -> str:
    """``:PORT[-PORT][/BASE]``"""
    text = f":{span.min_port}"
    if span.max_port != span.min_port:
        text += f"-{span.max_port}"
    return f"{text}/{span.base_port}" if span.flags & PROTO_OFFSET else text


def range_text(span: Range, family: str) -> str:
    """The value of --to-source, --to-destination or --to-ports."""
    text = addresses(span, family) if span.flags & MAP_IPS else ""
    if not span.flags & PROTO_SPECIFIED:
        return text
    if text and family == "ipv6":
        text = f"[{text}]"
    return text + ports(span)


def bulk_words(option: str) -> Bulk:
    """One address and at most one port, no flags: the usual form of a struct nf_nat_range2 or nf_nat_range."""

    def bulk(records: NDArray[Any], ctx: Context) -> tuple[Cells, Mask]:
        rows, flags = len(records), records["flags"]
        if ctx.family != "ipv4":
            return cells.same("", rows), np.zeros(rows, dtype=bool)
        low, high = (cells.octets(records[name]) for name in ("min_addr", "max_addr"))
        usual = (low == high).all(axis=1) & (records["min_port"] == records["max_port"])
        usual &= (flags & ~np.uint32(PROTO_SPECIFIED)) == MAP_IPS
        port = cells.joined([cells.same(":", rows), cells.decimal(records["min_port"])])
        port = cells.where((flags & PROTO_SPECIFIED) != 0, port)
        return cells.joined([cells.same(f" {option} ", rows), cells.dotted(low[:, :4]), port]), usual

    return bulk


def range_words(option: str, convert: Any, *, skip_colon: bool = False) -> Words:
    """What saves a range as ``option``; ``skip_colon`` where a range of ports alone is printed without its colon."""

    def words(row: Any, ctx: Context) -> str:
        span: Range = convert(row)
        value = range_text(span, ctx.family)
        out = f" {option} {value.removeprefix(':') if skip_colon else value}" if value else ""
        if not span.flags & ANY_FLAG:
            return out
        return out + "".join(f" --{name}" for flag, name in FLAGS.items() if span.flags & flag)

    return words


def one_range(x: Subject) -> Sequence[Issue]:
    """xt_nat_checkentry_v0."""
    return FINE if x.row.rangesize == 1 else bad("rangesize", f"{x.row.rangesize} ranges, only one is taken")


def no_addresses(x: Subject) -> Sequence[Issue]:
    """masquerade_tg_check, masquerade_tg6_checkentry, redirect_tg4_check, redirect_tg6_checkentry."""
    if x.row.flags & MAP_IPS:
        return bad("flags", "it takes no addresses (MAP_IPS)")
    return one_range(x) if x.family == "ipv4" else FINE


def addresses_given(x: Subject) -> Sequence[Issue]:
    """netmap_tg4_check, netmap_tg6_checkentry."""
    if not x.row.flags & MAP_IPS:
        return bad("flags", "it needs addresses (MAP_IPS)")
    return one_range(x) if x.family == "ipv4" else FINE


def multi_range_columns(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    """Of struct nf_nat_ipv4_multi_range_compat; the kernel takes one range and no more."""
    span = [inet_address(records[name], side) for name in ("min_ip", "max_ip")]
    return [records["flags"], *span, records["min_port"], records["max_port"], same(0, records), records["rangesize"]]


def plain_range_columns(records: NDArray[Any], side: PayloadContext) -> Sequence[NDArray[Any]]:
    """Of struct nf_nat_range, and of nf_nat_range2, which has a base port."""
    span = [inet_address(records[name], side) for name in ("min_addr", "max_addr")]
    base = records["base_port"] if "base_port" in (records.dtype.names or ()) else same(0, records)
    return [records["flags"], *span, records["min_port"], records["max_port"], base, same(1, records)]


MULTI_RANGE, PLAIN_RANGE = Columns(multi_range_columns), Columns(plain_range_columns)


# Text to ranges. ``wide`` is true of struct nf_nat_range and nf_nat_range2, whose addresses have 16 bytes.


def _given_addresses(text: str, wide: bool, family: str) -> opt.Fields:
    low, found, high = text.partition("-")
    first, last = _address(low, family), _address(high if found else low, family)
    if not wide:
        return {"min_ip": first, "max_ip": last}
    return {"min_addr": first.ljust(16, b"\0"), "max_addr": last.ljust(16, b"\0")}


def _address(text: str, family: str) -> bytes:
    """As inet_pton reads it."""
    if family == "ipv6":
        return ipv6_of(text)
    try:
        return quad(text) or IPv4Address(text).packed
    except AddressValueError:
        raise opt.OptionError("an IPv4 address is expected") from None


WITH_PORTS = (1, 6, 17, 33, 132)  # protocols for which libxt_NAT takes ports


def _given_ports(text: str, given: opt.Given) -> opt.Fields:
    """``PORT[-PORT[/BASE]]`` (parse_ports)."""
    if given.protocol not in WITH_PORTS:
        raise opt.OptionError("ports want a rule for a protocol that has them, such as -p tcp")
    try:
        low, rest = opt.leading(text, opt.U16)
    except opt.OptionError:
        low, rest = opt.port(text), ""
    if not rest:
        return {"flags": PROTO_SPECIFIED, "min_port": low, "max_port": low}
    if rest[0] != "-":
        raise opt.OptionError("PORT or PORT-PORT is expected")
    high, rest = opt.leading(rest[1:], opt.U16)
    if high < low or rest[:1] not in ("", "/"):
        raise opt.OptionError("PORT-PORT or PORT-PORT/BASE is expected, in ascending order")
    found = {"flags": PROTO_SPECIFIED, "min_port": low, "max_port": high}
    return found | ({"base_port": _base(rest[1:]), "flags": PROTO_SPECIFIED | PROTO_OFFSET} if rest else {})


def _base(text: str) -> int:
    try:
        return opt.leading(text, opt.U16, 1)[0]
    except opt.OptionError:
        return opt.port(text)


def _parts(text: str, family: str) -> tuple[str, str | None]:
    """(addresses, ports), the addresses of IPv6 in brackets where ports follow (parse_to)."""
    start, bracket = "", "[" in text
    if bracket:
        start, closed, rest = text.partition("[")[2].partition("]")
        if not closed or family == "ipv4":
            raise opt.OptionError("ADDRESS is expected" + ("" if family == "ipv4" else ", or [ADDRESS]:PORT"))
        at = rest.find(":")
        at = -1 if at < 0 else text.index("]") + 1 + at
    else:
        at = text.find(":") if text.count(":") == 1 else -1
    if at < 0:
        return (start if bracket else text), None
    if at in (0, 2):
        return "", text[at + 1 :]
    return (start if bracket else text[:at]), text[at + 1 :]


def takes_range(wide: bool, *, shifts: bool = False) -> opt.Effect:
    """``[ADDRESS[-ADDRESS]][:PORT[-PORT]]``; in IPv6 addresses before ports stand in brackets.

    ``shifts`` is true of struct nf_nat_range2, which has a base port: ``PORT-PORT/BASE``.
    """

    def effect(fields: opt.Fields, given: opt.Given) -> None:
        addresses_, ports_ = _parts(given.value, given.family)
        flags = fields.get("flags", 0)
        if ports_ is not None:
            fields.update(_given_ports(ports_, given))
            flags |= fields["flags"]
            if not shifts:
                fields.pop("base_port", None)
        if addresses_ or ports_ is None:
            fields.update(_given_addresses(addresses_, wide, given.family))
            flags |= MAP_IPS
        fields["flags"] = flags

    return effect


def takes_ports(fields: opt.Fields, given: opt.Given) -> None:
    """``PORT[-PORT]``"""
    flags = fields.get("flags", 0)
    fields.update(_given_ports(given.value, given))
    fields.pop("base_port", None)
    fields["flags"] |= flags


def range_options(
    option: str, effect: opt.Effect, flags: str, *, single: bool, required: bool = False,
    families: tuple[str, ...] = (), finish: Callable[[opt.Fields, opt.End], None] | None = None,
) -> opt.Options:  # fmt: skip
    """The options of a NAT target and which ``flags`` it has; ``single`` is true of the struct that counts its
    ranges."""
    named = {name: bit for bit, name in FLAGS.items()}
    switches = (opt.RuleOption(f"--{name}", opt.flag("flags", named[name]), words=0) for name in flags.split())
    table = (opt.RuleOption(option, effect, required=required), *switches)
    return opt.Options(table, start={"rangesize": 1} if single else {}, families=families, finish=finish)


MAP_IPS, PROTO_SPECIFIED, PROTO_RANDOM, RANDOM_FULLY, PROTO_OFFSET = 0x01, 0x02, 0x04, 0x10, 0x20


def translation(choice: str, *, source: bool) -> Callable[[Any, Context], Translates]:
    """What a NAT target binds a flow to; ``choice`` as in ``Translates``."""

    def effect(target: Any, ctx: Context) -> Translates:
        ends = [getattr(target, f"{end}_ip", None) or getattr(target, f"{end}_addr") for end in ("min", "max")]
        low, high = (number_of(end, ctx.family) for end in ends)
        given = choice == "network" or (choice == "given" and target.flags & MAP_IPS)
        offset = target.base_port if target.flags & PROTO_OFFSET else None
        return Translates(
            source,
            choice,
            (low, high) if given else None,
            (target.min_port, target.max_port) if target.flags & PROTO_SPECIFIED else None,
            random=bool(target.flags & (PROTO_RANDOM | RANDOM_FULLY)),
            offset_from=offset,
        )

    return effect
