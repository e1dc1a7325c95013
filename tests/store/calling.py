"""The command in this process, with its output as text."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.conftest import make_runner


class Told(NamedTuple):
    status: int
    out: str
    err: str


def run_cli(*words: str) -> Told:
    with pytest.MonkeyPatch.context() as patch:
        done = make_runner(patch)(*words)
    return Told(done.status, done.out.decode(), done.err)
