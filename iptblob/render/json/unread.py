"""What was given and not read, as it stands under ``unread`` in every JSON output."""

from __future__ import annotations

from collections.abc import Iterable

from iptblob.backends import UnreadRules
from iptblob.escape import visible
from iptblob.render.json.encode import dumps


def unread_values(found: Iterable[UnreadRules]) -> list[dict[str, str]]:
    """One object each, fit for a terminal."""
    return [
        {key: visible(text.encode("utf-8", "surrogateescape")) for key, text in one._asdict().items()} for one in found
    ]


def unread_line(found: Iterable[UnreadRules]) -> str:
    """The object that ends output of one object a line."""
    return dumps({"schema": 1, "unread": unread_values(found)}) + "\n"
