"""In-process stages of `show` and of the way to columns, each once, in a process that did nothing before.

    python stages.py FILE.blob    prints {"seconds": open to columns, "stages": {stage: seconds}}
"""

from __future__ import annotations

import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")  # as long as a huge page may take to be found, nothing else counts
CLOCK = [time.perf_counter()]
STAGES: dict[str, float] = {}


def done(stage: str) -> None:
    """Close a stage: the time since the last one closed."""
    CLOCK.append(time.perf_counter())
    STAGES[stage] = STAGES.get(stage, 0.0) + CLOCK[-1] - CLOCK[-2]


import numpy as np  # noqa: E402

done("import numpy")
import gc  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from dataclasses import replace  # noqa: E402

from iptblob.extensions.base import NEWEST_IPTABLES, Context  # noqa: E402
from iptblob.names import debian_12  # noqa: E402
from iptblob.reading.detect import detect  # noqa: E402
from iptblob.reading.opening import read_bytes  # noqa: E402
from iptblob.spec import columns  # noqa: E402
from iptblob.table import Table  # noqa: E402
from iptblob.words import rows, save  # noqa: E402

done("import iptblob")


def to_columns(table: Table) -> list[np.ndarray]:
    """Every field of every head and payload as a column in memory of its own."""
    found = [table.heads]
    for group in table.records.groups:
        layout, payloads = table.rows(group)
        found.append(payloads if layout is None else columns.view(layout, table.abi, payloads))
    return found


def main() -> None:
    gc.disable()  # as the command does
    names = debian_12()
    CLOCK.append(time.perf_counter())
    data = read_bytes(sys.argv[1])
    done("read the file")
    table = detect(data).table
    done("detect the layout")
    held = to_columns(table)
    done("columns of all fields")
    seconds = sum(STAGES[name] for name in STAGES if not name.startswith("import"))
    size = sum(part.nbytes for part in held)
    del held
    again = replace(table)  # what detection does for the most part, once more by itself
    CLOCK.append(time.perf_counter())
    len(again.offsets)
    done("(walk the entries)")
    len(again.records.groups)
    done("(group the records)")
    len(table.chains)
    done("cut the chains")
    save.tell(table)
    done("look for what misleads")
    context = Context(table.family.name, table.abi, names, NEWEST_IPTABLES)
    found = rows.rule_columns(table, context)
    done("words of all rules")
    rows.lines(found, len(table))
    done("join the lines")
    answer = {"seconds": seconds, "stages": STAGES, "entries": len(table), "columns_bytes": size}
    print(json.dumps(answer))


main()
