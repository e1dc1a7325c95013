"""What happens to packets: iptblob reach and trace on large tables, with oxidd and without it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from inputs import IPTBLOB, Captured, bigtable_text, captured
from measure import Command, Series, side_by_side

# The same program where the library is not installed.
WITHOUT = "import sys; sys.modules['oxidd'] = None; from iptblob.cli import main; main()"
PLAIN = ", plain Python"
REACH, DEAD, TRACE = "iptblob reach, {} edits", "iptblob reach --dead", "iptblob trace"
PACKET = "10.244.1.5:4000 -> 10.96.3.83:9000/tcp in=eth0 state=NEW"


def tables(folder: Path, rules: int, dead: int) -> dict[str, Captured]:
    """kube-proxy's shape without edits, with one, with a hundred; a smaller one to look for dead rules in."""
    found = {}
    for name, words in (("a", ()), ("b1", ("--edits", "1")), ("b100", ("--edits", "100"))):
        text = bigtable_text(folder, name, "--rules", str(rules), *words)
        found[name] = captured(folder, name, "nat", text)
    found["dead"] = captured(folder, "dead", "nat", bigtable_text(folder, "dead", "--rules", str(dead)))
    return found


def commands(held: dict[str, Captured]) -> Iterator[Command]:
    engines = {PLAIN: [sys.executable, "-c", WITHOUT]}
    if importlib.util.find_spec("oxidd") is not None:
        engines = {"": [IPTBLOB], **engines}
    for mark, words in engines.items():
        for edits in (1, 100):
            files = [str(held[name].iptb) for name in ("a", f"b{edits}")]
            yield Command(REACH.format(edits) + mark, [*words, "reach", "--seconds", "300", *files], good=(0, 1))
    if "" in engines:  # plain Python ends in "too large"
        yield Command(DEAD, [IPTBLOB, "reach", "--dead", "--seconds", "300", str(held["dead"].iptb)])
    yield Command(TRACE, [IPTBLOB, "trace", str(held["a"].iptb), PACKET, "--local", "10.0.0.1"])


def measured(folder: Path, rules: int, dead: int, runs: int) -> list[Series]:
    """Series of all of it."""
    held = tables(folder, rules, dead)
    found = side_by_side(list(commands(held)), runs)
    for one in held.values():
        one.space.close()
    return found
