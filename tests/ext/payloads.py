"""Words of a payload given field by field, for the tests of single extensions."""

from __future__ import annotations

from typing import Any

from iptblob import extensions
from iptblob.abi import LP64_LE, Abi
from iptblob.extensions.base import NEWEST_IPTABLES, Context
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.registry import SPECS


def payload_of(layout: Layout, abi: Abi, values: dict[str, Any]) -> bytes:
    """The struct with these fields (numbers, bytes, or lists of them) and zeros everywhere else."""
    payload = bytearray(layout.size)
    for name, value in values.items():
        field = layout[name]
        for place, item in enumerate(value if field.count else [value]):
            at = field.offset + place * field.width
            order = "big" if field.be or abi.is_be else "little"
            octets = item if isinstance(item, bytes) else (item % (1 << 8 * field.width)).to_bytes(field.width, order)
            payload[at : at + len(octets)] = octets
    return bytes(payload)


def printed(
    kind: str, name: str, revision: int, family: str = "ipv4", *, abi: Abi = LP64_LE, names: Names | None = None,
    iptables: tuple[int, int, int] = NEWEST_IPTABLES, payload: bytes | None = None, **values: Any,
) -> str:  # fmt: skip
    """The name as printed and the words behind it, of a payload given whole or by its fields."""
    layout = layout_of(SPECS[kind, name, revision, family], abi)
    octets = payload_of(layout, abi, values) if payload is None else payload
    [row] = columns.decode(layout, abi, columns.as_bytes(octets).reshape(1, -1))
    extension = extensions.find(kind, name)
    assert extension is not None
    words, alias = extension.words_for(revision, family), extension.printed_for(revision, family)
    assert words is not None
    context = Context(family, abi, names or Names(), iptables)
    return (alias(row, context) if alias else name) + words(row, context)
