"""Hostile files through every command, in process: no traceback, no raw control character, no invalid JSON or SARIF.

python -m tests.stress.mutants CALLS [FIRST_SEED]

Prints each fault with the kind and seed that make the file again, and a summary; exit status 1 where there was one.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.calls import COMMANDS, faults
from tests.hostile.mutators import mutants
from tests.hostile.test_mutants import HONEST, KINDS, blob


def main(calls: int, seed: int) -> int:
    makers, started, found, made = mutants(HONEST.read_bytes(), blob()), time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        while made * len(COMMANDS) < calls:
            kind = KINDS[made % len(KINDS)]
            suffix, data = makers[kind](random.Random(f"{kind} {seed}"))
            path = Path(folder) / f"mutant{suffix}"
            path.write_bytes(data)
            for fault in faults(path, HONEST):
                found += 1
                print(f"{kind} {seed}: {fault}", flush=True)
            made += 1
            seed += made % len(KINDS) == 0
    seconds = round(time.monotonic() - started, 1)
    print(json.dumps({"files": made, "calls": made * len(COMMANDS), "faults": found, "seconds": seconds}))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100))
