"""Match tcp: ports, flags and one option (libxt_tcp.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, flag_words, inverted
from iptblob.spec.layouts.match_tcp_0 import MatchTcp0

INV_SRC_PORT, INV_DST_PORT, INV_FLAGS, INV_OPTION = 0x01, 0x02, 0x04, 0x08
FLAGS = {0x01: "FIN", 0x02: "SYN", 0x04: "RST", 0x08: "PSH", 0x10: "ACK", 0x20: "URG"}


def port_range(option: str, ports: list[int], invert: int) -> str:
    """`` --sport 1:2``, or nothing where every port is meant (even inverted, as libxt_tcp has it)."""
    low, high = ports
    if low == 0 and high == 0xFFFF:
        return ""
    return f"{inverted(invert)} {option} {low}" if low == high else f"{inverted(invert)} {option} {low}:{high}"


def tcp_flags(value: int) -> str:
    return flag_words(value, FLAGS) or "NONE"


def words(match: MatchTcp0, _: Context) -> str:
    """The options in the order libxt_tcp saves them."""
    out = port_range("--sport", match.src_ports, match.invflags & INV_SRC_PORT)
    out += port_range("--dport", match.dst_ports, match.invflags & INV_DST_PORT)
    if match.option or match.invflags & INV_OPTION:
        out += f"{inverted(match.invflags & INV_OPTION)} --tcp-option {match.option}"
    if match.flg_mask or match.invflags & INV_FLAGS:
        out += f"{inverted(match.invflags & INV_FLAGS)} --tcp-flags {tcp_flags(match.flg_mask)}"
        out += f" {tcp_flags(match.flg_cmp)}"
    return out


EXTENSION = Extension("match", "tcp", {0: words})
