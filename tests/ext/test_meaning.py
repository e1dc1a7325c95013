"""What a payload means: every field has its say, in every layout, whatever it is compared with."""

from __future__ import annotations

import random
from typing import Any

import pytest

from iptblob.abi import ABIS, ILP32_LE, LP64_LE, Abi
from iptblob.extensions import find_revision
from iptblob.names import Names
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.registry import SPECS
from tests.ext.leaves import HOST, Key, Leaf, leaves, meant, order_of, transferred
from tests.ext.payloads import payload_of
from tests.oracle.payloads import random_payload

KEYS = sorted(SPECS)
BASES = 24

# Configuration that has no say: (spec, field) -> why.
SILENT: dict[tuple[str, str], str] = {
    ("match_bpf_1", "fd"): "the number of a file descriptor says nothing about another process",
}

# A byte of C bit fields: a big-endian compiler fills it from the top.
BIT_FIELDS = {("match_policy_0", "elements.match"), ("match_policy_0", "elements.invert"), ("target_ecn_0", "tcp_bits")}
# Unions that the spec gives as the bytes of their widest member: (field, widths of the numbers it holds, field that
# says so, what it says then). Of numbers in a union nothing but the struct of the other revision says where they are.
UNIONS = {
    "match_bpf_1": ("program", (2, 1, 1, 4), "mode", (0,)),
    "match_cgroup_2": ("path", (4,), "has_classid", range(1, 256)),
}


def label(key: Key) -> str:
    return f"{key[0]}-{key[1] or 'standard'}-{key[2]}-{key[3]}"


def others(leaf: Leaf, octets: bytes, abi: Abi, rnd: random.Random) -> list[bytes]:
    """Other values of a field: each bit of a number by itself, other bytes of a text."""
    if leaf.field.kind in "us":
        width, order = leaf.field.width, order_of(leaf.field, abi)
        number = int.from_bytes(octets, order)
        found = [number ^ 1 << bit for bit in range(8 * width)] + [(number + 1) % (1 << 8 * width)]
        return [one.to_bytes(width, order) for one in found]
    first = bytes([octets[0] ^ 1 or 2]) + octets[1:]
    return [first, b"a\0".ljust(leaf.field.width, b"\0")[: leaf.field.width], rnd.randbytes(leaf.field.width)]


def silent_leaves(key: Key) -> set[str]:
    """Paths of configuration fields whose change was never noticed."""
    layout, rnd = layout_of(SPECS[key], LP64_LE), random.Random(label(key))
    bases = [bytes(layout.size), b"\xff" * layout.size]
    bases += [random_payload(layout, LP64_LE, rnd, {}) for _ in range(BASES)]
    config = [leaf for leaf in leaves(layout) if leaf.field.role == "config"]
    noticed: set[str] = set()
    for base in bases:
        before = meant(key, base, LP64_LE)
        for leaf in config:
            if leaf.path in noticed:
                continue
            octets = base[leaf.offset : leaf.offset + leaf.field.width]
            for other in others(leaf, octets, LP64_LE, rnd):
                changed = base[: leaf.offset] + other + base[leaf.offset + leaf.field.width :]
                if meant(key, changed, LP64_LE) != before:
                    noticed.add(leaf.path)
                    break
    return {leaf.path for leaf in config} - noticed


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_every_configuration_field_has_a_say(key: Key) -> None:
    listed = {field for spec, field in SILENT if spec == SPECS[key]}
    assert silent_leaves(key) == listed, "a field has no say in the meaning, or is listed and has one"


def test_the_list_names_nothing_unknown() -> None:
    for spec, field in SILENT:
        assert spec in SPECS.values()
        assert field in {leaf.path for leaf in leaves(layout_of(spec, LP64_LE))}


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_a_meaning_is_the_same_in_the_five_layouts(key: Key) -> None:
    """The narrowest layout's values, written into every other one."""
    rnd, narrow = random.Random(label(key)), layout_of(SPECS[key], ILP32_LE)
    turned = {leaf.path for leaf in leaves(narrow) if (SPECS[key], leaf.path) in BIT_FIELDS}
    for turn in range(BASES):
        payload = _with_member(SPECS[key], random_payload(narrow, ILP32_LE, rnd, {}), narrow, turn)
        expected = meant(key, payload, ILP32_LE)
        for abi in ABIS.values():
            layout = layout_of(SPECS[key], abi)
            other = bytearray(transferred(payload, narrow, ILP32_LE, layout, abi))
            if abi.is_be:
                for leaf in leaves(layout):
                    if leaf.path in turned:
                        other[leaf.offset] = int(f"{other[leaf.offset]:08b}"[::-1], 2)
                _turn_union(SPECS[key], other, layout)
            assert meant(key, bytes(other), abi) == expected, abi.name


def _with_member(spec: str, payload: bytes, layout: Layout, turn: int) -> bytes:
    """One member of a union after the other: what says which is not left to chance."""
    if spec not in UNIONS:
        return payload
    name, _, said_by, _ = UNIONS[spec]
    at, out = layout[said_by], bytearray(payload)
    out[at.offset : at.offset + at.width] = (turn % 2).to_bytes(at.width, "little")
    if spec == "match_cgroup_2":  # a path or a class id: the kernel refuses both, and their bytes are the same
        out[layout["has_path"].offset] = 1 - turn % 2
    else:
        out[layout["num_bpf_program"].offset] = 1 + turn % 64
        field = layout[name]
        out[field.offset : field.offset + field.width] = random.Random(turn).randbytes(field.width)
    return bytes(out)


def _turn_union(spec: str, payload: bytearray, layout: Layout) -> None:
    """The numbers in a union, where it holds some, from little to big endian."""
    if spec not in UNIONS:
        return
    name, widths, said_by, numbers = UNIONS[spec]
    which, field = layout[said_by], layout[name]
    if int.from_bytes(payload[which.offset : which.offset + which.width], "big") not in numbers:
        return
    at, end = field.offset, field.offset + (field.width if spec == "match_bpf_1" else widths[0])
    while at < end:
        for width in widths:
            payload[at : at + width] = payload[at : at + width][::-1]
            at += width


@pytest.mark.parametrize("abi", ABIS.values(), ids=ABIS)
def test_members_of_unions_are_read_in_the_byte_order_of_the_machine(abi: Abi) -> None:
    order: Any = "big" if abi.is_be else "little"
    by_path = said("match", "cgroup", 2, abi=abi, has_classid=1, path=(0x10001).to_bytes(4, order))
    assert by_path == said("match", "cgroup", 1, has_classid=1, classid=0x10001)
    step = b"".join(part.to_bytes(width, order) for part, width in ((0x30, 2), (1, 1), (2, 1), (9, 4)))
    plain = [{"code": 0x30, "jt": 1, "jf": 2, "k": 9}]
    assert said("match", "bpf", 1, abi=abi, num_bpf_program=1, program=step) == said_steps(plain)


def said_steps(steps: list[dict[str, int]]) -> object:
    layout = layout_of("match_bpf_0", LP64_LE)
    payload = bytearray(payload_of(layout, LP64_LE, {"num_bpf_program": len(steps)}))
    inner = layout["bpf_program"]
    assert inner.struct is not None
    for place, step in enumerate(steps):
        at = inner.offset + place * inner.width
        payload[at : at + inner.width] = payload_of(inner.struct, LP64_LE, step)
    return meant(("match", "bpf", 0, "ipv4"), bytes(payload), LP64_LE)


def said(
    kind: str, name: str, revision: int, family: str = "ipv4", /, *, abi: Abi = LP64_LE, **values: Any
) -> object:
    key = kind, name, revision, family
    return meant(key, payload_of(layout_of(SPECS[key], abi), abi, values), abi)


A4, B4 = b"\x0a\0\0\1", b"\x0a\0\0\2"
RANGE = {"flags": 3, "min_port": 80, "max_port": 80}

# The same in two revisions or two extensions, and what is like neither.
JOINED: list[tuple[object, object, object]] = [
    (said("match", "addrtype", 0, source=4, invert_dest=1), said("match", "addrtype", 1, source=4, flags=2),
     said("match", "addrtype", 1, source=4, flags=6)),
    (said("match", "mark", 0, mark=1, mask=0xFFFFFFFF), said("match", "mark", 1, mark=1, mask=0xFFFFFFFF),
     said("match", "mark", 1, mark=1, mask=0xFF)),
    (said("match", "multiport", 0, flags=1, num_ports=1, ports=[53]),
     said("match", "multiport", 1, flags=1, num_ports=1, ports=[53]),
     said("match", "multiport", 1, flags=1, num_ports=1, ports=[53], invert=1)),
    (said("match", "owner", 0, match=1, uid=7), said("match", "owner", 1, match=1, uid_min=7, uid_max=7),
     said("match", "owner", 1, match=1, uid_min=7, uid_max=8)),
    (said("match", "recent", 0, name=b"bad", check_set=1),
     said("match", "recent", 1, name=b"bad", check_set=1, mask=b"\xff" * 4),
     said("match", "recent", 1, name=b"bad", check_set=1, mask=b"\xff" * 3)),
    (said("match", "socket", 0), said("match", "socket", 3), said("match", "socket", 3, flags=1)),
    (said("match", "string", 0, algo=b"bm", len_pattern=1, pattern=b"x", invert=1),
     said("match", "string", 1, algo=b"bm", len_pattern=1, pattern=b"xy", flags=1),
     said("match", "string", 1, algo=b"bm", len_pattern=1, pattern=b"x", flags=3)),
    (said("match", "iprange", 0, src_min=A4, src_max=B4, flags=1),
     said("match", "iprange", 1, src_min=A4, src_max=B4 + b"stray", flags=1),
     said("match", "iprange", 1, src_min=A4, src_max=A4, flags=1)),
    (said("match", "hashlimit", 1, name=b"h", avg=3333, burst=5),
     said("match", "hashlimit", 3, name=b"h", avg=333333, burst=5, interval=1),
     said("match", "hashlimit", 2, name=b"h", avg=333300, burst=5)),
    (said("match", "hashlimit", 1, name=b"h", avg=3332, burst=5), said("match", "hashlimit", 2, name=b"h", avg=333209,
     burst=5), said("match", "hashlimit", 1, name=b"h", avg=3333, burst=5)),
    (said("match", "srh", 0, "ipv6", mt_flags=1, next_hdr=17),
     said("match", "srh", 1, "ipv6", mt_flags=1, next_hdr=17, psid_addr=b"no say"),
     said("match", "srh", 1, "ipv6", mt_flags=0x801, next_hdr=17, psid_addr=b"a say")),
    (said("match", "state", 0, statemask=0x42), said("match", "conntrack", 3, match_flags=0x2001, state_mask=0x102),
     said("match", "conntrack", 3, match_flags=0x2001, state_mask=0x42)),
    (said("match", "statistic", 0, every=0x7FFFFFFF), said("match", "statistic", 0, every=0x80000000, packet=1),
     said("match", "statistic", 0, every=0x7FFFFFFE)),
    (said("target", "MARK", 1, mode=2, mark=4), said("target", "MARK", 2, mark=4, mask=4),
     said("target", "MARK", 0, mark=4)),
    (said("target", "MARK", 1, mode=1, mark=0xFF), said("target", "MARK", 2, mark=0, mask=0xFFFFFF00),
     said("target", "MARK", 1, mode=3, mark=0xFF)),
    (said("target", "CONNMARK", 0, mode=1, mask=0xFF), said("target", "CONNMARK", 2, mode=1, ctmask=0xFF, nfmask=0xFF),
     said("target", "CONNMARK", 2, mode=1, ctmask=0xFF, nfmask=0xFF, shift_bits=1)),
    (said("target", "NOTRACK", 0), said("target", "CT", 2, flags=3), said("target", "CT", 2)),
    (said("target", "DNAT", 0, rangesize=1, min_ip=A4, max_ip=A4, **RANGE),
     said("target", "DNAT", 2, min_addr=A4, max_addr=A4 + b"stray", **RANGE),
     said("target", "DNAT", 2, min_addr=A4, max_addr=A4, base_port=1, **RANGE)),
    (said("target", "SNAT", 1, "ipv6", min_addr=A4 * 4, max_addr=A4 * 4, **RANGE),
     said("target", "SNAT", 2, "ipv6", min_addr=A4 * 4, max_addr=A4 * 4, **RANGE),
     said("target", "SNAT", 2, "ipv6", min_addr=A4 * 4, max_addr=A4 * 3 + B4, **RANGE)),
    (said("target", "NFQUEUE", 0, queuenum=3), said("target", "NFQUEUE", 3, queuenum=3, queues_total=1),
     said("target", "NFQUEUE", 3, queuenum=3, queues_total=1, flags=1)),
    (said("target", "NFQUEUE", 2, queues_total=1, bypass=1), said("target", "NFQUEUE", 3, queues_total=1, flags=1),
     said("target", "NFQUEUE", 2, queues_total=1, bypass=2)),
    (said("target", "TOS", 0, tos=8), said("target", "TOS", 1, tos_mask=0x1E, tos_value=8),
     said("target", "TOS", 1, tos_mask=0xFF, tos_value=8)),
    (said("target", "TPROXY", 0, laddr=A4, lport=9), said("target", "TPROXY", 1, laddr=A4, lport=9),
     said("target", "TPROXY", 1, laddr=B4, lport=9)),
    (said("target", "TEE", 0, gw=A4), said("target", "TEE", 1, gw=A4), said("target", "TEE", 1, gw=A4, oif=b"eth0")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "same", "other"), JOINED)
def test_revisions_that_say_the_same_mean_the_same(one: object, same: object, other: object) -> None:
    assert one == same
    assert one != other


def test_an_old_owner_that_asks_for_a_process_is_like_no_later_one() -> None:
    assert said("match", "owner", 0, match=4, pid=0) != said("match", "owner", 1, match=4)


def test_a_set_is_its_name() -> None:
    """As the spec has structs within, the index is written by its place."""
    layout, key = layout_of("match_set_1", LP64_LE), ("match", "set", 1, "ipv4")
    [at] = [leaf.offset for leaf in leaves(layout) if leaf.path == "match_set.set_index"]
    payloads = [bytearray(layout.size) for _ in range(2)]
    payloads[0][at], payloads[1][at] = 1, 2
    swapped = Names(ipsets={2: "one", 1: "two"})
    assert meant(key, bytes(payloads[0]), LP64_LE, HOST) == meant(key, bytes(payloads[1]), LP64_LE, swapped)
    assert meant(key, bytes(payloads[0]), LP64_LE, HOST) != meant(key, bytes(payloads[0]), LP64_LE, swapped)
    assert meant(key, bytes(payloads[0]), LP64_LE, Names()) != meant(key, bytes(payloads[0]), LP64_LE, HOST)


def test_a_revision_nobody_described_has_no_meaning_of_another() -> None:
    assert find_revision("match", "statistic", 1, "ipv4") is None
    assert find_revision("match", "limit", 7, "ipv6") is None
