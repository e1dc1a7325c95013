"""A program as a user would write it: checked by `mypy --strict`, and run, in tests/unit/test_api.py."""

from __future__ import annotations

import sys
from ipaddress import IPv4Network, IPv6Network

import iptblob
from iptblob import Chain, Rule, Table
from iptblob.api import Snapshot
from iptblob.errors import IptblobError
from iptblob.spec.layouts.match_tcp_0 import MatchTcp0


def ports(rule: Rule) -> tuple[int, int] | None:
    tcp = rule.find(MatchTcp0)
    return None if tcp is None else (tcp.dst_ports[0], tcp.dst_ports[1])


def sources(snapshot: Snapshot) -> list[IPv4Network | IPv6Network]:
    found: list[IPv4Network | IPv6Network] = []
    for rule in snapshot.rules:
        if rule.source is not None and rule.source.network is not None:
            found.append(rule.source.network)
    return found


def reach(chain: Chain) -> set[str]:
    names = {chain.name}
    for rule in chain.rules:
        jump = rule.jump
        if jump is not None and jump.chain is not None:
            names |= reach(jump.chain)
    return names


def total(table: Table) -> int:
    return sum(rule.packets + rule.bytes for rule in table.rules) + sum(len(rule.raw) for rule in table.rules)


def main(path: str) -> int:
    try:
        snapshot = iptblob.open(path)
        table: Table = snapshot.table("filter", family="ipv4")
        first: Rule = table.chain("INPUT").rules[0]
        both: tuple[Rule, ...] = table.chain("INPUT").rules[:2]
    except IptblobError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    name: str | None = first.target.name if first.target is not None else None
    revisions: list[int] = [match.revision for rule in both for match in rule.matches]
    verdict: str = table.validate("6.1").verdict
    fields: list[tuple[str, int]] = [(field.path, field.offset) for field in first.fields]
    shown = [str(item) for item in (name, revisions, verdict, fields[0], total(table), sources(snapshot))]
    sys.stdout.write("\n".join([*shown, str(sorted(reach(table.chain("INPUT")))), str([*map(ports, both)])]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
