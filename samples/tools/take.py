"""Capture the namespace this runs in: FOLDER/NAME.iptb and what the save tools print, FOLDER/expected/NAME/.

    python3 take.py FOLDER NAME
    python3 take.py FOLDER --meta    write META.json when all is there
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import build
import in_netns
import netns


def take(folder: Path, name: str) -> None:
    """Snapshot and texts of this namespace."""
    netns.capture(folder / f"{name}.iptb")
    texts(folder / "expected" / name)


def texts(target: Path) -> None:
    """What the save tools print now, one file a table; beside it what they said when they gave up."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for family in ("ipv4", "ipv6", "arp"):
        for table in in_netns.tables(family):
            kind = "list" if family == "arp" else "save"
            done = subprocess.run(in_netns.save_command(family, table), capture_output=True, check=False)
            (target / f"{family}.{table}.{kind}").write_bytes(done.stdout)
            if done.returncode:
                (target / f"{family}.{table}.{kind}.err").write_bytes(done.stderr)


if __name__ == "__main__":
    if sys.argv[2] == "--meta":
        build.write_meta(Path(sys.argv[1]))
    else:
        take(Path(sys.argv[1]), sys.argv[2])
