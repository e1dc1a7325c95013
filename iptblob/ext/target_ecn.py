"""Target ECN: bits of congestion notification (libipt_ECN.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_ecn_0 import TargetEcn0

SET_IP, SET_ECE, SET_CWR = 0x01, 0x10, 0x20


def tcp_bits(target: TargetEcn0, ctx: Context) -> tuple[int, int]:
    """(ece, cwr): the first two bit fields of a byte, which a big-endian machine counts from the top."""
    bits = target.tcp_bits
    return (bits >> 7 & 1, bits >> 6 & 1) if ctx.abi.is_be else (bits & 1, bits >> 1 & 1)


def words(target: TargetEcn0, ctx: Context) -> str:
    ece, cwr = tcp_bits(target, ctx)
    if target.operation == SET_ECE | SET_CWR and not ece and not cwr:
        return " --ecn-tcp-remove"
    out = f" --ecn-tcp-ece {ece}" if target.operation & SET_ECE else ""
    out += f" --ecn-tcp-cwr {cwr}" if target.operation & SET_CWR else ""
    return out + (f" --ecn-ip-ect {target.ip_ect}" if target.operation & SET_IP else "")


EXTENSION = Extension("target", "ECN", {0: words})
