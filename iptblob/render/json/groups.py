"""Many hosts against one, as JSON values."""

from __future__ import annotations

from typing import Any

from iptblob.fleet.baseline import HostGroup
from iptblob.render.json.changes import document
from iptblob.render.json.encode import dumps

SCHEMA = 1


def groups_json(baseline: str, groups: list[HostGroup]) -> str:
    """The text of ``groups_document``."""
    return dumps(groups_document(baseline, groups), indent=1) + "\n"


def groups_document(baseline: str, groups: list[HostGroup]) -> dict[str, Any]:
    """The groups as JSON values."""
    return {
        "schema": SCHEMA,
        "baseline": {"file": baseline},
        "groups": [
            {"files": [{"file": file} for file in one.files], "identical": not one.found.changes,
             "changes": document(one.found)["changes"]}
            for one in groups
        ],
    }  # fmt: skip
