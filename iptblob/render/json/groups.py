"""Many hosts against one, as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.diff.mapping import Mapping
from iptblob.fleet.baseline import HostGroup
from iptblob.render.json.changes import document
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.unread import Unread

SCHEMA = 1


def groups_json(baseline: str, groups: list[HostGroup], unread: Sequence[Unread] = ()) -> str:
    """The text of ``groups_document``."""
    return dumps(groups_document(baseline, groups, unread), indent=1) + "\n"


def _file(file: str, mapping: Mapping) -> dict[str, Any]:
    return {"file": file} | ({"mapping": mapping.options()} if mapping else {})


def groups_document(baseline: str, groups: list[HostGroup], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The groups as JSON values."""
    return {
        "schema": SCHEMA,
        "baseline": {"file": baseline},
        "groups": [
            {"files": [_file(*pair) for pair in zip(one.files, one.mappings, strict=True)],
             "identical": one.is_equal, "changes": document(one.found)["changes"],
             "unread": unread_json(one.found.unread)}
            for one in groups
        ],
        "unread": unread_json(unread),
    }  # fmt: skip
