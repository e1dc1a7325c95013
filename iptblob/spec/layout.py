"""Layout tables: where every field of a struct is, derived from the Kaitai specs.

The generated modules in ``iptblob.spec.layouts`` are written with the short names ``F`` and ``L``.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iptblob.abi import Abi

PADDING = "padding"
KERNEL = "kernel"
COUNTER = "counter"
STATE = "state"
CONFIG = "config"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a struct.

    ``offset`` and ``size`` are bytes, ``size`` that of the whole array where ``count`` is not 0.
    ``kind`` is ``u``, ``s`` (integers), ``raw`` (bytes), ``strz`` (bytes up to the first NUL) or ``struct``.
    ``width`` is the size of one element; ``be`` is true where the number is in network order on every
    machine. ``role`` tells configuration from counters, state, kernel-private tails and padding.
    """

    name: str
    c_name: str
    offset: int
    size: int
    kind: str
    width: int
    count: int = 0
    be: bool = False
    role: str = CONFIG
    symbols: dict[int, str] | None = None
    is_flags: bool = False
    doc: str = ""
    struct: Layout | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A struct: its spec id, ``sizeof`` in bytes, the class of its decoded rows and its fields in order."""

    spec: str
    size: int
    row: type[Any]
    fields: tuple[Field, ...]

    def __getitem__(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


F = Field
L = Layout


@cache
def load(spec: str, shape: str) -> Layout:
    """The layout of ``spec`` for a shape (``Abi.shape``); KeyError if there is no such spec."""
    try:
        module = importlib.import_module(f"iptblob.spec.layouts.{spec}")
    except ModuleNotFoundError:
        raise KeyError(spec) from None
    layout: Layout = getattr(module, shape.upper())
    return layout


def layout_of(spec: str, abi: Abi) -> Layout:
    """The layout of ``spec`` under ``abi``."""
    return load(spec, abi.shape)
