"""One spec of ksy/ as a nested type without parameters: flags as booleans, texts beside their bytes, numbers named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

Spec = dict[str, Any]

NAMES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text())
LAYOUT = ("is_be", "len_long", "align_u64")
DROPPED = (*LAYOUT, "family", "key")
ASCII_NAMES = ("xt_entry_match", "xt_entry_target", "ipt_getinfo", "arpt_getinfo", "ipt_replace", "arpt_replace",
               "xt_get_entries")  # fmt: skip
KEPT = ("size", "size-eos", "terminator", "repeat", "repeat-expr", "if", "valid", "doc", "enum", "-orig-id")


class Converter:
    """Converts one spec; ``mode`` is "auto", "le" or "be"."""

    def __init__(self, name: str, spec: Spec, mode: str) -> None:
        self.name, self.spec, self.mode = name, spec, mode

    def convert(self) -> Spec:
        made = self._type(self.spec, self.name)
        if "doc-ref" in self.spec:
            made["doc-ref"] = self.spec["doc-ref"].split(" ")[0]
        return made

    def _type(self, spec: Spec, place: str) -> Spec:
        made: Spec = {"doc": spec["doc"]} if "doc" in spec else {}
        types: dict[str, Spec] = {}
        instances: dict[str, Spec] = {}
        seq = []
        for field in spec.get("seq") or []:
            seq.append(self._field(field, place, types, instances))
        made["seq"] = seq or [{"id": "nothing", "size": 0, "doc": "There is nothing in this payload."}]  # for Rust
        for name, inner in (spec.get("types") or {}).items():
            types[name] = self._type(inner, f"{place}.{name}")
        for key, value in (("instances", instances), ("types", types), ("enums", spec.get("enums"))):
            if value:
                made[key] = value
        return made

    def _field(self, field: Spec, place: str, types: dict[str, Spec], instances: dict[str, Spec]) -> Spec:
        key = f"{place}.{field['id']}"
        made = {"id": NAMES["ids"].get(key, field["id"])}
        for name in KEPT:
            if name in field:
                made[name] = field[name] if name in ("doc", "-orig-id", "enum") else self._rewrite(field[name], place)
        if "type" in field:
            made["type"] = plain_type(field["type"])
        if "terminator" in made:
            del made["terminator"]
            made["type"] = "name_field" if place in ASCII_NAMES else "text_field"
        flags = field.get("-flags") or NAMES["flags"].get(key)
        if flags:
            made["type"] = shared(types, f"{made['id']}_bits", mask_type(made["type"], flags))
        if key in NAMES["bit_fields"]:
            made["type"] = shared(types, f"{made['id']}_bits", self._bit_field(NAMES["bit_fields"][key]))
        if key in NAMES["named"]:
            named = NAMES["named"][key]
            instances[named["id"]] = {"value": made["id"], "enum": named["enum"], "doc": f"Name of {made['id']}."}
        return made

    def _rewrite(self, value: Any, place: str) -> Any:
        if isinstance(value, dict):
            return {key: self._rewrite(inner, place) for key, inner in value.items()}
        return of_one_type(with_ids(with_layout(value), place)) if isinstance(value, str) else value

    def _bit_field(self, names: list[str]) -> Spec:
        instances = {}
        for number, name in enumerate(names):
            low, high = hex(1 << number), hex(0x80 >> number)
            mask = {"auto": f"(_root.is_be ? {high} : {low})", "le": low, "be": high}[self.mode]
            instances[f"has_{name}"] = {"value": f"(value & {mask}) != 0"}
        return {"seq": [{"id": "value", "type": "u1", "doc": "All bits."}], "instances": instances}


def plain_type(declared: Any) -> Any:
    """The type without the parameters that say what the root says; an unsigned long as a type of its own."""
    if isinstance(declared, dict):
        if set(declared["cases"].values()) == {"u4", "u8"}:
            return "unsigned_long"
        return {"switch-on": declared["switch-on"], "cases": {k: plain_type(v) for k, v in declared["cases"].items()}}
    return declared.split("(")[0]


def with_layout(text: str) -> str:
    for name in LAYOUT:
        text = re.sub(rf"(?<![\w.]){name}\b", f"_root.{name}", text)
    return text


def of_one_type(text: str) -> str:
    """Go and Rust compute with numbers of one type only: offsets in an entry have two bytes, those of the root four."""
    if text.startswith("ofs_target - ("):
        return text.replace("ofs_target", "ofs_target.as<u4>", 1)
    return f"({text}).as<u2>" if re.fullmatch(r"\d+ \+ _root\.align_u64", text) else text


def with_ids(text: str, place: str) -> str:
    """An expression with the gallery's ids for the fields of ``place``."""
    for key, name in NAMES["ids"].items():
        owner, _, old = key.rpartition(".")
        if owner == place:
            text = re.sub(rf"(?<![\w.]){old}\b", name, text)
    return text


def shared(types: dict[str, Spec], name: str, made: Spec) -> str:
    """The name of a type like ``made`` in ``types``: one that is there already, or ``name``."""
    for other, known in types.items():
        if known == made:
            return other
    types[name] = made
    return name


def mask_type(width: str, flags: dict[int, str]) -> Spec:
    instances = {f"has_{re.sub(r'[^0-9a-z]', '_', str(name).lower())}": {"value": f"(value & {hex(int(bit))}) != 0"}
                 for bit, name in flags.items()}  # fmt: skip
    return {"seq": [{"id": "value", "type": width, "doc": "All bits."}], "instances": instances}
