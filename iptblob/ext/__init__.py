"""Extensions: one module per match or target, found by name when first needed."""

from __future__ import annotations

import importlib
from functools import cache

from iptblob.ext.base import Extension
from iptblob.spec.registry import SPECS


@cache
def find(kind: str, name: str) -> Extension | None:
    """The extension called ``name``, or None where nobody described it."""
    if not any(key[0] == kind and key[1] == name for key in SPECS):
        return None  # also keeps bytes from a blob out of the import machinery
    try:
        module = importlib.import_module(f"iptblob.ext.{kind}_{name.lower() or 'standard'}")
    except ModuleNotFoundError:
        return None
    extension: Extension = module.EXTENSION
    return extension
