"""Rules of captured tables: their text, compiled, beside the bytes that the kernel gave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import iptblob as api
from iptblob.abi import ABIS, LP64_LE, Abi
from iptblob.building.grammar import Compiled, RuleError, RuleReader
from iptblob.building.records import ReadRecord, record_of
from iptblob.building.sending import Sender
from iptblob.extensions import find, find_revision
from iptblob.extensions.base import DEBIAN_12_IPTABLES, Context
from iptblob.names import debian_12
from iptblob.restore.arguments import arguments
from iptblob.spec import columns
from iptblob.spec.encode import encode, spans
from iptblob.spec.layout import layout_of
from iptblob.table import header_size, spec_of


class Outcome(NamedTuple):
    """A rule's text, why it was not compiled (None where it was), what of its bytes differs, and in which layouts the
    words of what was compiled are others than those of what was captured."""

    text: str
    refused: RuleError | None
    differs: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


def outcomes(snapshot: api.Snapshot) -> Iterator[Outcome]:
    for table in snapshot.tables:
        chains = [chain.name.encode("utf-8", "surrogateescape").decode("latin-1") for chain in table.chains]
        for rule in table.rules:
            yield outcome(rule, table, chains)


def outcome(rule: api.Rule, table: api.Table, chains: list[str]) -> Outcome:
    text = rule.text.encode("utf-8", "surrogateescape").decode("latin-1")
    raw = table._table
    known = table.snapshot.source.names_of(raw)
    try:
        reader = RuleReader(arguments(text)[2:], raw.family, known, frozenset(chains), sender_of(rule))
        (read,) = reader.read()
    except RuleError as refused:
        return Outcome(rule.text, refused)
    records = [*read.matches, *([read.target] if read.target else [])]
    made = [record_of(one, raw.family, raw.abi) for one in records]
    target = made[-1] if read.target else None
    one = Compiled(read.head, tuple(made[: len(read.matches)]), target, read.jump)
    differs = tuple(differences(rule, one, table))
    return Outcome(rule.text, None, differs, tuple(reworded(rule, records, table)))


def sender_of(rule: api.Rule) -> Sender:
    """A kernel that has the revisions of the rule and no others of the same."""
    parts = [*rule.matches, *([rule.target] if rule.target else [])]
    had: dict[tuple[str, str], set[int]] = {}
    for at, one in enumerate(parts):
        kind = "match" if at < len(rule.matches) else "target"
        had.setdefault((kind, one.name), set()).add(one.revision)
        known = find(kind, one.name)
        if known and known.same_as:
            had.setdefault((kind, known.same_as), set())
    return Sender(revisions=had)


def reworded(rule: api.Rule, records: list[ReadRecord], table: api.Table) -> Iterator[str]:
    """Layouts in which the words of a compiled record are not those of the captured one, there or here."""
    raw = table._table
    theirs = [*rule.matches, *([rule.target] if rule.target else [])]
    for ours, captured in zip(records, theirs, strict=False):
        if (ours.name.decode(), ours.revision) != (captured.name, captured.revision):
            continue
        payload = captured.raw[header_size(raw.abi) :] if len(captured.raw) == captured.size else captured.raw
        row = decoded(ours, payload, raw, raw.abi)
        for abi in ABIS.values():
            # what is printed can depend on the layout, and so can what a field's bits mean
            wanted = {worded(ours, row, raw, raw.abi), worded(ours, row, raw, abi)}
            if worded(ours, decoded(ours, record_of(ours, raw.family, abi).payload, raw, abi), raw, abi) not in wanted:
                yield f"{abi.name} {ours.name.decode()}"


def decoded(record: ReadRecord, payload: bytes, raw: Any, abi: Abi) -> Any:
    layout = layout_of(spec_of(record.kind, record.name, record.revision, raw.family) or "", abi)
    return columns.decode(layout, abi, columns.as_bytes(payload[: layout.size]).reshape(1, -1))[0]


def worded(record: ReadRecord, row: Any, raw: Any, abi: Abi) -> str:
    found = find_revision(record.kind, record.name.decode(), record.revision, raw.family.name)
    assert found is not None
    assert found.words
    return found.words(row, Context(raw.family.name, abi, debian_12(), DEBIAN_12_IPTABLES))


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
    layout = layout_of(spec_of(ours.kind, ours.name, ours.revision, raw.family) or "", raw.abi)
    data = bytearray(payload[: layout.size])
    for span in spans(layout):
        if span.role == "kernel":
            data[span.offset : span.offset + span.size] = bytes(span.size)
    return bytes(data)


def _zero(layout: Any) -> dict[str, Any]:
    rows = columns.decode(layout, LP64_LE, columns.as_bytes(bytes(layout.size)).reshape(1, -1))
    return dict(rows[0]._asdict())
