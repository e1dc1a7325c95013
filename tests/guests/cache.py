"""Where kernels that were fetched and made ready to boot lie: one folder a version, outside of git."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("IPTBLOB_KERNELS") or ROOT / ".kernels")
DATA = ROOT / "tests" / "data" / "kernels"

Version = tuple[int, int, int]


def number(version: str) -> Version:
    """``6.1.192`` as numbers."""
    one, two, three = version.split(".")
    return int(one), int(two), int(three)


def folder(version: str) -> Path:
    """vmlinuz, initrd.gz, config, changelog.gz and about.json of one kernel."""
    return CACHE / version


def ready() -> list[str]:
    """Versions that can be booted, oldest first."""
    return sorted((path.parent.name for path in CACHE.glob("*/about.json")), key=number)


def about(version: str) -> dict[str, Any]:
    """What is known of a kernel: its package, and what its configuration says."""
    return dict(json.loads((folder(version) / "about.json").read_text()))
