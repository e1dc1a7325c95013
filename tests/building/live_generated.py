"""In a network namespace of its own: what iptables-legacy makes of generated rules, and what this project makes.

Usage: python -m tests.building.live_generated COUNT [SEED]; prints every difference and the figures as JSON. A rule
that the tool takes is compared byte for byte where the kernel takes it too. One whose words name what cannot be known
here (a host, a set, a pinned program) counts for itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from iptblob.abi import LP64_LE
from iptblob.api.tables import Snapshot
from iptblob.building.grammar import Compiled, RuleError, compile_rule
from iptblob.building.heads import misplaced
from iptblob.building.sending import Sender
from iptblob.family import FAMILIES
from iptblob.reading.source import Source
from tests.building.compiled import differences
from tests.building.generated import Generated, arp_rules, rules
from tests.building.live import told
from tests.live import here
from tests.oracle import kernel

TOOLS = {"ipv4": "iptables-legacy-restore", "ipv6": "ip6tables-legacy-restore"}
ARP_TOOL = "arptables-legacy"
BATCH = 40
HERE = Sender(iptables=here.installed())


class Case(NamedTuple):
    rule: Generated
    made: list[Compiled]


def quoted(word: str) -> str:
    """A word as iptables-restore reads it back."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def text(batch: Sequence[Generated]) -> str:
    lines = [f"-A T {' '.join(map(quoted, one.words))}" for one in batch]
    return "\n".join([f"*{batch[0].table}", ":T - [0:0]", *lines, "COMMIT", ""])


def run(batch: Sequence[Generated], *options: str) -> bool:
    done = subprocess.run([TOOLS[batch[0].family], *options], input=text(batch).encode("latin-1"), capture_output=True,
                          check=False)  # fmt: skip
    return done.returncode == 0


class Differential:
    def __init__(self) -> None:
        self.tables = kernel.Tables()
        self.figures: Counter[str] = Counter()
        self.problems: list[str] = []
        self.waiting: dict[tuple[str, str], list[Case]] = {}
        self.known = here.known_here()._replace(ipsets=sets())

    def hold(self, one: Generated) -> None:
        self.figures["rules"] += 1
        if any(word.startswith(("--obj", "--help")) for word in one.words):
            self.figures["pinned programs, and help"] += 1
            return
        if "--timeout" in one.words and one.table == "raw":  # the kernel tells but 4 bytes of that (usersize, xt_CT.c)
            self.figures["not told by the kernel"] += 1
            return
        taken = run([one], "--test")
        try:
            made = compile_rule(one.words, FAMILIES[one.family], LP64_LE, self.known, sender=HERE)
        except RuleError as refused:
            if refused.unknown:
                self.figures["cannot be known"] += 1
            elif taken:
                self.differs(one, f"refused here alone: {refused}")
            else:
                self.figures["refused alike"] += 1
            return
        if not taken:
            self.differs(one, "refused by the tool alone")
            return
        waiting = self.waiting.setdefault((one.family, one.table), [])
        waiting.append(Case(one, made))
        if len(waiting) >= BATCH:
            self.settle(self.waiting.pop((one.family, one.table)))

    def hold_arp(self, one: Generated) -> None:
        """arptables has no restore of its own: each rule is added alone."""
        self.figures["rules"] += 1
        subprocess.run([ARP_TOOL, "-F"], check=True)
        done = subprocess.run([ARP_TOOL, "-A", "INPUT", *one.words], capture_output=True, text=True, check=False)
        by_kernel = done.returncode != 0 and "arptables v" not in done.stderr and "Try" not in done.stderr
        try:
            made = compile_rule(one.words, FAMILIES["arp"], LP64_LE, self.known, sender=HERE)
        except RuleError as refused:
            known = "cannot be known" if refused.unknown and done.returncode else "refused alike"
            if done.returncode and not by_kernel:
                self.figures[known] += 1
            else:
                self.differs(one, f"refused here alone: {refused}")
            return
        if done.returncode:
            if by_kernel or misplaced(made[0].head, made[0].jump, "INPUT", "filter"):
                self.figures["refused by the kernel"] += 1
            else:
                self.differs(one, f"refused by the tool alone: {done.stderr[:60]!r}")
            return
        table = Snapshot(Source("kernel", (told(self.tables, "arp", "filter"),))).tables[0]
        found = list(differences(table.chain("INPUT").rules[0], made[0], table))
        if found:
            self.differs(one, f"other bytes: {', '.join(found)}")
        else:
            self.figures["the same bytes"] += 1

    def differs(self, one: Generated, how: str) -> None:
        self.figures["different"] += 1
        self.problems.append(f"{one.family} {one.table} {how} | {' '.join(map(quoted, one.words))}")

    def settle(self, batch: list[Case]) -> None:
        """Load them at once, or by halves where the kernel refuses some."""
        if not run([case.rule for case in batch]):
            if len(batch) == 1:
                self.figures["refused by the kernel"] += 1
            else:
                half = len(batch) // 2
                self.settle(batch[:half])
                self.settle(batch[half:])
            return
        first = batch[0].rule
        table = Snapshot(Source("kernel", (told(self.tables, first.family, first.table),))).tables[0]
        loaded = iter(table.chain("T").rules)
        for case in batch:
            for one in case.made:
                rule = next(loaded, None)
                found = list(differences(rule, one, table)) if rule else ["fewer rules"]
                if found:
                    self.differs(case.rule, f"other bytes: {', '.join(found)}")
                    break
            else:
                self.figures["the same bytes"] += 1


def sets() -> dict[int, str]:
    """The sets of the namespace by number, which they have in the order in which they were made."""
    done = subprocess.run(["ipset", "save"], capture_output=True, text=True, check=False)
    made = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("create")]
    return dict(enumerate(made))


def main(count: int, seed: int) -> int:
    for name in ("hip4 hash:ip", "hnet4 hash:net", "hip6 hash:ip family inet6", "hnet6 hash:net family inet6"):
        subprocess.run(["ipset", "create", *name.split()], check=False, capture_output=True)
    held = Differential()
    for one in rules(seed, count):
        held.hold(one)
    for one in arp_rules(seed, count // 10):
        held.hold_arp(one)
    for batch in list(held.waiting.values()):
        held.settle(batch)
    for problem in held.problems:
        print(problem)
    print(json.dumps(held.figures))
    return 1 if held.problems else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0], arguments[1] if len(arguments) > 1 else 1))
