"""Load every rule of ``rules/`` into a throw-away namespace and print what was refused.

    python3 load.py             load; exit status 1 when anything was refused
    python3 load.py --emit DIR  write rules.v4, rules.v6 and rules.arp in restore form instead
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import netns  # noqa: E402
import ruletext  # noqa: E402


def texts() -> dict[str, bytes]:
    """Restore input by family, all tables in loading order, counters in front of every rule (arp: none)."""
    result = {}
    for family in ("ipv4", "ipv6"):
        rules = ruletext.read_rules(HERE / "rules" / family)
        tables = [table for table in ruletext.TABLES if any(rule.table == table for rule in rules)]
        result[family] = b"".join(ruletext.restore_text(rules, table) for table in tables)
    result["arp"] = _arp_text(ruletext.read_rules(HERE / "rules" / "arp"))
    return result


def _arp_text(rules: list[ruletext.Rule]) -> bytes:
    chains = ["INPUT", "OUTPUT", "FORWARD"]
    chains += [*sorted({rule.chain for rule in rules} - set(chains)), "twenty-eight-characters-long"]
    lines = [b"*filter"]
    lines += [f":{chain} {'ACCEPT' if chain.isupper() else '-'}".encode() for chain in chains]
    lines += [f"-A {rule.chain} ".encode() + rule.rest for rule in rules]
    return b"\n".join([*lines, b""])


def load(*, snapshot: bool = False) -> netns.Loaded:
    """All of it, with the objects the rules need; see netns.load."""
    text = texts()
    return netns.load(v4=text["ipv4"], v6=text["ipv6"], arp=text["arp"], objects=True, snapshot=snapshot)


def main() -> int:
    if sys.argv[1:2] == ["--emit"]:
        for family, name in (("ipv4", "rules.v4"), ("ipv6", "rules.v6"), ("arp", "rules.arp")):
            (Path(sys.argv[2]) / name).write_bytes(texts()[family])
        return 0
    reason = netns.why_not()
    if reason:
        print(f"cannot load here: {reason}", file=sys.stderr)
        return 2
    loaded = load()
    for note in loaded.notes:
        print(note)
    rules = sum(save.count(b"-A ") for save in loaded.saves.values())
    print(f"{rules} rules, {len(loaded.saves)} tables", file=sys.stderr)
    return 1 if loaded.notes else 0


if __name__ == "__main__":
    sys.exit(main())
