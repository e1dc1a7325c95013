"""Target ECN: bits of congestion notification (libipt_ECN.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.abi import Abi
from iptblob.extensions.base import Context
from iptblob.extensions.bits import bits
from iptblob.extensions.constraints import FINE, TCP, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import Fields, Given, Options, RuleOption, both, flag, put, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.target_ecn_0 import TargetEcn0
from iptblob.terms import Carries, Unfollowed, Writes

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


def sense(target: TargetEcn0, side: PayloadContext) -> object:
    return target.operation, target.ip_ect, bits(target.tcp_bits, side)


def check(x: Subject) -> Sequence[Issue]:
    """ecn_tg_check."""
    row = x.row
    if row.operation & 0xCE:
        return bad("operation", f"operation is {row.operation:#x}")
    if row.ip_ect & ~0x03:
        return bad("ip_ect", f"ip_ect is {row.ip_ect}, the most is 3")
    if row.operation & 0x30 and not x.only(TCP):
        return bad("operation", "TCP bits are changed in a rule that is not for tcp alone")
    return FINE


def change(target: TargetEcn0, _: Context) -> Writes | Carries | Unfollowed:
    """ecn_tg (v6.18): bits of the TOS byte, or flags 0x40 and 0x80 of TCP."""
    of_ip, ece, cwr = (target.operation & bit for bit in (SET_IP, SET_ECE, SET_CWR))
    if of_ip and (ece or cwr):
        return Unfollowed("it changes both headers")
    if of_ip:
        return Writes("tos", 0xFC, target.ip_ect & 0x03)
    if not (ece or cwr):
        return Carries("nothing")
    keep = 0xFF ^ (0x40 if ece else 0) ^ (0x80 if cwr else 0)
    flip = (0x40 if ece and target.tcp_bits & SET_ECE else 0) | (0x80 if cwr and target.tcp_bits & SET_CWR else 0)
    return Writes("tcpflags", keep, flip)


CHANGES = ("--ecn-tcp-remove", "--ecn-tcp-cwr", "--ecn-tcp-ece", "--ecn-ip-ect")


def remove(fields: Fields, _: Given) -> None:
    fields.update(operation=SET_ECE | SET_CWR, _ece=0, _cwr=0)


def lay(fields: Fields, abi: Abi) -> Fields:
    """The first two bit fields of a byte."""
    return fields | {"tcp_bits": bits(fields.pop("_ece", 0) | fields.pop("_cwr", 0) << 1, abi)}


OPTIONS = Options(
    (
        RuleOption("--ecn-tcp-remove", remove, words=0, excludes=("--ecn-tcp-cwr", "--ecn-tcp-ece")),
        RuleOption("--ecn-tcp-cwr", both(flag("operation", SET_CWR), put(_cwr=up_to(1)))),
        RuleOption("--ecn-tcp-ece", both(flag("operation", SET_ECE), put(_ece=up_to(1)))),
        RuleOption("--ecn-ip-ect", both(flag("operation", SET_IP), put(ip_ect=up_to(3)))),
    ),
    one_of=CHANGES,
    laid=lay,
)

EXTENSION = Extension(
    "target",
    "ECN",
    "net/ipv4/netfilter/ipt_ECN.c",
    {
        0: Revision(
            TargetEcn0,
            words=words,
            options=OPTIONS,
            meaning=Sense(sense),
            constraints=Constraints(
                check, "known bits only; TCP bits in rules for tcp", "ecn_tg_check", table="mangle"
            ),
            effect=change,
        ),
    },
    holds=holds("operation ip_ect tcp_bits"),
)
