"""One hostile file through every command, in this process, and what no output of theirs may hold."""

from __future__ import annotations

import contextlib
import io
import json
import lzma
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from iptblob.cli import run
from tests.conftest import ROOT

COMMANDS = (
    ("info",), ("info", "--format", "json"), ("show",), ("show", "-c"), ("show", "--format", "tree", "--follow"),
    ("show", "--format", "json"), ("inspect", "--table", "filter", "--family", "ipv4", "--rule", "INPUT:1"),
    ("inspect", "--offset", "152"), ("validate",), ("validate", "--format", "json"), ("validate", "--format", "sarif"),
    ("verify",), ("verify", "--format", "json"), ("timeline",), ("timeline", "--format", "json"), ("diff", "HONEST"),
    ("diff", "--format", "json", "HONEST"), ("diff", "--auto-map", "HONEST"), ("import", "--list"),
    ("import", "--carve", "--list"), ("minimize", "-o", "/dev/null"),
)  # fmt: skip
SECONDS = 20  # a call takes some hundredths of one; the machine may be busy
# what a terminal acts on: control characters but newline, C1, and what turns or hides text
RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u034f\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff]"
)


class Terminal(io.TextIOWrapper):
    """Standard output or error that says of itself that it is a terminal."""

    def isatty(self) -> bool:
        return True


def call(arguments: tuple[str, ...]) -> tuple[int, str, str]:
    """(status, standard output, standard error) of a command that believes to write to a terminal."""
    out, err = Terminal(io.BytesIO(), "utf-8"), Terminal(io.BytesIO(), "utf-8")
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        status = run(list(arguments))
        out.flush()
        err.flush()
    finally:
        sys.stdout, sys.stderr = kept
    return status, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err))  # type: ignore[attr-defined]


@cache
def sarif() -> Any:
    import jsonschema

    text = lzma.decompress((ROOT / "tests" / "data" / "sarif-2.1.0.json.xz").read_bytes())
    return jsonschema.Draft4Validator(json.loads(text))


def faults(path: Path, honest: Path) -> Iterator[str]:
    """What is wrong with what the commands say of a file; nothing when all is well."""
    for command in COMMANDS:
        name, *rest = command
        words = (name, *(str(honest) if word == "HONEST" else word for word in rest), str(path))
        started = time.monotonic()
        try:
            status, out, err = call(words)
        except Exception as error:
            yield f"{' '.join(command)}: {type(error).__name__}: {error}"[:300]
            continue
        if status not in (0, 1, 2):
            yield f"{' '.join(command)}: status {status}"
        if time.monotonic() - started > SECONDS:
            yield f"{' '.join(command)}: {time.monotonic() - started:.1f} s"
        colours = re.sub(r"\x1b\[[0-9;]*m", "", out) if name in ("inspect", "diff") else out
        if raw := RAW.search(colours) or RAW.search(err):
            yield f"{' '.join(command)}: raw {raw[0]!r} in {raw.string[max(0, raw.start() - 40) : raw.end() + 20]!r}"
        if out and ("json" in command or "sarif" in command):
            yield from (f"{' '.join(command)}: {fault}" for fault in _json_faults(out, "sarif" in command))


def _json_faults(out: str, is_sarif: bool) -> Iterator[str]:
    def refuse(word: str) -> None:
        raise ValueError(word)

    documents = [out]
    with contextlib.suppress(ValueError):
        json.loads(out)
    try:
        json.loads(out)
    except ValueError:
        documents = out.splitlines()  # one document a line
    for document in documents:
        try:
            found = json.loads(document, parse_constant=refuse)
            json.dumps(found, ensure_ascii=False).encode("utf-8")
        except ValueError as error:
            yield f"no JSON: {error}: {document[:100]!r}"
            continue
        if is_sarif:
            yield from (f"no SARIF: {error.message:.200}" for error in sarif().iter_errors(found))
