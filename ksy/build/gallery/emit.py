"""YAML as the gallery writes it: keys in its order, documentation in blocks, no line over 80 columns."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

META = ("id", "title", "application", "file-extension", "xref", "tags", "license", "ks-version", "encoding", "endian")
TYPE = ("meta", "doc", "doc-ref", "to-string", "params", "seq", "instances", "types", "enums")
ATTRIBUTE = (
    "id", "-orig-id", "value", "pos", "size", "size-eos", "type", "enum", "terminator", "eos-error", "encoding",
    "valid", "repeat", "repeat-expr", "repeat-until", "if", "doc", "doc-ref",
)  # fmt: skip
WIDTH = 80


class Block(str):
    """A text on lines of its own."""


class Folded(str):
    """A long expression, on several lines that are read as one."""


class Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


Dumper.add_representer(Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|"))
Dumper.add_representer(Folded, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|"))


def write(spec: dict[str, Any]) -> str:
    text: str = yaml.dump(_type(spec, 0), Dumper=Dumper, sort_keys=False, width=10**6, allow_unicode=True)
    return text


def _ordered(thing: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    unknown = [key for key in thing if key not in order]
    if unknown:
        raise ValueError(f"no place for the keys {unknown} of {thing.get('id')}")
    return {key: thing[key] for key in order if key in thing}


def _type(spec: dict[str, Any], depth: int) -> dict[str, Any]:
    """``depth`` counts columns, two for each level."""
    made = _ordered(spec, TYPE)
    if "meta" in made:
        made["meta"] = _ordered(made["meta"], META)
    if "doc" in made:
        made["doc"] = _block(made["doc"], depth + 2)
    for key in ("params", "seq"):
        if key in made:
            made[key] = [_attribute(item, depth + 4) for item in made[key]]
    if "instances" in made:
        made["instances"] = {name: _attribute(item, depth + 4) for name, item in made["instances"].items()}
    if "types" in made:
        made["types"] = {name: _type(item, depth + 4) for name, item in sorted(made["types"].items())}
    return made


def _attribute(item: dict[str, Any], depth: int) -> dict[str, Any]:
    made = _ordered(item, ATTRIBUTE)
    for key, value in made.items():
        if not isinstance(value, str) or len(value) + len(key) + depth + 4 <= WIDTH:
            continue
        made[key] = _block(value, depth + 2) if key == "doc" else _fold(value, depth + 2)
    return made


def _block(text: str, depth: int) -> str:
    lines = []
    for paragraph in text.strip().split("\n\n"):
        lines.append("\n".join(textwrap.wrap(" ".join(paragraph.split()), WIDTH - depth, break_on_hyphens=False)))
    return Block("\n\n".join(lines) + "\n")


def _fold(text: str, depth: int) -> str:
    lines = textwrap.wrap(text, WIDTH - depth, break_long_words=False, break_on_hyphens=False)
    return Folded("\n".join(lines) + "\n")
