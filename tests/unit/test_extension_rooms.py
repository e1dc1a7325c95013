"""An extension is one file: every aspect is given or said to be missing, and nothing outside knows a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from iptblob import extensions
from iptblob.abi import ABIS
from iptblob.check.extensions import check_id, checks
from iptblob.extensions.base import Context
from iptblob.extensions.packet import action_of, condition_of
from iptblob.extensions.record import ASPECTS, NO_EFFECT, NO_TEST, Missing
from iptblob.names import debian_12
from iptblob.spec import columns
from iptblob.spec.layout import layout_of, load
from iptblob.spec.registry import SPECS
from iptblob.terms import (
    FIELDS,
    Action,
    Asked,
    Between,
    Bits,
    Either,
    Every,
    Fact,
    Not,
    Term,
    Unfollowed,
    Unsettles,
)

PACKAGE = Path(extensions.__file__).parents[1]
Key = tuple[str, str, int, str]
KEYS = sorted(SPECS)
NAMES = {name for _, name, _, _ in KEYS if name}

# Words that are names of extensions and of other things too, by what they mean outside of the extensions.
OTHER_THINGS = {
    "ERROR": "the target that x_tables itself has, and the severity of a finding",
    "mangle": "a table", "policy": "what a chain does in the end", "state": "a role of fields, and of capture",
    "length": "bytes", "set": "a member of struct ip_set_req", "dst": "a field of struct ipt_ip",
    "tos": "a field of struct ip6t_ip6", "cgroup": "a namespace", "time": "a namespace, and when a capture was made",
    "LOG": "a case log", "conntrack": "the kernel's table of connections",
    "limit": "an expression of nf_tables", "string": "a type of JSON Schema",
    "mac": "an address in names of fields", "icmp": "a word of a packet as people describe it",
    "frag": "another", "socket": "another",
    "mark": "a word in names of fields", "ttl": "a field of the IP header",
}  # fmt: skip

PROTOCOLS = "names.py"  # IP protocols have names too, most of them those of a match


def label(key: Key) -> str:
    return f"{key[0]}-{key[1] or 'standard'}-{key[2]}-{key[3]}"


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_every_aspect_is_given_or_said_to_be_missing(key: Key) -> None:
    kind, name, _, family = key
    extension, found = extensions.find(kind, name), extensions.find_revision(*key)
    assert extension is not None
    assert found is not None, "the spec has no Revision: write one"
    assert (extension.kind, extension.name) == (kind, name)
    assert extension.source_file(family).startswith("net/")
    assert found.row is load(SPECS[key], "lp64").row
    for aspect in ASPECTS:
        given = getattr(found, aspect)
        assert given or (isinstance(given, Missing) and given.reason.strip()), aspect


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_every_match_says_what_it_asks_of_a_packet_and_every_target_what_it_does(key: Key) -> None:
    """An expression over fields, or a fact with its reason; a target that cannot be followed says why."""
    found = extensions.find_revision(*key)
    assert found is not None
    if key[0] == "target":
        assert found.packet is NO_TEST
        assert found.effect
        if isinstance(found.effect, Unfollowed | Unsettles):
            assert found.effect.reason.strip()
    else:
        assert found.effect is NO_EFFECT
        assert callable(found.packet) or (isinstance(found.packet, Asked) and found.packet.reason.strip())


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_an_empty_payload_is_understood(key: Key) -> None:
    """Terms name fields there are, and facts say what they are and why; the words of a fact never say it inverted."""
    kind, name, _, family = key
    found = extensions.find_revision(*key)
    assert found is not None
    for abi in ABIS.values():
        layout = layout_of(SPECS[key], abi)
        row = columns.decode(layout, abi, np.zeros((1, layout.size), dtype=np.uint8))[0]
        ctx = Context(family, abi, debian_12())
        if kind == "target":
            assert isinstance(action_of(found, row, ctx), Action)
            continue
        for step in condition_of(name, found, row, ctx):
            for leaf in leaves(step.term):
                if isinstance(leaf, Fact):
                    assert leaf.key.startswith(name)
                    assert leaf.reason.strip()
                elif isinstance(leaf, Bits | Between):
                    assert leaf.field in FIELDS
        if isinstance(found.packet, Asked) and found.packet.inverted:
            field, bit = found.packet.inverted
            turned = condition_of(name, found, row._replace(**{field: bit}), ctx)[0].term
            assert turned == Not(condition_of(name, found, row, ctx)[0].term)


def leaves(term: Term) -> Iterator[Term]:
    if isinstance(term, Not):
        yield from leaves(term.term)
    elif isinstance(term, Every | Either):
        for one in term.terms:
            yield from leaves(one)
    else:
        yield term


@pytest.mark.parametrize("key", KEYS, ids=label)
def test_what_a_record_says_of_fields_is_true(key: Key) -> None:
    found, fields = extensions.find_revision(*key), {field.name: field for field in load(SPECS[key], "lp64").fields}
    assert found is not None
    assert all(fields[name].width == 16 and fields[name].kind == "raw" for name in found.inet_addresses)
    numbered = {name for name, field in fields.items() if field.struct and "set_index" in field.struct.row._fields}
    assert numbered == set(found.ipsets)


def test_records_describe_nothing_without_a_spec() -> None:
    for kind, name in extensions.names():
        extension = extensions.find(kind, name)
        assert extension is not None
        for at in extension.revisions:
            assert any(
                key[:2] == (kind, name) and at in (key[2], (key[2], key[3])) for key in KEYS
            ), (kind, name, at)  # fmt: skip


def test_other_names_lead_to_extensions() -> None:
    for kind, name in extensions.names():
        extension = extensions.find(kind, name)
        assert extension is not None
        if extension.same_as:
            goal = extensions.find(kind, extension.same_as)
            assert goal is not None
            assert not goal.same_as


def test_every_condition_is_told_under_an_id() -> None:
    told = checks()
    for key in KEYS:
        found = extensions.find_revision(*key)
        if found and found.constraints and found.constraints.check:
            assert told[check_id(*key[:2])].wants
            assert found.constraints.says


@pytest.mark.parametrize("path", sorted((PACKAGE / "extensions").glob("*.py")), ids=lambda path: path.stem)
def test_every_kernel_check_names_its_function(path: Path) -> None:
    """One line of documentation, with the C name first."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and _is_condition(node) and not node.name.startswith("_"):
            doc = ast.get_docstring(node) or ""
            assert doc, f"{path.stem}.{node.name} says no C function"
            assert len(doc.splitlines()) == 1


def _is_condition(node: ast.FunctionDef) -> bool:
    first = node.args.args[0].annotation if node.args.args else None
    return isinstance(first, ast.Name) and first.id == "Subject"


def constants(path: Path) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))


# nf_tables has expressions of its own in place of some extensions (iptables/nft.c, 1.8.9): reading them back names the
# extension whose words are printed.
ROOMS_WITH_NAMES = ("spec", "extensions", "nftables")
OUTSIDE = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in ROOMS_WITH_NAMES
)


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_outside_the_room_knows_a_name(path: Path) -> None:
    for node in constants(path):
        word = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
        if isinstance(word, str) and word in NAMES:
            assert word in OTHER_THINGS or path.name == PROTOCOLS, (
                f"{path.name}:{node.lineno} knows {word!r}: ask the record"
            )


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_outside_the_room_pairs_a_kind_with_a_name(path: Path) -> None:
    """Where a word is a name of something else too, it may not stand beside its kind."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Tuple):
            words = [part.value for part in node.elts if isinstance(part, ast.Constant)]
            kinds = {"match", "target"} & {word for word in words if isinstance(word, str)}
            names = {word.decode("latin-1") if isinstance(word, bytes) else word for word in words} & NAMES
            assert not (kinds and names), f"{path.name}:{node.lineno} knows {names}: ask the record"


def test_a_name_outside_the_room_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "knows.py"
    path.write_text('if name == b"multiport" or key == ("match", "set"):\n    pass\n')
    with pytest.raises(AssertionError, match="multiport"):
        test_nothing_outside_the_room_knows_a_name(path)
    with pytest.raises(AssertionError, match="set"):
        test_nothing_outside_the_room_pairs_a_kind_with_a_name(path)
