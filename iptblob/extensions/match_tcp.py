"""Match tcp: ports, flags and one option (libxt_tcp.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions.base import Context, flag_words, full_range, inverted
from iptblob.extensions.cells import Cells, Mask, single_ports
from iptblob.extensions.constraints import TCP, Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, plain_ports
from iptblob.extensions.options import (
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    both,
    inverts,
    number,
    port,
    put,
    span,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_tcp_0 import MatchTcp0
from iptblob.terms import FIRST_FRAGMENT, Condition, Fact, Term, Try, between, equals, inverted_if, same_bits, steps

INV_SRC_PORT, INV_DST_PORT, INV_FLAGS, INV_OPTION = 0x01, 0x02, 0x04, 0x08
FLAGS = {0x01: "FIN", 0x02: "SYN", 0x04: "RST", 0x08: "PSH", 0x10: "ACK", 0x20: "URG"}
NAMED = 0x3F


def tcp_flags(value: int) -> str:
    """Names of the flags; the two that iptables has no names for as one number."""
    rest = [f"0x{value & ~NAMED:02x}"] if value & ~NAMED else []
    named = [flag_words(value, FLAGS)] if value & NAMED else []
    return ",".join(named + rest) or "NONE"


def words(match: MatchTcp0, ctx: Context) -> str:
    """The options in the order libxt_tcp saves them."""
    out = full_range("--sport", match.src_ports, 0xFFFF, match.invflags & INV_SRC_PORT, ctx)
    out += full_range("--dport", match.dst_ports, 0xFFFF, match.invflags & INV_DST_PORT, ctx)
    if match.option or match.invflags & INV_OPTION:
        out += f"{inverted(match.invflags & INV_OPTION)} --tcp-option {match.option}"
    if match.flg_mask or match.invflags & INV_FLAGS:
        out += f"{inverted(match.invflags & INV_FLAGS)} --tcp-flags {tcp_flags(match.flg_mask)}"
        out += f" {tcp_flags(match.flg_cmp)}"
    return out


def bulk(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    """Ports alone, none of them inverted."""
    ports, usual = single_ports(records["src_ports"], records["dst_ports"])
    return ports, usual & ((records["option"] | records["flg_mask"] | records["invflags"]) == 0)


SYN_ALONE = ("FIN,SYN,RST,ACK", "SYN")


def flag_list(text: str) -> int:
    known = {name: bit for bit, name in FLAGS.items()} | {"ALL": NAMED, "NONE": 0}
    total = 0
    for word in filter(None, text.upper().split(",")):
        if word not in known:
            raise OptionError(f"one of {', '.join(known)} is expected")
        total |= known[word]
    return total


def tcp_ports(text: str) -> list[int]:
    return span(text, one=lambda word: port(word, "tcp"))


def set_flags(fields: Fields, given: Given) -> None:
    fields.update(flg_mask=flag_list(given.values[0]), flg_cmp=flag_list(given.values[1]))


def set_syn(fields: Fields, given: Given) -> None:
    set_flags(fields, given._replace(values=SYN_ALONE))


def columns(records: NDArray[Any], _: PayloadContext) -> list[NDArray[Any]]:
    """Both ranges, what is asked of options and flags, and what else is inverted."""
    flags = records["invflags"].astype(np.int64)
    source = plain_ports(records["src_ports"], (flags & INV_SRC_PORT) != 0)
    goal = plain_ports(records["dst_ports"], (flags & INV_DST_PORT) != 0)
    asked = [records[name] for name in ("option", "flg_mask", "flg_cmp")]
    return [*source, *goal, *asked, flags & ~(INV_SRC_PORT | INV_DST_PORT)]


OPTIONS = Options(
    (
        RuleOption("--sport", both(put(src_ports=tcp_ports), inverts("invflags", INV_SRC_PORT)),
                   aliases=("--source-port",), invertible=True),
        RuleOption("--dport", both(put(dst_ports=tcp_ports), inverts("invflags", INV_DST_PORT)),
                   aliases=("--destination-port",), invertible=True),
        RuleOption("--tcp-flags", both(set_flags, inverts("invflags", INV_FLAGS)), words=2, invertible=True),
        RuleOption("--syn", both(set_syn, inverts("invflags", INV_FLAGS)), words=0, invertible=True,
                   excludes=("--tcp-flags",)),
        RuleOption("--tcp-option", both(put(option=lambda text: number(text, 255, 1)), inverts("invflags", INV_OPTION)),
               invertible=True),
    ),
    start={"src_ports": [0, 0xFFFF], "dst_ports": [0, 0xFFFF]},
)  # fmt: skip


def packet(match: MatchTcp0, _: Context) -> Condition:
    """tcp_mt (v6.18): a fragment at offset 1 is dropped, whatever the rule wants."""
    inv = match.invflags
    option: Term = True
    if match.option:
        fact = Fact(f"tcp --tcp-option {match.option}", "the options of the TCP header are not told")
        option = inverted_if(inv & INV_OPTION, fact)
    return (
        Try(equals("fragoff", 1), hot=True),
        *steps(
            FIRST_FRAGMENT,
            inverted_if(inv & INV_SRC_PORT, between("sport", *match.src_ports)),
            inverted_if(inv & INV_DST_PORT, between("dport", *match.dst_ports)),
            inverted_if(inv & INV_FLAGS, same_bits("tcpflags", match.flg_mask, match.flg_cmp)),
            option,
        ),
    )


EXTENSION = Extension(
    "match",
    "tcp",
    "net/netfilter/xt_tcpudp.c",
    {
        0: Revision(
            MatchTcp0,
            words=words,
            bulk=bulk,
            meaning=Columns(columns),
            options=OPTIONS,
            constraints=Constraints(
                within("invflags", 0x0F), "invflags within 0xf", "tcp_mt_check", proto=TCP, reads=("invflags",)
            ),
            packet=packet,
        ),
    },
    holds=holds("src_ports dst_ports option flg_mask flg_cmp invflags"),
)
