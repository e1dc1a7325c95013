"""The specs as data: loading them, today's Python names for them, and the pinned compiler."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

KSY = Path(__file__).resolve().parents[1]
NAMES = KSY / "build" / "names.yaml"

Spec = dict[str, Any]


def spec_files() -> list[Path]:
    return sorted(KSY.glob("*.ksy")) + sorted((KSY / "ext").glob("*.ksy"))


def load_specs(files: list[Path]) -> dict[str, Spec]:
    return {path.stem: yaml.safe_load(path.read_text()) for path in files}


def compile_specs(specs: dict[str, Spec], names: list[str], target: str, mode: str = "auto") -> dict[str, str]:
    """{file: source} of the specs called ``names``, with what they import."""
    job = {"target": target, "mode": mode, "names": names, "specs": specs}
    command = ["node", str(KSY / "build" / "compile.js")]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"kaitai-struct-compiler ({target}): {done.stderr.strip()}")
    made: dict[str, str] = json.loads(done.stdout)
    return made


def for_python(specs: dict[str, Spec]) -> dict[str, Spec]:
    """The specs under the names that Python, JSON and findings have for fields and types (names.yaml).

    Without ``valid``: our readers name what is wrong with its place, and layouts come from parsing zeros.
    """
    specs = copy.deepcopy(specs)
    for spec in specs.values():
        for item in spec["seq"]:
            item.pop("valid", None)
    table = yaml.safe_load(NAMES.read_text())
    for place, name in table["fields"].items():
        spec, *types, field = place.split(".")
        owner = specs[spec]
        for part in types:
            owner = owner["types"][part]
        next(item for item in owner["seq"] if item["id"] == field)["id"] = name
    for place, name in table["types"].items():
        spec, old = place.split(".")
        specs[spec]["types"] = {name if key == old else key: value for key, value in specs[spec]["types"].items()}
        for item in specs[spec]["seq"]:
            if item.get("type") == old:
                item["type"] = name
    return specs
