"""One thing of what a command was given is removed, cut or corrupt: the same answer, or status 2 and it is named."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Done

Iptblob = Callable[..., Done]
COMMANDS: list[tuple[str, ...]] = [
    ("show", "{}"), ("show", "--format", "json", "{}"), ("show", "--format", "tree", "{}"), ("info", "{}"),
    ("validate", "{}"), ("validate", "--format", "json", "{}"), ("validate", "--format", "sarif", "{}"),
    ("diff", "{}", "{whole}"), ("diff", "{whole}", "{}", "--format", "json"), ("diff", "--baseline", "{whole}", "{}"),
    ("timeline", "{whole}", "{}"), ("timeline", "{whole}", "{}", "--format", "json"),
]  # fmt: skip
FILES = sorted(path for path in SAMPLES.glob("*/*.iptb") if path.stat().st_size < 60_000)
SHORT = 6  # wrongs of each kind and file; what a longer search draws is as good


def wrongs(data: bytes, draw: random.Random) -> Iterator[tuple[str, bytes]]:
    """(what was done, the file with one thing wrong)."""
    members = [info for info in zipfile.ZipFile(io.BytesIO(data)).infolist() if info.filename.endswith(".blob")]
    for info in draw.sample(members, min(SHORT, len(members))):
        yield f"{info.filename} removed", without(data, info.filename)
        start = info.header_offset + 30 + len(info.filename)
        at = draw.randrange(start, start + info.compress_size)
        yield f"{info.filename} corrupt at {at}", data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
    for _ in range(2):
        at = draw.randrange(8000, len(data)) if len(data) > 9000 else len(data) - 30
        yield f"cut at {at}", data[:at]


def without(data: bytes, member: str) -> bytes:
    """The ZIP without one of its members."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            if info.filename != member:
                new.writestr(info, old.read(info))
    return held.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_thing_wrong(iptblob: Iptblob, path: Path, tmp_path: Path) -> None:
    draw = random.Random(path.name)
    data = path.read_bytes()
    found = list(wrongs(data, draw))
    given = tmp_path / "given.iptb"
    for command in draw.sample(COMMANDS, 2):
        words = [word.format(given, whole=path) for word in command]
        given.write_bytes(data)
        whole = iptblob(*words)
        for what, wrong in draw.sample(found, min(2, len(found))):
            given.write_bytes(wrong)
            done = iptblob(*words)
            same = (done.status, done.text) == (whole.status, whole.text)
            assert same or done.status == 2, f"{what}: {' '.join(words)}: {done.status}\n{done.err}"
            if not same:
                assert "given.iptb" in done.err, what
                if command[-1] == "json" and done.text:
                    last = json.loads(done.text.splitlines()[-1] if command[0] == "validate" else done.text)
                    assert last["unread"], what
