"""In a network namespace of its own: pairs of captures, B loaded, the lines of ``diff --format restore A B``
applied with --noflush; what is saved then must be A, counters apart.

Usage: python -m tests.building.live_pairs FILE...; prints a line for each pair: same, or refused and why. A table that
a file does not hold is one without rules. What the tool cannot load as B is told as such.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator

from iptblob.diff.backends import diff_files
from iptblob.diff.files import Wishes
from iptblob.diff.opened import open_side
from iptblob.diff.restoring import TOOLS, restoring
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context
from iptblob.family import FAMILIES
from iptblob.names import debian_12
from iptblob.reading.opening import open_source
from iptblob.words.save import save_rules, save_text
from tests.building.live_text import SAVE, without_counters

Texts = dict[tuple[str, str], list[str]]


def texts(path: str) -> Texts:
    """The legacy tables of a capture as iptables-save prints them, by family and name, without counters."""
    found: Texts = {}
    for reading in open_source(path).readings:
        table = reading.table
        if table.family.name in TOOLS:
            context = Context(table.family.name, table.abi, debian_12(), DEBIAN_12_IPTABLES)
            lines = save_text(save_rules(table, context)).splitlines()
            found[table.family.name, table.name.decode()] = without_counters(lines, table.family.name)
    return found


def empty(family: str, table: str) -> list[str]:
    one = FAMILIES[family]
    hooks = [hook for at, hook in enumerate(one.hooks) if one.tables[table] >> at & 1]
    return [f"*{table}", *(f":{hook} ACCEPT" for hook in hooks), "COMMIT"]


def call(tool: str, *options: str, text: str) -> None:
    done = subprocess.run([tool, *options], input=text.encode("latin-1"), capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stderr.decode('latin-1')}\n{text}"


def there(family: str, table: str) -> list[str]:
    """What the namespace has, without counters."""
    done = subprocess.run([SAVE[family], "-t", table], capture_output=True, check=True)
    lines = [line for line in done.stdout.decode("latin-1").splitlines() if not line.startswith("#")]
    return without_counters(lines, family)


def blocks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(family, lines) for each table."""
    family, found = "", []
    for line in lines:
        if line.startswith("# "):
            family = line.split()[3]
        found.append(line)
        if line == "COMMIT":
            yield family, "\n".join([*found, ""])
            found = []


def hold(a: str, b: str) -> str:
    """What came of a pair."""
    sides = [open_side(path, family=None, abi=None, table=None) for path in (a, b)]
    made = restoring(diff_files(sides[0], sides[1], Wishes(DEBIAN_12_IPTABLES)))
    if made.unread:
        return f"refused: {made.unread[0].why}"
    wanted, had = texts(a), texts(b)
    tables = sorted(wanted.keys() | had.keys())
    for family, table in tables:
        lines = had.get((family, table)) or empty(family, table)
        try:
            call(f"{TOOLS[family].removesuffix('-restore')}-legacy-restore", text="\n".join([*lines, ""]))
        except AssertionError:
            return "not loadable as B"
        if there(family, table) != lines:  # what a newline in a comment does to the text
            return "not loadable as B"
    for family, text in blocks(made.lines):
        call(f"{TOOLS[family].removesuffix('-restore')}-legacy-restore", "--noflush", text=text)
    for family, table in tables:
        now = there(family, table)
        expected = wanted.get((family, table)) or empty(family, table)
        assert now == expected, f"{a} {b} {family} {table}: {set(now) ^ set(expected)}\n" + "\n".join(made.lines)
    return f"same, {len(made.lines)} lines"


def main() -> int:
    wrong = 0
    for a, b in itertools.permutations(sys.argv[1:], 2):
        try:
            print(a, b, hold(a, b))
        except AssertionError as error:
            wrong += 1
            print(a, b, f"WRONG {str(error)[:600]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
