"""Other ways in Python to the same ends, on small tables, because they take long.

    python others.py python-iptables TABLE      reads all rules of the table in this namespace
    python others.py deepdiff A.save B.save     compares two lists of rules, each rule as {option: words}
    python others.py deepdiff-chains A.save B.save     the same, the rules of each chain apart
All print {"seconds": ...}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def python_iptables(table: str) -> dict[str, object]:
    import iptc

    begin = time.perf_counter()
    rules = sum(
        len(iptc.easy.dump_chain(table, chain)) for chain in iptc.easy.get_chains(table)
    )
    return {"seconds": time.perf_counter() - begin, "rules": rules}


def deepdiff(a: str, b: str) -> dict[str, object]:
    return _compared(*([rule for rules in _rules(path).values() for rule in rules] for path in (a, b)))


def deepdiff_chains(a: str, b: str) -> dict[str, object]:
    return _compared(_rules(a), _rules(b))


def _compared(one: object, other: object) -> dict[str, object]:
    from deepdiff import DeepDiff

    begin = time.perf_counter()
    found = DeepDiff(one, other, ignore_order=True)
    return {"seconds": time.perf_counter() - begin, "kinds": len(found)}


def _rules(path: str) -> dict[str, list[dict[str, str]]]:
    """Chain -> rules, each as {option: words}."""
    chains: dict[str, list[dict[str, str]]] = {}
    for line in Path(path).read_text().splitlines():
        if line.startswith("-A "):
            _, chain, *words = line.split(" ")
            rule = {"chain": chain}
            option = ""
            for word in words:
                if word.startswith("-"):
                    option = word
                rule[option] = f"{rule.get(option, '')} {word}".strip()
            chains.setdefault(chain, []).append(rule)
    return chains


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    ways = {"python-iptables": python_iptables, "deepdiff": deepdiff, "deepdiff-chains": deepdiff_chains}
    print(json.dumps(ways[what](*rest)))
