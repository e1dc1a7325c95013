"""Pairs of random tables: what ``reach`` says of them against the walk of single packets.

``python -m tests.stress.reach --pairs 300 --seed 1``. Every witness must end at both entries that are named, and a
random packet must be in one of the sets if and only if its verdicts differ. Tables are the kernel's own: each is
loaded.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

TABLES = ("filter", "nat")  # no rule of these changes a packet before another asks it
PACKETS = 100  # of each pair and hook


def edited(rules: list[str], chance: random.Random, made: Any, table: str) -> list[str]:
    """One rule taken out, moved, or another one in its place."""
    places = [at for at, rule in enumerate(rules) if rule.startswith("-A")]
    at = chance.choice(places)
    kind = chance.choice(["delete", "move", "replace", "policy"])
    if kind == "policy" and table != "nat":
        return [rule.replace(" ACCEPT", " DROP") if rule.startswith(":FORWARD") else rule for rule in rules]
    left = rules[:at] + rules[at + 1 :]
    if kind == "delete":
        return left
    if kind == "move":
        goal = chance.choice([one for one in places if one < len(left)] or [at])
        return [*left[:goal], rules[at], *left[goal:]]
    chain = rules[at].split()[1]
    return [*rules[:at], f"-A {chain} {made.rule(table, chain)}", *rules[at + 1 :]]


def verdict_of(comparison: Any, side: int, hook: int, values: dict[str, int], facts: dict[str, bool]) -> str:
    """What the walk says of one packet on one side."""
    from iptblob.packets.follow import Outcome
    from iptblob.packets.program import VERDICTS_SAID
    from iptblob.packets.reach import FateSide
    from iptblob.packets.symbols import UNCHANGED

    program = comparison.sides[side]
    decided, dropped = comparison.walk(hook, FateSide(program, 0, Outcome("", UNCHANGED)), values, facts)
    if decided is None:
        return "?"
    if dropped:
        return "DROP"
    at = decided[1]
    return VERDICTS_SAID.get(program.verdicts[at]) or comparison.followers[side]._final(program.action(at))


def compared(before: Any, after: Any, chance: random.Random, tally: Counter[str]) -> None:
    from iptblob.packets.reach import Comparison, compare

    found = compare(before, after)
    tally["not decided"] += len(found.left)
    tally["changes"] += len(found.changes)
    tally["not confirmed"] += sum(not one.confirmed for one in found.changes)
    comparison = Comparison(before, after, 60)
    symbols = comparison.symbols
    for hook in comparison.sides[0].hooks:
        changes = comparison.hook(hook)
        inside = comparison._domain(before.table.family.hooks[hook])
        edges = [one.packets for one in changes]
        for at in range(PACKETS):
            start = symbols.diagrams.both(inside, chance.choice([inside, *edges]) if at % 2 else inside)
            values, facts = drawn(symbols, start, chance)
            levels = levels_of(symbols, values, facts)
            if not symbols.diagrams.holds(inside, levels):
                continue
            tally["packets"] += 1
            verdicts = [verdict_of(comparison, side, hook, values, facts) for side in (0, 1)]
            differs = verdicts[0] != verdicts[1]
            if differs != any(symbols.diagrams.holds(edge, levels) for edge in edges):
                tally["wrong"] += 1
                print(f"{before.name} hook {hook}: {values} {facts} {verdicts}", flush=True)
                for one in changes:
                    if symbols.diagrams.holds(one.packets, levels):
                        for side in (one.before, one.after):
                            print("   ", side.program.place(side.entry), side.outcome, flush=True)


def drawn(symbols: Any, edge: Any, chance: random.Random) -> tuple[dict[str, int], dict[str, bool]]:
    """A packet of a set, at random where it may be anything."""
    picked: dict[int, int] = {}
    diagrams = symbols.diagrams
    while edge != diagrams.true:
        level, parts = diagrams.level_of(edge), diagrams.parts(edge)
        side = chance.choice([at for at in (0, 1) if parts[at] != diagrams.false])
        picked[level], edge = side, parts[side]
    value = {level: picked.get(level, chance.randrange(2)) for level in range(diagrams.count)}
    fields = {}
    for name, levels in symbols.levels.items():
        number = 0
        for level in levels:
            number = number << 1 | value[level]
        fields[name] = number
    return fields, {key: bool(value[level]) for key, level in symbols.facts.items()}


def levels_of(symbols: Any, values: dict[str, int], facts: dict[str, bool]) -> dict[int, int]:
    found = {level: int(facts.get(key, False)) for key, level in symbols.facts.items()}
    for name, levels in symbols.levels.items():
        for at, level in enumerate(reversed(levels)):
            found[level] = values.get(name, 0) >> at & 1
    return found


def inside(family: str, pairs: int, seed: int) -> int:
    from tests.live.packetlab import Lab
    from tests.live.packetrandom import Maker, sets_of

    lab = Lab(family, sets_of(family))
    lab.world()
    tally: Counter[str] = Counter()
    started = time.time()
    for number in range(pairs):
        maker = Maker(family, seed + number)
        chance = random.Random(seed + number)
        table = TABLES[number % len(TABLES)]
        rules = maker.tables()[table]
        loaded = []
        for text in (rules, edited(rules, chance, maker, table)):
            lab.load({table: text})
            loaded.append(lab.programs([table])[0])
        tally["pairs"] += 1
        compared(*loaded, chance, tally)
    tally["seconds"] = int(time.time() - started)
    print(", ".join(f"{count} {what}" for what, count in tally.items() if count))
    return 1 if tally["wrong"] or tally["not confirmed"] else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", choices=["ipv4", "ipv6"], default="ipv4")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sift", action="store_true", help="seek out what fits in short chains too")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside and asked.sift:
        from iptblob.packets import follow

        follow.LONG_CHAIN = 0
    if asked.inside:
        return inside(asked.family, asked.pairs, asked.seed)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples" / "tools"))
    import netns

    done = netns.run([sys.executable, "-m", "tests.stress.reach", *sys.argv[1:], "--inside"], timeout=7200)
    sys.stdout.write(done.stdout.decode(errors="replace"))
    sys.stderr.write(done.stderr.decode(errors="replace")[-4000:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
