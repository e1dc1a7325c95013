"""What the figures were measured on; nothing that names the machine."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

PACKAGES = ("numpy", "kaitaistruct", "deepdiff", "python-iptables", "click", "rich")


def describe() -> dict[str, str]:
    """Processor, memory, kernel and versions."""
    return {
        "processor": _line("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "load at start": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "kernel": platform.release().partition("-")[0],
        "iptables": _version("iptables-legacy"),
        "python": platform.python_version(),
        **{name: _package(name) for name in PACKAGES},
    }


def _line(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""


def _version(tool: str) -> str:
    if not shutil.which(tool):
        return "not installed"
    words = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout.split()
    return words[1].removeprefix("v") if len(words) > 1 else "unknown"


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}: {value}\n" for name, value in describe().items()))
