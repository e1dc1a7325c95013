"""Where a side of a comparison comes from: host, moment, boot, and the file's own hash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from iptblob.diff.sides import Side

SHORT = 12


class Origin(NamedTuple):
    """What is known; empty or None where the file does not say. ``time`` is UTC in ISO 8601, ``realtime`` in ns."""

    file: str
    host: str = ""
    time: str = ""
    boot: str = ""
    sha256: str = ""
    realtime: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The members that are known."""
        known = {"host": self.host, "time": self.time, "boot_id": self.boot, "sha256": self.sha256}
        return {"file": self.file} | {name: value for name, value in known.items() if value}

    def words(self) -> str:
        """For a header: ``edge1, 2026-11-23T13:53:23Z, boot 6e812641, sha256 0f1e2d3c4b5a``."""
        boot, sha256 = self.boot[:8], self.sha256[:SHORT]
        parts = (self.host, self.time, boot and f"boot {boot}", sha256 and f"sha256 {sha256}")
        return ", ".join(filter(None, parts)) if self.host or self.time else ""


def origin_of(side: Side) -> Origin:
    """What a side's file and manifest say."""
    manifest = side.manifest or {}
    clocks, host = _mapping(manifest.get("clocks")), _mapping(manifest.get("host"))
    started = _mapping(clocks.get("started"))
    realtime = started.get("realtime_ns")
    return Origin(
        side.file, host=_text(host.get("name")), time=_text(started.get("utc")), boot=_text(host.get("boot_id")),
        sha256=side.sha256, realtime=realtime if isinstance(realtime, int) and not isinstance(realtime, bool) else None,
    )  # fmt: skip


def doubts_of(a: Origin, b: Origin) -> list[str]:
    """What to know before reading a script from A to B."""
    if a.realtime is not None and b.realtime is not None and a.realtime > b.realtime:
        return [f"{a.file} is the newer of the two: what came since reads as gone, and the other way round"]
    return []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
