"""No input of 1 MB makes a generated parser run on: at most 10 s of processor time, which the kernel ends."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob.abi import LP64_LE
from iptblob.family import ARP, IPV4, IPV6, Family
from tests.ksy import made
from tests.ksy.compiled import BUILD, KINDS, compile_into, need_compiler
from tests.nft.messages import NEWRULE, attribute, message

SIZE = 1 << 20
ENTRY = 70_000  # the longest entry that bodies are filled with
HEADERS = 256  # more than any header in front of a body takes
SECONDS = 10
ABI = LP64_LE

PYTHON = """
import sys, time
from importlib import import_module
name, *files = sys.argv[1:]
parser = getattr(import_module(name), "".join(part.capitalize() for part in name.split("_")))
for file in files:
    begun, ended = time.process_time(), "read"
    try:
        parser.from_file(file)
    except (EOFError, ValueError, RecursionError) as error:
        ended = type(error).__name__
    except Exception as error:
        if not type(error).__module__.startswith("kaitaistruct"):
            raise
        ended = type(error).__name__
    print(time.process_time() - begun, ended, flush=True)
"""
JAVASCRIPT = """
const fs = require('fs');
const KaitaiStream = require('kaitai-struct/KaitaiStream');
const [name, ...files] = process.argv.slice(2);
const parser = require('./' + name)[name];
for (const file of files) {
  const bytes = new Uint8Array(fs.readFileSync(file));
  const begun = process.cpuUsage();
  let ended = 'read';
  try {
    new parser(new KaitaiStream(bytes.buffer));
  } catch (error) {
    ended = error.name;
  }
  const used = process.cpuUsage(begun);
  fs.writeSync(1, `${(used.user + used.system) / 1e6} ${ended}\\n`);
}
"""


def filled(one: bytes) -> bytes:
    return one * ((SIZE - HEADERS) // len(one))


def tiny_matches(family: Family, size: int) -> bytes:
    """Entries with as many matches as fit, each of which says it has ``size`` bytes."""
    match = bytearray(made.record(ABI, "match", "", 0, b""))
    match[:2] = size.to_bytes(2, "little")
    target = made.record(ABI, "target", "", 0, bytes(8))
    return filled(made.entry(ABI, family, bytes(match) * 2000, target))


def endless(family: Family, next_offset: int) -> bytes:
    """Entries that say they end where they begin, or before."""
    entry = bytearray(made.entry(ABI, family, b"", made.record(ABI, "target", "", 0, bytes(8))))
    layout = made.layout_of(family.entry_spec, ABI)
    made.put(ABI, layout, entry, next_offset=next_offset)
    return filled(bytes(entry))


BODIES: dict[str, Callable[[Family], bytes]] = {
    "entries of nothing but a target": lambda family: filled(
        made.entry(ABI, family, b"", made.record(ABI, "target", "", 0, bytes(8)))
    ),
    "2,000 empty matches an entry": lambda family: tiny_matches(family, len(made.record(ABI, "match", "", 0, b""))),
    "matches without a size": lambda family: tiny_matches(family, 0),
    "matches longer than the entry": lambda family: tiny_matches(family, 0xFFFF),
    "entries that end where they begin": lambda family: endless(family, 0),
    "entries that end in their head": lambda family: endless(family, 8),
    "entries that end behind the table": lambda family: endless(family, 0xFFFF),
    "zeros": lambda _: bytes(SIZE - HEADERS),
    "ones": lambda _: b"\xff" * (SIZE - HEADERS),
    "noise": lambda family: random.Random(family.name).randbytes(SIZE - HEADERS),
}
SOUND = ("entries of nothing but a target", "2,000 empty matches an entry")  # must be read to their end
WHOLE = {"zeros", "ones", "noise"}  # as bodies behind sound headers, and with nothing before them


def inputs(kind: str) -> dict[str, bytes]:
    found = {
        f"{family.name}, {what}": made.buffer(kind, ABI, family, make(family))
        for what, make in BODIES.items()
        for family in (IPV4, IPV6, ARP)
        if not (family is ARP and "match" in what)
    }
    return found | {what: BODIES[what](IPV4) for what in WHOLE}


def rule(expressions: bytes) -> bytes:
    """A message of a rule."""
    return message(NEWRULE, IPV4.nfproto, attribute(4, expressions))


def deep() -> bytes:
    """Expressions of set elements that hold expressions, as deep as an attribute is long."""
    inner = b""
    while len(inner) < 65_000:
        inner = attribute(1, attribute(1, b"dynset\0") + attribute(2, attribute(10, inner)))
    return inner


def dumps() -> dict[str, bytes]:
    """Netlink dumps of as many messages, attributes or levels as there can be."""
    empty = message(NEWRULE, IPV4.nfproto)
    named = attribute(1, attribute(1, b"match\0") + attribute(2, b""))
    return {
        "messages of heads": filled(struct.pack("<IHHII", 16, 0, 2, 1, 0)), "empty rules": filled(empty),
        "empty expressions": filled(rule(attribute(1, attribute(1, b"x\0")) * 4000)),
        "matches without anything": filled(rule(named * 2500)), "levels": filled(rule(deep())),
        "messages without a size": filled(bytes(16)), "zeros": BODIES["zeros"](IPV4), "ones": BODIES["ones"](IPV4),
        "noise": BODIES["noise"](IPV4),
    }  # fmt: skip


def run_all(command: list[str], name: str, some: dict[str, bytes], sound: tuple[str, ...], folder: Path,
            **environment: str) -> None:  # fmt: skip
    """One process for all; it is ended where all together take what one may."""
    files = [folder / str(number) for number in range(len(some))]
    for file, data in zip(files, some.values(), strict=True):
        assert SIZE - HEADERS - ENTRY < len(data) <= SIZE
        file.write_bytes(data)
    command = ["prlimit", f"--cpu={SECONDS * 3}", *command, name, *map(str, files)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env={**os.environ, **environment}
    )
    said = [line.split() for line in done.stdout.splitlines()]
    assert len(said) == len(some), f"{[*some][len(said)]}: status {done.returncode}\n{done.stderr[-500:]}"
    slow = {what: seconds for what, (seconds, _) in zip(some, said, strict=True) if float(seconds) > SECONDS}
    assert not slow
    unread = [what for what, (_, ended) in zip(some, said, strict=True) if what.endswith(sound) and ended != "read"]
    assert not unread


@pytest.mark.parametrize("kind", KINDS)
def test_python_ends(kind: str, tmp_path: Path) -> None:
    need_compiler()
    compile_into(tmp_path, [f"iptables_{kind}"], "python", "plain")
    (tmp_path / "run.py").write_text(PYTHON)
    run_all([sys.executable, "run.py"], f"iptables_{kind}", inputs(kind), SOUND, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_javascript_ends(kind: str, tmp_path: Path) -> None:
    need_compiler()
    compile_into(tmp_path, [f"iptables_{kind}"], "javascript", "plain")
    (tmp_path / "run.js").write_text(JAVASCRIPT)
    modules = str(BUILD / "node_modules")
    run_all(["node", "run.js"], f"Iptables{kind.capitalize()}", inputs(kind), SOUND, tmp_path, NODE_PATH=modules)


SOUND_DUMPS = ("messages of heads", "empty rules", "empty expressions")


def test_python_ends_with_dumps(tmp_path: Path) -> None:
    need_compiler()
    compile_into(tmp_path, ["nf_tables_dump"], "python", "plain")
    (tmp_path / "run.py").write_text(PYTHON)
    run_all([sys.executable, "run.py"], "nf_tables_dump", dumps(), SOUND_DUMPS, tmp_path)


def test_javascript_ends_with_dumps(tmp_path: Path) -> None:
    need_compiler()
    compile_into(tmp_path, ["nf_tables_dump"], "javascript", "plain")
    (tmp_path / "run.js").write_text(JAVASCRIPT)
    modules = str(BUILD / "node_modules")
    run_all(["node", "run.js"], "NfTablesDump", dumps(), SOUND_DUMPS, tmp_path, NODE_PATH=modules)
