"""Transcripts: a command and what it prints, in one file (see session.py for their form).

`pytest tests/golden --update` writes them anew: read the diff, every line of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.capture.conftest import need, run_in_netns
from tests.golden.session import Session, agrees, commands, head_of, renewed

FOLDER = Path(__file__).parent
LIVE = sorted(FOLDER.glob("live/*.ipt"))  # these load tables into the kernel, in namespaces of their own
TRANSCRIPTS = sorted(FOLDER.glob("*.ipt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    hold(path, tmp_path, update=request.config.getoption("--update"))


@pytest.mark.kernel
@pytest.mark.parametrize("path", LIVE, ids=lambda path: path.stem)
def test_live_transcript(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    need("iptables-legacy", "unshare")
    tried = run_in_netns(tmp_path, "iptables-legacy -S", ("unshare", "-r", "unshare", "-n"))
    if tried.returncode:
        pytest.skip(f"no network namespace with legacy iptables here: {tried.stderr.strip()}")
    hold(path, tmp_path, update=request.config.getoption("--update"))


def hold(path: Path, folder: Path, *, update: bool) -> None:
    """Run a transcript and compare, or write it anew."""
    text, session = path.read_text(), Session(folder)
    for tool in head_of(text).partition("Needs ")[2].partition(".")[0].split(", "):
        if tool:
            need(tool)
    found = [(command, expected, session.run(command)) for command, expected in commands(text)]
    assert found, "a transcript holds at least one command"
    bound: dict[str, str] = {}
    if update:
        parts = [command + renewed(expected, printed, bound) for command, expected, printed in found]
        path.write_text(head_of(text) + "".join(parts).rstrip("\n") + "\n")
        return
    for command, expected, printed in found:
        if not agrees(expected.rstrip("\n"), printed.rstrip("\n"), bound):
            assert printed.rstrip("\n") == expected.rstrip("\n"), command
