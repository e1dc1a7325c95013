"""The document beside a SET_REPLACE payload that was found in a log."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from iptblob.capture.agent.basics import SCHEMA
from iptblob.reading.strace.log import Sent


def sent_json(sent: Sent, file: str, calls: list[dict[str, Any]] | None) -> str:
    """Who sent it and what the kernel answered; ``calls`` are the other ones of a log that has no snapshot to hold
    them."""
    told: dict[str, Any] = {
        "schema": SCHEMA, "file": Path(file).name, **sent.as_json(), "sha256": sha256(sent.data).hexdigest(),
    }  # fmt: skip
    if calls is not None:
        told["calls"] = calls
    return json.dumps(told, indent=2) + "\n"
