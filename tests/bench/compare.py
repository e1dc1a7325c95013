"""Two runs of the benchmark: what takes more processor time than it did.

    python tests/bench/compare.py docs/bench/results.json build/bench/results.json

Compares iptblob's own commands by the least processor time of each series, which other load on the machine disturbs
least, and as multiples of the start of Python in the same run where the machines are not the same. Exit status 1 where
one takes over 15 % (and 10 ms) more, 2 where the two cannot be compared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ALLOWED = 1.15
LEAST = 0.010  # seconds: differences below are the clock's
SAME = ("processor", "cores", "python", "numpy")
PLAIN = "python -c pass"

Key = tuple[str, ...]


def series(found: dict[str, Any]) -> dict[Key, float]:
    """Least processor seconds of each of iptblob's series, by part, the facts of the part, and what was run."""
    times = {}
    for result in found["results"]:
        about = tuple(f"{key} {value}" for key, value in result.items() if isinstance(value, str | int))
        for one in result["series"]:
            if one["what"].startswith("iptblob") or one["what"] == PLAIN:
                # sizes of captures vary by a few bytes from run to run
                name = tuple(word for word in about if not word.startswith("bytes"))
                times[*name, one["what"]] = min(one["cpu"])
    return times


def scale(old: dict[str, Any], new: dict[str, Any]) -> float:
    """How much longer the new machine takes for the same: 1 where it is the same machine."""
    if all(old["machine"].get(key) == new["machine"].get(key) for key in SAME):
        return 1.0
    starts = [next((value for key, value in series(one).items() if key[-1] == PLAIN), 0.0) for one in (old, new)]
    return starts[1] / starts[0] if all(starts) else 1.0


def slower(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """One line for each series that takes more than allowed; raises ValueError where nothing can be compared."""
    if old["quick"] != new["quick"]:
        raise ValueError("one is a quick run, the other is not")
    before, after, factor = series(old), series(new), scale(old, new)
    gone = sorted(set(before) - set(after))
    if gone:
        raise ValueError(f"no longer measured: {', '.join(' '.join(key) for key in gone)}")
    lines = []
    for key, seconds in before.items():
        allowed = max(seconds * factor * ALLOWED, seconds * factor + LEAST)
        if key[-1] != PLAIN and after[key] > allowed:
            ratio = after[key] / (seconds * factor)
            lines.append(f"{', '.join(key)}: {seconds * factor:.3f} s before, {after[key]:.3f} s now ({ratio:.2f} x)")
    return lines


def main(paths: list[str]) -> int:
    if len(paths) != 2:
        print("usage: compare.py OLD.json NEW.json", file=sys.stderr)
        return 2
    old, new = (json.loads(Path(path).read_text()) for path in paths)
    try:
        lines = slower(old, new)
    except ValueError as error:
        print(f"cannot be compared: {error}", file=sys.stderr)
        return 2
    print("\n".join(lines) or f"{len(series(new))} series, none takes over 15 % more processor time")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
