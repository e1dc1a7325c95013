"""Shared by all tests: where the samples are, the two readers, running the command."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from iptblob.table.fields import READERS, Reader
from tests.skips import pytest_sessionfinish, pytest_terminal_summary

# every skip has to be for a reason listed there
__all__ = ["pytest_sessionfinish", "pytest_terminal_summary"]

# How fast a machine is decides no test.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
CORPUS = SAMPLES / "corpus"


def corpus_tables() -> list[Path]:
    """The .info file of every captured table in samples/corpus."""
    return sorted(CORPUS.glob("*/*/*.info"))


def corpus_id(path: Path) -> str:
    return "/".join(path.parts[-3:]).removesuffix(".info")


def blob_of(info: Path) -> bytes:
    """GET_INFO reply and GET_ENTRIES reply of a captured table, as a .blob file holds them."""
    return info.read_bytes() + info.with_suffix(".entries").read_bytes()


@pytest.fixture(params=sorted(READERS))
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Both readers in turn; a test that uses it proves nothing unless the reader it asked for has run."""
    chosen = READERS[request.param]
    runs = 0

    class Watched:
        name = chosen.name

        def read(self, *arguments: object) -> object:
            nonlocal runs
            reading = chosen.read(*arguments)  # type: ignore[arg-type]
            assert reading.reader == request.param
            runs += 1
            return reading

    yield Watched()  # type: ignore[misc]
    assert runs, f"the {request.param} reader never ran"


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "backslashreplace")


@pytest.fixture
def iptblob(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run the command in this process: iptblob("show", path) -> Done."""
    return make_runner(monkeypatch)


def make_runner(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    from iptblob.cli import run

    def call(*arguments: object, stdin: bytes = b"") -> Done:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        given = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", given)
            status = run([str(argument) for argument in arguments])
            out.flush()
        return Done(status, out.buffer.getvalue(), err.getvalue())  # type: ignore[attr-defined]

    return call


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden transcripts anew")
