"""Bits of ``flags`` and ``invflags`` in struct ipt_ip and struct ip6t_ip6 (uapi ip_tables.h, ip6_tables.h, v6.18)."""

from __future__ import annotations

INV_VIA_IN, INV_VIA_OUT, INV_SRCIP, INV_DSTIP, INV_FRAG, INV_PROTO = 0x01, 0x02, 0x08, 0x10, 0x20, 0x40
INV_TOS = 0x04
IPV4_F_FRAG, IPV4_F_GOTO = 0x01, 0x02
IPV6_F_PROTO, IPV6_F_TOS, IPV6_F_GOTO = 0x01, 0x02, 0x04
