"""Single fields of payloads, down to the elements of arrays of structs, read and written by their layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from iptblob.abi import Abi
from iptblob.diff.meaning.forms import Form
from iptblob.diff.meaning.senses import Payloads
from iptblob.extensions import find_revision
from iptblob.extensions.meaning import Columns, PayloadContext, Sense
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.layout import Field, Layout, layout_of
from iptblob.spec.registry import SPECS
from iptblob.table.walk import Group

Key = tuple[str, str, int, str]
HOST = Names(ipsets={1: "one", 2: "two"})


class Leaf(NamedTuple):
    """One number or text of a payload; ``path`` names it, ``element`` says which of an array."""

    path: str
    element: tuple[int, ...]
    field: Field
    offset: int


def leaves(layout: Layout, start: int = 0, path: str = "", element: tuple[int, ...] = ()) -> Iterator[Leaf]:
    """Every field that is no struct, one for each element of an array."""
    for field in layout.fields:
        for place in range(max(field.count, 1)):
            at, where = start + field.offset + place * field.width, (*element, place)
            if field.struct is not None:
                yield from leaves(field.struct, at, f"{path}{field.name}.", where)
            else:
                yield Leaf(path + field.name, where, field, at)


def order_of(field: Field, abi: Abi) -> Literal["big", "little"]:
    return "big" if field.be or abi.is_be else "little"


def transferred(payload: bytes, source: Layout, abi: Abi, goal: Layout, other: Abi) -> bytes:
    """The same values in another layout, whose numbers must be wide enough."""
    out = bytearray(goal.size)
    there = {(leaf.path, leaf.element): leaf for leaf in leaves(goal)}
    for leaf in leaves(source):
        to, octets = there.get((leaf.path, leaf.element)), payload[leaf.offset : leaf.offset + leaf.field.width]
        if to is None or leaf.field.role != "config":
            continue  # padding that one layout has and the other has not
        if leaf.field.kind in "us":
            number = int.from_bytes(octets, order_of(leaf.field, abi), signed=leaf.field.kind == "s")
            octets = (number % (1 << 8 * to.field.width)).to_bytes(to.field.width, order_of(to.field, other))
        out[to.offset : to.offset + to.field.width] = octets.ljust(to.field.width, b"\0")
    return bytes(out)


def meant(key: Key, payload: bytes, abi: Abi, names: Names = HOST) -> object:
    """What a payload means, as a value that can be compared with that of any revision of the extension."""
    kind, name, revision, family = key
    layout, record = layout_of(SPECS[key], abi), find_revision(*key)
    raw = columns.as_bytes(payload).reshape(1, -1)
    group = Group(kind, name.encode(), revision, 0, None, None, None)  # type: ignore[arg-type]
    form = Form([Payloads(group, PayloadContext(names, abi.is_be, family), layout, record, raw, abi)], 0)
    own = (key[:3], form.members[0].exact().tobytes())
    if isinstance(form.meaning, Columns):
        return form.rows(form.meaning, form.first).tobytes()
    if isinstance(form.meaning, Sense):
        [sense] = form.keys(form.meaning, form.first)
        return own if sense is None else sense
    return own

