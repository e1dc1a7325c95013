"""Target HMARK: a mark from a hash of the flow (libxt_HMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.extensions.base import Context, prefix_length
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.meaning import FIELDS
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


EXTENSION = Extension(
    "target",
    "HMARK",
    "net/netfilter/xt_HMARK.c",
    {
        0: Revision(
            TargetHmark0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(check, "a modulus, and no fields that exclude each other", "hmark_tg_check"),
            effect=Unsettles("mark", "a hash of addresses and ports"),
        ),
    },
)
