"""Load rules into the running kernel from a test, or skip aloud with the reason why this machine cannot.

    from tests.tools.live import load
    loaded = load(v4=b"*filter\\n:INPUT ACCEPT [0:0]\\n...COMMIT\\n", all_tables=True)
    loaded.saves["ipv4", "filter"]   what iptables-legacy-save -c -t filter printed (arp: arptables-legacy -L -n -v)
    loaded.blobs["ipv4", "filter"]   GET_INFO reply and GET_ENTRIES reply, as a .blob file holds them

Works as root, and without where user namespaces are on. See samples/tools/netns.py for all arguments.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "samples" / "tools"
if str(TOOLS) not in sys.path:
    sys.path.append(str(TOOLS))

import netns  # noqa: E402
from netns import Loaded  # noqa: E402

__all__ = ["ROOT", "TOOLS", "Loaded", "load", "load_everything", "need", "run"]


@functools.cache
def _why_not() -> str | None:
    try:
        return netns.why_not()
    except netns.UnavailableError as error:
        return str(error)


def need(*, root: bool = False) -> None:
    """Skip the test, with the reason, unless legacy tables can be loaded in a namespace here."""
    reason = _why_not()
    if reason is None and root and os.geteuid() != 0:
        reason = "needs root (user ids, BPF objects and cgroups of the real machine)"
    if reason:
        pytest.skip(f"live kernel test: {reason}")


def load(**wish: Any) -> Loaded:
    """netns.load, or a skip."""
    need()
    try:
        return netns.load(**wish)
    except netns.UnavailableError as error:
        pytest.skip(f"live kernel test: {error}")


def load_everything(*, snapshot: bool = False) -> Loaded:
    """All rules of samples/everything; ``notes`` lists what this machine's kernel or tools refused."""
    need(root=True)
    sys.path.append(str(ROOT / "samples" / "everything"))
    try:
        import load as everything
    finally:
        sys.path.pop()
    return everything.load(snapshot=snapshot)  # type: ignore[no-any-return]


def run(command: Sequence[str], *, timeout: float = 120, stdin: bytes = b"") -> Any:
    """A command in namespaces of its own, or a skip; returns a CompletedProcess with bytes."""
    need()
    try:
        return netns.run(command, timeout=timeout, stdin=stdin)
    except netns.UnavailableError as error:
        pytest.skip(f"live kernel test: {error}")
