"""Rules of captured tables: their text, compiled, beside the bytes that the kernel gave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import iptblob as api
from iptblob.abi import LP64_LE
from iptblob.building.grammar import Compiled, RuleError, compile_rule
from iptblob.restore.arguments import arguments
from iptblob.spec import columns
from iptblob.spec.encode import encode
from iptblob.spec.layout import layout_of
from iptblob.table import header_size


class Outcome(NamedTuple):
    """A rule's text, why it was not compiled (None where it was), and what of its bytes differs."""

    text: str
    refused: RuleError | None
    differs: tuple[str, ...]


def outcomes(snapshot: api.Snapshot) -> Iterator[Outcome]:
    for table in snapshot.tables:
        if table.family != "arp":
            chains = [chain.name.encode("utf-8", "surrogateescape").decode("latin-1") for chain in table.chains]
            for rule in table.rules:
                yield outcome(rule, table, chains)


def outcome(rule: api.Rule, table: api.Table, chains: list[str]) -> Outcome:
    text = rule.text.encode("utf-8", "surrogateescape").decode("latin-1")
    raw = table._table
    try:
        made = compile_rule(arguments(text)[2:], raw.family, raw.abi, table.snapshot.source.names_of(raw), chains)
    except RuleError as refused:
        return Outcome(rule.text, refused, ())
    if len(made) != 1:
        return Outcome(rule.text, None, ("one rule",))
    return Outcome(rule.text, None, tuple(differences(rule, made[0], table)))


def differences(rule: api.Rule, made: Compiled, table: api.Table) -> Iterator[str]:
    """What differs in configuration and padding from the entry as captured."""
    raw = table._table
    layout = layout_of(raw.family.entry_spec, raw.abi)
    head = layout.fields[0]  # struct ipt_ip, ip6t_ip6
    assert head.struct is not None
    row: Any = head.struct.row(**{**_zero(head.struct), **made.head})
    if encode(head.struct, raw.abi, [row]).tobytes() != rule.raw[: head.size]:
        yield "head"
    if [one.name for one in rule.matches] != [one.name.decode() for one in made.matches]:
        yield "matches"
        return
    pairs = list(zip(made.matches, rule.matches, strict=True))
    if made.target is not None:
        if rule.target is None or rule.target.name != made.target.name.decode():
            yield "target"
            return
        pairs.append((made.target, rule.target))  # type: ignore[arg-type]
    for ours, theirs in pairs:
        payload = theirs.raw[header_size(raw.abi) :] if len(theirs.raw) == theirs.size else theirs.raw
        if theirs.revision != ours.revision or _public(ours, payload, raw) != ours.payload:
            yield f"{ours.kind} {theirs.name}"


def _public(ours: Any, payload: bytes, raw: Any) -> bytes:
    """The payload with zeros where members are the kernel's own, the alignment behind it left out."""
    from iptblob.spec.encode import spans
    from iptblob.table import spec_of

    layout = layout_of(spec_of(ours.kind, ours.name, ours.revision, raw.family) or "", raw.abi)
    data = bytearray(payload[: layout.size])
    for span in spans(layout):
        if span.role == "kernel":
            data[span.offset : span.offset + span.size] = bytes(span.size)
    return bytes(data)


def _zero(layout: Any) -> dict[str, Any]:
    rows = columns.decode(layout, LP64_LE, columns.as_bytes(bytes(layout.size)).reshape(1, -1))
    return dict(rows[0]._asdict())
