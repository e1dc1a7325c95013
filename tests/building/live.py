"""In a network namespace of its own: tables as the kernel tells them to 64-bit and to 32-bit programs, converted.

Usage: python -m tests.building.live TABLE...; the tables were loaded before. Prints a line for each table.
"""

from __future__ import annotations

import sys

from iptblob.abi import I386, LP64_LE
from iptblob.building.convert import buffer_of, convert
from iptblob.building.relay import Relaid
from iptblob.reading.detect import Detected, detect
from iptblob.table import Table
from tests.oracle import kernel
from tests.oracle.compat import Compat


def told(tables: kernel.Tables, family: str, name: str) -> Detected:
    info = tables.info(family, name)
    size = int.from_bytes(info[-4:], sys.byteorder)
    return detect(info + tables.entries(family, name, size), abi=LP64_LE, kinds=("blob",))


def uncounted(relaid: Relaid) -> bytes:
    """The entries with counters of zero, which is how the kernel begins with a table that is set."""
    table = Table(relaid.family, relaid.abi, relaid.name, relaid.data)
    field = table.head_layout["counters"]
    data = bytearray(relaid.data)
    for start in table.offsets.tolist():
        data[start + field.offset : start + field.offset + field.size] = bytes(field.size)
    return bytes(data)


def hold(tables: kernel.Tables, compat: Compat, family: str, name: str) -> int:
    """Number of entries that were the same everywhere."""
    native = told(tables, family, name)
    narrow = detect(compat.blob(family, name), abi=I386, kinds=("blob",))
    written = convert(native, I386)
    other = convert(narrow, I386)
    assert written.data == other.data, f"{family} {name}: the kernel's compat reply is another"
    assert written.hooks == narrow.table.hooks
    back = convert(narrow, LP64_LE)
    assert back.data == convert(native, LP64_LE).data
    for relaid, call in ((written, compat.replace), (back, tables.replace)):
        answer = call(family, buffer_of(relaid, native, "replace"))
        assert answer is None, f"{family} {name}: the kernel refuses it as {relaid.abi.name}: {answer}"
        again = convert(told(tables, family, name), LP64_LE)
        same = uncounted(again) == uncounted(back)
        assert same, f"{family} {name}: what was loaded as {relaid.abi.name} reads otherwise"
    return len(native.table)


def main() -> None:
    tables = kernel.Tables()
    compat = Compat(tables)
    for word in sys.argv[1:]:
        family, name = word.split(".")
        print(word, hold(tables, compat, family, name))


if __name__ == "__main__":
    main()
