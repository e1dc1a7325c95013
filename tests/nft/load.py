"""Every rule of samples/everything that an iptables-nft takes, loaded, saved and captured in a namespace of its own.

    unshare -nm python3 load.py OUT [PROGRAM]    PROGRAM: an xtables-nft-multi; default: the installed one

Writes OUT/save.ipv4, OUT/save.ipv6, OUT/taken.ipv4, ... (the rules as they were given) and OUT/nft.iptb.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "samples" / "tools"))

import netns  # noqa: E402
import objects  # noqa: E402
import ruletext  # noqa: E402

RULES = ROOT / "samples" / "everything" / "rules"
NAMES = {"ipv4": "iptables", "ipv6": "ip6tables"}
STEP = 128


class Loader:
    """Loads rules table by table; a piece that is refused is halved until single rules are left over."""

    def __init__(self, program: str, family: str) -> None:
        self.command = [program, f"{NAMES[family]}-restore", "--noflush", "--counters"]
        self.taken: list[bytes] = []
        self.refused = 0

    def restore(self, table: str, lines: list[bytes]) -> bool:
        text = b"\n".join([f"*{table}".encode(), *lines, b"COMMIT", b""])
        return subprocess.run(self.command, input=text, capture_output=True, check=False).returncode == 0

    def put(self, table: str, lines: list[bytes]) -> None:
        if not lines:
            return
        if self.restore(table, lines):
            self.taken += [f"{table} ".encode() + line for line in lines]
        elif len(lines) == 1:
            self.refused += 1
        else:
            half = len(lines) // 2
            self.put(table, lines[:half])
            self.put(table, lines[half:])


def load(program: str, family: str) -> Loader:
    loader = Loader(program, family)
    rules = ruletext.read_rules(RULES / family)
    for table in ruletext.TABLES:
        mine = [rule for rule in rules if rule.table == table]
        users = sorted({rule.chain for rule in mine} - set(ruletext.BUILTIN[table]))
        loader.restore(table, [f":{chain} - [0:0]".encode() for chain in users])
        lines = []
        for number, rule in enumerate(mine):
            packets, octets = ruletext.COUNTERS[number % len(ruletext.COUNTERS)]
            lines.append(f"[{packets}:{octets}] -A {rule.chain} ".encode() + rule.rest)
        for at in range(0, len(lines), STEP):
            loader.put(table, lines[at : at + STEP])
    return loader


def main(out: Path, program: str) -> None:
    counts = {}
    with objects.made():
        for family in NAMES:
            loader = load(program, family)
            counts[family] = {"taken": len(loader.taken), "refused": loader.refused}
            (out / f"taken.{family}").write_bytes(b"\n".join(loader.taken))
        for family, name in NAMES.items():
            saved = subprocess.run([program, f"{name}-save", "-c"], capture_output=True, check=True).stdout
            (out / f"save.{family}").write_bytes(saved)
        netns.capture(out / "nft.iptb")
    (out / "counts.json").write_text(json.dumps(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "/usr/sbin/xtables-nft-multi")
