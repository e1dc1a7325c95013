"""In a network namespace of its own: B is loaded, the lines that turn it back into A applied, and A must be saved.

Usage: python -m tests.building.live_restore SEED COUNT; random pairs of rules of the samples. Prints how many pairs and
lines there were.
"""

from __future__ import annotations

import random
import subprocess
import sys

from iptblob.diff.backends import diff_files
from iptblob.diff.files import FileDiff, Wishes, side_of_text
from iptblob.diff.restoring import restoring
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.restore.document import read
from tests.conftest import SAMPLES

HOOKS = ("INPUT", "FORWARD", "OUTPUT")
WAYS = (" -i ", " -o ", " policy ")  # what not every chain takes


def pool() -> list[str]:
    """Rules of the samples' filter tables that jump to no chain of their own."""
    found = []
    for name in ("ufw", "router", "docker"):
        for table in read((SAMPLES / name / "rules.v4").read_bytes(), name).tables:
            if table.name == "filter":
                texts = (rule.text for chain in table.chains.values() for rule in chain.rules)
                found += filter(_goes_anywhere, texts)
    return found


def _goes_anywhere(rule: str) -> bool:
    """A verdict or what every chain takes behind -j, and no condition that some chains do not."""
    goal = rule.partition(" -j ")[2].partition(" ")[0]
    return goal in ("ACCEPT", "DROP", "RETURN", "REJECT", "LOG") and not any(word in rule for word in WAYS)


def text_of(chains: dict[str, list[str]], policies: dict[str, str]) -> str:
    lines = [f":{hook} {policies[hook]} [0:0]" for hook in HOOKS]
    lines += [f":{name} - [0:0]" for name in chains if name not in HOOKS]
    lines += [f"-A {name}{rule}" for name, held in chains.items() for rule in held]
    return "\n".join(["*filter", *lines, "COMMIT", ""])


def varied(chance: random.Random, rules: list[str], chains: dict[str, list[str]]) -> dict[str, list[str]]:
    """Another state: rules gone, new, moved, chains gone and new, jumps to them."""
    made = {name: list(held) for name, held in chains.items() if name in HOOKS or chance.random() < 0.7}
    for number in range(chance.randrange(3)):
        made.setdefault(f"C{chance.randrange(6)}", chance.sample(rules, 1 + number))
    users = [name for name in made if name not in HOOKS]
    for held in made.values():
        held[:] = [rule for rule in held if chance.random() < 0.8 and not rule.startswith(" -j C")]
        for _ in range(chance.randrange(4)):
            held.insert(chance.randint(0, len(held)), chance.choice(rules))
        if chance.random() < 0.3:
            chance.shuffle(held)
    for hook in HOOKS:  # jumps from built-in chains alone make no loops
        for name in users:
            if chance.random() < 0.5:
                made[hook].insert(chance.randint(0, len(made[hook])), f" -j {name}")
    return made


def compared(a: str, b: str) -> FileDiff:
    read_a, read_b = (read(text.encode("latin-1"), name, family="ipv4") for text, name in ((a, "A"), (b, "B")))
    one, other = side_of_text(read_a), side_of_text(read_b)
    return diff_files(one, other, Wishes(DEBIAN_12_IPTABLES))


def call(tool: str, *options: str, text: str = "") -> str:
    done = subprocess.run([tool, *options], input=text.encode("latin-1"), capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stderr.decode()}\n{text}"
    return "\n".join(line for line in done.stdout.decode("latin-1").splitlines() if not line.startswith("#"))


def main() -> None:
    chance = random.Random(int(sys.argv[1]))
    rules, lines = pool(), 0
    state: dict[str, list[str]] = {hook: chance.sample(rules, 3) for hook in HOOKS}
    for _ in range(int(sys.argv[2])):
        texts = []
        for _ in range(2):
            state = varied(chance, rules, state)
            texts.append(text_of(state, {hook: chance.choice(("ACCEPT", "DROP")) for hook in HOOKS}))
        a, b = texts
        call("iptables-legacy-restore", text=a)
        wanted = call("iptables-legacy-save", "-t", "filter")
        call("iptables-legacy-restore", text=b)
        made = restoring(compared(a, b))
        assert not made.unread
        lines += len(made.lines)
        if made.lines:
            call("iptables-legacy-restore", "--noflush", text="\n".join([*made.lines, ""]))
        there = call("iptables-legacy-save", "-t", "filter")
        assert there == wanted, f"{a}\n{b}\n" + "\n".join(made.lines)
    print(int(sys.argv[2]), lines)


if __name__ == "__main__":
    main()
