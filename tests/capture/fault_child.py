"""Captures, with strace on the child that goes into another network namespace, and nothing on the process itself:

python fault_child.py FILE.strace STRACE-OPTION... -- CAPTURE-OPTION...

The child stops before it does anything, strace is put on it, and it goes on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable


def with_strace(fork: Callable[[], int], words: list[str]) -> Callable[[], int]:
    def forked() -> int:
        pid = fork()
        if pid == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            return 0
        os.waitpid(pid, os.WUNTRACED)
        command = ["strace", "-p", str(pid), *words]
        tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if "attached" not in said:
            os.kill(pid, signal.SIGKILL)
            sys.exit(f"strace may not trace here: {said.strip()}")
        os.kill(pid, signal.SIGCONT)
        return pid

    return forked


def main() -> int:
    at = sys.argv.index("--")
    from iptblob.cli import run

    os.fork = with_strace(os.fork, ["-o", *sys.argv[1:at]])
    return run(["capture", *sys.argv[at + 1 :]])


if __name__ == "__main__":
    sys.exit(main())
