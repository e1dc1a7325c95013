"""Decode all snapshots of a folder and group them by equal rule set.

    python grouping.py FOLDER    prints {"files": ..., "groups": ..., "stages": {...}}

The whole process is on the clock.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from iptblob.extensions.base import NEWEST_IPTABLES
from iptblob.fleet.groups import group_equal
from iptblob.reading.opening import open_source


def main() -> None:
    gc.disable()  # as the command does
    begin = time.perf_counter()
    sources = [open_source(str(path)) for path in sorted(Path(sys.argv[1]).glob("*.iptb"))]
    opened = time.perf_counter()
    groups = group_equal(sources, NEWEST_IPTABLES)
    stages = {"open": opened - begin, "group": time.perf_counter() - opened}
    print(json.dumps({"files": len(sources), "groups": len(groups), "stages": stages}))


main()
