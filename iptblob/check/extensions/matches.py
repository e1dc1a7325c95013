"""Constraints of the matches (net/netfilter/xt_*.c, net/ipv4|ipv6/netfilter; read in v6.1, measured on v6.18)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.check.extensions.base import (
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
    all_of,
    at_most,
    bad,
    need,
    proc_name,
    terminated,
    within,
)  # fmt: skip
from iptblob.check.extensions.bytecode import bpf_fault, fsm_fault
from iptblob.check.extensions.rates import byte_rate_vanishes, hashlimit_overflows, limit_overflows

NO_SET = 0xFFFF
SET_DIMENSIONS = 6


def addrtype_1(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.flags & 0x4 and row.flags & 0x8:
        return bad("flags", "limited to the incoming and to the outgoing interface")
    if row.flags & 0x8 and x.reached(PRE | IN):
        return bad("flags", "limited to the outgoing interface, but reached from PREROUTING or INPUT")
    if row.flags & 0x4 and x.reached(POST | OUT):
        return bad("flags", "limited to the incoming interface, but reached from POSTROUTING or OUTPUT")
    types = row.source | row.dest
    if x.family == "ipv6" and (types & 0x48 or types >= 0x100):
        return bad("source", f"address types {types:#x} that IPv6 does not have")
    return FINE


def bpf(x: Subject) -> Sequence[Issue]:
    mode = 0 if x.revision == 0 else x.row.mode
    if mode == 0:
        fault = bpf_fault(x.row.bpf_program, x.row.num_bpf_program) if x.revision == 0 else _bytecode_in_union(x)
        return bad("bpf_program" if x.revision == 0 else "program", fault) if fault else FINE
    if mode == 1:
        raw = x.bytes_of("program")
        if 0 not in raw:
            return bad("program", f"the path has no NUL within its {len(raw)} bytes")
        return (need("bpf-object", "program", "a pinned program must lie at that path"),)
    if mode == 2:
        return (need("bpf-object", "fd", f"file descriptor {x.row.fd} of the caller must be a socket filter program"),)
    return bad("mode", f"mode is {mode}, the most is 2")


def _bytecode_in_union(x: Subject) -> str:
    """Revision 1 keeps program and path in one union: read it with the instructions of revision 0."""
    from iptblob.abi import LP64_BE, LP64_LE
    from iptblob.spec.layout import layout_of
    from iptblob.spec.unpack import row_reader

    abi = LP64_BE if x.state["is_be"] else LP64_LE
    count = x.row.num_bpf_program
    instruction = layout_of("match_bpf_0", abi)["bpf_program"].struct
    assert instruction is not None
    read = row_reader(instruction, abi.order)
    raw = x.bytes_of("program")
    program = [read(raw, at * instruction.size) for at in range(min(count, len(raw) // instruction.size))]
    return bpf_fault(program, count)


def cgroup_0(x: Subject) -> Sequence[Issue]:
    return bad("invert", f"invert is {x.row.invert:#x}") if x.row.invert & ~1 else FINE


def cgroup_path(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.invert_path & ~1 or row.invert_classid & ~1:
        return bad("invert_path", "an inversion is neither 0 nor 1")
    if bool(row.has_path) == bool(row.has_classid):
        return bad("has_path", "not exactly one of path and classid")
    if not row.has_path:
        return FINE
    raw = x.bytes_of("path")
    if 0 not in raw:
        return bad("path", f"the path has no NUL within its {len(raw)} bytes", "ENAMETOOLONG")
    return (need("cgroup2-path", "path", "a cgroup of that path must exist"),)


def cluster(x: Subject) -> Sequence[Issue]:
    if x.row.total_nodes > 32:
        return bad("total_nodes", f"{x.row.total_nodes} nodes, the most are 32")
    if x.row.node_mask >= 1 << x.row.total_nodes:
        return bad("node_mask", f"mask {x.row.node_mask:#x} names nodes beyond {x.row.total_nodes}", "EDOM")
    return FINE


def dccp(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.flags & ~0x0F or row.invflags & ~0x0F:
        return bad("flags", f"flags {row.flags:#x}, invflags {row.invflags:#x}: known bits are 0xf")
    return bad("invflags", "a test is inverted that is not made") if row.invflags & ~row.flags else FINE


def devgroup(x: Subject) -> Sequence[Issue]:
    flags = x.row.flags
    if flags & ~0x0F:
        return bad("flags", f"flags are {flags:#x}, known bits are 0xf")
    if flags & 1 and x.reached(OUT | POST):
        return bad("flags", "the source group is tested, but the rule is reached from OUTPUT or POSTROUTING")
    if flags & 4 and x.reached(PRE | IN):
        return bad("flags", "the destination group is tested, but the rule is reached from PREROUTING or INPUT")
    return FINE


def options_header(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.invflags & ~0x01:
        return bad("invflags", f"invflags are {row.invflags:#x}, known bits are 0x1")
    if row.num_opts > 16:
        return bad("num_opts", f"{row.num_opts} options, the most are 16")
    return bad("flags", "NSTRICT was never implemented") if row.flags & 0x04 else FINE


def ecn(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.operation & 0xCE:
        return bad("operation", f"operation is {row.operation:#x}")
    if row.invert & 0xCE:
        return bad("invert", f"invert is {row.invert:#x}")
    if row.operation & 0x30 and not x.only(TCP):
        return bad("operation", "TCP bits are tested in a rule that is not for tcp alone")
    return FINE


def hashlimit(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    row = x.row
    name = proc_name(x, "name")
    if name:
        return name
    if not row.gc_interval or not row.expire:
        return bad("gc_interval", "gc_interval or expire is 0")
    bits = 32 if x.family == "ipv4" else 128
    if row.srcmask > bits or row.dstmask > bits:
        return bad("srcmask", f"prefix lengths {row.srcmask} and {row.dstmask}, the most is {bits}")
    if row.mode & ~0x7F:
        return bad("mode", f"mode is {row.mode:#x}, known bits are 0x7f")
    rate_match = bool(row.mode & 0x40)
    if rate_match:
        if x.revision < 3:
            return bad("mode", "rate matching needs revision 3")
        if not 0 < row.avg <= 0xFFFFFFFF:
            return bad("avg", f"rate {row.avg}", "ERANGE")
        if not row.interval:
            return bad("interval", "interval is 0")
    elif row.mode & 0x20:
        if byte_rate_vanishes(row.avg, x.profile.hz):
            return bad("avg", f"byte rate {row.avg} comes to no credits")
    elif hashlimit_overflows(row.avg, row.burst, x.revision, x.profile.hz):
        return bad("burst", f"avg {row.avg} times burst {row.burst} overflows, or burst is 0", "ERANGE")
    first = x.state.setdefault(("hashlimit", row.name), rate_match)
    if first != rate_match:
        return bad("mode", "an earlier rule uses this table of the same name with the other kind of rate")
    return FINE


def ttl_mode(x: Subject) -> Sequence[Issue]:
    if x.profile.late_fixes and x.row.mode > 3:
        return bad("mode", f"mode is {x.row.mode}, the most is 3")
    return FINE


def ipv6header(x: Subject) -> Sequence[Issue]:
    if not x.row.modeflag and x.row.invflags not in (0, 0xFF):
        return bad("invflags", f"invflags are {x.row.invflags:#x}, in hard mode 0 or 0xff")
    return FINE


def l2tp(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    row = x.row
    if row.flags & ~0x0F:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0xf")
    if not row.flags & 0x3 and not (row.flags & 0x8 and row.type == 0):
        return bad("flags", "neither tunnel nor session nor control type is tested")
    if row.flags & 0x4:
        if row.version not in (2, 3):
            return bad("version", f"version is {row.version}, known are 2 and 3")
        if row.version == 2 and row.flags & 0x1 and row.tid > 0xFFFF:
            return bad("tid", f"tunnel {row.tid} is too large for version 2")
        if row.version == 2 and row.flags & 0x2 and row.sid > 0xFFFF:
            return bad("sid", f"session {row.sid} is too large for version 2")
    if x.proto not in (UDP, 115):
        return bad("flags", "the rule is neither for udp nor for l2tp")
    return bad("version", "version 2 does not run over IP") if x.proto == 115 and row.version == 2 else FINE


def limit(x: Subject) -> Sequence[Issue]:
    if limit_overflows(x.row.avg, x.row.burst, x.profile.hz):
        return bad("burst", f"avg {x.row.avg} times burst {x.row.burst} overflows, or burst is 0", "ERANGE")
    return FINE


def multiport(x: Subject) -> Sequence[Issue]:
    row = x.row
    if not x.only(TCP, UDP, 136, 132, 33):
        return bad("flags", "the rule is not for one protocol that has ports")
    if row.flags > 2:
        return bad("flags", f"flags are {row.flags}, the most is 2")
    if row.num_ports > 15:
        return bad("num_ports", f"{row.num_ports} ports, the most are 15")
    return _multiport_ranges(x) if x.revision else FINE


def _multiport_ranges(x: Subject) -> Sequence[Issue]:
    """A flagged port opens a range that the next one closes (CVE-2026-31681 was the lack of this)."""
    row, at = x.row, 0
    while at < row.num_ports:
        if row.range_flags[at]:
            at += 1
            if at >= row.num_ports or row.range_flags[at]:
                return bad("range_flags", "a range that does not close")
            if row.ports[at - 1] > row.ports[at]:
                return bad("ports", f"a range from {row.ports[at - 1]} down to {row.ports[at]}")
        at += 1
    return FINE


def nfacct(x: Subject) -> Sequence[Issue]:
    return (need("nfacct", "name", "an accounting object of that name must exist"),)


def owner(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.match & ~0x0F:
        return bad("match", f"match is {row.match:#x}, known bits are 0xf")
    for bit, kind in ((1, "uid"), (2, "gid")):
        low, high = getattr(row, f"{kind}_min"), getattr(row, f"{kind}_max")
        if row.match & bit and (0xFFFFFFFF in (low, high) or high < low):
            return bad(f"{kind}_min", f"{kind} range {low} to {high}")
    return FINE


def physdev(x: Subject) -> Sequence[Issue]:
    row = x.row
    if not row.bitmask & 0x1F or row.bitmask & ~0x1F:
        return bad("bitmask", f"bitmask is {row.bitmask:#x}")
    if x.profile.physdev_names:
        for bit, field in ((0x01, "physindev"), (0x02, "physoutdev")):
            if row.bitmask & bit:
                raw = x.bytes_of(field)
                if not raw[0]:
                    return bad(field, f"{field} is empty")
                if 0 not in raw:
                    return bad(field, f"{field} has no NUL within its {len(raw)} bytes", "ENAMETOOLONG")
    bridged = row.bitmask & 0x04 and not row.invert & 0x04
    if row.bitmask & 0x12 and not bridged and x.reached(OUT):
        return bad("bitmask", "the outgoing port is tested from OUTPUT, for traffic that is not bridged")
    return FINE


def policy(x: Subject) -> Sequence[Issue]:
    row = x.row
    if not row.flags & 0x03:
        return bad("flags", "neither incoming nor outgoing policy")
    if row.flags & 2 and x.reached(PRE | IN):
        return bad("flags", "outgoing policy, but reached from PREROUTING or INPUT")
    if row.flags & 1 and x.reached(POST | OUT):
        return bad("flags", "incoming policy, but reached from POSTROUTING or OUTPUT")
    return bad("num_elements", f"{row.num_elements} elements, the most are 4") if row.num_elements > 4 else FINE


def rateest(x: Subject) -> Sequence[Issue]:
    row = x.row
    if (row.flags & 0x06).bit_count() != 1 or not row.flags & 0x30:
        return bad("flags", f"flags are {row.flags:#x}: one of ABS and REL, and BPS or PPS")
    if not 1 <= row.mode <= 3:
        return bad("mode", f"mode is {row.mode}, known are 1 to 3")
    for field in ("name1", "name2"):
        unterminated = terminated(field, "ENAMETOOLONG")(x)
        if unterminated:
            return unterminated
    wanted = [("name1", row.name1)] + ([("name2", row.name2)] if row.flags & 0x04 else [])
    for field, name in wanted:
        if ("rateest", name) not in x.state:
            if not x.state["payload"]:
                return (need("rateest", field, "an estimator of that name must exist"),)
            return bad(field, "no earlier rule of this table has a RATEEST target of that name", "ENOENT")
    return FINE


def recent(x: Subject) -> Sequence[Issue]:
    row = x.row
    flags = row.check_set
    if flags & ~0x3F:
        return bad("check_set", f"check_set is {flags:#x}, known bits are 0x3f")
    if (flags & 0x0F).bit_count() != 1:
        return bad("check_set", "not exactly one of check, set, update and remove")
    if flags & 0x0A and (row.seconds or row.hit_count or flags & 0x30):
        return bad("check_set", "set and remove take no conditions")
    if flags & 0x20 and not row.seconds:
        return bad("seconds", "reap needs seconds")
    if row.hit_count > 65535:
        return bad("hit_count", f"hit_count is {row.hit_count}, the most is 65535")
    return proc_name(x, "name")


def rpfilter(x: Subject) -> Sequence[Issue]:
    if x.row.flags & ~0x0F:
        return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0xf")
    return FINE if x.table in (b"raw", b"mangle") else bad("flags", "only valid in tables raw and mangle")


def rt(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.invflags & ~0x07:
        return bad("invflags", f"invflags are {row.invflags:#x}, known bits are 0x7")
    if row.num_addrs > 16:
        return bad("num_addrs", f"{row.num_addrs} addresses, the most are 16")
    if x.profile.late_fixes and row.flags & 0x30 and not row.num_addrs:
        return bad("num_addrs", "an address list is tested, but it is empty")
    if row.flags & 0x38 and (not row.flags & 0x01 or row.rt_type or row.invflags & 0x01):
        return bad("rt_type", "tests of type 0 headers need type 0 itself to be tested")
    return FINE


def sctp(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.num_flag_info & 0xFFFFFFFF > 4:
        return bad("num_flag_info", f"{row.num_flag_info} flag tests, the most are 4")
    if row.flags & ~0x07 or row.invflags & ~0x07:
        return bad("flags", f"flags {row.flags:#x}, invflags {row.invflags:#x}: known bits are 0x7")
    if row.invflags & ~row.flags:
        return bad("invflags", "a test is inverted that is not made")
    if row.flags & 0x04 and not row.chunk_match_type & 0x07:
        return bad("chunk_match_type", f"chunk_match_type is {row.chunk_match_type:#x}")
    return FINE


def set_index(index: int, field: str) -> Issue:
    """An index names a set of the namespace; 65535 never does."""
    if index == NO_SET:
        return Issue("ENOENT", field, "no set has index 65535")
    return need("ipset", field, f"a set with index {index} must exist")


def set_0(x: Subject) -> Sequence[Issue]:
    found = x.row.match_set
    issues = [set_index(found.set_index, "match_set")]
    if found.flags[SET_DIMENSIONS - 1]:
        issues.append(Issue("ERANGE", "match_set", f"more than {SET_DIMENSIONS} dimensions"))
    return issues


def set_1(x: Subject) -> Sequence[Issue]:
    found = x.row.match_set
    issues = [set_index(found.set_index, "match_set")]
    if found.dim > SET_DIMENSIONS:
        issues.append(Issue("ERANGE", "match_set", f"{found.dim} dimensions, the most are {SET_DIMENSIONS}"))
    return issues


def statistic(x: Subject) -> Sequence[Issue]:
    if x.row.mode > 1:
        return bad("mode", f"mode is {x.row.mode}, the most is 1")
    return bad("flags", f"flags are {x.row.flags:#x}, known bits are 0x1") if x.row.flags & ~1 else FINE


def string(x: Subject) -> Sequence[Issue]:  # noqa: PLR0911 - one return per condition, in the kernel's order
    row = x.row
    if row.from_offset > row.to_offset:
        return bad("from_offset", f"from {row.from_offset} to {row.to_offset}")
    if x.bytes_of("algo")[-1]:
        return bad("algo", "the last byte of the algorithm's name is not 0")
    if row.len_pattern > 128:
        return bad("len_pattern", f"pattern of {row.len_pattern} bytes, the most are 128")
    if row.flags & ~0x03:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0x3")
    if not row.len_pattern:
        return bad("len_pattern", "the pattern is empty")
    if row.algo not in (b"bm", b"kmp", b"fsm"):
        return bad("algo", "the kernel has no text search of that name", "ENOENT")
    if row.algo == b"fsm":
        fault = "it cannot ignore case" if row.flags & 1 else ""
        fault = fault or fsm_fault(x.bytes_of("pattern")[: row.len_pattern], x.state["is_be"])
        return bad("pattern", f"not for the fsm search: {fault}") if fault else FINE
    return FINE


def time(x: Subject) -> Sequence[Issue]:
    row = x.row
    if max(row.daytime_start, row.daytime_stop) > 86399:
        return bad("daytime_start", f"day time {row.daytime_start} to {row.daytime_stop}, the last is 86399", "EDOM")
    if row.flags & ~0x03:
        return bad("flags", f"flags are {row.flags:#x}, known bits are 0x3")
    if row.flags & 0x02 and row.daytime_start < row.daytime_stop:
        return bad("flags", "contiguous time needs a start behind its stop")
    return FINE


def u32(x: Subject) -> Sequence[Issue]:
    row = x.row
    if row.num_tests > 11:
        return bad("num_tests", f"{row.num_tests} tests, the most are 11")
    for number, test in enumerate(row.tests[: row.num_tests]):
        if test.num_locations > 11 or test.num_ranges > 11:
            return bad("tests", f"test {number} has {test.num_locations} locations and {test.num_ranges} ranges")
        for location in test.locations[1 : test.num_locations]:
            if location.nextop in (1, 2) and location.number >= 32:
                return bad("tests", f"test {number} shifts by {location.number}")
    return FINE


def _m(name: str, revisions: str, families: tuple[str, ...], says: str = "", **rest: object) -> list[Row]:
    return [Row("match", name, int(revision), families, says=says, **rest) for revision in revisions]  # type: ignore[arg-type]


_HIGH = PRE | IN | FWD
INVERSION = within("invflags", 0x01)

ROWS: list[Row] = [
    *_m("addrtype", "0", V4),
    *_m("addrtype", "1", INET, "not limited to both interfaces, nor to one its hooks do not have; in IPv6 no "
        "BLACKHOLE, BROADCAST, PROHIBIT and above", check=addrtype_1),
    *_m("ah", "0", V4, "invflags within 0x1", proto=51, check=INVERSION),
    *_m("ah", "0", V6, "invflags within 0x3", check=within("invflags", 0x03)),
    *_m("bpf", "01", INET, "1 to 64 instructions that the classic BPF checker passes; or a pinned program, or a "
        "descriptor of one", check=bpf),
    *_m("cgroup", "0", INET, "invert 0 or 1", hooks=IN | OUT | POST, check=cgroup_0),
    *_m("cgroup", "12", INET, "inversions 0 or 1, exactly one of path and classid, a terminated path that exists",
        hooks=IN | OUT | POST, check=cgroup_path),
    *_m("cluster", "0", INET, "at most 32 nodes, and a mask of those only", check=cluster),
    *_m("comment", "0", INET),
    *_m("connbytes", "0", INET, "what and direction at most 2",
        check=all_of(at_most("what", 2), at_most("direction", 2))),
    *_m("connlabel", "0", INET, "options within 0x3, bit at most 127",
        check=all_of(within("options", 0x03), at_most("bit", 127, "ERANGE"))),
    *_m("connlimit", "1", INET),
    *_m("connmark", "1", INET),
    *_m("conntrack", "123", INET),
    *_m("cpu", "0", INET, "invert 0 or 1", check=within("invert", 0x01)),
    *_m("dccp", "0", INET, "flags within 0xf, inversions of tests that are made", proto=33, check=dccp),
    *_m("devgroup", "0", INET, "flags within 0xf; source group from PREROUTING, INPUT, FORWARD, destination group from "
        "FORWARD, OUTPUT, POSTROUTING", check=devgroup),
    *_m("dscp", "0", INET, "dscp at most 63", check=at_most("dscp", 63, "EDOM")),
    *_m("dst", "0", V6, "invflags within 0x1, at most 16 options, strict", check=options_header),
    *_m("ecn", "0", INET, "known bits only; TCP bits in rules for tcp", check=ecn),
    *_m("esp", "0", INET, "invflags within 0x1", proto=50, check=INVERSION),
    *_m("eui64", "0", V6, hooks=_HIGH),
    *_m("frag", "0", V6, "invflags within 0x3", check=within("invflags", 0x03)),
    *_m("hashlimit", "123", INET, "a name fit for /proc, times that are not 0, prefix lengths of the family, a known "
        "mode, a rate that does not overflow, and one kind of rate per name", check=hashlimit, shared=True),
    *_m("hbh", "0", V6, "invflags within 0x1, at most 16 options, strict", check=options_header),
    *_m("helper", "0", INET),
    *_m("hl", "0", V6, "mode at most 3 (not looked at before the fixes of 2026)", check=ttl_mode),
    *_m("icmp", "0", V4, "invflags within 0x1", proto=1, check=INVERSION),
    *_m("icmp6", "0", V6, "invflags within 0x1", proto=58, check=INVERSION),
    *_m("ipcomp", "0", INET, "invflags within 0x1", proto=108, check=INVERSION),
    *_m("iprange", "1", INET),
    *_m("ipv6header", "0", V6, "in hard mode invflags of 0 or 0xff", check=ipv6header),
    *_m("l2tp", "0", INET, "known flags, something to test, version 2 or 3 with ids that fit, over udp or l2tp",
        hooks=PRE | IN | FWD | OUT, check=l2tp),
    *_m("length", "0", INET),
    *_m("limit", "0", INET, "burst not 0, and avg times burst without overflow", check=limit),
    *_m("mac", "0", INET, hooks=_HIGH),
    *_m("mark", "1", INET),
    *_m("mh", "0", V6, "invflags within 0x1", proto=135, check=INVERSION),
    *_m("multiport", "1", INET, "one protocol with ports, at most 15 of them, ranges that close and ascend",
        check=multiport),
    *_m("nfacct", "01", INET, "an accounting object of that name", check=nfacct),
    *_m("osf", "0", V4, hooks=_HIGH, proto=TCP),
    *_m("owner", "1", INET, "match within 0xf, ranges of valid ids that ascend", hooks=OUT | POST, check=owner),
    *_m("physdev", "0", INET, "bitmask within 0x1f and not 0; outgoing ports not from OUTPUT; since 7.0 names that are "
        "terminated and not empty", check=physdev),
    *_m("pkttype", "0", INET),
    *_m("policy", "0", INET, "a direction that its hooks have, at most 4 elements", check=policy),
    *_m("quota", "0", INET, "flags within 0x1", check=within("flags", 0x01)),
    *_m("rateest", "0", INET, "one of ABS and REL, BPS or PPS, mode 1 to 3, names of estimators that exist",
        check=rateest, shared=True),
    *_m("realm", "0", V4, hooks=IN | FWD | OUT | POST),
    *_m("recent", "01", INET, "one of check, set, update and remove, conditions only where they belong, hit_count at "
        "most 65535, a name fit for /proc", check=recent),
    *_m("rpfilter", "0", INET, "flags within 0xf, table raw or mangle", hooks=PRE, check=rpfilter),
    *_m("rt", "0", V6, "invflags within 0x7, at most 16 addresses, type 0 for tests of type 0", check=rt),
    *_m("sctp", "0", INET, "at most 4 flag tests, flags within 0x7, inversions of tests that are made, a way to match "
        "chunks", proto=132, check=sctp),
    *_m("set", "0", V4, "a set that exists, at most 6 dimensions", check=set_0),
    *_m("set", "1234", INET, "a set that exists, at most 6 dimensions", check=set_1),
    *_m("socket", "0", V4, hooks=PRE | IN),
    *_m("socket", "1", INET, "flags within 0x1", hooks=PRE | IN, check=within("flags", 0x01)),
    *_m("socket", "2", INET, "flags within 0x3", hooks=PRE | IN, check=within("flags", 0x03)),
    *_m("socket", "3", INET, "flags within 0x7", hooks=PRE | IN, check=within("flags", 0x07)),
    *_m("srh", "01", V6, "flags within 0x3fff",
        check=all_of(within("mt_flags", 0x3FFF), within("mt_invflags", 0x3FFF))),
    *_m("state", "0", INET),
    *_m("statistic", "0", INET, "mode at most 1, flags within 0x1", check=statistic),
    *_m("string", "1", INET, "an ascending range, a known algorithm, a pattern of 1 to 128 bytes", check=string),
    *_m("tcp", "0", INET, "invflags within 0xf", proto=TCP, check=within("invflags", 0x0F),
        reads=("invflags",)),
    *_m("tcpmss", "0", INET, proto=TCP),
    *_m("time", "0", INET, "day times up to 86399, flags within 0x3, contiguous only over midnight", check=time),
    *_m("tos", "1", INET),
    *_m("ttl", "0", V4, "mode at most 3 (not looked at before the fixes of 2026)", check=ttl_mode),
    *_m("u32", "0", INET, "at most 11 tests of at most 11 locations and ranges, shifts below 32", check=u32),
    *_m("udp", "0", INET, "invflags within 0x3", proto=UDP, check=within("invflags", 0x03),
        reads=("invflags",)),
    *_m("udplite", "0", INET, "invflags within 0x3", proto=136, check=within("invflags", 0x03)),
]  # fmt: skip

# Registered for all families at once: another revision of these is EPROTOTYPE, of all others ENOENT.
INDEPENDENT = frozenset((
    "bpf", "cgroup", "comment", "connbytes", "connlabel", "connmark", "conntrack", "cpu", "devgroup", "helper", "limit",
    "mark", "nfacct", "pkttype", "quota", "rateest", "state", "statistic", "string", "time", "u32",
))  # fmt: skip
