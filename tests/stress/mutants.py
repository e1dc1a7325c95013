"""Hostile files through every command, in process: no traceback, no raw control character, no invalid JSON or SARIF.

python -m tests.stress.mutants CALLS [FIRST_SEED [KEEP [KIND,...]]]

Standard output and error of each call are pseudo-terminals. Each file goes through some of the commands, chosen by its
seed. Prints each fault with the kind and seed that make file and commands again, and a summary; exit status 1 where
there was one. Files at fault are kept in the folder KEEP.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.calls import commands, faults
from tests.hostile.mutators import mutants
from tests.hostile.test_mutants import HONEST

EACH = 12  # commands that one file goes through


def main(calls: int, seed: int, keep: Path | None, wanted: str = "") -> int:
    makers, started, found, made = mutants(), time.monotonic(), 0, 0
    kinds = wanted.split(",") if wanted else list(makers)
    with tempfile.TemporaryDirectory() as folder:
        while made * EACH < calls:
            kind = kinds[made % len(kinds)]
            rnd = random.Random(f"{kind} {seed}")
            suffix, data = makers[kind](rnd)
            path = Path(folder) / f"mutant{suffix}"
            path.write_bytes(data)
            for fault in faults(path, HONEST, rnd.sample(commands(), EACH)):
                found += 1
                print(f"{kind} {seed}: {fault}", flush=True)
                if keep:
                    (keep / f"{kind}-{seed}{suffix}").write_bytes(data)
            made += 1
            seed += made % len(kinds) == 0
    seconds = round(time.monotonic() - started, 1)
    print(json.dumps({"files": made, "calls": made * EACH, "faults": found, "seconds": seconds}))
    return 1 if found else 0


if __name__ == "__main__":
    words = sys.argv[1:]
    first, folder = int(words[1]) if len(words) > 1 else 100, Path(words[2]) if len(words) > 2 else None
    sys.exit(main(int(words[0]), first, folder, *words[3:4]))
