"""The one way to JSON text: what every reader of JSON takes, whatever a file held."""

from __future__ import annotations

import json
import math
import re
from typing import Any

# a surrogate without the other half, in the escapes of json.dumps: valid for Python alone
_LONE = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?:d[89ab]..(?!\\ud[c-f]..)|(?<!\\ud[89ab]..\\u)d[c-f]..)")


def dumps(value: Any, indent: int | None = None) -> str:
    """ASCII without NaN and Infinity (null in their place) and without lone surrogates (backslashes in theirs)."""
    try:
        text = json.dumps(value, indent=indent, allow_nan=False, default=_other)
    except ValueError:
        return dumps(_clean(value), indent)
    return text if "\\ud" not in text or not _LONE.search(text) else json.dumps(_clean(value), indent=indent)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value


def _other(value: Any) -> str:
    """Values that JSON has no form for must be made fit by whoever knows them."""
    raise TypeError(f"{type(value).__name__} in a document")
