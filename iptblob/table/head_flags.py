"""Bits of ``flags`` and ``invflags`` in struct ipt_ip, ip6t_ip6 and arpt_arp (uapi ip_tables.h, ip6_tables.h,
arp_tables.h, v6.18)."""

from __future__ import annotations

INV_VIA_IN, INV_VIA_OUT, INV_SRCIP, INV_DSTIP, INV_FRAG, INV_PROTO = 0x01, 0x02, 0x08, 0x10, 0x20, 0x40
INV_TOS = 0x04
IPV4_F_FRAG, IPV4_F_GOTO = 0x01, 0x02
IPV6_F_PROTO, IPV6_F_TOS, IPV6_F_GOTO = 0x01, 0x02, 0x04
ARPT_INV_VIA_IN, ARPT_INV_VIA_OUT, ARPT_INV_SRCIP, ARPT_INV_TGTIP = 0x01, 0x02, 0x04, 0x08
ARPT_INV_SRCDEVADDR, ARPT_INV_TGTDEVADDR = 0x10, 0x20
INV_ARPOP, INV_ARPHRD, INV_ARPPRO, INV_ARPHLN = 0x40, 0x80, 0x100, 0x200
LEN_ETHERNET = 6  # arptables shows and reads no more of a hardware address
ARPHRD_ETHER = 1  # the type of hardware (uapi/linux/if_arp.h, v6.1)
