"""What is in a file, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from iptblob.render.info import Facts, facts_of, failures_of, kind_of, record_of
from iptblob.render.json.unread import unread_json

if TYPE_CHECKING:
    from iptblob.reading.source import Source

SCHEMA = 1


def info_json(source: Source, netlink: Facts) -> str:
    """One JSON object: schema, file, size, tables and netlink dumps (as read), manifest (as stored)."""
    manifest = source.manifest or None
    value = {
        "schema": SCHEMA, "file": source.file, "size": source.size, "kind": kind_of(source),
        "tables": [facts_of(reading, record_of(source, reading)) for reading in source.readings],
        "netlink": netlink, "failures": failures_of(source, netlink), "unread": unread_json(source.unread),
        "manifest": manifest,
    }  # fmt: skip
    return json.dumps(value, indent=1, default=str) + "\n"
