"""Capturing on another host over the system's ssh: the program goes in on standard input, the snapshot comes out."""

from __future__ import annotations

import shlex
import subprocess  # ssh has no other interface # nosec B404
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import IO, Any

from iptblob import bounds
from iptblob.capture.agent.basics import SCHEMA
from iptblob.capture.agent.output import in_folder, put, put_free
from iptblob.capture.agent.present import find_tool, tool_environment
from iptblob.capture.agent.run import safe_name
from iptblob.capture.agent.tables import Options
from iptblob.capture.bundle import bundle
from iptblob.capture.sign import KEPT
from iptblob.errors import IptblobError
from iptblob.escape import visible
from iptblob.snapshot import read_snapshot
from iptblob.snapshot.integrity import verify
from iptblob.snapshot.shape import fit

MAX_SAID, MAX_LINE = 64 << 10, 4 << 10
LAST_WORDS = 2.0  # seconds in which the rest of what ssh said is waited for


def capture_over_ssh(
    host: str, interpreter: str, options: Options, output: str | None, *, force: bool = False
) -> tuple[str, int, dict[str, Any]]:
    """Capture on ``host``; (path, size in bytes, manifest). Nothing is written there, and here only what verifies.

    ``interpreter`` is what the other shell runs, for instance ``sudo -n python3``. The other host is not trusted: it
    names no file here, sends no more than fits a limit, and what it says has the types of the manifest's schema.
    """
    if host.startswith("-") or not host:
        raise IptblobError(f"{host!r} is no host")
    data, status = _run(host, f"{interpreter} -I - {shlex.join(arguments_of(options))}")
    if status not in (0, 1) or not data:
        why = "the reason is above" if status in (2, 255) else f"ssh ended with status {status}"
        raise IptblobError(f"no snapshot came back from {host}: {why}")
    manifest = _judge(data, host)
    path = in_folder(output, _default_name(host))
    try:
        path = put_free(path, [data]) if path != output else path
        if path == output:
            put(path, [data], force)
    except OSError as error:
        raise IptblobError(f"cannot write: {error.strerror}", file=path) from error
    return path, len(data), manifest


def _judge(data: bytes, host: str) -> dict[str, Any]:
    """The manifest of what arrived; IptblobError unless it is whole, and as the program that was sent writes it."""
    problems: Sequence[object] = verify(data, host)
    if not problems:
        manifest = read_snapshot(data, host).manifest
        sound, problems = fit(manifest, SCHEMA, strict=True)
    if problems:
        hint = "does a login script print there?"
        raise IptblobError(f"what came back from {host} is damaged: {problems[0]}", hint=hint)
    return sound


def _default_name(host: str) -> str:
    """HOST-UTCTIME.iptb, of the name that was typed and the clock of this host."""
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    return f"{safe_name(host.rpartition('@')[2]) or 'host'}-{moment}.iptb"


def _run(host: str, command: str) -> tuple[bytes, int]:
    """Run the capture program there: (what it wrote, exit status of ssh). What it says goes on, escaped."""
    program = find_tool("ssh")
    if program is None:
        raise IptblobError("ssh is not installed", hint="--host needs the system's ssh")
    kept = tool_environment(*KEPT, "KRB5CCNAME")
    words = [program, "-T", "--", host, command]  # no shell here, a full path; no host begins with a dash
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    try:
        child = subprocess.Popen(words, env=kept, **pipes)  # type: ignore[call-overload] # noqa: S603 # nosec B603
    except OSError as error:
        raise IptblobError(f"ssh: {error.strerror}", hint="--host needs the system's ssh") from error
    beside = [Thread(target=one, args=(pipe,), daemon=True) for one, pipe in
              ((_feed, child.stdin), (_relay, child.stderr))]  # fmt: skip
    for thread in beside:
        thread.start()
    try:
        data = _receive(child.stdout, host)
    finally:
        if child.poll() is None and sys.exc_info()[0]:
            child.kill()
        status = child.wait()
        beside[1].join(LAST_WORDS)  # something that ssh left running may hold its standard error open
    return data, status


def _receive(stream: IO[bytes], host: str) -> bytes:
    limit, pieces, total = bounds.limit_of(bounds.MAX_STREAM), [], 0
    while piece := stream.read(1 << 20):
        total += len(piece)
        if total > limit:
            said = f"more than {limit >> 20} MiB came from {host}: given up"
            raise IptblobError(said, hint="--limit SIZE takes more")
        pieces.append(piece)
    return b"".join(pieces)


def _feed(stream: IO[bytes]) -> None:
    with suppress(OSError), stream:  # whoever is there may not read it
        stream.write(bundle().encode())


def _relay(stream: IO[bytes]) -> None:
    """What ssh and the program there have to say, some kilobytes of it, fit for a terminal."""
    left = MAX_SAID
    while line := stream.readline(MAX_LINE):
        left -= len(line)
        if left > 0:
            sys.stderr.write(f"{visible(line.rstrip())}\n")
            sys.stderr.flush()


def arguments_of(options: Options) -> list[str]:
    """The capture program's command line for these options."""
    words = ["--quiet", "--output", "-"]
    for option, values in (("--family", options.families), ("--table", options.tables), ("--netns", options.netns)):
        words += [word for value in values for word in (option, value)]
    words += [word for pid in options.pids for word in ("--pid", str(pid))]
    flags = [("--autoload", options.autoload), ("--double", options.double), ("--all-netns", options.all_netns)]
    flags.append(("--conntrack", options.conntrack))
    return words + [flag for flag, given in flags if given]
