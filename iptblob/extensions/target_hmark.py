"""Target HMARK: a mark from a hash of the flow (libxt_HMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from iptblob.extensions.addresses import mask_16
from iptblob.extensions.base import Context, prefix_length
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import U16, U32, Effect, End, Fields, Given, OptionError, Options, RuleOption, number
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_hmark_0 import TargetHmark0
from iptblob.terms import Unsettles

SADDR_MASK, DADDR_MASK, SPI, SPI_MASK, SPORT, DPORT = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
SPORT_MASK, DPORT_MASK, PROTO_MASK, RND, MODULUS, OFFSET, CT = 0x40, 0x80, 0x100, 0x200, 0x400, 0x800, 0x1000
LEN_ADDRESS = {"ipv4": 4, "ipv6": 16}


def prefix(option: str, mask: bytes, family: str) -> str:
    """`` OPTION LENGTH``, -1 for a mask with holes."""
    length = prefix_length(mask[: LEN_ADDRESS[family]])
    return f" {option} {-1 if length is None else length}"


def words(target: TargetHmark0, ctx: Context) -> str:
    """The tuple is saved for connections only: what else was hashed is told by the masks."""
    spi_mask = target.src_port_mask << 16 | target.dst_port_mask
    spi = target.src_port << 16 | target.dst_port
    parts = (
        (SADDR_MASK, prefix("--hmark-src-prefix", target.src_mask, ctx.family)),
        (DADDR_MASK, prefix("--hmark-dst-prefix", target.dst_mask, ctx.family)),
        (SPORT_MASK, f" --hmark-sport-mask 0x{target.src_port_mask:04x}"),
        (DPORT_MASK, f" --hmark-dport-mask 0x{target.dst_port_mask:04x}"),
        (SPI_MASK, f" --hmark-spi-mask 0x{spi_mask:08x}"),
        (SPORT, f" --hmark-sport 0x{target.src_port:04x}"),
        (DPORT, f" --hmark-dport 0x{target.dst_port:04x}"),
        (SPI, f" --hmark-spi 0x{spi:08x}"),
        (PROTO_MASK, f" --hmark-proto-mask 0x{target.proto_mask:02x}"),
        (RND, f" --hmark-rnd 0x{target.hashrnd:08x}"),
        (MODULUS, f" --hmark-mod {target.hmodulus}"),
        (OFFSET, f" --hmark-offset {target.hoffset}"),
        (CT, " --hmark-tuple ct"),
    )
    return "".join(option for flag, option in parts if target.flags & flag)


def check(x: Subject) -> Sequence[Issue]:
    """hmark_tg_check."""
    row = x.row
    flags = row.flags
    if not row.hmodulus:
        return bad("hmodulus", "the modulus is 0")
    if row.proto_mask and flags >> 13 & 1:
        return bad("proto_mask", "method L3 takes no protocol mask")
    if flags >> 3 & 1 and flags & (1 << 6 | 1 << 7):
        return bad("flags", "masks for SPI and for ports")
    if flags >> 2 & 1 and flags & (1 << 4 | 1 << 5):
        return bad("flags", "values for SPI and for ports")
    return FINE


PARTS = ("ct", "src", "dst", "sport", "dport", "proto", "spi")
OF_PACKET = SADDR_MASK | DADDR_MASK | SPI_MASK | SPORT_MASK | DPORT_MASK | PROTO_MASK | SPORT | DPORT | SPI
WHOLE: dict[str, tuple[int, dict[str, Any]]] = {
    "ct": (CT, {}),
    "src": (SADDR_MASK, {"src_mask": b"\xff" * 16}),
    "dst": (DADDR_MASK, {"dst_mask": b"\xff" * 16}),
    "sport": (SPORT_MASK, {"src_port_mask": U16}),
    "dport": (DPORT_MASK, {"dst_port_mask": U16}),
    "proto": (PROTO_MASK, {"proto_mask": U16}),
    "spi": (SPI_MASK, {"src_port_mask": U16, "dst_port_mask": U16}),
}


def set_tuple(fields: Fields, given: Given) -> None:
    """Parts of a packet that count as a whole; names may be cut short (hmark_parse)."""
    for word in given.value.split(","):
        name = next((name for name in PARTS if word and name.startswith(word.lower())), None)
        if name is None:
            raise OptionError(f"some of {', '.join(PARTS)} are expected")
        bit, values = WHOLE[name]
        fields.update(values, flags=fields.get("flags", 0) | bit, _whole=fields.get("_whole", 0) | bit)


def part(bit: int, values: Callable[[Given], dict[str, Any]]) -> Effect:
    def effect(fields: Fields, given: Given) -> None:
        if fields.get("_whole", 0) & bit:
            raise OptionError("--hmark-tuple said that before")
        fields.update(values(given), flags=fields.get("flags", 0) | bit)

    return effect


def mask_of(field: str) -> Callable[[Given], dict[str, Any]]:
    return lambda given: {field: mask_16(given.value, given)}


def narrow(field: str) -> Callable[[Given], dict[str, Any]]:
    return lambda given: {field: number(given.value, U16)}


def wide(field: str, least: int = 0) -> Callable[[Given], dict[str, Any]]:
    return lambda given: {field: number(given.value, U32, least)}


def in_ports(suffix: str) -> Callable[[Given], dict[str, Any]]:
    """An SPI lies where the two ports do."""

    def values(given: Given) -> dict[str, Any]:
        value = number(given.value)
        return {f"src_port{suffix}": value >> 16, f"dst_port{suffix}": value & U16}

    return values


def settle(fields: Fields, _: End) -> None:
    fields.pop("_whole", None)
    flags = fields.get("flags", 0)
    if flags & SPI_MASK and flags & (SPORT_MASK | DPORT_MASK):
        raise OptionError("masks of an SPI and of ports cannot stand together")
    if not flags & (OF_PACKET | CT):
        raise OptionError("--hmark-tuple is expected")


OPTIONS = Options(
    (
        RuleOption("--hmark-tuple", set_tuple),
        RuleOption("--hmark-src-prefix", part(SADDR_MASK, mask_of("src_mask"))),
        RuleOption("--hmark-dst-prefix", part(DADDR_MASK, mask_of("dst_mask"))),
        RuleOption("--hmark-sport-mask", part(SPORT_MASK, narrow("src_port_mask"))),
        RuleOption("--hmark-dport-mask", part(DPORT_MASK, narrow("dst_port_mask"))),
        RuleOption("--hmark-spi-mask", part(SPI_MASK, in_ports("_mask"))),
        RuleOption("--hmark-sport", part(SPORT, narrow("src_port"))),
        RuleOption("--hmark-dport", part(DPORT, narrow("dst_port"))),
        RuleOption("--hmark-spi", part(SPI, in_ports(""))),
        RuleOption("--hmark-proto-mask", part(PROTO_MASK, narrow("proto_mask"))),
        RuleOption("--hmark-rnd", part(RND, wide("hashrnd")), required=True),
        RuleOption("--hmark-mod", part(MODULUS, wide("hmodulus", 1)), required=True),
        RuleOption("--hmark-offset", part(OFFSET, wide("hoffset"))),
    ),
    finish=settle,
)

EXTENSION = Extension(
    "target",
    "HMARK",
    "net/netfilter/xt_HMARK.c",
    {
        0: Revision(
            TargetHmark0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(check, "a modulus, and no fields that exclude each other", "hmark_tg_check"),
            effect=Unsettles("mark", "a hash of addresses and ports"),
        ),
    },
    holds=holds(
        "src_mask dst_mask src_port_mask dst_port_mask src_port dst_port flags proto_mask hashrnd "
        "hmodulus hoffset",
    ),
)
