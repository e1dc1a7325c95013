"""What was given and not read, as JSON values: the member ``unread`` of every document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iptblob.escape import visible
from iptblob.unread import Unread


def unread_json(unread: Iterable[Unread]) -> list[dict[str, Any]]:
    """``what``, ``where``, ``why`` and, where known, ``line`` or ``start`` and ``size`` (bytes) of each."""
    return [{name: _shown(value) for name, value in one.as_json().items()} for one in unread]


def _shown(value: Any) -> Any:
    return visible(value.encode("utf-8", "surrogateescape")) if isinstance(value, str) else value
