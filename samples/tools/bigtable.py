"""Large tables for benchmarks, as iptables-restore input: the same seed gives the same bytes on every machine.

    python3 bigtable.py --rules 100000 > rules.v4                 a nat table as kube-proxy writes it
    python3 bigtable.py --rules 100000 --shape distinct           a mangle table in which no two payloads are alike
    python3 bigtable.py --rules 100000 --edits 100 --log edits.json   the same table with 100 scattered edits

``kube``: a service with three endpoints has 11 rules in 4 chains, so 100,000 rules make about 173,000 entries
(each chain costs a head and a tail). ``--log`` lists the edits as JSON lines, in order: kind, chain, position
before and after (1-based, null where absent). Load with ``iptables-legacy-restore -c`` in a namespace.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

ENDPOINTS = 3
RULES_PER_SERVICE = 2 + 3 * ENDPOINTS
NAMESPACES = ("default", "kube-system", "monitoring", "shop", "billing", "search", "ingress", "media", "batch", "auth")
WORDS = ("api", "web", "db", "cache", "queue", "worker", "front", "mail", "metrics", "proxy", "store", "events")
PORTS = (("http", 80, 8080), ("https", 443, 8443), ("grpc", 9000, 9000), ("metrics", 9100, 9100), ("sql", 5432, 5432))


@dataclass(slots=True)
class Text:
    """One table in the making: rules by chain, in order of creation."""

    table: str
    policies: dict[str, str]
    chains: dict[str, list[str]] = field(default_factory=dict)

    def add(self, chain: str, rule: str) -> None:
        self.chains.setdefault(chain, []).append(rule)

    def lines(self) -> list[str]:
        head = [f"*{self.table}"]
        head += [f":{chain} {policy} [0:0]" for chain, policy in self.policies.items()]
        head += [f":{chain} - [0:0]" for chain in self.chains if chain not in self.policies]
        body = [f"{counters(rule)} -A {chain} {rule}" for chain, rules in self.chains.items() for rule in rules]
        return [*head, *body, "COMMIT"]


def counters(rule: str) -> str:
    """Packet and byte counters that follow from the rule's text: most rules idle, some busy."""
    number = int.from_bytes(hashlib.blake2s(rule.encode(), digest_size=4).digest(), "big")
    packets = 0 if number % 3 else number >> 12
    return f"[{packets}:{packets * (40 + number % 1400)}]"


def digest(*parts: object) -> str:
    """Sixteen base32 letters, as kube-proxy names its chains (pkg/proxy/iptables, portProtoHash)."""
    return base64.b32encode(hashlib.sha256("/".join(map(str, parts)).encode()).digest())[:16].decode()


def kube(rules: int, seed: int) -> Text:
    """A nat table of about ``rules`` rules (never more): services, endpoints, node ports, masquerading."""
    chance = random.Random(seed)
    text = Text("nat", dict.fromkeys(("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"), "ACCEPT"))
    portals = '-m comment --comment "kubernetes service portals" -j KUBE-SERVICES'
    text.add("PREROUTING", portals)
    text.add("OUTPUT", portals)
    text.add("POSTROUTING", '-m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING')
    text.add("KUBE-MARK-MASQ", "-j MARK --set-xmark 0x4000/0x4000")
    text.add("KUBE-POSTROUTING", "-m mark ! --mark 0x4000/0x4000 -j RETURN")
    text.add("KUBE-POSTROUTING", "-j MARK --set-xmark 0x4000/0x0")
    snat = '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully'
    text.add("KUBE-POSTROUTING", snat)
    text.add("KUBE-SERVICES", '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in '
             'this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS')  # fmt: skip
    last = text.chains["KUBE-SERVICES"]
    spare = rules - 8
    for index in range(spare // RULES_PER_SERVICE):
        _service(text, last, index, chance)
        spare -= RULES_PER_SERVICE
    for index in range(spare):
        text.add("KUBE-NODEPORTS", f"-p tcp -m tcp --dport {30000 + index} -j KUBE-MARK-MASQ")
    text.chains.setdefault("KUBE-NODEPORTS", [])
    return text


def _service(text: Text, portals: list[str], index: int, chance: random.Random) -> None:
    name = f"{chance.choice(NAMESPACES)}/{chance.choice(WORDS)}-{index:x}"
    port, front, back = chance.choice(PORTS)
    address = f"10.{96 + (index >> 16)}.{index >> 8 & 255}.{index & 255}/32"
    service = f"KUBE-SVC-{digest(name, port)}"
    label = f'-m comment --comment "{name}:{port}'
    to_portal = f'-d {address} -p tcp {label} cluster IP" -m tcp --dport {front}'
    portals.insert(-1, f"{to_portal} -j {service}")
    text.add(service, f"! -s 10.244.0.0/16 {to_portal} -j KUBE-MARK-MASQ")
    for number in range(ENDPOINTS):
        pod = f"10.244.{chance.randrange(256)}.{chance.randrange(2, 255)}"
        endpoint = f"KUBE-SEP-{digest(name, port, number, pod)}"
        left = ENDPOINTS - number
        dice = f"-m statistic --mode random --probability {1 / left:.11f} " if left > 1 else ""
        text.add(service, f'{label} -> {pod}:{back}" {dice}-j {endpoint}')
        text.add(endpoint, f'-s {pod}/32 {label}" -j KUBE-MARK-MASQ')
        text.add(endpoint, f'-p tcp {label}" -m tcp -j DNAT --to-destination {pod}:{back}')


def distinct(rules: int, seed: int) -> Text:
    """A mangle table in which comments, addresses, port pairs, marks and targets all differ from rule to rule."""
    chance = random.Random(seed)
    builtin = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
    text = Text("mangle", dict.fromkeys(builtin, "ACCEPT"))
    blocks = max(1, (rules + 999) // 1001)
    for block in range(min(blocks, rules)):
        text.add("FORWARD", f"-s 100.64.{block >> 8}.{block & 255}/32 -j BLOCK-{block:04d}")
    for index in range(rules - len(text.chains["FORWARD"])):
        source = f"10.{index >> 16 & 255}.{index >> 8 & 255}.{index & 255}"
        target = f"172.{16 + (index >> 16 & 15)}.{index >> 8 & 255}.{index & 255}"
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(2, 9)))
        text.add(f"BLOCK-{index % blocks:04d}",
                 f"-s {source}/32 -d {target}/32 -p tcp -m tcp --sport {index % 65521} --dport {index // 3 % 65536} "
                 f'-m comment --comment "{index:07d} {words}" -m mark --mark {index + 1:#x}/0xffffffff '
                 f"-j MARK --set-xmark {index * 2654435761 % 2**32:#x}/0xffffffff")  # fmt: skip
    return text


def edit(text: Text, count: int, seed: int) -> list[dict[str, object]]:
    """Change ``text`` in ``count`` places scattered over its chains; returns what was done."""
    chance = random.Random(seed ^ 0x5EED)
    chains = [chain for chain, rules in text.chains.items() if len(rules) > 1]
    done = []
    for number, chain in enumerate(chance.sample(chains, min(count, len(chains)))):
        rules = text.chains[chain]
        at = chance.randrange(len(rules) - 1)
        kind = ("insert", "delete", "edit", "swap")[number % 4]
        before: int | None = at + 1
        after: int | None = at + 1
        if kind == "insert":
            before = None
            rules.insert(at, f'-s 198.51.100.{number % 256}/32 -m comment --comment "edit {number}" -j RETURN')
        elif kind == "delete":
            after = None
            del rules[at]
        elif kind == "edit":
            rules[at] = f"-s 203.0.113.{number % 256}/32 " + _without_source(rules[at])
        else:
            rules[at], rules[at + 1] = rules[at + 1], rules[at]
            after = at + 2
        done.append({"kind": kind, "chain": chain, "before": before, "after": after})
    return done


def _without_source(rule: str) -> str:
    words = rule.split(" ")
    if words[0] == "!":
        words = words[1:]
    return " ".join(words[2:] if words[0] == "-s" else words)


SHAPES = {"kube": kube, "distinct": distinct}


def make(rules: int, shape: str = "kube", seed: int = 1, edits: int = 0) -> tuple[bytes, list[dict[str, object]]]:
    """Restore input and the list of edits made to it."""
    text = SHAPES[shape](rules, seed)
    done = edit(text, edits, seed) if edits else []
    return ("\n".join(text.lines()) + "\n").encode(), done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=100_000)
    parser.add_argument("--shape", choices=sorted(SHAPES), default="kube")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=int, default=0)
    parser.add_argument("--log", type=Path)
    wish = parser.parse_args()
    data, done = make(wish.rules, wish.shape, wish.seed, wish.edits)
    sys.stdout.buffer.write(data)
    if wish.log:
        wish.log.write_text("".join(json.dumps(item) + "\n" for item in done))


if __name__ == "__main__":
    main()
