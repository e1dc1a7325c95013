"""Every table in the samples, as it was opened."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from iptblob.reading.detect import Detected
from iptblob.reading.opening import open_source
from tests.conftest import SAMPLES, blob_of, corpus_id, corpus_tables

SNAPSHOTS = [path for path in sorted(SAMPLES.glob("*/*.iptb")) if path.parent.name != "everything"]
BUFFERS = [*SNAPSHOTS, *corpus_tables(), SAMPLES / "broken" / "good.replace"]


def name_of(path: Path) -> str:
    return corpus_id(path) if path.suffix == ".info" else str(path.relative_to(SAMPLES))


@cache
def readings(path: Path) -> tuple[Detected, ...]:
    data = blob_of(path) if path.suffix == ".info" else None
    return open_source(str(path), data=data).readings
