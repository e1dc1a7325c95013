"""In a network namespace of its own: files of commands through iptables-legacy-restore, and through `build` here.

Usage: python -m tests.building.live_commands COUNT [SEED]. Chains are declared before the rules that jump to them,
later, or never; rules are named again in other words, by numbers, and with several addresses. A table is refused alike,
at its COMMIT by the kernel alike, or iptables-legacy-save prints the same. Prints every difference and the figures as
JSON.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter

from iptblob.abi import LP64_LE
from iptblob.building.source import source_of_text
from iptblob.check.profile import NEWEST
from iptblob.check.texts import judge_text
from iptblob.check.verdict import Verdict
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context
from iptblob.family import IPV4
from iptblob.names import debian_12
from iptblob.words.save import save_rules, save_text
from tests.building.live_text import saved, without_counters

TOOL = "iptables-legacy-restore"
CHAINS = ("INPUT", "FORWARD", "OUTPUT", "A", "B", "C1", "LOG")
# Each line is one rule in several spellings, or nearly that rule.
ALIKE = (
    ("-s 10.0.0.0/8 -p tcp -j DROP", "-p 6 --source 10.0.0.0/255.0.0.0 -j DROP", "-j DROP -p tcp -s 10.9.9.9/8"),
    ("-p tcp --dport 22 -j ACCEPT", "-p tcp -m tcp --dport ssh --jump ACCEPT", "-p tcp -m tcp --dport 22:22 -jACCEPT"),
    ("-m limit --limit 5/min -j RETURN", "-m limit --limit 5/minute --limit-burst 5 -j RETURN"),
    ("-s 1.1.1.1,2.2.2.2 -j ACCEPT", "-s 1.1.1.1 -j ACCEPT", "-s 2.2.2.2/32 -j ACCEPT"),
    ("-s 2.2.2.2,1.1.1.1 -d 3.3.3.3,4.4.4.4", "-s 1.1.1.1 -d 4.4.4.4", "-s 2.2.2.2 -d 3.3.3.3"),
    ("-i eth+", "-i eth+ ", "-i eth0", "-i +", ""),
    ("-j LOG", "-j LOG --log-level 4", "-j LOG --log-level warning", "-j LOG --log-prefix x"),
    ("-m mark --mark 0x10/0xff", "-m mark --mark 16/255", "-m mark --mark 16"),
    ("-m comment --comment a -j DROP", '-m comment --comment "a" -j DROP', "-j DROP"),
    ("-m statistic --mode nth --every 3 --packet 1", "-m statistic --packet 1 --mode nth --every 3"),
)  # fmt: skip


def rule(chance: random.Random, chains: tuple[str, ...]) -> str:
    if chance.random() < 0.25:
        users = [chain for chain in chains if len(chain) < 3]
        goal = chance.choice(users if users and chance.random() < 0.9 else CHAINS)
        return f"{chance.choice(('-j', '-j', '-g', '--jump'))} {goal}"
    return chance.choice(chance.choice(ALIKE[: chance.randrange(1, len(ALIKE) + 1)]))


def command(chance: random.Random, chains: tuple[str, ...]) -> str:
    chain, number = chance.choice(chains), chance.choice(("1", "1", "1", "2", "0x1", "01", "+1", "0", "3"))
    return chance.choice((
        *[f"-A {chain} {rule(chance, chains)}"] * 15, f"-I {chain} {rule(chance, chains)}",
        f"-I {chain} {number} {rule(chance, chains)}",
        f"-D {chain} {number}", f"-C {chain} {rule(chance, chains)}",
        f"-R {chain} {number} {rule(chance, chains)}", f"-F {chain}", f"-X {chance.choice(chains)}",
        f"-N {chance.choice(CHAINS)}", f"-D {chain} {rule(chance, chains)}",
        f":{chance.choice(('A', 'B', 'C1'))} - [0:0]", f"-E {chance.choice(chains)} {chance.choice(('A', 'B', 'C1'))}",
    ))  # fmt: skip


def table(chance: random.Random, name: str) -> str:
    """A table's lines; what it has declared is used most."""
    declared = [chain for chain in ("A", "B", "C1") if chance.random() < 0.6]
    chains = ("INPUT", "OUTPUT", *declared, *(CHAINS if chance.random() < 0.2 else ()))
    lines = [f":{chain} - [0:0]" for chain in declared]
    for _ in range(chance.randrange(1, 5)):
        lines.append(f"-A INPUT {rule(chance, chains)}" if chance.random() < 0.6 else command(chance, chains))
    if chance.random() < 0.6:  # a rule, and the same in other words
        words = chance.choice(ALIKE)
        chain = chance.choice(chains)
        again = chance.choice(("-D", "-D", "-C"))
        lines += [f"-A {chain} {chance.choice(words)}", f"{again} {chain} {chance.choice(words)}"]
    lines += [command(chance, chains) for _ in range(chance.randrange(3))]
    return "\n".join([f"*{name}", *lines, "COMMIT", ""])


class CommandRuns:
    def __init__(self) -> None:
        self.figures: Counter[str] = Counter()
        self.problems: list[str] = []

    def hold(self, names: list[str], texts: list[str]) -> None:
        """One file of tables; each is committed alone, until one is refused."""
        for name in ("filter", "mangle"):
            subprocess.run([TOOL], input=f"*{name}\nCOMMIT\n", text=True, check=True)
        done = subprocess.run([TOOL], input="".join(texts), text=True, capture_output=True, check=False)
        data = "".join(texts).encode()
        verdicts = [one for one in judge_text(data, "text", NEWEST, IPV4, LP64_LE) if isinstance(one, Verdict)]
        made = source_of_text(data, "text", family=IPV4, words=False)
        accepted = True
        for name, table_, verdict in zip(names, made.tables, verdicts, strict=True):
            accepted = accepted and verdict.accepted
            if not accepted:
                self.figures["refused"] += 1
                continue
            context = Context("ipv4", LP64_LE, debian_12(), DEBIAN_12_IPTABLES)
            ours = without_counters(save_text(save_rules(table_.table, context)).splitlines(), "ipv4")
            there = without_counters(saved("ipv4", name), "ipv4")
            self.figures["the same" if ours == there else "different"] += 1
            if ours != there:
                self.problems.append(f"{name}: {set(ours) ^ set(there)} {done.stderr}\n{''.join(texts)}")
        if (done.returncode == 0) != accepted:
            self.figures["different"] += 1
            why = [finding.message for verdict in verdicts for finding in verdict.findings][:3]
            how = "taken" if accepted else "refused"
            self.problems.append(f"{how} here alone: {why} {done.stderr}\n{''.join(texts)}")


def main(count: int, seed: int) -> int:
    chance, held = random.Random(seed), CommandRuns()
    for _ in range(count):
        names = chance.sample(["filter", "mangle"], chance.choice((1, 1, 2)))
        held.hold(names, [table(chance, name) for name in names])
    for problem in held.problems:
        print(problem)
    print(json.dumps(held.figures))
    return 1 if held.problems else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0], arguments[1] if len(arguments) > 1 else 1))
