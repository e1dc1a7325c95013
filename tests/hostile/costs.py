"""What a command takes: processor time and memory, which a busy machine does not change."""

from __future__ import annotations

import resource
import subprocess
import sys

from tests.conftest import ROOT

# A process counts the memory of the one that forked it as its own peak: one that holds little starts the command.
STARTER = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def cost(*arguments: object) -> tuple[int, float, int]:
    """(exit status, processor seconds, KiB at most) of a command of its own."""
    words = [sys.executable, "-c", STARTER, sys.executable, "-m", "iptblob", *map(str, arguments)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, check=True, preexec_fn=_limit)
    status, seconds, kib = done.stdout.split()
    return int(status), float(seconds), int(kib)


def _limit() -> None:
    """A command that would run for hours is ended after a minute of processor time: status -9."""
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
