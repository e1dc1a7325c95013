"""Runs mutants, each in a child of a process that has loaded all that does not print."""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT
from tests.mutation import hook
from tests.mutation.mutants import Mutant, lines_at_import, mutants
from tests.mutation.trace import PACKAGES
from tests.mutation.units import Transcripts, Unit, passes

KILLED, SURVIVED, TIMED_OUT, NOT_RUN = "killed", "survived", "killed: endless", "not run by any test"
MEMORY = 4 << 30
HELP = "help.ipt#"
COMMANDS_EACH, TESTS_EACH = 60, 15  # the quickest of those that run the lines


class Case(NamedTuple):
    """A mutant of a module. ``key`` names it through moves of lines: function, text, and which of equal ones."""

    module: str
    number: int
    key: str
    mutant: Mutant


def modules() -> Iterator[tuple[str, str]]:
    """(name, source) of every module of the packages that print, wherever they lie now."""
    for package in PACKAGES:
        found = importlib.util.find_spec(package)
        assert found is not None, package
        names = [package]
        names += [one.name for one in pkgutil.walk_packages(found.submodule_search_locations, f"{package}.")]
        for name in names:
            spec = importlib.util.find_spec(name)
            assert spec is not None
            assert spec.origin is not None
            yield name, Path(spec.origin).read_text()


def cases() -> list[Case]:
    found = []
    for module, source in modules():
        seen: dict[str, int] = {}
        for number, mutant in enumerate(mutants(ast.parse(source))):
            key = f"{module} {mutant.function or '(module)'}: {mutant.text}"
            seen[key] = seen.get(key, 0) + 1
            found.append(Case(module, number, key if seen[key] == 1 else f"{key} ({seen[key]})", mutant))
    return found


def digest_of_tests() -> str:
    """Changes with whatever could notice more."""
    text = hashlib.sha256()
    for path in sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.ipt")]):
        text.update(path.read_bytes())
    return text.hexdigest()[:16]


def digest_of_sources() -> str:
    text = hashlib.sha256()
    for path in sorted((ROOT / "iptblob").rglob("*.py")):
        text.update(path.read_bytes())
    return text.hexdigest()[:16]


def digests_of_modules() -> dict[str, str]:
    return {name: hashlib.sha256(source.encode()).hexdigest()[:16] for name, source in modules()}


def load_all() -> None:
    """So that a child need only load what is mutated and what takes names from it."""
    import click  # noqa: F401
    import deepdiff  # noqa: F401
    import numpy as np  # noqa: F401
    import rich.console
    import rich.text  # noqa: F401

    for name in _imports():
        if not name.startswith(("iptblob.spec.", "iptblob.capture.", "iptblob.__main__")):
            importlib.import_module(name)


@functools.cache
def _imports() -> dict[str, set[str]]:
    """Module of iptblob -> modules of iptblob that it imports when it is loaded."""
    import iptblob

    found = {}
    for one in pkgutil.walk_packages(iptblob.__path__, "iptblob."):
        spec = importlib.util.find_spec(one.name)
        if spec is not None and spec.origin is not None and spec.origin.endswith(".py"):
            found[one.name] = set(_top_imports(ast.parse(Path(spec.origin).read_text()).body))
    return found


def _top_imports(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, ast.Import):
            yield from (name.name for name in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            yield statement.module
            yield from (f"{statement.module}.{name.name}" for name in statement.names)


def forget(module: str) -> None:
    """Drop a module and all that have taken names from it, so that they are loaded anew."""
    stale, more = {module}, {module}
    while more:
        more = {name for name, imported in _imports().items() if imported & stale} - stale
        stale |= more
    for name in stale & set(sys.modules):
        del sys.modules[name]
        parent, _, last = name.rpartition(".")
        if parent in sys.modules:
            with contextlib.suppress(AttributeError):
                delattr(sys.modules[parent], last)


def child(work: Callable[[], bool], seconds: float) -> str:
    """What becomes of a mutant when ``work`` is done in a child of this process: it passes, or not, or never ends."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            with Path(os.devnull).open("w") as nothing:
                os.dup2(nothing.fileno(), 1)
                os.dup2(nothing.fileno(), 2)
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            status = 0 if work() else 1
        except BaseException:
            status = 1
        finally:
            os._exit(status)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return SURVIVED if status == 0 else KILLED
        time.sleep(0.003)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return TIMED_OUT


@functools.cache
def _at_import(module: str) -> set[int]:
    return lines_at_import(ast.parse(dict(modules())[module]).body)


def fate(case: Case, units: list[Unit], transcripts: Transcripts) -> tuple[str, str]:
    """(what became of it, by which units)."""
    first, last = case.mutant.lines
    run_by = [unit for unit in units if any((case.module, at) in unit.lines for at in range(first, last + 1))]
    # run once at import, by the first unit that loads it: whoever runs any line of the module may notice, and help,
    # which runs none
    if first in _at_import(case.module) or not run_by:
        run_by = [unit for unit in units
                  if unit.name.startswith(HELP) or any(module == case.module for module, _ in unit.lines)]  # fmt: skip
    commands = sorted((unit for unit in run_by if "#" in unit.name), key=lambda unit: unit.seconds)[:COMMANDS_EACH]
    tests = sorted((unit for unit in run_by if "#" not in unit.name), key=lambda unit: unit.seconds)[:TESTS_EACH]
    os.environ[hook.VARIABLE] = f"{case.module}:{case.number}"
    for session in transcripts.sessions.values():
        session.environment[hook.VARIABLE] = os.environ[hook.VARIABLE]
    result = NOT_RUN

    def notice_commands() -> bool:
        forget(case.module)
        hook.install()
        return all(transcripts.agrees(unit.name) for unit in commands)

    def notice_tests() -> bool:
        forget(case.module)
        hook.install()
        return passes([unit.name for unit in tests])

    if commands:
        result = child(notice_commands, 10 + 8 * sum(unit.seconds for unit in commands))
    if tests and result in (SURVIVED, NOT_RUN):
        result = child(notice_tests, 60 + 8 * sum(unit.seconds for unit in tests))
    del os.environ[hook.VARIABLE]
    return result, f"{len(commands)} commands, {len(tests)} tests"


def recorded(folder: Path) -> dict[str, str]:
    """Fates from earlier runs that still hold: of modules that are as they were, and of survivors where the tests are
    as they were (tests that are added kill no fewer)."""
    sources, tests = digests_of_modules(), digest_of_tests()
    found = {}
    for path in sorted(folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime):
        for row in map(json.loads, path.read_text().splitlines()):
            killed = row["fate"].startswith("killed")
            if row["source"] == sources.get(row["module"]) and (killed or row["tests"] == tests):
                found[row["key"]] = row["fate"]
    return found
