"""Flipped bits in a snapshot, one at a time: each must be found by verify and located to its member.

python -m tests.stress.bitflips 10000 FILE.iptb
"""

from __future__ import annotations

import json
import random
import sys
import time
import zipfile
from pathlib import Path

from iptblob.snapshot.integrity import verify


def main(count: int, path: Path) -> int:
    """Number of flips that were missed, or located to another member or another byte range."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        starts = [(info.header_offset, info.filename) for info in archive.infolist()]
        directory = archive.start_dir
    missed = misplaced = 0
    started = time.monotonic()
    for bit in random.Random(5).sample(range(len(data) * 8), count):
        at = bit >> 3
        data[at] ^= 1 << (bit & 7)
        problems = verify(bytes(data))
        data[at] ^= 1 << (bit & 7)
        missed += not problems
        owner = [name for start, name in starts if start <= at][-1] if at < directory else None
        good = [p for p in problems if p.start <= at < p.end and owner in (None, p.member)]
        misplaced += len(problems) != 1 or len(good) != 1
    seconds = round(time.monotonic() - started, 1)
    print(
        json.dumps({"flips": count, "bytes": len(data), "missed": missed, "misplaced": misplaced, "seconds": seconds})
    )
    return missed + misplaced


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), Path(sys.argv[2]))))
