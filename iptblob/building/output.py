"""Compiled tables as files: payloads, blobs, and a snapshot of them all."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.building.buffers import blob_of, replace_of
from iptblob.building.text import CompiledTable
from iptblob.capture.agent.container import build
from iptblob.reading.detect import detect
from iptblob.reading.evidence import BLOB, REPLACE
from iptblob.reading.found import Found
from iptblob.reading.imports import manifest_of

RULES = "rules"  # what a snapshot's manifest calls a text that its tables were made of


def buffer_of_text(made: CompiledTable, kind: str) -> bytes:
    """A ``blob`` or ``replace`` of one table."""
    return {BLOB: blob_of, REPLACE: replace_of}[kind](made.relaid)


def snapshot_of_text(tables: Sequence[CompiledTable], file: str, sha256: str) -> list[bytes]:
    """A snapshot of all tables, in pieces; its manifest says which text they were made of."""
    found = []
    for made in tables:
        data = blob_of(made.relaid)
        reading = detect(data, file=file, family=made.relaid.family, abi=made.relaid.abi, kinds=(BLOB,))
        found.append(Found(data, reading, None, "certain", ""))
    manifest, members = manifest_of(found, file, RULES, sha256)
    return build(manifest, members)
