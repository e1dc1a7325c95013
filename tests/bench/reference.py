"""The full Kaitai parse: every entry, every match and target, every payload, one object per struct.

    python reference.py FILE.blob [--plain]    prints {"seconds": ..., "entries": ...}

``--plain`` leaves out what the debug mode of the compiler adds (where each field was read): the committed parsers
are copied to a temporary package without those lines, so that the comparison is with the quickest form.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from kaitaistruct import KaitaiStream

from iptblob.reading.detect import detect
from iptblob.reading.opening import read_bytes
from iptblob.spec import kaitai_reader
from iptblob.table import Table


def plain_parsers(folder: Path) -> None:
    """Make ``plain_parsers`` importable: the generated parsers without their notes of positions."""
    source = Path(kaitai_reader.__file__).parent / "parsers"
    target = folder / "plain_parsers"
    target.mkdir()
    for path in source.glob("*.py"):
        text = re.sub(r"^ *self\._debug\b.*\n", "", path.read_text(), flags=re.MULTILINE)
        if "_debug" in text:
            sys.exit(f"bench: {path.name}: not all debug lines are alone on their line")
        (target / path.name).write_text(text)
    sys.path.insert(0, str(folder))


def parse(table: Table, package: str) -> int:
    """Number of entries; all objects are alive when the last one is made, as after one parse of the whole."""
    spec = table.family.entry_spec
    make = getattr(importlib.import_module(f"{package}.{spec}"), "".join(part.capitalize() for part in spec.split("_")))
    abi, data = table.abi, bytes(table.data)
    stream = KaitaiStream(BytesIO(data))
    entries = []
    offset = 0
    while offset < len(data):
        stream.seek(offset)
        entry = make(abi.is_be, abi.len_long, abi.align_u64, stream)
        entry._read()
        for match in entry.matches.matches:
            _ = match.data.payload.body
        _ = entry.target.data.payload.body
        entries.append(entry)
        offset += entry.next_offset
    return len(entries)


def main() -> None:
    table = detect(read_bytes(sys.argv[1])).table
    package = kaitai_reader.PARSERS
    with tempfile.TemporaryDirectory() as folder:
        if "--plain" in sys.argv:
            plain_parsers(Path(folder))
            package = "plain_parsers"
        begin = time.perf_counter()
        entries = parse(table, package)
        print(json.dumps({"seconds": time.perf_counter() - begin, "entries": entries}))


main()
