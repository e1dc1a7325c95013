"""The snapshot file (.iptb): reading it, and checking that it is what was captured. Writing is capture's."""

from __future__ import annotations

from iptblob.snapshot.container import SnapshotError, SnapshotFile, StoredTable, read_snapshot

__all__ = ["SnapshotError", "SnapshotFile", "StoredTable", "read_snapshot"]
