"""Load each restore text given and capture its table: many small snapshots from one process.

    python capture_many.py TABLE FOLDER    FOLDER/*.rules become FOLDER/*.iptb
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from iptblob.capture.agent.main import main

table, folder = sys.argv[1:]
for text in sorted(Path(folder).glob("*.rules")):
    with text.open("rb") as stream:
        subprocess.run(["iptables-legacy-restore", "-c"], stdin=stream, check=True)
    if status := main(["-q", "--family", "ipv4", "--table", table, "-o", str(text.with_suffix(".iptb"))]):
        sys.exit(status)
