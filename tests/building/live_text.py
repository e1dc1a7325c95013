"""In a network namespace of its own: texts compiled here, loaded as a 64-bit and as a 32-bit program, and what
iptables-legacy-save prints of them then.

Usage: python -m tests.building.live_text FILE...; prints for each table its rules, and the layouts that were loaded.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

from iptblob.abi import I386, LP64_LE
from iptblob.building.buffers import replace_of
from iptblob.building.source import source_of_text
from iptblob.check.run import validate_bytes
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context
from iptblob.family import FAMILIES
from iptblob.names import debian_12
from iptblob.words.save import save_rules, save_text
from tests.oracle import kernel
from tests.oracle.compat import Compat

SAVE = {"ipv4": "iptables-legacy-save", "ipv6": "ip6tables-legacy-save"}


def saved(family: str, table: str) -> list[str]:
    done = subprocess.run([SAVE[family], "-t", table], capture_output=True, check=True)
    return [line for line in done.stdout.decode("latin-1").splitlines() if not line.startswith("#")]


def without_counters(lines: list[str], family: str) -> list[str]:
    """Chains by name and policy; a built-in one of which a text states no policy accepts."""
    chains = [line.partition(" [")[0] if line.startswith(":") else line for line in lines]
    built_in = {f":{hook} -": f":{hook} ACCEPT" for hook in FAMILIES[family].hooks}
    return [built_in.get(line, line) for line in chains]


def counted(tables: kernel.Tables, family: str, table: str, payload: bytes) -> bytes:
    """The payload as iptables sends it: with the number of entries of the table that is replaced."""
    at = kernel.counters_offset(family)
    return payload[:at] + struct.pack("<I", tables.count(family, table)) + payload[at + 4 :]


def main() -> None:
    tables = kernel.Tables()
    calls = {LP64_LE: tables.replace, I386: Compat(tables).replace}
    for path in map(Path, sys.argv[1:]):
        family = "ipv6" if path.suffix == ".v6" else "ipv4"
        for abi, call in calls.items():
            found = source_of_text(path.read_bytes(), path.name, family=FAMILIES[family], abi=abi, words=False)
            for made in found.tables:
                name = made.table.name.decode()
                payload = replace_of(made.relaid)
                if not validate_bytes(payload, "replace", family, abi).accepted:
                    continue
                answer = call(family, counted(tables, family, name, payload))
                assert answer is None, f"{path} {name} as {abi.name}: {answer}"
                # the tool that prints is a 64-bit program: what depends on that is printed as for one
                context = Context(family, LP64_LE, debian_12(), DEBIAN_12_IPTABLES)
                ours = without_counters(save_text(save_rules(made.table, context)).splitlines(), family)
                there = without_counters(saved(family, name), family)
                assert there == ours, f"{path} {name} as {abi.name} reads otherwise: {set(there) ^ set(ours)}"
                print(path.parent.name, family, name, abi.name, sum(line.startswith("-A") for line in there))


if __name__ == "__main__":
    main()
