"""Target REJECT: what is sent back (libipt_REJECT.c and libip6t_REJECT.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, Extension

NO_NAME = "(null)"  # what printf makes of a number that has a place in the table and no name there
NAMES = {
    "ipv4": (
        "icmp-net-unreachable", "icmp-host-unreachable", "icmp-proto-unreachable", "icmp-port-unreachable", NO_NAME,
        "icmp-net-prohibited", "icmp-host-prohibited", "tcp-reset", "icmp-admin-prohibited",
    ),
    "ipv6": (
        "icmp6-no-route", "icmp6-adm-prohibited", NO_NAME, "icmp6-addr-unreachable", "icmp6-port-unreachable",
        NO_NAME, "tcp-reset", "icmp6-policy-fail", "icmp6-reject-route",
    ),
}  # fmt: skip


def words(target: Any, ctx: Context) -> str:
    names, number = NAMES[ctx.family], target.reject_with
    return f" --reject-with {names[number] if number < len(names) else number}"


EXTENSION = Extension("target", "REJECT", {(0, "ipv4"): words, (0, "ipv6"): words})
