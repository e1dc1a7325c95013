"""Feed mutated buffers to every reader and command: ``python -m tests.fuzz.fuzz [libFuzzer options] [CORPUS]``.

With atheris the mutations follow coverage; ``--plain N`` makes N seeded mutations without it. A finding is a traceback,
more than a second of work, or more memory than ten times the input and 200 MB.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import pkgutil
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 1.0, 200
UNTOUCHED = ("iptblob.__main__", "iptblob.capture", "iptblob.spec.layouts", "iptblob.spec.parsers")
KINDS = (".blob", ".replace", ".entries", ".iptb")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("show", "{}"), ("show", "-c", "--format", "json", "{}"), ("show", "--format", "tree", "{}"), ("info", "{}"),
    ("validate", "{}"), ("validate", "--format", "json", "--kernel", "6.18", "{}"),
    ("validate", "--format", "sarif", "{}"),
    ("diff", "{}", "{}"), ("inspect", "{}", "--offset", "152"), ("verify", "{}"),
    ("validate", "--family", "ipv4", "--abi", "lp64-le", "{}"), ("validate", "--family", "ipv6", "--abi", "i386", "{}"),
    ("show", "--family", "arp", "--abi", "ilp32-be", "{}"),
)  # fmt: skip


class Found(Exception):
    """What a fuzzer looks for."""


def seeds() -> list[bytes]:
    """Small real buffers of all families, layouts and kinds, and snapshots."""
    from tests.conftest import SAMPLES, blob_of, corpus_tables

    blobs = [blob_of(info) for info in corpus_tables()]
    folders = [SAMPLES / "broken", SAMPLES / "misleading"]
    payloads = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.replace"))]
    snapshots = [path.read_bytes() for path in (SAMPLES / "misleading").glob("*.iptb")]
    return [one for one in [*blobs, *payloads, *snapshots] if len(one) < 12000]


def one_input(data: bytes, folder: Path, run: Callable[[list[str]], int]) -> None:
    """The first byte chooses command and file ending, the rest is the file; Found where something is wrong."""
    if not data:
        return
    command = COMMANDS[data[0] % len(COMMANDS)]
    path = folder / f"x{KINDS[data[0] // len(COMMANDS) % len(KINDS)]}"
    path.write_bytes(data[1:])
    before, start = peak(), time.process_time()
    with contextlib.redirect_stdout(Output()), contextlib.redirect_stderr(io.StringIO()) as said:
        status = run([part.format(path) for part in command])
    spent = time.process_time() - start
    if status not in (0, 1, 2) or "Traceback" in said.getvalue():
        raise Found(f"{command}: status {status}")
    if spent > SECONDS:
        raise Found(f"{command}: {spent:.2f} s for {len(data)} bytes")
    if peak() - before > 10 * len(data) + (MEGABYTES << 20):
        raise Found(f"{command}: {peak() - before >> 20} MB for {len(data)} bytes")


class Output(io.TextIOWrapper):
    """Somewhere to print to that also takes bytes."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", errors="surrogateescape")


def peak() -> int:
    """The largest size this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def plain(count: int, seed: str) -> int:
    """``count`` seeded mutations; the number of findings, which are printed."""
    from iptblob.cli import run

    known, chance, found = seeds(), random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="iptblob-fuzz-") as folder:
        for number in range(count):
            data = mutated(chance, known)
            try:
                one_input(data, Path(folder), run)
            except Exception as error:  # whatever it is, it is a finding
                found += 1
                name = Path(f"fuzz-{seed}-{number}.bin")
                name.write_bytes(data)
                print(f"{name}: {type(error).__name__}: {error}")
    return found


def mutated(chance: random.Random, known: list[bytes]) -> bytes:
    """A choice byte and a seed with a few bytes, words or stretches changed."""
    data = bytearray(chance.choice(known))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        at, what = chance.randrange(len(data)), chance.random()
        if what < 0.4:
            data[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif what < 0.7:
            width = chance.choice((2, 4))
            value = chance.choice((0, 1, 40, 112, 0xFFFF, 0x7FFF, chance.getrandbits(16)))
            data[at : at + width] = value.to_bytes(4, "little")[:width]
        elif what < 0.8:
            del data[at:]
        elif what < 0.9:
            data[at:at] = data[chance.randrange(len(data)) :][: chance.randrange(200)]
        else:
            del data[at : at + chance.randrange(200)]
        if not data:
            break
    return bytes([chance.randrange(256)]) + bytes(data)


def guided(arguments: list[str]) -> None:
    """Until something is found or libFuzzer's own limits end it."""
    import atheris

    with atheris.instrument_imports(include=["iptblob"]):
        import iptblob
        from iptblob.cli import run

        for module in pkgutil.walk_packages(iptblob.__path__, "iptblob."):  # commands are imported when they are called
            if not module.name.startswith((*UNTOUCHED,)):
                importlib.import_module(module.name)
    folder = tempfile.TemporaryDirectory(prefix="iptblob-fuzz-")
    corpus = Path(folder.name) / "seeds"
    corpus.mkdir()
    for number, seed in enumerate(seeds()):
        (corpus / str(number)).write_bytes(bytes([number % 256]) + seed)
    atheris.Setup([*arguments, str(corpus)], lambda data: one_input(data, Path(folder.name), run))
    atheris.Fuzz()


if __name__ == "__main__":
    if "--plain" in sys.argv:
        at = sys.argv.index("--plain")
        sys.exit(1 if plain(int(sys.argv[at + 1]), os.environ.get("SEED", "1")) else 0)
    guided(sys.argv)
