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
    target = folder / "expected" / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    subprocess.run([sys.executable, str(netns.AGENT), "-o", str(folder / f"{name}.iptb")], check=True)
    for family in ("ipv4", "ipv6", "arp"):
        for table in in_netns.tables(family):
            kind = "list" if family == "arp" else "save"
            (target / f"{family}.{table}.{kind}").write_bytes(in_netns.save(family, table))


if __name__ == "__main__":
    if sys.argv[2] == "--meta":
        build.write_meta(Path(sys.argv[1]))
    else:
        take(Path(sys.argv[1]), sys.argv[2])
