"""Mutated texts of rules, compiled: whatever stands in them is compiled, named with its place, or refused in one line.

    python -m tests.stress.texts SEED COUNT

Texts are cut from the samples, from spellings that people use and from each other; lines, words and bytes are changed.
Anything but an error of iptblob's own is a defect, and so is a text that takes longer than its size allows.
"""

from __future__ import annotations

import random
import sys
import time

from iptblob.building.source import source_of_text
from iptblob.errors import IptblobError
from iptblob.family import FAMILIES
from tests.building.spellings import ACCEPTED, REFUSED, lines
from tests.conftest import SAMPLES

PER_BYTE, LEAST = 2e-4, 2.0  # seconds
ODD = ['"', "\\", "!", "-", "--", "-j", "-m", "-A", ":", "*filter", "COMMIT", "0", "99999999999999999999", "%", ",",
       "/", "\0", "\x80", "\xff", "a" * 300, "-1", "::", "0x", "1.2.3.4/33", "", " ", "\t", "[0:0]",
       "[-1:5]"]  # fmt: skip


def pool() -> list[str]:
    found = [f"-A INPUT {line}" for line in (*lines(ACCEPTED), *lines(REFUSED))]
    for path in (SAMPLES / "everything" / "expected").glob("*.save"):
        found += path.read_text("latin-1").splitlines()
    return found


def mutated(chance: random.Random, rules: list[str]) -> bytes:
    made = [chance.choice(rules) for _ in range(chance.randrange(1, 12))]
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(made))
        words = made[at].split(" ")
        place = chance.randrange(len(words))
        kind = chance.randrange(6)
        if kind == 0:
            words[place] = chance.choice(ODD)
        elif kind == 1:
            words.insert(place, chance.choice(ODD))
        elif kind == 2:
            words.insert(place, chance.choice(chance.choice(rules).split(" ")))
        elif kind == 3:
            del words[place]
        elif kind == 4 and words[place]:
            letter = chance.randrange(len(words[place]))
            words[place] = words[place][:letter] + chr(chance.randrange(256)) + words[place][letter + 1 :]
        else:
            words[place] = words[place] * chance.randrange(2, 5)
        made[at] = " ".join(words)
    table = chance.choice(["filter", "nat", "mangle", "raw", "security"])
    return "\n".join([f"*{table}", *made, *["COMMIT"] * chance.randrange(2), ""]).encode("latin-1")


def hold(seed: int, count: int) -> int:
    """How many texts were compiled or refused; AssertionError or whatever else was raised for one that was not."""
    chance, rules = random.Random(seed), pool()
    for number in range(count):
        text = mutated(chance, rules)
        start = time.process_time()
        try:
            source_of_text(text, "text", family=FAMILIES[chance.choice(list(FAMILIES))])
        except IptblobError:
            pass
        except BaseException:
            sys.stderr.buffer.write(b"text %d:\n%s\n" % (number, text))
            raise
        took = time.process_time() - start
        assert took < LEAST + PER_BYTE * len(text), f"{took:.1f} s for {len(text)} bytes:\n{text!r}"
    return count


def main() -> None:
    print(f"{hold(int(sys.argv[1]), int(sys.argv[2]))} texts")


if __name__ == "__main__":
    main()
