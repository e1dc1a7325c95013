"""Constraints of the targets (net/netfilter/xt_*.c, net/ipv4|ipv6/netfilter; read in v6.1, measured on v6.18)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.check.extensions.base import (
    ARP,
    FINE,
    FWD,
    IN,
    INET,
    OUT,
    POST,
    PRE,
    TCP,
    UDP,
    V4,
    V6,
    Issue,
    Row,
    Subject,
    at_most,
    bad,
    last_byte_zero,
    need,
    proc_name,
    terminated,
)  # fmt: skip
from iptblob.check.extensions.matches import NO_SET, SET_DIMENSIONS

INT_MAX = 0x7FFFFFFF
F_PROTO = 0x01  # IP6T_F_PROTO
MAP_IPS = 0x01  # NF_NAT_RANGE_MAP_IPS
TCPHDR_SYN, XT_TCP_INV_FLAGS = 0x02, 0x04


def tcp_only(x: Subject) -> bool:
    """The rule is for tcp alone; in IPv6 its flag must say that the protocol counts."""
    if x.family == "ipv6" and not (x.flags & F_PROTO or (x.profile.sets_proto_flag and x.proto)):
        return False
    return x.only(TCP)


def checksum(x: Subject) -> Sequence[Issue]:
    return FINE if x.row.operation == 1 else bad("operation", f"operation is {x.row.operation:#x}, the only one is 1")


def connmark_2(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.shift_dir > 1 or row.shift_bits > 31:
        return bad("shift_dir", f"shift in direction {row.shift_dir} by {row.shift_bits}")
    return FINE


def connsecmark(x: Subject) -> Sequence[Issue]:
    if x.table not in (b"mangle", b"security"):
        return bad("mode", "only valid in tables mangle and security")
    return FINE if x.row.mode in (1, 2) else bad("mode", f"mode is {x.row.mode}, known are 1 and 2")


def ct(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    row = x.row
    known = 0x1F if x.revision == 2 else 0x01
    if row.flags & ~known:
        return bad("flags", f"flags are {row.flags:#x}, known bits are {known:#x}")
    if row.flags & 0x01:
        return FINE
    issues: list[Issue] = []
    proto = 0 if x.inverted else x.proto
    helper = x.bytes_of("helper")
    if helper[0]:
        if 0 not in helper:
            return bad("helper", f"helper has no NUL within its {len(helper)} bytes", "ENAMETOOLONG")
        if not proto:
            return bad("helper", "a helper needs a rule for one protocol", "ENOENT")
        issues.append(need("ct-helper", "helper", "a connection tracking helper of that name must exist"))
    timeout = x.bytes_of("timeout") if x.revision else b"\0"
    if timeout[0]:
        if 0 not in timeout:
            return [*issues, *bad("timeout", f"timeout has no NUL within its {len(timeout)} bytes", "ENAMETOOLONG")]
        if not proto:
            return [*issues, *bad("timeout", "a timeout policy needs a rule for one protocol")]
        issues.append(need("ct-timeout", "timeout", "a timeout policy of that name must exist"))
    return issues


def one_range(x: Subject) -> Sequence[Issue]:
    return FINE if x.row.rangesize == 1 else bad("rangesize", f"{x.row.rangesize} ranges, only one is taken")


def no_addresses(x: Subject) -> Sequence[Issue]:
    if x.row.flags & MAP_IPS:
        return bad("flags", "it takes no addresses (MAP_IPS)")
    return one_range(x) if x.family == "ipv4" else FINE


def addresses(x: Subject) -> Sequence[Issue]:
    if not x.row.flags & MAP_IPS:
        return bad("flags", "it needs addresses (MAP_IPS)")
    return one_range(x) if x.family == "ipv4" else FINE


def npt(x: Subject) -> Sequence[Issue]:
    row = x.row
    if max(row.src_pfx_len, row.dst_pfx_len) > 64:
        return bad("src_pfx_len", f"prefix lengths {row.src_pfx_len} and {row.dst_pfx_len}, the most is 64")
    for field, length in (("src_pfx", row.src_pfx_len), ("dst_pfx", row.dst_pfx_len)):
        if int.from_bytes(getattr(row, field), "big") & (1 << 128 - length) - 1:
            return bad(field, "bits behind the prefix are set")
    return FINE


def ecn(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.operation & 0xCE:
        return bad("operation", f"operation is {row.operation:#x}")
    if row.ip_ect & ~0x03:
        return bad("ip_ect", f"ip_ect is {row.ip_ect}, the most is 3")
    if row.operation & 0x30 and not x.only(TCP):
        return bad("operation", "TCP bits are changed in a rule that is not for tcp alone")
    return FINE


def hop_limit(x: Subject) -> Sequence[Issue]:
    mode, value = x.row
    if mode > 2:
        return bad("mode", f"mode is {mode}, the most is 2")
    return bad(x.row._fields[1], "a change by 0") if mode and not value else FINE


def hmark(x: Subject) -> Sequence[Issue]:
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


def idletimer(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    row = x.row
    if x.revision and row.send_nl_msg:
        return bad("send_nl_msg", f"send_nl_msg is {row.send_nl_msg}", "EOPNOTSUPP")
    if not 0 < row.timeout < INT_MAX // 1000:
        return bad("timeout", f"timeout is {row.timeout}, 1 to {INT_MAX // 1000 - 1} are taken")
    label = x.bytes_of("label")
    if not label[0] or 0 not in label:
        return bad("label", "the label is empty or has no NUL")
    kind = row.timer_type if x.revision else 0
    if kind > 1:
        return bad("timer_type", f"timer_type is {kind}, the most is 1")
    existing = x.state.get(("idletimer", row.label))
    if existing is not None:
        differs = existing != kind if x.revision else existing & 1
        return bad("timer_type", "an earlier rule has a timer of this label and the other type") if differs else FINE
    name = proc_name(x, "label")
    if name or row.label in (b"power", b"subsystem", b"uevent"):
        return bad("label", "the label is no name for a file in sysfs")
    x.state["idletimer", row.label] = kind
    return FINE


def log(x: Subject) -> Sequence[Issue]:
    if x.row.level > 7:
        return bad("level", f"level is {x.row.level}, the most is 7")
    return last_byte_zero("prefix")(x)


def nflog(x: Subject) -> Sequence[Issue]:
    if x.row.flags & ~0x01:
        return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0x1")
    return last_byte_zero("prefix")(x)


def nfqueue(x: Subject) -> Sequence[Issue]:
    row = x.row
    if not row.queues_total:
        return bad("queues_total", "no queue at all")
    if row.queues_total - 1 + row.queuenum > 0xFFFF:
        return bad("queues_total", f"queues {row.queuenum} to {row.queues_total - 1 + row.queuenum}", "ERANGE")
    if x.revision == 2 and row.bypass > 1:
        return bad("bypass", f"bypass is {row.bypass}, the most is 1")
    if x.revision == 3 and row.flags & ~0x03:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0x3")
    return FINE


def rateest(x: Subject) -> Sequence[Issue]:
    row = x.row
    unterminated = terminated("name", "ENAMETOOLONG")(x)
    if unterminated:
        return unterminated
    existing = x.state.get(("rateest", row.name))
    if existing is not None:
        if (not row.interval and not row.ewma_log) or existing != (row.interval, row.ewma_log):
            return bad("interval", "an earlier rule has an estimator of this name with other parameters")
        return FINE
    if not -2 <= row.interval <= 3:
        return bad("interval", f"interval is {row.interval}, -2 to 3 are taken")
    if not 0 < row.ewma_log < 31:
        return bad("ewma_log", f"ewma_log is {row.ewma_log}, 1 to 30 are taken")
    x.state["rateest", row.name] = (row.interval, row.ewma_log)
    return FINE


def reject(x: Subject) -> Sequence[Issue]:
    echo, reset = (4, 7) if x.family == "ipv4" else (5, 6)
    if x.row.reject_with == echo:
        return bad("reject_with", "echo replies are no longer sent")
    if x.row.reject_with == reset and not tcp_only(x):
        return bad("reject_with", "a TCP reset in a rule that is not for tcp alone")
    return FINE


def secmark(x: Subject) -> Sequence[Issue]:
    if x.table not in (b"mangle", b"security"):
        return bad("mode", "only valid in tables mangle and security")
    if x.row.mode != 1:
        return bad("mode", f"mode is {x.row.mode}, the only one is 1")
    return (need("lsm", "secctx", "a security module must know the context"),)


def sets(x: Subject) -> Sequence[Issue]:
    """Revisions 0 to 3: sets to add to and delete from, in revision 3 one to map from."""
    row = x.row
    issues: list[Issue] = []
    if x.revision == 3 and x.profile.hooks_before_checkentry:
        issues += _map_place(x)
    fields = ["add_set", "del_set"] + (["map_set"] if x.revision == 3 else [])
    for field in fields:
        index = getattr(row, field).set_index
        if index != NO_SET:
            if field == "map_set" and not x.profile.hooks_before_checkentry:
                issues += _map_place(x)
            issues.append(need("ipset", field, f"a set with index {index} must exist"))
    for field in fields:
        found = getattr(row, field)
        if x.revision == 0:
            if found.flags[SET_DIMENSIONS - 1]:
                issues.append(Issue("ERANGE", field, f"more than {SET_DIMENSIONS} dimensions"))
        elif found.dim > SET_DIMENSIONS:
            issues.append(Issue("ERANGE", field, f"{found.dim} dimensions, the most are {SET_DIMENSIONS}"))
    return issues


def _map_place(x: Subject) -> Sequence[Issue]:
    if x.row.map_set.set_index == NO_SET:
        return FINE
    if x.table != b"mangle":
        return bad("map_set", "a set is mapped outside of table mangle")
    if x.row.flags & 0x06 << 8 and x.reached(PRE | IN):
        return bad("map_set", "priority or queue are mapped, but the rule is reached from PREROUTING or INPUT")
    return FINE


def synproxy(x: Subject) -> Sequence[Issue]:
    return FINE if tcp_only(x) else bad("options", "the rule is not for tcp alone")


def tcpmss(x: Subject) -> Sequence[Issue]:
    if x.row.mss == 0xFFFF and x.reached(PRE | IN):
        return bad("mss", "clamping to the path needs FORWARD, OUTPUT or POSTROUTING")
    for name, match in x.matches:
        if name == b"tcp" and match.flg_cmp & TCPHDR_SYN and not match.invflags & XT_TCP_INV_FLAGS:
            return FINE
    return bad("mss", "no tcp match of the rule asks for SYN, not inverted")


def tee(x: Subject) -> Sequence[Issue]:
    if not any(x.row.gw):
        return bad("gw", "the gateway is the zero address")
    oif = x.bytes_of("oif")
    if oif[0] and oif[-1]:
        return bad("oif", "the last byte of oif is not 0")
    return FINE


def tproxy(x: Subject) -> Sequence[Issue]:
    return FINE if x.only(TCP, UDP) else bad("lport", "the rule is neither for tcp nor for udp alone")


def mangle(x: Subject) -> Sequence[Issue]:
    row = x.row
    if not row.flags or row.flags & ~0x0F:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0xf, at least one")
    if row.verdict not in (0, 1, -1):
        return bad("verdict", f"verdict is {row.verdict}: DROP 0, ACCEPT 1 or CONTINUE -1")
    return FINE


def _t(name: str, revisions: str, families: tuple[str, ...], says: str = "", **rest: object) -> list[Row]:
    return [Row("target", name, int(revision), families, says=says, **rest) for revision in revisions]  # type: ignore[arg-type]


ROWS: list[Row] = [
    *_t("", "0", INET + ARP),
    *_t("ERROR", "0", INET + ARP),
    *_t("AUDIT", "0", INET, "type at most 2", check=at_most("type", 2, "ERANGE")),
    *_t("CHECKSUM", "0", INET, "operation 1", table="mangle", check=checksum),
    *_t("CLASSIFY", "0", INET, hooks=FWD | OUT | POST),
    *_t("CLASSIFY", "0", ARP, hooks=0b110),
    *_t("CONNMARK", "1", INET),
    *_t("CONNMARK", "2", INET, "a shift to the left 0 or right 1 by at most 31", check=connmark_2),
    *_t("CONNSECMARK", "0", INET, "table mangle or security, mode 1 or 2", check=connsecmark),
    *_t("CT", "012", INET, "known flags; unless NOTRACK, helper and timeout policy that exist for the protocol",
        table="raw", check=ct),
    *_t("DNAT", "0", V4, "exactly one range", table="nat", hooks=PRE | OUT, check=one_range),
    *_t("DNAT", "12", INET, table="nat", hooks=PRE | OUT),
    *_t("DNPT", "0", V6, "prefixes of at most 64 bits and nothing behind them", table="mangle", hooks=PRE | OUT,
        check=npt),
    *_t("DSCP", "0", INET, "dscp at most 63", table="mangle", check=at_most("dscp", 63, "EDOM")),
    *_t("ECN", "0", V4, "known bits only; TCP bits in rules for tcp", table="mangle", check=ecn),
    *_t("HL", "0", V6, "mode at most 2, no change by 0", table="mangle", check=hop_limit),
    *_t("HMARK", "0", INET, "a modulus, and no fields that exclude each other", check=hmark),
    *_t("IDLETIMER", "01", INET, "a timeout of 1 to 2147482, a label fit for sysfs, one type per label, no netlink "
        "message", check=idletimer, shared=True),
    *_t("LOG", "0", INET, "level at most 7, a terminated prefix", check=log),
    *_t("MARK", "2", INET + ARP),
    *_t("MASQUERADE", "0", INET, "no addresses, in IPv4 one range", table="nat", hooks=POST, check=no_addresses),
    *_t("NETMAP", "0", INET, "addresses, in IPv4 one range", table="nat", hooks=PRE | IN | OUT | POST,
        check=addresses),
    *_t("NFLOG", "0", INET, "flags within 0x1, a terminated prefix", check=nflog),
    *_t("NFQUEUE", "0", INET),
    *_t("NFQUEUE", "123", INET, "at least one queue, none above 65535, known flags", check=nfqueue),
    *_t("NOTRACK", "0", INET, table="raw"),
    *_t("RATEEST", "0", INET, "a terminated name; interval -2 to 3 and ewma_log 1 to 30, or those of the estimator "
        "that has the name already", check=rateest, shared=True),
    *_t("REDIRECT", "0", INET, "no addresses, in IPv4 one range", table="nat", hooks=PRE | OUT, check=no_addresses),
    *_t("REJECT", "0", INET, "no echo reply; TCP resets in rules for tcp", table="filter", hooks=IN | FWD | OUT,
        check=reject),
    *_t("SECMARK", "01", INET, "table mangle or security, mode 1, a context the security module knows",
        check=secmark),
    *_t("SET", "0", V4, "sets that exist, at most 6 dimensions", check=sets),
    *_t("SET", "123", INET, "sets that exist, at most 6 dimensions; maps in table mangle only", check=sets),
    *_t("SNAT", "0", V4, "exactly one range", table="nat", hooks=IN | POST, check=one_range),
    *_t("SNAT", "12", INET, table="nat", hooks=IN | POST),
    *_t("SNPT", "0", V6, "prefixes of at most 64 bits and nothing behind them", table="mangle", hooks=IN | POST,
        check=npt),
    *_t("SYNPROXY", "0", INET, "a rule for tcp", hooks=IN | FWD, check=synproxy),
    *_t("TCPMSS", "0", INET, "a tcp match that asks for SYN; clamping to the path from FORWARD, OUTPUT, POSTROUTING",
        proto=TCP, check=tcpmss, shared=True),
    *_t("TCPOPTSTRIP", "0", INET, table="mangle", proto=TCP),
    *_t("TEE", "1", INET, "a gateway, a terminated interface name", check=tee),
    *_t("TOS", "1", INET, table="mangle"),
    *_t("TPROXY", "0", V4, "a rule for tcp or udp", table="mangle", hooks=PRE, check=tproxy),
    *_t("TPROXY", "1", INET, "a rule for tcp or udp", table="mangle", hooks=PRE, check=tproxy),
    *_t("TRACE", "0", INET, table="raw"),
    *_t("TTL", "0", V4, "mode at most 2, no change by 0", table="mangle", check=hop_limit),
    *_t("mangle", "0", ARP, "known flags, at least one; verdict DROP 0, ACCEPT 1 or CONTINUE -1", check=mangle),
]  # fmt: skip

# Registered for all families at once, with these revisions: in arp tables they are found, and refused.
INDEPENDENT: dict[str, frozenset[int]] = {
    "AUDIT": frozenset({0}), "DNAT": frozenset({1, 2}), "SNAT": frozenset({1, 2}), "NFQUEUE": frozenset({0, 1, 2, 3}),
}  # fmt: skip
