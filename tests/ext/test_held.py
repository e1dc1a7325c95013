"""What each field holds is decided in the extension's own file: for every field of every revision, and of no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from iptblob import extensions
from iptblob.extensions.held import AddressField, HardwareField, NameField, PlainField, RangeEndField, UserField
from iptblob.spec.layout import CONFIG, Field, Layout, load
from iptblob.spec.registry import SPECS

KEYS = sorted(SPECS)
# Bytes and texts that tell nothing of anybody, and why. A field of this kind that is missing here must be marked.
PLAIN_BYTES = {
    "addrs_mask": "a mask",
    "algo": "the kernel's name of an algorithm",
    "genre": "an operating system, of the list of p0f",
    "helper": "the kernel's name of a connection tracking helper",
    "name": "of match helper: the same",
}


def leaves(layout: Layout, prefix: str = "") -> Iterator[tuple[str, Field]]:
    for field in layout.fields:
        if field.struct is not None:
            yield prefix + field.name, field
            yield from leaves(field.struct, f"{prefix}{field.name}.")
        elif field.role == CONFIG:
            yield prefix + field.name, field


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[0]}-{key[1] or 'standard'}-{key[2]}-{key[3]}")
def test_every_field_is_decided(key: tuple[str, str, int, str]) -> None:
    extension = extensions.find(key[0], key[1])
    assert extension is not None
    fields = dict(leaves(load(SPECS[key], "lp64")))
    for path, field in fields.items():
        whole = {path.rsplit(".", cut)[0] for cut in range(path.count(".") + 1)} & set(extension.holds)
        assert field.struct is not None or whole, f"{path}: nobody decided what it holds"
    for path, held in extension.holds.items():
        if path not in fields:
            continue
        field, room = fields[path], path.rpartition(".")[0]
        if isinstance(held, AddressField | HardwareField | UserField):
            for other in filter(None, held):
                assert f"{room}.{other}".lstrip(".") in fields, f"{path} names {other}"
        if isinstance(held, PlainField) and field.kind in ("raw", "strz"):
            assert "mask" in path or field.name in PLAIN_BYTES, f"{path} holds bytes: what are they?"


def test_nothing_is_decided_that_is_not_there() -> None:
    held: dict[tuple[str, str], set[str]] = {}
    for kind, name, revision, family in KEYS:
        fields = set(dict(leaves(load(SPECS[kind, name, revision, family], "lp64"))))
        held.setdefault((kind, name), set()).update(fields)
    for (kind, name), known in held.items():
        extension = extensions.find(kind, name)
        assert extension is not None
        assert set(extension.holds) <= known
        ends = {one.to for one in extension.holds.values() if isinstance(one, AddressField | UserField)} - {""}
        assert ends == {path for path, one in extension.holds.items() if isinstance(one, RangeEndField)}


def test_names_that_are_kept_are_said() -> None:
    found = [extensions.find(kind, name) for kind, name, _, _ in KEYS]
    kept = [one for extension in found if extension for one in extension.holds.values()]
    assert any(isinstance(one, NameField) and one.kept for one in kept)
