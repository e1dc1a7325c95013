"""Small payloads for checks in which kernels differ, or might: a table of one or two rules each.

Printed as lines by ``python -m tests.guests.cases`` for the layout of IPTBLOB_ORACLE_ABI.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator

from iptblob.family import FAMILIES
from iptblob.spec.registry import SPECS
from tests.guests.rules import COUNTS, Case, one, record, rule, table, verdict
from tests.oracle.build import ABI, chain_head

EMPTY = b""
PORTS = {"src_ports": b"\0\0\xff\xff", "dst_ports": b"\0\0\xff\xff"}


def short() -> Iterator[Case]:
    for family in FAMILIES:
        whole = table(family, "filter")
        size = int.from_bytes(whole[40:44], "little")
        yield Case(f"optlen-{family}-whole", family, "optlen", whole)
        yield Case(f"optlen-{family}-8-short", family, "optlen", whole[:-8])
        yield Case(f"optlen-{family}-header-only", family, "optlen", whole[: len(whole) - size])


ARP_TARGETS: tuple[tuple[str, int, dict[str, int | bytes] | None], ...] = (
    ("DNAT", 1, {}), ("DNAT", 2, {}), ("SNAT", 1, {}), ("SNAT", 2, {}), ("AUDIT", 0, {}), ("NFQUEUE", 0, {}),
    ("NFQUEUE", 1, {"queues_total": 1}), ("NFQUEUE", 2, {"queues_total": 1}), ("NFQUEUE", 3, {"queues_total": 1}),
    ("MARK", 2, {}), ("CLASSIFY", 0, {}), ("CONNMARK", 1, {}), ("CONNMARK", 2, {}), ("CT", 0, {}), ("NOTRACK", 0, {}),
    ("NFLOG", 0, {}), ("TRACE", 0, {}), ("RATEEST", 0, {"name": b"x", "ewma_log": 1}),
    ("CHECKSUM", 0, {"operation": 1}),
    ("CONNSECMARK", 0, {"mode": 1}), ("LOG", 0, {}),
    ("IDLETIMER", 0, {"timeout": 10, "label": b"kk"}),
    ("IDLETIMER", 1, {"timeout": 10, "label": b"kk"}), ("SECMARK", 1, {"mode": 1}), ("TEE", 1, {}),
    ("HMARK", 0, {"hmodulus": 1}), ("MARK", 0, None), ("MARK", 9, None), ("CLASSIFY", 9, None), ("NFQUEUE", 9, None),
    ("AUDIT", 9, None), ("NFLOG", 9, None), ("CONNMARK", 9, None), ("nosuch", 0, None),
)  # fmt: skip


def arp() -> Iterator[Case]:
    for name, revision, fields in ARP_TARGETS:
        if name in ("NOTRACK", "TRACE"):
            target = record("target", name, revision, raw=EMPTY)
        elif fields is None:
            target = record("target", name, revision, raw=bytes(8))
        else:
            target = record("target", name, revision, **fields)
        yield one(f"arp-{name}-{revision}", "arp", "filter", "arp-own", target=target)
        yield one(f"arp-{name}-{revision}-out", "arp", "filter", "arp-own", target=target, hook=1)


def proto_flag() -> Iterator[Case]:
    heads = (("flag", 1, 0), ("noflag", 0, 0), ("inverted", 1, 0x40), ("inverted-noflag", 0, 0x40))
    tcp = record("match", "tcp", 0, "ipv6", flg_mask=2, flg_cmp=2, **PORTS)
    wanted: tuple[tuple[str, str, tuple[bytes, ...], bytes | None], ...] = (
        ("reject-reset", "filter", (), record("target", "REJECT", 0, "ipv6", reject_with=6)),
        ("synproxy", "filter", (), record("target", "SYNPROXY", 0, "ipv6")),
        ("tproxy", "mangle", (), record("target", "TPROXY", 1, "ipv6")),
        ("tcpmss", "filter", (tcp,), record("target", "TCPMSS", 0, "ipv6", mss=1200)),
        ("tcp-match", "filter", (tcp,), None),
    )
    for label, flags, invflags in heads:
        for proto in (6, 17, 0):
            for what, place, matches, target in wanted:
                yield one(f"ip6-{what}-{label}-{proto}", "ipv6", place, "proto-flag", *matches, target=target,
                          proto=proto, flags=flags, invflags=invflags)  # fmt: skip
    for label, invflags in (("plain", 0), ("inverted", 0x40)):
        yield one(f"ip4-reject-reset-{label}", "ipv4", "filter", "proto-flag", proto=6, invflags=invflags,
                  target=record("target", "REJECT", 0, reject_with=7))  # fmt: skip
        yield one(f"ip4-tproxy-{label}", "ipv4", "mangle", "proto-flag", proto=6, invflags=invflags,
                  target=record("target", "TPROXY", 1, "ipv4"))  # fmt: skip


def late() -> Iterator[Case]:
    for mode in (0, 1, 2, 3, 4, 5, 128, 255):
        yield one(f"ttl-mode-{mode}", "ipv4", "filter", "late", record("match", "ttl", 0, mode=mode, ttl=4))
        yield one(f"hl-mode-{mode}", "ipv6", "filter", "late", record("match", "hl", 0, "ipv6", mode=mode, hop_limit=4))
    for flags in (0x00, 0x11, 0x21, 0x31, 0x10, 0x20, 0x08, 0x09):
        for count in (0, 1, 16, 17):
            rt = record("match", "rt", 0, "ipv6", flags=flags, num_addrs=count)
            yield one(f"rt-flags-{flags:02x}-addrs-{count}", "ipv6", "filter", "late", rt)
    for name in ("hbh", "dst"):
        for count in (0, 16, 17, 255):
            options = record("match", name, 0, "ipv6", flags=1, num_opts=count)
            yield one(f"{name}-opts-{count}", "ipv6", "filter", "late", options)


def physdev() -> Iterator[Case]:
    names: tuple[tuple[str, dict[str, int | bytes]], ...] = (
        ("empty", {}), ("named", {"physindev": b"br0", "physoutdev": b"br1"}),
        ("full", {"physindev": b"x" * 16, "physoutdev": b"y" * 16}), ("in-only", {"physindev": b"br0"}),
    )  # fmt: skip
    for bits, hook in ((1, None), (2, 2), (3, 2), (4, 2), (2, 3), (0x10, 3), (6, 3), (0, None), (0x20, None)):
        for label, fields in names:
            yield one(f"physdev-{bits:x}-{label}-hook-{hook or 1}", "ipv4", "filter", "physdev",
                      record("match", "physdev", 0, bitmask=bits, **fields), hook=hook)  # fmt: skip


def hooks_first() -> Iterator[Case]:
    none, add, mapped = struct.pack("<HBB", 0xFFFF, 0, 0), struct.pack("<HBB", 76, 1, 0), struct.pack("<HBB", 77, 1, 0)
    for label, adds, maps in (("nothing", none, none), ("map-missing", none, mapped),
                              ("add-and-map-missing", add, mapped), ("add-missing", add, none)):  # fmt: skip
        for place in ("filter", "mangle"):
            for flags in (0, 0x0200, 0x0400):
                raw = adds + none + maps + struct.pack("<II", flags, 0)
                target = record("target", "SET", 3, raw=raw.ljust(ABI.align(len(raw) + 4 & ~7), b"\0"))
                yield one(f"set3-{label}-{place}-{flags:x}", "ipv4", place, "hooks-first", target=target)
    yield one("tcpmss-clamp-input-no-syn", "ipv4", "filter", "hooks-first", proto=6,
              target=record("target", "TCPMSS", 0, mss=0xFFFF))  # fmt: skip


def clusterip() -> Iterator[Case]:
    kinds: tuple[tuple[str, dict[str, int | bytes]], ...] = (
        ("zero", {}), ("one-node", {"flags": 1, "num_total_nodes": 1, "num_local_nodes": 1}),
        ("mode-9", {"hash_mode": 9})
    )  # fmt: skip
    for label, fields in kinds:
        for place in ("filter", "mangle"):
            yield one(f"clusterip-{label}-{place}", "ipv4", place, "clusterip",
                      target=record("target", "CLUSTERIP", 0, **fields))  # fmt: skip
    yield one("clusterip-ipv6", "ipv6", "filter", "clusterip", target=record("target", "CLUSTERIP", 0))
    yield one(
        "clusterip-revision-1", "ipv4", "filter", "clusterip", target=record("target", "CLUSTERIP", 1, raw=bytes(64))
    )


def tcpmss() -> Iterator[Case]:
    kinds: tuple[tuple[str, tuple[tuple[int, int, int], ...]], ...] = (
        ("none", ()), ("syn", ((2, 2, 0),)), ("syn-inverted", ((2, 2, 4),)), ("no-syn", ((2, 0, 0),)),
        ("no-syn-inverted", ((2, 0, 4),)), ("mask-0-cmp-2", ((0, 2, 0),)), ("syn-of-six", ((0x3F, 2, 0),)),
        ("inverted-then-plain", ((2, 2, 4), (2, 2, 0))), ("plain-then-inverted", ((2, 2, 0), (2, 2, 4))),
        ("ports-inverted", ((2, 2, 1),)),
    )  # fmt: skip
    for family, flags in (("ipv4", 0), ("ipv6", 1)):
        target = record("target", "TCPMSS", 0, family, mss=1200)
        clamp = record("target", "TCPMSS", 0, family, mss=0xFFFF)
        for label, tests in kinds:
            matches = [record("match", "tcp", 0, family, flg_mask=mask, flg_cmp=value, invflags=inverted, **PORTS)
                       for mask, value, inverted in tests]  # fmt: skip
            yield one(
                f"tcpmss-{family}-{label}", family, "filter", "tcpmss", *matches, target=target, proto=6, flags=flags
            )
        plain = record("match", "tcp", 0, family, flg_mask=2, flg_cmp=2, **PORTS)
        for hook in (1, 2, 3):
            yield one(f"tcpmss-{family}-clamp-hook-{hook}", family, "filter", "tcpmss", plain, target=clamp, proto=6,
                      flags=flags, hook=hook)  # fmt: skip
        yield one(f"tcpmss-{family}-udp", family, "filter", "tcpmss", target=target, proto=17, flags=flags)


def order() -> Iterator[Case]:
    for family in ("ipv4", "ipv6"):
        yield Case(f"order-{family}-hooks-swapped", family, "order", table(family, "filter", order=[2, 1, 3]))
        yield Case(f"order-{family}-hooks-reversed", family, "order", table(family, "filter", order=[3, 2, 1]))
        for at, label in ((44, "hook_entry"), (64, "underflow")):
            payload = table(family, "filter", [rule(family)])
            first, second = struct.unpack_from("<II", payload, at + 4)
            for change, values in (("equal", (first, first)), ("swapped", (second, first))):
                made = bytearray(payload)
                struct.pack_into("<II", made, at + 4, *values)
                yield Case(f"order-{family}-{label}-{change}", family, "order", bytes(made))
            made = bytearray(payload)
            struct.pack_into("<I", made, at, 4)
            yield Case(f"order-{family}-{label}-unused-hook", family, "order", bytes(made))
    yield Case("order-arp-swapped", "arp", "order", table("arp", "filter", order=[1, 0, 2]))
    for value in (-1, -2, -3, -4, -5, -6, -7, 0, 0x7FFFFFFF, -(1 << 31)):
        for family in FAMILIES:
            yield one(f"verdict-{family}-{value}", family, "filter", "order", target=verdict(value))
            made = bytearray(table(family, "filter"))
            struct.pack_into("<i", made, len(made) - len(chain_head(family, b"")) - (len(verdict()) - 32), value)
            yield Case(f"policy-{family}-{value}", family, "order", bytes(made))


def recent() -> Iterator[Case]:
    for revision in (0, 1):
        for hits in (0, 1, 20, 254, 255, 256, 257, 65534, 65535, 65536):
            match = record("match", "recent", revision, name=b"k", check_set=1, seconds=5, hit_count=hits)
            name = f"recent-hitcount-{hits}" if revision else f"recent-0-hitcount-{hits}"
            yield one(name, "ipv4", "filter", "recent", match)


def multiport() -> Iterator[Case]:
    kinds = (("range", (1, 2), (1, 0)), ("range-down", (2, 1), (1, 0)), ("range-open", (1,), (1,)),
             ("range-range", (1, 2), (1, 1)), ("ports-15", range(15), ()),
             ("range-open-15", range(15), (0,) * 14 + (1,)))  # fmt: skip
    for family, flags in (("ipv4", 0), ("ipv6", 1)):
        for label, ports, ranges in kinds:
            match = record("match", "multiport", 1, family, num_ports=len(ports), range_flags=bytes(ranges),
                           ports=struct.pack(f"<{len(ports)}H", *ports))  # fmt: skip
            yield one(f"multiport-{family}-{label}", family, "filter", "2026", match, proto=6, flags=flags)
        match = record("match", "multiport", 1, family, num_ports=16)
        yield one(f"multiport-{family}-ports-16", family, "filter", "2026", match, proto=6, flags=flags)


def shifts() -> Iterator[Case]:
    for direction, bits in ((0, 0), (0, 31), (0, 32), (1, 31), (1, 32), (2, 1), (255, 0)):
        yield one(f"connmark2-{direction}-{bits}", "ipv4", "mangle", "2026",
                  target=record("target", "CONNMARK", 2, shift_dir=direction, shift_bits=bits))  # fmt: skip
    for number in (31, 32, 255):
        raw = bytearray(1984)  # one test of two locations, the second shifts left, and one range
        struct.pack_into("<IB3xIB3x", raw, 0, 0, 0, number, 1)
        raw[11 * 8 + 11 * 8 : 11 * 8 + 11 * 8 + 2] = b"\2\1"
        raw[1980] = 1
        yield one(f"u32-shift-{number}", "ipv4", "filter", "2026", record("match", "u32", 0, raw=bytes(raw)))


def names_and_rates() -> Iterator[Case]:
    for first, second in ((0x02, 0x42), (0x42, 0x02), (0x42, 0x42)):
        limits = [record("match", "hashlimit", 3, name=b"same", avg=1000, burst=5, mode=mode, interval=mode >> 6,
                         gc_interval=1000, expire=1000, size=16, max=16, srcmask=32, dstmask=32)
                  for mode in (first, second)]  # fmt: skip
        rules = [rule("ipv4", [limit]) for limit in limits]
        yield Case(f"hashlimit-{first:x}-{second:x}", "ipv4", "2026", table("ipv4", "filter", rules))
    estimator = record("target", "RATEEST", 0, name=b"one", interval=0, ewma_log=1)
    long = b"z" * 16
    for label, flags, name, other in (("abs-unterminated", 0x12, b"one", long),
                                      ("rel-unterminated", 0x14, b"one", long),
                                      ("abs", 0x12, b"one", b""),
                                      ("name1-unterminated", 0x12, b"o" * 16, b"")):  # fmt: skip
        match = record("match", "rateest", 0, name1=name, name2=other, flags=flags, mode=1)
        rules = [rule("ipv4", target=estimator), rule("ipv4", [match])]
        yield Case(f"rateest-{label}", "ipv4", "2026", table("ipv4", "filter", rules))
    match = record("match", "rateest", 0, name1=b"one", flags=0x12, mode=1)
    yield Case("rateest-alone", "ipv4", "2026", table("ipv4", "filter", [rule("ipv4", [match])]))
    yield one("rateest-target-unterminated", "ipv4", "filter", "2026",
              target=record("target", "RATEEST", 0, name=b"o" * 16, ewma_log=1))  # fmt: skip
    for value in (0, 1, 2, 3, 255):
        yield one(f"ct2-flags-{value:x}", "ipv4", "raw", "2026", target=record("target", "CT", 2, flags=value))


def inversions() -> Iterator[Case]:
    """A byte that is 0 or 1 in what tools send; 7.3 begins to refuse others."""
    for revision in (0, 1):
        for invert in (0, 1, 2, 255):
            match = (
                record("match", "tos", 0, tos=16, invert=invert)
                if revision == 0
                else record("match", "tos", 1, raw=bytes((16, 255, invert, 0, 0, 0, 0, 0)))
            )
            yield one(f"tos-{revision}-invert-{invert}", "ipv4", "filter", "7.3", match)
    for low, high, invert in ((1, 2, 0), (1, 2, 1), (1, 2, 2), (2, 1, 0), (2, 1, 1), (2, 2, 0)):
        yield one(f"tcpmss-match-{low}-{high}-{invert}", "ipv4", "filter", "7.3",
                  record("match", "tcpmss", 0, raw=struct.pack("<HHB3x", low, high, invert)), proto=6)  # fmt: skip
    for name, revision, proto, raw in (
        ("mark", 1, 0, bytes(8) + b"\2" + bytes(7)), ("dscp", 0, 0, b"\1\2" + bytes(6)),
        ("length", 0, 0, bytes(4) + b"\2" + bytes(3)),
        ("pkttype", 0, 0, bytes(4) + b"\2\0\0\0"), ("helper", 0, 0, b"\2\0\0\0" + b"ftp" + bytes(33)),
        ("mac", 0, 0, bytes(8) + b"\2" + bytes(7)),
        ("cpu", 0, 0, bytes(4) + b"\2\0\0\0"), ("ttl", 0, 0, b"\2\2" + bytes(6)),
        ("length", 0, 0, struct.pack("<HHB3x", 9, 1, 0)),
        ("esp", 0, 50, struct.pack("<IIB7x", 9, 1, 0)), ("ah", 0, 51, struct.pack("<IIB7x", 9, 1, 0)),
    ):  # fmt: skip
        label = "down" if raw[4:5] != b"\2" and name in ("length", "esp", "ah") else "2"
        yield one(
            f"invert-{name}-{revision}-{label}",
            "ipv4",
            "filter",
            "7.3",
            record("match", name, revision, raw=raw),
            proto=proto,
        )


def revisions() -> Iterator[Case]:
    """Each known extension with a revision nobody has: ENOENT or EPROTOTYPE says how it is registered."""
    names = sorted({(kind, name) for kind, name, _, _ in SPECS if name and (kind, name) != ("target", "ERROR")})
    for family in FAMILIES:
        for kind, name in names:
            made = record(kind, name, 99, raw=bytes(8))
            if kind == "match" and family != "arp":
                yield one(f"revision-{family}-{kind}-{name}", family, "filter", "revisions", made)
            elif kind == "target":
                yield one(f"revision-{family}-{kind}-{name}", family, "filter", "revisions", target=made)


def known() -> Iterator[Case]:
    """Each known extension and revision with a payload of zeroes, in tables and under protocols that might fit."""
    for family in ("ipv4", "ipv6"):
        protocols = (0, 6, 17, 33, 132, 136, 58 if family == "ipv6" else 1)
        for kind, name, revision, own in sorted(SPECS):
            if own != family or not name or name == "ERROR":
                continue
            made = record(kind, name, revision, family)
            for place, proto in [("filter", proto) for proto in protocols] + [(place, 0) for place in COUNTS][1:4]:
                flags = 1 if family == "ipv6" and proto else 0
                matches, target = ((made,), None) if kind == "match" else ((), made)
                yield one(f"known-{family}-{kind}-{name}-{revision}-{place}-{proto}", family, place, "known", *matches,
                          target=target, proto=proto, flags=flags)  # fmt: skip


GROUPS = (short, arp, proto_flag, late, physdev, hooks_first, clusterip, tcpmss, order, recent, multiport, shifts,
          names_and_rates, inversions, revisions, known)  # fmt: skip


def cases() -> list[Case]:
    """All of them, each name once."""
    found = [case for group in GROUPS for case in group()]
    assert len({case.name for case in found}) == len(found), "two cases of one name"
    return found


if __name__ == "__main__":
    for case in cases():
        sys.stdout.write(f"{case.name}\t{case.family}\t{ABI.name}\t{case.row}\t{case.payload.hex()}\n")
