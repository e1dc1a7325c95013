"""Samples with one thing of them removed, cut or corrupt, and the commands that are given them.

What a file says nowhere else cannot be missed where it is gone: a rule of a bare buffer, a host's name. So each kind of
file has wrongs that contradict something else in it, and of each the name that an answer has to give.
"""

from __future__ import annotations

import contextlib
import io
import json
import lzma
import random
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from iptblob.cli import run
from tests.conftest import ROOT, SAMPLES, blob_of, corpus_tables

MANIFEST = "manifest.json"
FIXED = (1980, 1, 1, 0, 0, 0)


class Wrong(NamedTuple):
    """``names``: one of these words has to stand in what is told."""

    what: str
    data: bytes
    names: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """A file; ``commands`` are words with ``{}`` for it and ``{whole}`` for an untouched copy."""

    name: str
    suffix: str
    load: Callable[[], bytes]
    wrongs: Callable[[bytes, random.Random], Iterator[Wrong]]
    commands: tuple[tuple[str, ...], ...]


READING: tuple[tuple[str, ...], ...] = (
    ("show", "{}"), ("show", "-c", "--format", "json", "{}"), ("show", "--format", "tree", "{}"),
    ("info", "{}"), ("info", "--format", "json", "{}"),
    ("diff", "{}", "{whole}"), ("diff", "{whole}", "{}", "--format", "json"), ("diff", "{}", "{}"),
    ("diff", "--stat", "{whole}", "{}"), ("diff", "--format", "side-by-side", "{whole}", "{}"),
    ("diff", "-c", "--explain-normalisation", "{whole}", "{}"), ("diff", "--auto-map", "{whole}", "{}"),
    ("diff", "--baseline", "{whole}", "{}", "{whole}"), ("diff", "--baseline", "{}", "{whole}"),
    ("diff", "--baseline", "{whole}", "{}", "--format", "json"),
    ("timeline", "{whole}", "{}"), ("timeline", "{}", "{whole}", "--format", "json"),
    ("convert", "{}", "--abi", "i386", "-o", "{out}/"), ("redact", "{}", "-o", "-"),
    ("trace", "{}", "192.0.2.9 -> 192.0.2.1:22/tcp", "--family", "ipv4"), ("reach", "{}", "{whole}"),
    ("reach", "{whole}", "{}", "--format", "json"), ("report", "{}"), ("report", "{}", "--format", "markdown"),
    ("report", "{whole}", "{}", "--format", "markdown", "--seconds", "1"),
)  # fmt: skip
JUDGING: tuple[tuple[str, ...], ...] = (
    ("validate", "{}"), ("validate", "--format", "json", "{}"), ("validate", "--format", "sarif", "{}"),
    ("validate", "--first", "{}"), ("validate", "{folder}"), ("validate", "{folder}", "--format", "json"),
    ("validate", "{folder}", "--format", "sarif"), ("validate", "{whole}", "{}"),
)  # fmt: skip
OF_SNAPSHOTS = (
    ("info", "--extensions", "{}"), ("verify", "{}"), ("verify", "{whole}", "{}", "--format", "json"),
    ("inspect", "{}", "--rule", "ipv4/filter/INPUT:policy"), ("inspect", "{}", "--family", "ipv4", "--table",
     "filter", "--header"), ("show", "{}", "--family", "ipv4"),
    ("diff", "{}", "{whole}", "--table", "filter"), ("timeline", "{whole}", "{}", "--table", "filter"),
)  # fmt: skip


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The snapshot with members changed, or left out for None, each with its right checksum."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(zipfile.ZipInfo(info.filename, FIXED), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def changed(data: bytes, member: str, content: bytes | None) -> bytes:
    return rezipped(data, lambda name, held: content if name == member else held)


def flipped(data: bytes, at: int, by: int) -> bytes:
    return data[:at] + bytes([data[at] ^ by]) + data[at + 1 :]


def of_snapshot(data: bytes, draw: random.Random) -> Iterator[Wrong]:
    """Endless: whole files, members, records of the manifest."""
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(data)).read(MANIFEST))
    while True:
        info = draw.choice(infos)
        name, held = info.filename, zipfile.ZipFile(io.BytesIO(data)).read(info)
        kind = draw.randrange(9)
        stands = info.header_offset + 30 + len(name)
        any_part = (name, "given", "manifest")
        if kind == 0:
            yield Wrong(f"{name} removed", changed(data, name, None), any_part)
        elif kind == 1 and info.compress_size:
            at = stands + draw.randrange(info.compress_size)
            yield Wrong(f"{name} corrupt at {at}", flipped(data, at, draw.randrange(1, 256)), any_part)
        elif kind == 2 and held:
            yield Wrong(f"{name} cut", changed(data, name, held[: draw.randrange(len(held))]), any_part)
        elif kind == 3 and held and name != MANIFEST:
            at = draw.randrange(len(held))
            yield Wrong(f"{name} byte {at} other", changed(data, name, flipped(held, at, 1 << draw.randrange(8))),
                        any_part)  # fmt: skip
        elif kind == 4:
            at = draw.randrange(40, len(data))
            yield Wrong(f"cut at {at}", data[:at], ("given",))
        elif kind == 5:
            at = draw.randrange(len(data))
            yield Wrong(f"byte {at} corrupt", flipped(data, at, draw.randrange(1, 256)), ("given",))
        elif kind == 6 and name != MANIFEST:
            yield Wrong(f"{name} longer", changed(data, name, held + b"\0" * draw.choice((1, 4, 112))), any_part)
        elif kind == 7 and manifest.get("tables"):
            yield _record_gone(data, manifest, draw)
        elif kind == 8 and name != MANIFEST:
            other = draw.choice(infos).filename
            if other not in (name, MANIFEST):
                swapped = zipfile.ZipFile(io.BytesIO(data)).read(other)
                if swapped != held:
                    yield Wrong(f"{name} holds {other}", changed(data, name, swapped), any_part)


def _record_gone(data: bytes, manifest: dict[str, Any], draw: random.Random) -> Wrong:
    """A table that the manifest does not list, or of which it says something else."""
    said = json.loads(json.dumps(manifest))
    at = draw.randrange(len(said["tables"]))
    record = said["tables"][at]
    member = record["member"]
    what = draw.choice(("record", "sha256", "member", "family", "size"))
    if what == "record":
        said["tables"].pop(at)
    elif what == "sha256":
        record["sha256"] = "0" * 64
    elif what == "member":
        record["member"] = member.replace("/ipv", "/arp")
    elif what == "family":
        record["family"] = "arp" if record["family"] != "arp" else "ipv4"
    else:
        record["entries_size"] = 1
    text = json.dumps(said).encode()
    return Wrong(f"{what} of {member} in the manifest", changed(data, MANIFEST, text), (member, "given", "manifest"))


def of_reply(data: bytes, draw: random.Random) -> Iterator[Wrong]:
    """A kernel's reply: cut, longer, an entry whose end is elsewhere, the size that the header says."""
    while True:
        kind = draw.randrange(4)
        if kind == 0:
            at = draw.randrange(1, len(data))
            yield Wrong(f"cut at {at}", data[:at], ("given",))
        elif kind == 1:
            more = draw.choice((1, 8, 64))
            yield Wrong(f"{more} bytes more", data + bytes(draw.randrange(256) for _ in range(more)), ("given",))
        elif kind == 2:
            at = draw.randrange(8, len(data) // 8) * 8
            yield Wrong(f"8 bytes gone at {at}", data[:at] + data[at + 8 :], ("given",))
        else:
            yield Wrong("empty", b"", ("given",))


STRANGE = (b"-Q INPUT\n", b"-A\n", b"=======\n", b"@@ -1,4 +1,4 @@\n", b"--append\n", b"-A INPUT -j\n", b"\xff\xfe\0\n")
WITH_UNREAD = ("show", "info", "validate", "diff", "timeline")


def of_text(data: bytes, draw: random.Random) -> Iterator[Wrong]:
    """Cut before a COMMIT, a line that is none of iptables-restore."""
    lines = data.splitlines(keepends=True)
    ends = [at for at, line in enumerate(lines) if line.startswith(b"COMMIT")]
    rules = [at for at, line in enumerate(lines) if line[:1] in b"-:*"]
    while True:
        kind = draw.randrange(4)
        if kind == 0:
            yield Wrong("cut before COMMIT", b"".join(lines[: draw.choice(ends)]), ("given",))
        elif kind == 1:
            at = draw.choice(ends)
            yield Wrong("COMMIT gone", b"".join(lines[:at] + lines[at + 1 :]), ("given",))
        elif kind == 2:
            at = draw.choice(rules)
            bad = draw.choice(STRANGE)
            yield Wrong(f"line {at + 1} is {bad!r}", b"".join([*lines[:at], bad, *lines[at:]]), ("given",))
        else:
            at = draw.choice(rules)
            yield Wrong(f"line {at + 1} gone", b"".join(lines[:at] + lines[at + 1 :]), ("given",))


_ASKED = re.compile(rb"SO_GET_(?:INFO|ENTRIES)|[.]{3} getsockopt resumed>")


def of_log(data: bytes, draw: random.Random) -> Iterator[Wrong]:
    """A call of a table, or half of one, gone, cut, or not as strace prints it; the log cut."""
    lines = data.splitlines(keepends=True)
    asked = [at for at, line in enumerate(lines) if _ASKED.search(line) and b"= -1 " not in line]
    while True:
        kind, at = draw.randrange(4), draw.choice(asked)
        line, before, after = lines[at], b"".join(lines[:at]), b"".join(lines[at + 1 :])
        if kind == 0:
            yield Wrong(f"line {at + 1} gone", before + after, ("given",))
        if b'"' not in line:
            continue
        first, last = line.index(b'"'), line.rindex(b'"')
        if kind == 1:
            stop = draw.randrange(first, len(line) - 6)
            yield Wrong(f"cut at {stop} of line {at + 1}", before + line[:stop], ("given",))
        elif kind == 2:
            stop = draw.randrange(first + 1, last)
            if line[stop - 1 : stop] == b"\\":  # there it is a byte like any other
                continue
            bad = line[:stop] + b'"' + line[stop + 1 :]
            yield Wrong(f"line {at + 1} has a quote at {stop}", before + bad + after, ("given",))
        elif kind == 3:
            short = line[: first + 1 + 4 * 10] + b'"...' + line[last + 1 :]
            yield Wrong(f"line {at + 1} short", before + short + after, ("given",))


def packed(data: bytes, draw: random.Random) -> Iterator[Wrong]:
    """What is compressed: cut, or a byte of it other."""
    while True:
        at = draw.randrange(12, len(data) - 1)
        if draw.random() < 0.5:
            yield Wrong(f"cut at {at}", data[:at], ("given",))
        else:
            yield Wrong(f"byte {at} corrupt", flipped(data, at, draw.randrange(1, 256)), ("given",))


def _text_of(name: str) -> bytes:
    path = SAMPLES / name / "expected"
    return b"".join(one.read_bytes() for one in sorted(path.glob("ipv4.*.save")))


def samples() -> list[Sample]:
    """Every kind of file that a command takes; large ones are left to other tests."""
    found = [
        Sample(path.stem, ".iptb", path.read_bytes, of_snapshot, READING + JUDGING + OF_SNAPSHOTS)
        for path in sorted(
            [*SAMPLES.glob("*/*.iptb"), *(ROOT / "tests" / "nft" / "data").glob("*.iptb"),
             *(ROOT / "tests" / "golden" / "inputs").glob("*.iptb"), *(ROOT / "tests" / "data").glob("*.iptb")]
        ) if path.stat().st_size < 60_000
    ]  # fmt: skip
    infos = [info for info in corpus_tables() if info.with_suffix(".entries").stat().st_size < 12_000][::9]
    for info in infos:
        name = "-".join(info.parts[-3:]).removesuffix(".info")
        load = lambda info=info: blob_of(info)  # noqa: E731
        found.append(Sample(name, ".blob", load, of_reply, READING + JUDGING))
        found.append(Sample(name, ".entries", info.with_suffix(".entries").read_bytes, of_reply, READING[:4]))
    for name in ("router", "ufw", "docker"):
        load = lambda name=name: _text_of(name)  # noqa: E731
        words = (("build", "{}", "--family", "ipv4", "-o", "{out}/built.iptb"),
                 ("diff", "--family", "ipv4", "{whole}", "{}"), ("diff", "--family", "ipv4", "{}", "{}"),
                 ("diff", "--family", "ipv4", "--baseline", "{whole}", "{}"))  # fmt: skip
        found.append(Sample(name, ".v4", load, of_text, words))
    for name in ("newres", "hide", "noy-min", "fail"):
        path = ROOT / "tests" / "data" / "strace" / f"{name}.log"
        words = (("import", "{}", "-o", "{out}/found.iptb", "--force"), ("import", "--list", "{}"))
        found.append(Sample(name, ".log", path.read_bytes, of_log, words))
    before = SAMPLES / "incident" / "before.iptb"
    found.append(Sample("packed", ".iptb.xz", lambda: lzma.compress(before.read_bytes()), packed, READING + JUDGING))
    return found


class Ended(NamedTuple):
    """Exit status, both streams, and the files that were written."""

    status: int
    out: str
    err: str
    written: tuple[bytes, ...] = ()

    @property
    def answer(self) -> tuple[object, ...]:
        """What has to be the same."""
        return self.status, _comparable(self.out), self.written


def called(words: list[str]) -> Ended:
    """The command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = run(words)
        except Exception:  # whatever it is, a user would see it
            err.write(traceback.format_exc())
            status = -1
        out.flush()
    return Ended(status, out.buffer.getvalue().decode("utf-8", "backslashreplace"), err.getvalue())  # type: ignore[attr-defined]


class Bench:
    """A folder with the file to spoil beside whole ones."""

    def __init__(self, sample: Sample, folder: Path) -> None:
        self.sample, self.folder = sample, folder
        self.data = sample.load()
        self.given, self.whole = folder / f"given{sample.suffix}", folder / f"whole{sample.suffix}"
        self.whole.write_bytes(self.data)
        self.inside = folder / "inside"
        self.inside.mkdir(exist_ok=True)
        (folder / "out").mkdir(exist_ok=True)
        self.answers: dict[tuple[str, ...], Ended] = {}

    def answer(self, command: tuple[str, ...], data: bytes) -> Ended:
        """What the command says where the file holds ``data``."""
        self.given.write_bytes(data)
        inside = self.inside / self.given.name
        inside.write_bytes(data)
        for old in (self.folder / "out").iterdir():
            old.unlink()
        names = {"whole": self.whole, "folder": self.inside, "out": self.folder / "out"}
        done = called([word.format(self.given, **names) for word in command])
        return done._replace(written=tuple(one.read_bytes() for one in sorted((self.folder / "out").iterdir())))

    def untouched(self, command: tuple[str, ...]) -> Ended:
        """The answer about the whole file."""
        if command not in self.answers:
            self.answers[command] = self.answer(command, self.data)
        return self.answers[command]

    def fault(self, command: tuple[str, ...], wrong: Wrong) -> str:
        """What is wrong with the answer to a wrong file; "" where nothing is."""
        whole, done = self.untouched(command), self.answer(command, wrong.data)
        said = f"{self.sample.name}{self.sample.suffix}: {wrong.what}: {' '.join(command)}: {done.status}"
        if "Traceback" in done.err:
            return f"{said}: traceback\n{done.err[-600:]}"
        if done.answer == whole.answer:
            return ""
        if not self._told(command, done):
            return f"{said}, {whole.status} untouched\n{done.err[:600]}"
        if self.sample.suffix == ".v4" and done.status == 1:
            return ""  # the rule that is other is among the changes
        if not any(
            name in done.err or (command[0] in ("verify", "validate") and name in done.out) for name in wrong.names
        ):
            return f"{said}: not named\n{done.err[:600]}"
        if done.status == 2 and "json" in command and done.out and command[0] in WITH_UNREAD:
            last = json.loads(done.out.splitlines()[-1] if command[0] == "validate" else done.out)
            if not last["unread"]:
                return f"{said}: unread is empty"
        return ""

    def _told(self, command: tuple[str, ...], done: Ended) -> bool:
        """Whether the exit status says that the answer is about something else."""
        if command[0] == "verify" or (command[0] == "validate" and self.sample.suffix in (".blob", ".entries")):
            return done.status in (1, 2)  # what is wrong with the bytes is the answer
        if self.sample.suffix == ".v4":  # the rules that are gone are gone: a difference
            return done.status == 2 or (done.status == 1 and "{whole}" in command)
        return done.status == 2


_MOVING = re.compile(r'"(?:sha256|size|file)": [^,}]*,?|\bsha256 \S+|\d+ bytes')


def _comparable(text: str) -> str:
    """Without what belongs to the file as a whole: its size and hash are others wherever a byte of it is."""
    return _MOVING.sub("", text)


def search(draw: random.Random, seconds: float, folder: Path) -> Iterator[str]:
    """Faults found within so many seconds, all samples in turn."""
    stop, every = time.monotonic() + seconds, samples()
    benches = []
    for sample in every:
        place = folder / f"{sample.name}{sample.suffix}"
        place.mkdir()
        bench = Bench(sample, place)
        benches.append((bench, sample.wrongs(bench.data, draw)))
    tries = 0
    while time.monotonic() < stop:
        bench, wrongs = draw.choice(benches)
        wrong = next(wrongs)
        for command in draw.sample(bench.sample.commands, min(3, len(bench.sample.commands))):
            tries += 1
            fault = bench.fault(command, wrong)
            if fault:
                yield fault
    sys.stderr.write(f"{tries} answers\n")
