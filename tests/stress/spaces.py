"""Two hundred network namespaces in one capture; needs root in a mount namespace of its own:

unshare -rnm python -m tests.stress.spaces 200 FOLDER
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from iptblob.snapshot import read_snapshot
from iptblob.snapshot.integrity import verify


def main(count: int, folder: Path) -> int:
    """Make the namespaces, each with a table and a rule of its own, capture all, count what is missing."""
    libc = ctypes.CDLL(None, use_errno=True)
    children = []
    for number in range(count):
        ready, tell = os.pipe()
        pid = os.fork()
        if not pid:
            libc.unshare(0x40000000)
            source = f"10.0.{number // 256}.{number % 256}"
            subprocess.run(["iptables-legacy", "-A", "INPUT", "-s", source, "-j", "DROP"], check=True)
            os.write(tell, b".")
            time.sleep(300)
            os._exit(0)
        os.read(ready, 1)
        os.close(ready)
        os.close(tell)
        children.append(pid)
    try:
        target = folder / "all.iptb"
        started = time.monotonic()
        words = [sys.executable, "-m", "iptblob", "capture", "--all-netns", "-o", str(target)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        took = time.monotonic() - started
    finally:
        for pid in children:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
    tables = {table.read() for table in read_snapshot(target).tables}
    missing = sum(not any(bytes([10, 0, n // 256, n % 256]) in blob for blob in tables) for n in range(count))
    problems = len(verify(target))
    print(json.dumps({
        "namespaces": count, "seconds": round(took, 2), "missing": missing, "problems": problems,
        "status": done.returncode, "bytes": target.stat().st_size,
    }))  # fmt: skip
    return missing + problems


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), Path(sys.argv[2]))))
