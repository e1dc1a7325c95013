"""What is easily got wrong about packets: sixteen scenes, each with what the kernel counts, by hand.

Runs within ``samples/tools/netns.run``, and prints what happened as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.live.packetlab import INSIDE, OUTSIDE, OWN, Lab, Sent, icmp, packet, tcp, udp  # noqa: E402

A, B = "198.51.100.7", "198.51.100.8"
HERE, OTHER = OWN["ipv4"]
IN = INSIDE["ipv4"][0]
OUT = OUTSIDE["ipv4"] + "1"
FAR = "in=eth0 mac=02:00:00:00:00:20 cast=unicast"
SELF = "uid=0 gid=0"
TRACKS = "-A INPUT -s 192.0.2.255 -m conntrack --ctstate NEW -j ACCEPT"  # connections are tracked for such a rule alone
ALL = {
    "raw": ("PREROUTING", "OUTPUT"), "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"), "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
}  # fmt: skip


def syn(source: str, sport: int, goal: str, dport: int, more: str = FAR, device: str = "eth0") -> Sent:
    text = f"{source}:{sport} -> {goal}:{dport}/tcp SYN state=NEW length=40 {more}"
    return Sent(text, packet(source, goal, 6, tcp(source, goal, sport, dport, 2)), device)


def datagram(source: str, sport: int, goal: str, dport: int, more: str, device: str = "") -> Sent:
    text = f"{source}:{sport} -> {goal}:{dport}/udp length=28 {more}"
    return Sent(text, packet(source, goal, 17, udp(source, goal, sport, dport)), device)


@dataclass
class Scene:
    """Rules, and packets with the rules (not policies) that count each, as ``table CHAIN:N``, and what else is said.

    ``stateless``: no table and rule that needs the connection tracking.
    """

    rules: Mapping[str, Sequence[str]]
    packets: Sequence[tuple[Sent, str, str]]
    stateless: bool = False
    chains: Mapping[str, Sequence[str]] = field(default_factory=dict)


def fragment(source: str, goal: str, offset: int, device: str = "eth0") -> Sent:
    text = f"{source} -> {goal}/tcp frag=later:{offset} length=84 {FAR}"
    return Sent(text, packet(source, goal, 6, bytes(64), frag=(offset, False)), device)


def error_about(flow: Sent, router: str, sport: int, dport: int, inner: tuple[str, str], goal: str, more: str) -> Sent:
    body = packet(inner[0], inner[1], 17, udp(inner[0], inner[1], sport, dport))
    text = f"{router} -> {goal}/icmp icmp=3/3 length=56 state=RELATED dir=reply in=eth1 {more}"
    return Sent(text, packet(router, goal, 1, icmp(router, goal, 3, 3, data=body)), "eth1")


SCENES: dict[str, Scene] = {
    "a_test_that_fails_can_drop": Scene(
        {"filter": ["-A FORWARD -p tcp -m tcp --dport 80 -j ACCEPT"]},
        [(fragment(A, IN, 1), "", "DROP"), (fragment(A, IN, 3), "", "ACCEPT")],
        stateless=True,
    ),
    "input_sees_no_fragments": Scene(
        {"filter": ["-A INPUT -f -j DROP"], "raw": ["-A PREROUTING -f -j ACCEPT"]},
        [(fragment(A, HERE, 3), "raw PREROUTING:1", "HELD")],
        stateless=True,
    ),
    "postrouting_has_the_input_device_of_what_is_forwarded": Scene(
        {"mangle": ["-A POSTROUTING -j U", "-A U -i eth0 -j ACCEPT", "-A U ! -i eth0 -j ACCEPT"]},
        [
            (syn(A, 4000, IN, 80), "mangle POSTROUTING:1 U:1", "ACCEPT"),
            (datagram(OTHER, 4001, IN, 53, f"out=eth1 state=NEW {SELF}"), "mangle POSTROUTING:1 U:2", "ACCEPT"),
        ],
        chains={"mangle": ["U"]},
    ),
    "ports_of_an_icmp_flow_are_id_and_type": Scene(
        {"mangle": ["-A PREROUTING -p icmp -m conntrack --ctorigsrcport 77 -j NFLOG",
                    "-A PREROUTING -p icmp -m conntrack --ctorigdstport 2048 -j ACCEPT"]},
        [(Sent(f"{A} -> {IN}/icmp icmp=8/0 id=77 state=NEW length=28 {FAR}",
               packet(A, IN, 1, icmp(A, IN, 8, 0, ident=77)), "eth0"),
          "mangle PREROUTING:1 PREROUTING:2", "ACCEPT")],
    ),
    "without_a_flow_only_the_state_is_asked": Scene(
        {"raw": ["-A PREROUTING -i eth0 -m conntrack --ctstate INVALID --ctproto 99 -j NFLOG",
                 "-A PREROUTING -i lo -m conntrack --ctstate NEW -j NFLOG",
                 "-A PREROUTING -m conntrack --ctproto 6 -j NFLOG"]},
        [
            (syn(A, 4002, IN, 80), "raw PREROUTING:1", "ACCEPT"),
            (datagram(HERE, 4003, OTHER, 53, f"out=lo state=NEW {SELF}"), "raw PREROUTING:2", "ACCEPT"),
        ],
    ),
    "the_protocol_of_the_flow_is_not_the_packets": Scene(
        {"mangle": ["-A PREROUTING -p icmp -m conntrack --ctproto 17 -j ACCEPT"]},
        [
            (datagram(OUT, 4004, IN, 9999, f"state=NEW {FAR}", "eth0"), "", "ACCEPT"),
            (error_about(datagram(OUT, 4004, IN, 9999, ""), IN, 4004, 9999, (OUT, IN), OUT,
                         f"flow={OUT}:4004->{IN}:9999 reply={IN}:9999->{OUT}:4004"),
             "mangle PREROUTING:1", "ACCEPT"),
        ],
    ),
    "nat_sees_the_first_packet_only": Scene(
        {"nat": ["-A PREROUTING -p udp -j ACCEPT"]},
        [
            (datagram(OUT, 4005, IN, 9998, f"state=NEW {FAR}", "eth0"), "nat PREROUTING:1", "ACCEPT"),
            (Sent(f"{IN}:9998 -> {OUT}:4005/udp length=28 state=ESTABLISHED dir=reply in=eth1 "
                  f"flow={OUT}:4005->{IN}:9998 reply={IN}:9998->{OUT}:4005",
                  packet(IN, OUT, 17, udp(IN, OUT, 9998, 4005)), "eth1"), "", "ACCEPT"),
            (datagram(OUT, 4005, IN, 9998, f"state=ESTABLISHED dir=original flow={OUT}:4005->{IN}:9998 "
                      f"reply={IN}:9998->{OUT}:4005 {FAR}", "eth0"), "", "ACCEPT"),
        ],
    ),
    "after_nat_in_output_filter_sees_the_old_device": Scene(
        {"nat": [f"-A OUTPUT -p udp -d {OUT} -j DNAT --to-destination {IN}"],
         "filter": [f"-A OUTPUT -d {IN} -o eth0 -j ACCEPT"], "mangle": ["-A POSTROUTING -o eth1 -j ACCEPT"]},
        [(datagram(HERE, 4006, OUT, 53, f"out=eth0 state=NEW {SELF}"),
          "filter OUTPUT:1, mangle POSTROUTING:1, nat OUTPUT:1", "ACCEPT")],
    ),
    "masquerade_on_lo_takes_another_devices_address": Scene(
        {"nat": ["-A POSTROUTING -o lo -j MASQUERADE"], "filter": [f"-A INPUT -s {HERE} -j ACCEPT"]},
        [(datagram(OTHER, 4007, OTHER, 53, f"out=lo state=NEW {SELF}"),
          "filter INPUT:1, nat POSTROUTING:1", "ACCEPT")],
    ),
    "a_flow_counts_as_translated_where_it_really_changed": Scene(
        {"nat": [f"-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination {IN}"],
         "mangle": ["-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT", "-A FORWARD ! -o lo -j ACCEPT"]},
        [
            (syn(A, 4008, IN, 80), "mangle FORWARD:2, nat PREROUTING:1", "ACCEPT"),
            (syn(A, 4009, HERE, 80), "mangle FORWARD:1, nat PREROUTING:1", "ACCEPT"),
        ],
    ),
    "return_goes_to_the_policy_and_goto_leaves_no_way_back": Scene(
        {"filter": ["-A FORWARD -p tcp --dport 80 -g U", "-A FORWARD -p tcp --dport 81 -j U", "-A FORWARD -j RETURN",
                    "-A U -p tcp --dport 81 -j RETURN"]},
        [
            (syn(A, 4010, IN, 80), "filter FORWARD:1 U:return", "ACCEPT"),
            (syn(A, 4011, IN, 81), "filter FORWARD:2 FORWARD:3 U:1", "ACCEPT"),
        ],
        chains={"filter": ["U"]},
    ),
    "the_time_to_live_falls_before_forward_and_a_mark_is_flipped": Scene(
        {"filter": ["-A FORWARD -m ttl --ttl-eq 63 -j ACCEPT"],
         "mangle": ["-A PREROUTING -j MARK --set-xmark 0x7/0x3", "-A PREROUTING -j MARK --set-xmark 0x6/0x3",
                    "-A PREROUTING -m mark --mark 0x2 -j ACCEPT"]},
        [(syn(A, 4012, IN, 80),
          "filter FORWARD:1, mangle PREROUTING:1 PREROUTING:2 PREROUTING:3", "ACCEPT")],
    ),
    "owner_mac_and_physdev_without_what_they_ask_for": Scene(
        {"mangle": ["-A OUTPUT -p udp -m owner ! --uid-owner 0 -j NFLOG",
                    "-A POSTROUTING -o eth1 -m owner ! --uid-owner 0 -j NFLOG",
                    "-A PREROUTING -i lo -m mac ! --mac-source 02:00:00:00:00:20 -j NFLOG",
                    "-A PREROUTING -m physdev ! --physdev-is-bridged -j NFLOG",
                    "-A PREROUTING -m physdev --physdev-is-bridged -j NFLOG"]},
        [
            (syn(A, 4013, IN, 80), "mangle POSTROUTING:1 PREROUTING:2", "ACCEPT"),
            (datagram(HERE, 4014, OTHER, 53, f"out=lo state=NEW {SELF}"), "mangle PREROUTING:2", "ACCEPT"),
        ],
    ),
    "tproxy_reject_and_queues_end_the_walk": Scene(
        {"mangle": ["-A PREROUTING -p udp --dport 9000 -j TPROXY --on-port 9001",
                    "-A PREROUTING -p udp --dport 9002 -j NFQUEUE --queue-num 9"],
         "filter": ["-A FORWARD -p udp --dport 9003 -j REJECT"]},
        [
            (datagram(A, 4015, IN, 9000, f"state=NEW {FAR}", "eth0"), "mangle PREROUTING:1", "DROP"),
            (datagram(A, 4016, IN, 9002, f"state=NEW {FAR}", "eth0"), "mangle PREROUTING:2", "DROP"),
            (datagram(A, 4017, IN, 9003, f"state=NEW {FAR}", "eth0"), "filter FORWARD:1", "DROP"),
        ],
    ),
    "two_rules_of_equal_bytes_are_two_buckets": Scene(
        {"filter": ["-A FORWARD -m limit --limit 1/hour --limit-burst 1 -j NFLOG",
                    "-A FORWARD -p tcp --dport 81 -m limit --limit 1/hour --limit-burst 1 -j NFLOG",
                    "-A FORWARD -m limit --limit 1/hour --limit-burst 1 -j NFLOG"]},
        [
            (syn(A, 4018, IN, 80), "filter FORWARD:1 FORWARD:3", "ACCEPT"),
            (syn(A, 4019, IN, 81), "filter FORWARD:2", "ACCEPT"),
            (syn(A, 4020, IN, 81), "", "ACCEPT"),
        ],
    ),
    "a_tuple_that_is_taken_changes_the_port": Scene(
        {"nat": [f"-A POSTROUTING -o eth1 -j SNAT --to-source {OTHER}"],
         "filter": ["-A FORWARD -m conntrack --ctrepldstport 4021 -j ACCEPT"]},
        [
            (syn(A, 4021, IN, 80), "filter FORWARD:1, nat POSTROUTING:1", "ACCEPT"),
            (syn(B, 4021, IN, 80), "filter FORWARD:1, nat POSTROUTING:1", "ACCEPT"),
        ],
    ),
}  # fmt: skip


def rules_of(moved: Mapping[tuple[str, str], int]) -> str:
    """``filter FORWARD:1, nat PREROUTING:1``: rules, and ends of user chains; policies not."""
    found: dict[str, list[str]] = {}
    for (table, place), count in sorted(moved.items()):
        if not place.endswith(":policy"):
            found.setdefault(table, []).extend([place] * count)
    return ", ".join(f"{table} {' '.join(places)}" for table, places in sorted(found.items()))


def play(lab: Lab, scene: Scene) -> list[dict[str, object]]:
    names = [table for table in ALL if not scene.stateless or table != "nat"]
    tracks = () if scene.stateless else (TRACKS,)
    tables = {
        table: [*(f":{hook} ACCEPT" for hook in ALL[table]), *(f":{user} -" for user in scene.chains.get(table, ())),
                *scene.rules.get(table, ()), *(tracks if table == "security" else ())]
        for table in names
    }  # fmt: skip
    refused = lab.load(tables)
    world = lab.world()
    programs = lab.programs(names)
    played: list[dict[str, object]] = []
    for sent, _, _ in scene.packets:
        outcome = lab.try_one(programs, sent, world)
        fits = outcome.fits
        played.append({
            "told": outcome.told(), "refused": refused, "moved": rules_of(outcome.moved), "fits": fits is not None,
            "verdict": fits.end.verdict if fits else "", "notes": fits.trail.notes if fits else [],
            "branches": len(outcome.branches),
        })  # fmt: skip
    return played


def main() -> None:
    lab = Lab("ipv4")
    print(json.dumps({name: play(lab, scene) for name, scene in SCENES.items()}))


if __name__ == "__main__":
    main()
