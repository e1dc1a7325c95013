"""The snapshot file (.iptb): reading it, and checking that it is what was captured. Writing is capture's."""

from __future__ import annotations

from iptblob.snapshot.container import SnapshotError, SnapshotFile, StoredTable, read_snapshot
from iptblob.snapshot.integrity import Problem, verify

__all__ = ["Problem", "SnapshotError", "SnapshotFile", "StoredTable", "read_snapshot", "verify"]
