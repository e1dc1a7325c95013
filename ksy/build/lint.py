"""What the compiler accepts and a target language refuses, or what makes a parser run for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Spec = dict[str, Any]

# Words no id may be: reserved in a target language, or a member of every object there.
RESERVED = frozenset((Path(__file__).parent / "reserved.txt").read_text().split())


def lint(spec: Spec, place: str = "") -> Iterator[str]:
    """One line for each thing that some target refuses."""
    yield from _type(spec, place or spec["meta"]["id"])


def _type(spec: Spec, place: str) -> Iterator[str]:
    fields = _fields(spec)
    yield from _names(spec, fields, place)
    for name, field in fields.items():
        yield from _field(field, f"{place}.{name}")
    seq = spec.get("seq") or []
    if seq and seq[-1].get("size-eos") and seq[-1]["id"].startswith("pad"):
        yield f"{place}.{seq[-1]['id']}: padding at the end needs no field"
    for name, inner in (spec.get("types") or {}).items():
        yield from _type(inner, f"{place}.{name}")


def _fields(spec: Spec) -> dict[str, Spec]:
    listed = {field["id"]: field for key in ("params", "seq") for field in spec.get(key) or []}
    return {**listed, **(spec.get("instances") or {})}


def _names(spec: Spec, fields: dict[str, Spec], place: str) -> Iterator[str]:
    if "seq" in spec and not spec["seq"]:
        yield f"{place}: Rust refuses a type without a field"
    for name in fields:
        if name in RESERVED:
            yield f"{place}.{name}: a reserved word in some language"
    inner = {**(spec.get("types") or {}), **(spec.get("enums") or {})}
    for name in inner:
        if name in fields:
            yield f"{place}.{name}: a type or an enum called like a field of its owner (C#)"
    for name in set(spec.get("types") or {}) & set(spec.get("enums") or {}):
        yield f"{place}.{name}: a type and an enum of one name"


def _field(field: Spec, place: str) -> Iterator[str]:
    declared = field.get("type")
    is_switch = isinstance(declared, dict)
    if is_switch and "repeat" in field and "_" not in declared["cases"]:
        yield f"{place}: a repeated switch without a default never ends where nothing matches"
    if is_switch and "-flags" in field:
        yield f"{place}: flags of a type that is chosen at run time"
    for key, value in field.items():
        if isinstance(value, str) and key in ("size", "if", "pos", "value") and "_io.pos - start" in value:
            yield f"{place}: a size from the position of the stream, which targets count differently"
    valid = field.get("valid")
    if isinstance(valid, dict) and valid.get("in-enum") and "enum" not in field:
        yield f"{place}: in-enum without an enum"
    value = field.get("value")
    if isinstance(value, str) and ".as<" in value and _is_sum(value):
        yield f"{place}: a sum of named types has none itself, and Go adds numbers of one type only"


def _is_sum(value: str) -> bool:
    """Whether an expression is arithmetic that no parentheses hold."""
    depth, outer = 0, ""
    for char in value:
        depth += (char == "(") - (char == ")")
        outer += char if not depth else ""
    return not re.search(r"[<>=?]| (and|or|not) ", outer) and re.search(r" [-+*] ", outer) is not None
