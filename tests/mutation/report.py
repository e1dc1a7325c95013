"""How many mutants are killed, and who survives: held against the list of those that may."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.mutation import run

LIST = Path(__file__).with_name("survivors.txt")
ENOUGH = 0.95


def listed() -> dict[str, str]:
    """Survivors that are known: key -> reason. A line ``# REASON`` is the reason of all lines below it."""
    found: dict[str, str] = {}
    reason = ""
    for line in LIST.read_text().splitlines() if LIST.exists() else ():
        if line.startswith("# "):
            reason = line[2:]
        elif line:
            found[line] = reason
    return found


def tell(fates: dict[str, str], only: str) -> int:
    """Print the figures; the exit status."""
    cases = [case for case in run.cases() if case.module.startswith(only)]
    known, alive = listed(), [case for case in cases if not fates.get(case.key, "killed").startswith("killed")]
    missing = sum(case.key not in fates for case in cases)
    sys.stdout.writelines(f"{line}\n" for line in _table(cases, fates))
    killed = len(cases) - len(alive) - missing
    share = killed / max(1, len(cases) - missing)
    sys.stdout.write(f"{killed} of {len(cases)} killed ({share:.1%}), {len(alive)} survived, {missing} not yet run\n")
    new = [case.key for case in alive if case.key not in known]
    sys.stdout.writelines(f"NOT LISTED: [{fates[key]}] {key}\n" for key in new)
    gone = [key for key in known if key.startswith(only) and key not in {case.key for case in alive}]
    if not missing:
        sys.stdout.writelines(f"listed, but not alive: {key}\n" for key in gone)
    return int(share < ENOUGH or bool(new) or bool(missing))


def _table(cases: list[run.Case], fates: dict[str, str]) -> Iterator[str]:
    counts: dict[str, Counter[bool]] = {}
    for case in cases:
        if case.key in fates:
            counts.setdefault(case.module, Counter())[fates[case.key].startswith("killed")] += 1
    for module, count in counts.items():
        yield f"{module:28} {count[True]:5} killed {count[False]:4} alive"
