"""What differs between the three families: tables, hooks, entry type, socket options. Data only."""

from __future__ import annotations

from typing import NamedTuple


class Family(NamedTuple):
    """One of ip_tables, ip6_tables and arp_tables.

    ``hooks`` holds the built-in chain names by hook number; ``tables`` maps a table's name to its valid_hooks
    mask (net/ipv4/netfilter/iptable_*.c and arptable_filter.c, v6.1). ``nfproto`` is the kernel's NFPROTO_*
    number, which the Kaitai specs take as ``family``.
    """

    name: str
    nfproto: int
    hooks: tuple[str, ...]
    tables: dict[str, int]
    entry_spec: str
    info_spec: str
    replace_spec: str
    names_file: str


_INET_HOOKS = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
_INET_TABLES = {"raw": 0x09, "mangle": 0x1F, "nat": 0x1B, "filter": 0x0E, "security": 0x0E}

IPV4 = Family("ipv4", 2, hooks=_INET_HOOKS, tables=_INET_TABLES, entry_spec="ipt_entry", info_spec="ipt_getinfo",
              replace_spec="ipt_replace", names_file="ip_tables_names")  # fmt: skip
IPV6 = Family("ipv6", 10, hooks=_INET_HOOKS, tables=_INET_TABLES, entry_spec="ip6t_entry", info_spec="ipt_getinfo",
              replace_spec="ipt_replace", names_file="ip6_tables_names")  # fmt: skip
ARP = Family("arp", 3, hooks=("INPUT", "OUTPUT", "FORWARD"), tables={"filter": 0x07}, entry_spec="arpt_entry",
             info_spec="arpt_getinfo", replace_spec="arpt_replace", names_file="arp_tables_names")  # fmt: skip

FAMILIES: dict[str, Family] = {family.name: family for family in (IPV4, IPV6, ARP)}

HOOKS = _INET_HOOKS
