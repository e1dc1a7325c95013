"""Numbers of include/uapi/linux/netfilter/nf_tables.h, v6.1, and of the headers that iptables-nft compares."""

from __future__ import annotations

TABLE_FLAGS = 2
DORMANT = 1
CHAIN_HOOK, CHAIN_POLICY, CHAIN_TYPE, CHAIN_COUNTERS = 4, 5, 7, 8
HOOK_NUMBER, HOOK_PRIORITY, HOOK_DEVICE = 1, 2, 3
COUNTER_BYTES, COUNTER_PACKETS, COUNTER_PAD = 1, 2, 3
DATA_VALUE, DATA_VERDICT, VERDICT_CODE, VERDICT_CHAIN = 1, 2, 1, 2
VERDICT_REGISTER = 0

# by family: hooks that legacy tables have and nf_tables has not (EOPNOTSUPP; nft_chain_filter_arp, v6.1): ARP's FORWARD
UNHOOKED = {"arp": frozenset({2})}

NFT_JUMP, NFT_GOTO = -3, -4
# verdict of nf_tables -> of a standard target (minus verdict minus one; RETURN is minus NF_REPEAT minus one)
NFT_VERDICTS = {0: -1, 1: -2, -5: -5}
VERDICT_NAMES = {0: "drop", 1: "accept", -1: "continue", -2: "break", -5: "return"}

EQ, NEQ, LT, LTE, GT, GTE = range(6)  # enum nft_cmp_ops; the first two are those of a range too
OPERATORS = ("eq", "neq", "lt", "lte", "gt", "gte")

LINK, NETWORK, TRANSPORT = 0, 1, 2  # enum nft_payload_bases
BASES = {LINK: "link", NETWORK: "network", TRANSPORT: "transport", 3: "inner"}

MARK, IIFNAME, OIFNAME, L4PROTO, NFTRACE = 3, 6, 7, 16, 12  # enum nft_meta_keys
META = {
    0: "len", 1: "protocol", 2: "priority", MARK: "mark", 4: "iif", 5: "oif", IIFNAME: "iifname", OIFNAME: "oifname",
    8: "iiftype", 9: "oiftype", 10: "skuid", 11: "skgid", NFTRACE: "nftrace", 13: "rtclassid", 14: "secmark",
    15: "nfproto", L4PROTO: "l4proto", 17: "bri_iifname", 18: "bri_oifname", 19: "pkttype", 20: "cpu", 21: "iifgroup",
    22: "oifgroup", 23: "cgroup", 24: "prandom",
}  # fmt: skip

# Where headers have their fields: RFC 791, 8200, 9293, 768, in bytes from the start of the header.
IPV4_FRAGMENT, IPV4_PROTOCOL, IPV4_SOURCE, IPV4_DESTINATION = 6, 9, 12, 16
IPV6_SOURCE, IPV6_DESTINATION = 8, 24
SOURCE_PORT, DESTINATION_PORT, TCP_FLAGS = 0, 2, 13
# of ARP on Ethernet with addresses of IPv4: RFC 826
ARP_HARDWARE, ARP_PROTOCOL, ARP_HARDWARE_LENGTH, ARP_PROTOCOL_LENGTH, ARP_OPERATION = 0, 2, 4, 5, 6
ARP_SOURCE_MAC, ARP_SOURCE, ARP_TARGET_MAC, ARP_TARGET = 8, 14, 18, 24
FRAGMENT_OFFSET = b"\x1f\xff"  # the bits of a fragment's offset
TCP, UDP = 6, 17

# Expressions, and the names of their attributes: what is printed of those that iptables does not write.
ATTRIBUTES: dict[str, dict[int, str]] = {
    "bitwise": {1: "sreg", 2: "dreg", 3: "len", 4: "mask", 5: "xor", 6: "op", 7: "data"},
    "cmp": {1: "sreg", 2: "op", 3: "data"},
    "counter": {1: "bytes", 2: "packets"},
    "ct": {1: "dreg", 2: "key", 3: "direction", 4: "sreg"},
    "exthdr": {1: "dreg", 2: "type", 3: "offset", 4: "len", 5: "flags", 6: "op", 7: "sreg"},
    "fib": {1: "dreg", 2: "result", 3: "flags"},
    "immediate": {1: "dreg", 2: "data"},
    "limit": {1: "rate", 2: "unit", 3: "burst", 4: "type", 5: "flags"},
    "log": {1: "group", 2: "prefix", 3: "snaplen", 4: "qthreshold", 5: "level", 6: "flags"},
    "lookup": {1: "set", 2: "sreg", 3: "dreg", 4: "set_id", 5: "flags"},
    "masq": {1: "flags", 2: "reg_proto_min", 3: "reg_proto_max"},
    "match": {1: "name", 2: "rev", 3: "info"},
    "meta": {1: "dreg", 2: "key", 3: "sreg"},
    "nat": {1: "type", 2: "family", 3: "reg_addr_min", 4: "reg_addr_max", 5: "reg_proto_min", 6: "reg_proto_max",
            7: "flags"},
    "payload": {1: "dreg", 2: "base", 3: "offset", 4: "len", 5: "sreg", 6: "csum_type", 7: "csum_offset",
                8: "csum_flags"},
    "queue": {1: "num", 2: "total", 3: "flags", 4: "sreg_qnum"},
    "range": {1: "sreg", 2: "op", 3: "from", 4: "to"},
    "redir": {1: "reg_proto_min", 2: "reg_proto_max", 3: "flags"},
    "reject": {1: "type", 2: "icmp_code"},
    "target": {1: "name", 2: "rev", 3: "info"},
}  # fmt: skip
DATA = frozenset({"data", "mask", "xor", "from", "to"})  # attributes that hold a value or a verdict
TEXTS = frozenset({"name", "prefix", "set"})
