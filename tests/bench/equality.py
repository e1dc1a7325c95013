"""Are all fields of a large table the same through both readers?

    python equality.py FILE.blob    prints {"entries": ..., "fields": ..., "equal": true}

In slices of whole entries, because a Python object per field of 100,000 rules would not fit into memory.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise

from iptblob.reading.detect import detect
from iptblob.reading.opening import read_bytes
from iptblob.table.fields import READERS

SLICE = 2000


def main() -> None:
    table = detect(read_bytes(sys.argv[1])).table
    bounds = [*table.offsets[::SLICE].tolist(), len(table.data)]
    entries = fields = 0
    equal = True
    for start, end in pairwise(bounds):
        part = bytes(table.data[start:end])
        one, other = (READERS[name].read(part, table.family, table.abi).entries for name in ("columns", "kaitai"))
        plain = [
            [[(item.path, item.offset, item.size, item.value) for item in entry.fields] for entry in reading]
            for reading in (one, other)
        ]
        equal &= plain[0] == plain[1]
        entries += len(one)
        fields += sum(map(len, plain[0]))
    equal &= entries == len(table)
    print(json.dumps({"entries": entries, "fields": fields, "equal": equal}))


main()
