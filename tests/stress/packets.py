"""Random tables and packets through the running kernel, against what ``iptblob trace`` says of them.

``python -m tests.stress.packets --family ipv4 --packets 5000 --seed 1``, as root or where user namespaces are allowed.
Prints each packet of which no branch says what the kernel counted, and a summary; ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from iptblob.errors import UsageError
from iptblob.packets.flow import REPLY_TUPLE

PER_ROUND, FLOWS = 50, 8


def distance(branch: Any, outcome: Any) -> list[tuple[str, str]]:
    from tests.live.packetlab import counted

    found = counted(branch)
    return sorted({*(found - outcome.moved), *(outcome.moved - found)})


def rule_at(lines: list[str], place: str) -> str:
    chain, _, number = place.rpartition(":")
    rules = [line for line in lines if line.startswith(f"-A {chain} ")]
    return rules[int(number) - 1] if number.isdigit() and int(number) <= len(rules) else place


def known_world(lab: Any) -> Any:
    """The set that rules add members to is not known: each packet may have changed it."""
    from dataclasses import replace

    world = lab.world()
    return replace(world, sets={name: held for name, held in world.sets.items() if name != "empty"})


def one(lab: Any, programs: Any, sent: Any, world: Any, tally: Counter[str], tables: Any) -> Any:
    """Send a packet, compare, and count; None where more ways are open than are followed."""
    try:
        outcome = lab.try_one(programs, sent, world)
    except UsageError:
        tally["not followed"] += 1
        return None
    tally["packets"] += 1
    tally["branches"] += len(outcome.branches)
    if outcome.fits is None:
        tally["wrong"] += 1
        print(f"seed {tally['seed']}: {outcome.told()}", flush=True)
        nearest = min(outcome.branches, key=lambda one: len(distance(one, outcome)))
        for table, place in distance(nearest, outcome):
            print(f"    {table} {place}: {rule_at(tables[table], place)}")
    return outcome


def answer_tuple(outcome: Any) -> list[tuple[int, ...]]:
    values = outcome.fits.values if outcome is not None and outcome.fits is not None else {}
    return [tuple(values[field] for field in REPLY_TUPLE)] if set(REPLY_TUPLE) <= values.keys() else []


def inside(family: str, packets: int, seed: int, *, stateless: bool) -> int:
    """Within the namespaces."""
    from tests.live.packetlab import Lab
    from tests.live.packetrandom import Maker, sets_of

    lab = Lab(family, sets_of(family))
    world = known_world(lab)
    tally: Counter[str] = Counter()
    started = time.time()
    number = 0
    while tally["packets"] < packets:
        tally["seed"] = seed + number
        maker = Maker(family, seed + number, stateless=stateless)
        number += 1
        tables = maker.tables()
        tally["rules"] += sum(len(lines) for lines in tables.values())
        tally["refused"] += len(lab.load(tables))
        programs = lab.programs(list(tables))
        taken: Counter[tuple[int, ...]] = Counter()  # tuples of answers: of two flows with one, the second gets another
        for sent in maker.packets(PER_ROUND if stateless else PER_ROUND - FLOWS):
            taken.update(answer_tuple(one(lab, programs, sent, world, tally, tables)))
        for _ in range(0 if stateless else FLOWS):
            first = one(lab, programs, maker.begin(), world, tally, tables)
            taken.update(answer_tuple(first))
            if first is not None and first.fits is not None and first.fits.end.why.startswith("forwarded") and all(
                taken[each] == 1 for each in answer_tuple(first)
            ):  # fmt: skip
                for sent in maker.answers(first.fits.values):
                    tally["answers"] += 1
                    one(lab, programs, sent, world, tally, tables)
    tally["seconds"] = int(time.time() - started)
    print(", ".join(f"{count} {what}" for what, count in tally.items()))
    return 1 if tally["wrong"] else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", choices=["ipv4", "ipv6"], default="ipv4")
    parser.add_argument("--packets", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stateless", action="store_true", help="without connection tracking, with fragments")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return inside(asked.family, asked.packets, asked.seed, stateless=asked.stateless)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples" / "tools"))
    import netns

    done = netns.run([sys.executable, "-m", "tests.stress.packets", *sys.argv[1:], "--inside"], timeout=7200)
    sys.stdout.write(done.stdout.decode(errors="replace"))
    sys.stderr.write(done.stderr.decode(errors="replace")[-4000:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
