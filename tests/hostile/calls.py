"""One hostile file through every command, in this process, and what no output of theirs may hold."""

from __future__ import annotations

import contextlib
import json
import lzma
import re
import resource
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click

from iptblob.cli import cli
from tests.conftest import ROOT
from tests.hostile.terminal import call

__all__ = ["COMMANDS", "RAW", "call", "commands", "faults"]

# FILE is the hostile one, HONEST a sound snapshot
COMMANDS = (
    ("info", "FILE"), ("info", "--format", "json", "--extensions", "FILE"), ("show", "FILE"), ("show", "-c", "FILE"),
    ("show", "--format", "tree", "--follow", "FILE"), ("show", "--format", "tree", "-c", "FILE"),
    ("show", "--format", "json", "FILE"), ("show", "--backend", "nft", "FILE"),
    ("inspect", "--table", "filter", "--family", "ipv4", "--rule", "INPUT:1", "FILE"),
    ("inspect", "--offset", "152", "FILE"), ("inspect", "--backend", "nft", "--offset", "500", "FILE"),
    ("inspect", "--rule", "nft:ipv4/filter/INPUT:2", "FILE"), ("show", "--format", "json", "--backend", "nft", "FILE"),
    ("show", "--format", "tree", "--backend", "nft", "FILE"), ("info", "--backend", "nft", "--format", "json", "FILE"),
    ("validate", "--backend", "nft", "--format", "json", "FILE"), ("timeline", "--backend", "nft", "FILE", "FILE"),
 ("inspect", "--header", "--table", "filter", "FILE"),
    ("validate", "FILE"), ("validate", "--format", "json", "FILE"), ("validate", "--format", "sarif", "FILE"),
    ("verify", "FILE"), ("verify", "--format", "json", "FILE"), ("timeline", "FILE"), ("timeline", "FILE", "HONEST"),
    ("timeline", "--format", "json", "--all", "FILE", "HONEST"), ("diff", "HONEST", "FILE"),
    ("diff", "--format", "json", "-c", "FILE", "HONEST"), ("diff", "--auto-map", "HONEST", "FILE"),
    ("diff", "--format", "side-by-side", "FILE", "HONEST"), ("diff", "--stat", "FILE", "HONEST"),
    ("diff", "--explain-normalisation", "FILE", "FILE"), ("diff", "--family", "ipv4", "FILE", "HONEST"),
    ("diff", "--baseline", "HONEST", "FILE", "HONEST"),
    ("diff", "--format", "json", "--baseline", "FILE", "HONEST", "FILE"),
    ("import", "--list", "FILE"), ("import", "--carve", "--list", "FILE"), ("minimize", "-o", "/dev/null", "FILE"),
    ("report", "FILE"), ("report", "HONEST", "FILE", "--seconds", "1"), ("report", "FILE", "--format", "markdown"),
    ("report", "FILE", "HONEST", "--format", "markdown", "--seconds", "1"),
    ("convert", "--abi", "ilp32-be", "--table", "filter", "-o", "/dev/null", "FILE"),
)  # fmt: skip
UNASKED = {"capture", "agent", "completion", "help"}  # these read no file
SECONDS = 10  # of processor time for one call, which takes some hundredths of one
KIB = 300 << 10  # of memory that one call may add to what was the most so far
# what a terminal acts on: control characters but newline, C1, and what turns or hides text
RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u034f\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff]"
)
# colours that iptblob itself uses; the hostile files have others
PROGRESS = re.compile(r"\r\x1b\[K(?:iptblob [a-z]+: (?:\d+ of \d+ [a-z]+, )?\d+ s)?")  # after a second
COLOUR = re.compile(r"\x1b\[(?:0|1|2|3|4|[39][0-7])(?:;(?:[1-4]|[349][0-7]))*m")


@cache
def commands() -> tuple[tuple[str, ...], ...]:
    """COMMANDS, and for every command that is not among them FILE alone in each of its formats."""
    known = {words[0] for words in COMMANDS} | UNASKED
    new = [name for name in cli.list_commands(click.Context(cli)) if name not in known]
    return COMMANDS + tuple(words for name in new for words in _plain(name))


def _plain(name: str) -> Iterator[tuple[str, ...]]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    forms = [list(one.type.choices) for one in command.params if "--format" in one.opts]  # type: ignore[attr-defined]
    for form in forms[0] if forms else [None]:
        yield (name, *(("--format", form) if form else ()), "FILE")


@cache
def sarif() -> Any:
    import jsonschema

    text = lzma.decompress((ROOT / "tests" / "data" / "sarif-2.1.0.json.xz").read_bytes())
    return jsonschema.Draft4Validator(json.loads(text))


def faults(path: Path, honest: Path, chosen: Iterable[tuple[str, ...]] = ()) -> Iterator[str]:
    """What is wrong with what the commands (all, or those chosen) say of a file; nothing when all is well."""
    for command in chosen or commands():
        words = tuple({"FILE": str(path), "HONEST": str(honest)}.get(word, word) for word in command)
        for fault in _faults(words):
            yield f"{' '.join(command)}: {fault}"


def _faults(words: tuple[str, ...]) -> Iterator[str]:
    started, most = time.process_time(), peak()
    try:
        status, out, err = call(words)
    except Exception as error:
        yield f"{type(error).__name__}: {error}"[:300]
        return
    spent = time.process_time() - started
    if spent > SECONDS:  # once more: a machine that is short of memory counts what the kernel does about it
        started = time.process_time()
        call(words)
        spent = min(spent, time.process_time() - started)
    if spent > SECONDS:
        yield f"{spent:.1f} s of processor time"
    if status not in (0, 1, 2):
        yield f"status {status}"
    if (grown := peak() - most) > KIB or "not enough memory" in err:
        yield f"{grown} KiB more than ever"
    if raw := RAW.search(COLOUR.sub("", out)) or RAW.search(PROGRESS.sub("", err)):
        yield f"raw {raw[0]!r} in {raw.string[max(0, raw.start() - 40) : raw.end() + 20]!r}"
    if status == 2 and not err and "verify" not in words:
        yield "status 2 without a word"
    if out and ("json" in words or "sarif" in words):
        yield from _json_faults(out, "sarif" in words)


def peak() -> int:
    """The largest size this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _json_faults(out: str, is_sarif: bool) -> Iterator[str]:
    def refuse(word: str) -> None:
        raise ValueError(word)

    documents = out.splitlines()  # one document a line
    with contextlib.suppress(ValueError):
        json.loads(out)
        documents = [out]
    for document in documents:
        try:
            found = json.loads(document, parse_constant=refuse, object_pairs_hook=_once)
            json.dumps(found, ensure_ascii=False).encode("utf-8")
        except ValueError as error:
            yield f"no JSON: {error}: {document[:100]!r}"
            continue
        if is_sarif:
            yield from (f"no SARIF: {error.message:.200}" for error in sarif().iter_errors(found))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: what other readers make of two of one name differs."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"a key twice: {[key for key, _ in pairs]}"[:200])
    return found
