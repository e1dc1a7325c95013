"""A short, seeded run of the fuzzer, and a proof that it finds what it looks for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.fuzz import fuzz


def test_a_short_run_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fuzz, "SECONDS", 10.0)  # a busy machine is no finding here
    assert fuzz.plain(150, "unit") == 0, capsys.readouterr().out


@pytest.mark.parametrize("status", [3, -11, 130])
def test_another_status_is_found(status: int, tmp_path: Path) -> None:
    with pytest.raises(fuzz.Found, match="status"):
        fuzz.one_input(b"\0data", tmp_path, lambda _: status)


def test_slow_answers_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 0.01)

    def slow(_: list[str]) -> int:
        start = time.process_time()
        while time.process_time() < start + 0.05:
            pass
        return 0

    with pytest.raises(fuzz.Found, match="bytes"):
        fuzz.one_input(b"\0data", tmp_path, slow)
