"""Captures killed (SIGKILL) at random moments, over one file name; run in a network namespace of its own:

unshare -rn python -m tests.stress.kill 200 FOLDER
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

from iptblob.snapshot.integrity import verify


def main(count: int, folder: Path) -> int:
    """Number of times the file under its final name was lost or not what was captured."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "snapshot.iptb"
    words = [sys.executable, "-m", "iptblob", "capture", "-o", str(target)]
    started = time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    whole = time.monotonic() - started
    chance = random.Random(1)
    bad = finished = replaced = 0
    inode = target.stat().st_ino
    for _ in range(count):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole * 1.1))
        process.kill()
        finished += process.wait() == 0
        bad += not target.exists() or bool(verify(target))
        replaced += target.stat().st_ino != inode
        inode = target.stat().st_ino
    left = len(list(folder.glob(".*.partial")))
    result = {"kills": count, "bad": bad, "finished_before": finished, "replaced": replaced, "partial_files": left}
    print(json.dumps(result))
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), Path(sys.argv[2]))))
