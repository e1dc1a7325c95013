"""A message of nf_tables as annotated hex: header, attributes, expressions, the payload of each extension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from iptblob.escape import visible
from iptblob.model import FieldValue
from iptblob.names import Names
from iptblob.nftables.fields import MessageFields
from iptblob.render.hexview import HexLine, sections_view
from iptblob.table import Table


def message_view(content: Table, message: MessageFields, names: Names) -> Iterator[HexLine]:
    """The lines of a message; ``content`` has the dump's bytes as its data."""
    yield from sections_view(content, _sections(message), names)


def _sections(message: MessageFields) -> Iterator[tuple[str, list[FieldValue]]]:
    for owner, run in groupby(message.fields, key=_owner):
        fields = list(run)
        cut = f"{owner}." if owner.startswith("expressions[") else ""
        title = _title(message.kind, owner, fields)
        yield title, [replace(item, path=item.path.removeprefix(cut)) for item in fields]


def _owner(item: FieldValue) -> str:
    first, _, rest = item.path.partition(".")
    if first in ("header", "nfgenmsg"):
        return first
    return first if first.startswith("expressions[") and rest else "attributes"


def _title(kind: str, owner: str, fields: list[FieldValue]) -> str:
    if owner == "header":
        return kind
    if not owner.startswith("expressions["):
        return owner
    values = {item.path.removeprefix(f"{owner}."): item.value for item in fields}
    name = visible(bytes(values.get("name", b"")))
    said = f"expression {int(owner[12:-1]) + 1}: {name or '?'}"
    extension, revision = values.get(f"{name}.name"), values.get(f"{name}.rev")
    return f"{said} {visible(extension)}, revision {revision}" if isinstance(extension, bytes) else said
