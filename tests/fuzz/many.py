"""Many damaged inputs, quickly: ``python -m tests.fuzz.many --count 10000000``.

Small real buffers are damaged (bytes, numbers that mean something, pieces cut, doubled, swapped) and judged by
``validate_bytes``, every twentieth also as large tables are; every hundredth is also detected, walked, put into words
in both ways and decoded field by field. Anything raised but the errors of the package, a difference between two ways,
or more than a second of processor time, is a finding. One line of figures at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from unittest import mock

from iptblob.abi import ABIS, Abi
from iptblob.check import run
from iptblob.check.run import validate_bytes
from iptblob.errors import IptblobError
from iptblob.extensions.base import Context
from iptblob.family import FAMILIES, Family
from iptblob.names import debian_12
from iptblob.reading.detect import Detected, detect
from iptblob.table import Table, lanes
from iptblob.table.fields import READERS
from iptblob.words import save
from tests.conftest import SAMPLES, blob_of, corpus_tables

SECONDS = 1.0
LONGEST = 6_000
NUMBERS = (0, 1, 2, 31, 32, 33, 40, 111, 112, 113, 152, 168, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF,
           0x80000000, 0xFFFFFFFB, 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF)  # fmt: skip


def seeds() -> list[Detected]:
    """Small captures and payloads; the buffer itself is ``whole_of`` each."""
    found = [blob_of(info) for info in corpus_tables()]
    for folder in ("broken", "misleading"):
        found += [path.read_bytes() for path in sorted((SAMPLES / folder).glob("*.replace"))]
    read = []
    for data in found:
        with contextlib.suppress(IptblobError):
            read += [detect(data)] if len(data) < LONGEST else []
    return read


def whole_of(seed: Detected) -> bytes:
    data = seed.table.data
    assert isinstance(data, memoryview)
    return bytes(data.obj)


def damage(choice: random.Random, whole: bytes) -> bytes:
    octets = bytearray(whole)
    for _ in range(choice.choice((1, 1, 1, 2, 4, 16))):
        if not octets:
            break
        at = choice.randrange(len(octets))
        way = choice.randrange(8)
        if way < 3:
            octets[at] = choice.randrange(256)
        elif way < 6:
            width = choice.choice((1, 2, 4))
            at -= at % width
            number = choice.choice(NUMBERS) & ((1 << 8 * width) - 1)
            octets[at : at + width] = number.to_bytes(width, choice.choice(("little", "big")))
        elif way == 6:
            del octets[at : at + choice.choice((1, 8, 40, len(octets)))]
        else:
            other = choice.randrange(len(octets))
            octets[at:at] = octets[other : other + choice.choice((8, 40, 152))]
    return bytes(octets)


class DifferenceError(Exception):
    """The quick way of large tables and the plain one do not agree."""


@contextlib.contextmanager
def as_large() -> Iterator[None]:
    """Every table goes the ways of large ones: walked in lanes, worded in rows, judged in columns."""
    small = mock.patch.multiple(lanes, WORTH=0, LANE=1024, WINDOW=512)
    with small, mock.patch.object(save, "ROWS_PER_COLUMN", 0), mock.patch.object(run, "IN_COLUMNS", 0):
        yield


def deeply(data: bytes) -> None:
    """The readers and the renderer, through what detection makes of the bytes."""
    try:
        table = detect(data).table
    except IptblobError:
        return
    with as_large():
        again = detect(data).table
        large = words(again)
    if again.offsets.tolist() != table.offsets.tolist() or large != words(table):
        raise DifferenceError("texts")
    for reader in READERS.values():
        reader.read(table.data, table.family, table.abi)


def words(table: Table) -> bytes:
    context = Context(table.family.name, table.abi, debian_12(), (1, 8, 9))
    return b"".join(save.text_of(table, context, lambda _: None, counters=True))


def judged(data: bytes, kind: str, family: Family, abi: Abi, *, twice: bool) -> str:
    """The answer of the kernel, or ``accept``."""
    verdict = validate_bytes(data, kind, family, abi)
    if twice:
        with as_large():
            if validate_bytes(data, kind, family, abi) != verdict:
                raise DifferenceError("verdicts")
    return verdict.errno or "accept"


def work(given: tuple[int, int]) -> tuple[Counter[str], list[str]]:
    seed, count = given
    choice = random.Random(seed)
    pool = [(whole_of(one), one.kind, one.table.family, one.table.abi) for one in seeds()]
    families, abis = list(FAMILIES.values()), list(ABIS.values())
    answers: Counter[str] = Counter()
    bad: list[str] = []
    for number in range(count):
        whole, kind, family, abi = choice.choice(pool)
        data = damage(choice, whole)
        if not choice.randrange(10):  # taken for what they are not, now and then
            family, abi = choice.choice(families), choice.choice(abis)
        start = time.process_time()
        try:
            answers[judged(data, kind, family, abi, twice=number % 20 == 0)] += 1
            if number % 100 == 0:
                deeply(data)
        except Exception as error:  # whatever it is, it is what this looks for
            bad.append(f"seed {seed}, input {number}: {type(error).__name__}: {error}")
        if time.process_time() - start > SECONDS:
            bad.append(f"seed {seed}, input {number}: {time.process_time() - start:.1f} s")
    return answers, bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    given = parser.parse_args()
    piece = min(20_000, given.count)
    jobs = [(given.seed + number, piece) for number in range(given.count // piece)]
    answers: Counter[str] = Counter()
    bad: list[str] = []
    start = time.monotonic()
    with multiprocessing.Pool(given.jobs) as pool:
        for some, wrong in pool.imap_unordered(work, jobs):
            answers += some
            bad += wrong
    took = time.monotonic() - start
    print(f"seed {given.seed}: {sum(answers.values())} inputs in {took:.0f} s, {dict(answers.most_common())}, "
          f"bad: {len(bad)} {bad[:5]}")  # fmt: skip
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
