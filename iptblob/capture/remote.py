"""Capturing on another host over the system's ssh: the program goes in on standard input, the snapshot comes out."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import Any

from iptblob.capture.agent.output import free_name, put
from iptblob.capture.agent.present import find_tool, tool_environment
from iptblob.capture.agent.run import default_name
from iptblob.capture.agent.tables import Options
from iptblob.capture.bundle import bundle
from iptblob.capture.sign import KEPT
from iptblob.errors import IptblobError
from iptblob.snapshot import read_snapshot, verify


def capture_over_ssh(
    host: str, interpreter: str, options: Options, output: str | None, *, force: bool = False
) -> tuple[str, int, dict[str, Any]]:
    """Capture on ``host``; (path, size in bytes, manifest). Nothing is written there, and here only what verifies.

    ``interpreter`` is what the other shell runs, for instance ``sudo -n python3``.
    """
    if host.startswith("-") or not host:
        raise IptblobError(f"{host!r} is no host")
    command = f"{interpreter} -I - {shlex.join(arguments_of(options))}"
    program = find_tool("ssh")
    if program is None:
        raise IptblobError("ssh is not installed", hint="--host needs the system's ssh")
    kept = tool_environment(*KEPT, "KRB5CCNAME")
    try:
        words = [program, "-T", "--", host, command]
        done = subprocess.run(words, input=bundle().encode(), stdout=subprocess.PIPE, env=kept, check=False)  # noqa: S603
    except OSError as error:
        raise IptblobError(f"ssh: {error.strerror}", hint="--host needs the system's ssh") from error
    data = done.stdout
    if done.returncode not in (0, 1) or not data:
        why = "the reason is above" if done.returncode in (2, 255) else f"ssh ended with status {done.returncode}"
        raise IptblobError(f"no snapshot came back from {host}: {why}")
    problems = verify(data, host)
    if problems:
        hint = "does a login script print there?"
        raise IptblobError(f"what came back from {host} is damaged: {problems[0]}", hint=hint)
    manifest = dict(read_snapshot(data, host).manifest)
    path = output or free_name(default_name(manifest))
    if path == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        try:
            put(path, [data], force or not output)
        except OSError as error:
            raise IptblobError(f"cannot write: {error.strerror}", file=path) from error
    return path, len(data), manifest


def arguments_of(options: Options) -> list[str]:
    """The capture program's command line for these options."""
    words = ["--quiet", "--output", "-"]
    for option, values in (("--family", options.families), ("--table", options.tables), ("--netns", options.netns)):
        words += [word for value in values for word in (option, value)]
    words += [word for pid in options.pids for word in ("--pid", str(pid))]
    flags = [("--autoload", options.autoload), ("--double", options.double), ("--all-netns", options.all_netns)]
    flags.append(("--conntrack", options.conntrack))
    return words + [flag for flag, given in flags if given]
