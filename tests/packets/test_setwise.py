"""Sets that hold something else: `diff` tells it, `reach` follows it.

The two snapshots are of a kernel, see tests/golden/inputs/sets.sh.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest

import iptblob
from iptblob.diff.sets import SetContents, differing, parse_sets
from iptblob.packets.members import is_member
from iptblob.packets.mind import Mind
from iptblob.packets.setwise import refiner
from iptblob.packets.world import World
from iptblob.terms import Fact, SetLookup
from tests.conftest import Done

Command = Callable[..., Done]
BEFORE, AFTER = (Path(__file__).parents[1] / "golden" / "inputs" / f"sets-{name}.iptb" for name in ("before", "after"))
LOCAL = "198.18.0.9"


def test_rules_whose_sets_changed_are_told_moved_ones_too(iptblob: Command) -> None:
    done = iptblob("diff", BEFORE, AFTER)
    assert done.status == 1
    told = [line.strip() for line in done.text.splitlines() if line.startswith("      ")]
    assert [line for line in told if line.startswith("set ")] == [
        "set ports: added 53",
        "set block: removed 203.0.113.6",
        "set block: added 203.0.113.99",
        "set nets: added 10.2.0.0/16,tcp:1000, 10.2.0.0/16,tcp:1001, 10.2.0.0/16,tcp:1002, 10.2.0.0/16,tcp:1003",
        "set inner: added 198.51.100.0/24",  # which a rule names by the set that lists it
    ]
    assert "counted" not in done.text  # made anew with another seed, the same members


def test_how_a_set_is_kept_is_not_what_it_holds() -> None:
    start, member = "create a hash:ip family inet hashsize", "\nadd a 192.0.2.1"
    one = parse_sets(f"{start} 1024 maxelem 9 bucketsize 12 initval 0x1{member}\n")
    other = parse_sets(f"{start} 4096 maxelem 9{member} timeout 9 packets 4 bytes 5\n")
    assert one == other
    assert differing(one, parse_sets(f"{start} 1024 maxelem 8{member}\n")) == {"a": frozenset({"a"})}


def test_members_that_are_very_many_are_counted() -> None:
    from iptblob.render.diff import _of_sets

    members = {f"10.0.{at >> 8}.{at & 255}": "" for at in range(1000)}
    gone, come = ({"s": {"type": "hash:ip", "members": held}} for held in ({}, members))
    come["s"]["more"] = 5
    (line,) = _of_sets(gone, come)
    assert line.startswith("set s: added 10.0.0.0, 10.0.0.1, ")
    assert line.endswith(", 10.0.0.9 and 995 more")


SOURCES = ("203.0.113.5", "203.0.113.6", "203.0.113.99", "198.51.100.9", "192.0.2.3", "10.2.3.4", "10.1.1.1", "9.9.9.9")
GOALS = ("80/tcp SYN", "22/tcp SYN", "1001/tcp SYN", "53/udp", "80/udp")

DOES = ("DROP", "REJECT", "ACCEPT", "DROP", "ACCEPT", "ACCEPT", "DROP")
WAS = (4, 0, 1, 2, 3, 5, 6)  # where each entry of the chain stood before


def test_packets_fare_otherwise_exactly_where_reach_says_so() -> None:
    """`trace` asks the sets as the snapshots list them, packet by packet; `reach` had only what differs."""
    before, after = iptblob.open(BEFORE), iptblob.open(AFTER)
    changes = before.reach(after, "ipv4", "filter").changes
    assert all(change.confirmed for change in changes)
    pairs = {(change.before.entry, change.after.entry): change for change in changes}
    differ = 0
    for source in SOURCES:
        for goal in GOALS:
            packet = f"{source}:1024 -> {LOCAL}:{goal} in=eth0 state=NEW"
            facts = {"set counted src --packets-gt 3": False}
            ends = []
            for side in (before, after):
                (branch,) = side.trace(packet, local=[LOCAL], facts=facts)
                assert branch.trail.decided is not None
                ends.append(branch.trail.decided[1])
            found = pairs.get((ends[0], ends[1]))
            assert (found is None) == (DOES[ends[0]] == DOES[WAS[ends[1]]]), (packet, ends)
            if found is None:
                continue
            differ += 1
            low_high = found.spans.get("src", [(0, (1 << 32) - 1)])
            assert any(low <= int(ip_address(source)) <= high for low, high in low_high), (packet, ends)
    assert differ > 10  # of both kinds there are enough


def test_the_packets_that_differ_are_those_of_the_members_that_do(iptblob: Command) -> None:
    changes = json.loads(iptblob("reach", BEFORE, AFTER, "--format", "json").out)["changes"]
    named = {tuple(span) for change in changes for span in change["packets"].get("src", ())}
    assert ("203.0.113.6", "203.0.113.6") in named
    assert ("203.0.113.99", "203.0.113.99") in named
    assert ("198.51.100.0", "198.51.100.255") in named
    assert {tuple(span) for change in changes for span in change["packets"].get("dport", ())} >= {("1000", "1003")}


def test_equal_sets_concern_nobody(iptblob: Command) -> None:
    done = iptblob("reach", BEFORE, BEFORE)
    assert (done.status, done.text) == (0, "no packet is treated differently\n")


def test_a_side_that_does_not_say_what_sets_hold_is_told(iptblob: Command, tmp_path: Path) -> None:
    blob = tmp_path / "filter.blob"
    from zipfile import ZipFile

    with ZipFile(BEFORE) as snapshot:
        names = [name for name in snapshot.namelist() if "filter" in name]
        blob.write_bytes(b"".join(snapshot.read(name) for name in sorted(names, reverse=True) if "info" in name.lower())
                         + b"".join(snapshot.read(name) for name in names if "info" not in name.lower()))  # fmt: skip
    done = iptblob("reach", blob, BEFORE)
    assert "what the ipsets hold that rules name is not compared" in done.err


KINDS = {
    "hash:ip": lambda draw: draw.choice((f"10.0.0.{draw.randrange(8)}", "10.0.0.1-10.0.0.4")),
    "hash:net": lambda draw: f"10.0.0.{draw.randrange(8)}/{draw.randrange(28, 33)}",
    "hash:ip,port": lambda draw: f"10.0.0.{draw.randrange(8)},{draw.choice(('tcp:', 'udp:', ''))}{draw.randrange(4)}",
    "hash:net,port": lambda draw: f"10.0.0.{draw.randrange(8)}/30,{draw.choice(('tcp', 'sctp'))}:1-{draw.randrange(1, 4)}",  # noqa: E501
    "hash:ip,port,ip": lambda draw: f"10.0.0.{draw.randrange(8)},tcp:{draw.randrange(4)},10.0.0.{draw.randrange(8)}",
    "hash:net,net": lambda draw: f"10.0.0.{draw.randrange(8)}/30,10.0.0.{draw.randrange(8)}/31",
    "bitmap:port": lambda draw: str(draw.randrange(4)),
}  # fmt: skip
SIDES = ("src", "dst", "dst")


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_of_one_side_alone_is_one_by_its_terms(kind: str) -> None:
    """Against the membership that `trace` asks, which was held against the kernel: for random packets, a set's fact
    answered by the members of both sides."""
    draw = random.Random(kind)
    seen = set()
    for _ in range(40):
        members = [frozenset(KINDS[kind](draw) for _ in range(draw.randrange(5))) for _ in range(2)]
        sets = tuple({"s": SetContents(f"{kind} family inet", one)} for one in members)
        lookup = SetLookup("s", SIDES)
        fact = Fact("set s src,dst,dst", "", about=lookup)
        terms = [refiner((sets[0], sets[1]), side, "ipv4")(fact) for side in (0, 1)]
        for _ in range(50):
            packet = {"src": int(ip_address("10.0.0.0")) + draw.randrange(8), "dport": draw.randrange(4),
                      "dst": int(ip_address("10.0.0.0")) + draw.randrange(8), "sport": draw.randrange(4),
                      "proto": draw.choice((1, 6, 17, 132)), "fragoff": draw.choice((0, 0, 8))}  # fmt: skip
            common = SetContents(f"{kind} family inet", members[0] & members[1])
            for side in (0, 1):
                answers = {fact.key: bool(is_member(common, SIDES, packet, "ipv4"))}
                mind = Mind("ipv4", packet, World("ipv4"), answers)
                wanted = is_member(sets[side]["s"], SIDES, packet, "ipv4")
                got = terms[side] if isinstance(terms[side], bool) else mind.holds(terms[side])
                seen.add(wanted)
                assert got == bool(wanted), (members, packet, side)
    assert True in seen


def test_what_asks_more_than_addresses_has_an_answer_for_each_side() -> None:
    lookup = SetLookup("s", ("src",))
    fact = Fact("set s src", "", about=lookup)
    pairs = (
        ("hash:net family inet", {"10.0.0.0/8"}, {"10.0.0.0/8", "10.1.0.0/16 nomatch"}),
        ("hash:mac", {"01:02:03:04:05:06"}, set()),
        ("hash:ip family inet netmask 24", {"10.0.0.0"}, set()),
        ("hash:ip family inet", {f"10.0.{at >> 8}.{at & 255}" for at in range(3000)}, set()),
        ("hash:ip,port family inet", {"10.0.0.1,icmp:8/0"}, set()),
    )
    for kind, one, other in pairs:
        sets = ({"s": SetContents(kind, frozenset(one))}, {"s": SetContents(kind, frozenset(other))})
        keys = [getattr(refiner(sets, side, "ipv4")(fact), "key", None) for side in (0, 1)]
        assert keys == ["set s src (before)", "set s src (after)"], kind
