"""One thing wrong with what a command is given: the same answer, or exit status 2 and it is named.

python -m tests.stress.account --seconds 600 [--seed N]

Prints each fault, and a line of figures; exit status 1 where there was a fault.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.account.wrongs import search


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args()
    faults = 0
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for fault in search(random.Random(given.seed), given.seconds, Path(folder)):
            faults += 1
            print(fault, flush=True)
    print(f"seed {given.seed}: {faults} faults in {given.seconds:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
