"""The manifest's fields held against its published schema: what has another type is told and left out.

So every reader may take a field for what the schema says it is, or for missing. The words of JSON Schema that say
what type a value has are understood (type, const, enum, oneOf, properties, items, additionalProperties, required and
references); patterns are left to ``jsonschema`` in the tests.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parents[1] / "data" / "schema"
MAX_DEPTH = 32  # the schema needs ten
MAX_TOLD = 20
INTEGERS = range(-(1 << 63), 1 << 64)
_TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float),
    "null": type(None),
}  # fmt: skip


class _Misfit:
    """Stands for a value that was left out."""


_OUT = _Misfit()


@dataclass
class _Fitting:
    definitions: Mapping[str, Any]
    strict: bool
    problems: list[str] = field(default_factory=list)


def fit(manifest: Mapping[str, Any], schema: int, *, strict: bool = False) -> tuple[dict[str, Any], list[str]]:
    """(the manifest without what has a wrong type, what was wrong in words).

    ``strict`` also tells fields that are missing and values that the schema does not list, as of a file that this
    program has just written.
    """
    document = _document(schema)
    reader = _Fitting(document.get("$defs", {}), strict)
    kept = _fit(manifest, document, "", 0, reader=reader)
    told = reader.problems[:MAX_TOLD]
    if len(reader.problems) > MAX_TOLD:
        told.append(f"{len(reader.problems) - MAX_TOLD} more fields of the manifest do not fit")
    return (kept if isinstance(kept, dict) else {}), told


@cache
def _document(schema: int) -> Mapping[str, Any]:
    """The schema of this number, else the newest."""
    own = SCHEMAS / f"manifest-{schema}.schema.json"
    text = (own if own.is_file() else SCHEMAS / "manifest.schema.json").read_text("utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def _fit(value: Any, shape: Mapping[str, Any], path: str, depth: int, reader: _Fitting) -> Any:
    """``value`` as far as it fits, or _OUT."""
    shapes = list(_alternatives(shape, reader.definitions))
    fitting = [one for one in shapes if _has_type(value, one)]
    if not fitting or depth > MAX_DEPTH or not _is_plain(value):
        return _out(value, shapes, path, depth, reader=reader)
    if isinstance(value, dict):
        return _object(value, fitting[0], path, depth, reader=reader)
    if isinstance(value, list):
        items = fitting[0].get("items", {})
        kept = (_fit(item, items, f"{path}[{at}]", depth + 1, reader=reader) for at, item in enumerate(value))
        return [item for item in kept if item is not _OUT]
    if reader.strict and not any(_is_listed(value, one) for one in fitting):
        reader.problems.append(f"{path} is {_brief(value)}")
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _object(value: Mapping[str, Any], shape: Mapping[str, Any], path: str, depth: int, reader: _Fitting) -> Any:
    known, rest = shape.get("properties", {}), shape.get("additionalProperties", {})
    rest = rest if isinstance(rest, dict) else {}  # keys of a later version stay
    kept = {}
    for key, item in value.items():
        name = key.encode("utf-8", "backslashreplace").decode()
        place = f"{path}.{name:.60}" if path else f"{name:.60}"
        fitted = _fit(item, known.get(key, rest), place, depth + 1, reader=reader)
        if fitted is not _OUT:
            kept[name] = fitted
    if reader.strict:
        missing = [key for key in shape.get("required", ()) if key not in value]
        reader.problems += [f"{path}.{key} is missing" if path else f"{key} is missing" for key in missing]
    return kept


def _alternatives(shape: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Shapes of which one must fit, references followed."""
    if "$ref" in shape:
        yield from _alternatives(definitions[shape["$ref"].rpartition("/")[2]], definitions)
    elif "oneOf" in shape:
        for one in shape["oneOf"]:
            yield from _alternatives(one, definitions)
    else:
        yield shape


def _has_type(value: Any, shape: Mapping[str, Any]) -> bool:
    if "type" in shape:
        names = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
        return any(_is_a(value, name) for name in names)
    listed = [shape["const"]] if "const" in shape else shape.get("enum")
    return listed is None or any(type(value) is type(one) for one in listed)


def _is_a(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def _is_listed(value: Any, shape: Mapping[str, Any]) -> bool:
    listed = [shape["const"]] if "const" in shape else shape.get("enum")
    return listed is None or value in listed


def _is_plain(value: Any) -> bool:
    """No NaN, no infinity, no number beyond 64 bits: JSON does not have the ones, other readers not the others."""
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or value in INTEGERS


def _out(value: Any, shapes: list[Mapping[str, Any]], path: str, depth: int, reader: _Fitting) -> _Misfit:
    if depth > MAX_DEPTH:
        wanted = f"at most {MAX_DEPTH} levels"
    else:
        wanted = " or ".join(dict.fromkeys(_wanted(one) for one in shapes))
    reader.problems.append(f"{path} is {_brief(value)} where the manifest has {wanted}: left out")
    return _OUT


def _wanted(shape: Mapping[str, Any]) -> str:
    names = shape.get("type")
    if names is None:
        listed = [shape["const"]] if "const" in shape else shape.get("enum")
        return "a number that JSON has" if listed is None else _name_of(listed[0])
    return " or ".join(names) if isinstance(names, list) else str(names)


def _name_of(value: Any) -> str:
    return next(name for name in _TYPES if _is_a(value, name))


def _brief(value: Any) -> str:
    """A value in at most 40 characters, without making a text of megabytes for it."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    if isinstance(value, int) and not isinstance(value, bool) and value not in INTEGERS:
        return f"a number of {value.bit_length()} bits"
    text = json.dumps(value[:40] if isinstance(value, str) else value)
    return text if len(text) <= 40 else f"{text[:37]}..."
