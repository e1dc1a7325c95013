"""Programs are started in four places, never by a shell; what bandit and ruff's S rules find is excepted by name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = [path for path in sorted((ROOT / "iptblob").rglob("*.py")) if "parsers" not in path.parts]
STARTERS = {"capture/agent/present.py", "capture/remote.py", "capture/sign.py", "cli/terminal.py"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "call", "check_call", "check_output"}
SHELLS |= {
    f"{verb}{form}" for verb in ("exec", "spawn", "posix_spawn") for form in ("l", "le", "lp", "v", "ve", "vp", "")
}


def calls_of(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def test_programs_are_started_where_it_is_known() -> None:
    users = {
        str(path.relative_to(ROOT / "iptblob"))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Import) and any(alias.name == "subprocess" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "subprocess")
    }
    assert users == STARTERS


def test_no_program_is_started_by_a_shell() -> None:
    for call in (call for path in SOURCES for call in calls_of(path)):
        assert "shell" not in {word.arg for word in call.keywords}, ast.unparse(call)
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            assert (call.func.value.id, call.func.attr) not in {("os", name) for name in SHELLS}, ast.unparse(call)
            assert (call.func.value.id, call.func.attr) not in {("subprocess", name) for name in SHELLS}


def test_bandit_finds_nothing_without_a_reason() -> None:
    pytest.importorskip("bandit")
    words = [sys.executable, "-m", "bandit", "-q", "-c", "pyproject.toml", "-r", "iptblob"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_each_exception_has_its_reason() -> None:
    """Beside it or just before it, and not as a rule for whole folders."""
    for path in SOURCES:
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            if "# nosec" in line or "noqa: S" in line:
                near = [line.partition("  # ")[2].split("# no")[0], *lines[max(0, number - 3) : number]]
                reasons = [one.rpartition("# ")[2] for one in near if "#" in one or one == near[0]]
                assert any(len(reason.split()) > 3 for reason in reasons), f"{path.name}: {line}"
    settings = (ROOT / "pyproject.toml").read_text().split("per-file-ignores]")[1].split("[tool")[0]
    product = [line for line in settings.splitlines() if line.startswith('"iptblob')]
    assert product
    assert not any('"S6' in line or '"S"' in line for line in product)
